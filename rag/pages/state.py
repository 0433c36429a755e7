"""State: how large is the index, is it sound, and what does the model cost?

Records in, HTML out.
"""

from __future__ import annotations

from collections.abc import Iterable

from rag.pages.labels import count
from rag.pages.markup import Html, tag
from rag.records import Status


def facts(status: Status) -> Html:
    """What the index holds, as a list of terms."""
    pairs = [
        ("Articles", f"{status.articles:,}"),
        ("Passages", f"{status.passages:,}"),
        ("Claims", f"{status.claims:,}"),
        ("Size", _size(status.bytes)),
        ("Generation", f"{status.generation:,}"),
        ("Encoder", f"{status.encoder}, {status.dimension} dimensions"),
        ("Folder", status.folder),
    ]
    return terms(pairs)


def checked(status: Status) -> Html:
    """Whether the whole index was found sound, and if not, why."""
    if not status.problems:
        read = f"{count(status.articles, 'article')} and {count(status.passages, 'passage')}"
        sound = f"Sound: {read} were read and fit together."
        return tag("p", sound, class_="sound", role="status")
    listed = tag("ul", *(tag("li", problem) for problem in status.problems), class_="failed")
    return tag(
        "div", tag("p", f"{count(len(status.problems), 'problem')} found:", role="alert"), listed, class_="problem"
    )


def terms(pairs: Iterable[tuple[str, str]]) -> Html:
    """Names with their values."""
    rows = [tag("div", tag("dt", name), tag("dd", value)) for name, value in pairs]
    return tag("dl", *rows, class_="facts")


def _size(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{size / 1e3:,.1f} kB"
