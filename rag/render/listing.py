"""List: what did the search find, what does the archive hold, and in which state is it?

Hits, articles or a status in, blocks out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.records import Article, Hit
from rag.render.blocks import Line, Page, line, span
from rag.reports import Status

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
        yield f"and {_counted(len(hit.others), 'further passage')} of this article"
    if hit.copies:
        yield f"the same report: {', '.join(copy.file for copy in hit.copies)}"


def articles(held: Sequence[Article]) -> Page:
    """One line for each article."""
    for article in held:
        yield _named(article)
    yield line(span(_counted(len(held), "article"), "faint"))


def status(given: Status) -> Page:
    """What an index holds, how large it is, and what is wrong with it."""
    counts = [_counted(given.articles, "article"), _counted(given.passages, "passage"), _counted(given.claims, "claim")]
    yield line(span(given.folder, "title"))
    yield line(", ".join(counts), depth=1)
    yield line(f"encoded by {given.encoder} ({given.dimension} dimensions)", depth=1)
    yield line(_SEARCH[given.is_exact], depth=1)
    yield line(f"{_size(given.bytes)}, generation {given.generation}", depth=1)
    for problem in given.problems:
        yield line(span("problem: ", "strong"), problem, depth=1)


def _named(article: Article) -> Line:
    names = [article.publisher, article.published or "undated", *article.files]
    rest = span(" · ".join(name for name in names if name), "faint")
    return line(span(article.title, "title"), span(" · ", "faint"), rest) if article.title else line(rest)


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _size(count: int) -> str:
    return f"{count / 1e6:,.1f} MB" if count >= 100_000 else f"{count / 1e3:,.1f} kB"
