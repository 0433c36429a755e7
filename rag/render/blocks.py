"""Hold the page: what can stand on it, whatever the format?

Lines of spans, each span in a role (a quote, a heading, a source), and tables of sides. A span
cleans its text when it is made, so nothing past this module can act on a terminal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rag.records import Relation
from rag.render.clean import one_line

Role = Literal["text", "title", "strong", "faint", "mark", "quote", "model", "verdict", "link"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one role; ``relation`` is what a verdict is about."""

    text: str
    role: Role = "text"
    relation: Relation = "single"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph; a ``depth`` of one stands below the line before it. No spans: an empty line."""

    spans: tuple[Span, ...] = ()
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One row of a table of sides: a value, who says so, where and when, and the citation."""

    value: str
    who: str
    source: str
    date: str
    mark: str
    is_first: bool = True
    is_current: bool = True


@dataclass(frozen=True, slots=True)
class Sides:
    """The table of one finding."""

    rows: tuple[Side, ...]


Block = Line | Sides
Page = Iterator[Block]


def span(text: str, role: Role = "text") -> Span:
    """A span whose text keeps one space at either end, if it had any there."""
    clean = one_line(text)
    if not clean:
        return Span(" " if text else "", role)
    before = " " if text[0].isspace() else ""
    after = " " if text[-1].isspace() else ""
    return Span(before + clean + after, role)


def line(*spans: Span | str, depth: int = 0) -> Line:
    """A line of spans; a bare string is a span of plain text, and what is empty is left out."""
    made = (part if isinstance(part, Span) else span(part) for part in spans)
    return Line(tuple(part for part in made if part.text), depth)
