"""List: what did the search find, what does the archive hold, and in which state is it?

Hits, articles or a status in, blocks out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.records import Article, Hit
from rag.render.blocks import Line, Page, line, span
from rag.reports import Folder, Removal, Status, Unread

_SHOWN = 10
_SEARCH = {
    True: "searched exactly: every passage is compared",
    False: "searched by a graph of near passages (HNSW): so many are not all compared",
    None: "not searched yet: the first question makes the search engines ready",
}


def hits(found: Sequence[Hit]) -> Page:
    """Passages with their articles, the best first, and what each stands for."""
    if not found:
        yield line("Nothing found.")
    for number, hit in enumerate(found, 1):
        yield line(span(f"[{number}] ", "mark"), *_named(hit.article).spans)
        yield line(hit.passage.text, depth=1)
        yield from (line(span(text, "faint"), depth=1) for text in (*_beside(hit), *hit.why))


def _beside(hit: Hit) -> Iterator[str]:
    """What the hit stands for besides its passage."""
    if hit.others:
        yield f"and {counted(len(hit.others), 'further passage')} of this article"
    if hit.copies:
        yield f"the same report: {', '.join(copy.file for copy in hit.copies)}"


def articles(held: Sequence[Article]) -> Page:
    """One line for each article; below the name of its folder where there are several."""
    by_folder: dict[tuple[str, ...], list[Article]] = {}
    for article in held:
        by_folder.setdefault(article.folders, []).append(article)
    for folders, theirs in sorted(by_folder.items()):
        if len(by_folder) > 1:
            yield line(span(" and ".join(folders), "strong"))
        for article in theirs:
            yield _named(article)
    yield line(span(counted(len(held), "article"), "faint"))


def unread(held: Sequence[Unread]) -> Page:
    """One line for each file that is not in the archive, with the reason."""
    for one in held:
        yield line(span(one.name, "title"), span(" · ", "faint"), one.reason, span(f" · {one.folder}", "faint"))
    yield line(span(counted(len(held), "file"), "faint"))


def removal(given: Removal) -> Page:
    """What would be taken out."""
    for folder in given.folders:
        yield line(span(folder, "title"), " and all that was read there")
    for name in given.files[:_SHOWN]:
        yield line(name, depth=1)
    if len(given.files) > _SHOWN:
        yield line(f"and {len(given.files) - _SHOWN:,} more", depth=1)
    yield line(span(counted(given.articles, "article"), "faint"))


def removed(given: Removal) -> str:
    """What was taken out, and how it comes back, on one line."""
    back = "; they stay out until they change, or until `rag index FOLDER --again`" if given.ids else ""
    forgotten = f" and {counted(len(given.folders), 'folder')} forgotten" if given.folders else ""
    return f"{counted(given.articles, 'article')} removed{forgotten}{back}"


def status(given: Status) -> Page:
    """What an index holds, how large it is, and what is wrong with it."""
    counts = [counted(given.articles, "article"), counted(given.passages, "passage"), counted(given.claims, "claim")]
    yield line(span(given.folder, "title"))
    yield line(", ".join(counts), depth=1)
    yield line(f"encoded by {given.encoder} ({given.dimension} dimensions)", depth=1)
    yield line(_SEARCH[given.is_exact], depth=1)
    yield line(f"{_size(given.bytes)}, generation {given.generation}", depth=1)
    for folder in given.folders:
        yield line(span(folder.root, "strong"), f": {_state(folder)}", depth=1)
    for problem in given.problems:
        yield line(span("problem: ", "strong"), problem, depth=1)


def _state(folder: Folder) -> str:
    """What is known of an indexed folder."""
    parts = [counted(folder.articles, "article")]
    parts += [f"{folder.failed:,} unreadable"] if folder.failed else []
    parts += [f"read {folder.synced}"] if folder.synced else []
    parts += [] if folder.is_finished else ["a sync of it was interrupted: rag index goes on"]
    parts += ["it is not there now"] if folder.is_missing else []
    return ", ".join(parts)


def _named(article: Article) -> Line:
    names = [article.publisher, article.published or "undated", *article.files]
    rest = span(" · ".join(name for name in names if name), "faint")
    return line(span(article.title, "title"), span(" · ", "faint"), rest) if article.title else line(rest)


def counted(count: int, noun: str) -> str:
    """A number with its noun."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _size(count: int) -> str:
    return f"{count / 1e6:,.1f} MB" if count >= 100_000 else f"{count / 1e3:,.1f} kB"
