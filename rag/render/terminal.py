"""Set the page: how does it look on a terminal, wide or narrow?

Blocks in, rich renderables out. Text is set as Text, never as rich markup; below a certain width a
table of sides becomes a list. Knows nothing of answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rag.records import Relation
from rag.render.blocks import Block, Line, Role, Side, Sides, Span

_INDENT = "    "
WIDEST = 100
NARROW = 64
_STYLES: dict[Role, str] = {
    "text": "",
    "title": "bold",
    "strong": "bold",
    "faint": "dim",
    "mark": "cyan",
    "quote": "yellow",
    "model": "italic",
    "link": "dim",
}
_VERDICTS: dict[Relation, str] = {
    "conflict": "bold red",
    "agree": "green",
    "compatible": "green",
    "update": "bold magenta",
    "single": "dim",
}
_COLUMNS = ("Value", "Who says so", "Article", "Date", "")


def show(page: Iterable[Block], console: Console) -> None:
    """Print the page, at most a hundred columns wide."""
    for block in page:
        if isinstance(block, Line):
            _print_line(block, console)
        elif _width(console) < NARROW:
            _print_list(block, console)
        else:
            console.print(Padding(_table(block.rows), (1, 0, 0, 2)), width=_width(console))


def styled(spans: Iterable[Span]) -> Text:
    """Spans as one Text."""
    made = Text()
    for part in spans:
        made.append(part.text, _VERDICTS[part.relation] if part.role == "verdict" else _STYLES[part.role])
    return made


class Teller:
    """Tells spans one after the other, breaking lines between words, without waiting for the last."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._width = _width(console)
        self._column = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def tell(self, spans: Iterable[Span]) -> None:
        """Print the spans where the last ones ended."""
        for word in styled(spans).split(" ", allow_blank=True):
            self._word(word)

    def end(self) -> None:
        """End the line, if one was begun."""
        if self._column:
            self._console.print()
        self._column = 0

    def _word(self, word: Text) -> None:
        size = cell_len(word.plain)
        if self._column and self._column + size >= self._width:
            self.end()
        if self._column and size:
            self._console.print(" ", end="")
            self._column += 1
        self._console.print(word, end="", soft_wrap=True)
        self._column += size


def _width(console: Console) -> int:
    return min(console.width, WIDEST)


def _print_line(block: Line, console: Console) -> None:
    """Wrapped by hand: rich would fill every line with spaces, which are then copied with it."""
    if any(part.role == "link" for part in block.spans):
        console.print(styled(block.spans), soft_wrap=True)  # an address that is broken up cannot be followed
        return
    margin = _INDENT * block.depth
    for part in styled(block.spans).wrap(console, max(_width(console) - len(margin), 1)):
        part.rstrip()
        console.print(Text.assemble(margin, part), soft_wrap=True)


def _print_list(block: Sides, console: Console) -> None:
    for side in block.rows:
        if side.is_first:
            _print_line(Line((Span(_value(side).plain, "strong"),)), console)
        _print_line(Line((Span(f"{side.who} "), Span(side.mark, "mark")), depth=1), console)
        place = ", ".join(part for part in (side.source, side.date or "undated") if part)
        _print_line(Line((Span(place, "faint"),), depth=1), console)


def _table(rows: Iterable[Side]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for name, ratio in zip(_COLUMNS, (3, 5, 4, None, None), strict=True):
        table.add_column(name, ratio=ratio, no_wrap=ratio is None, overflow="fold")
    for side in rows:
        value = _value(side) if side.is_first else Text("")
        cells = (value, Text(side.who), Text(side.source), _date(side), Text(side.mark, _STYLES["mark"]))
        table.add_row(*cells)
    return table


def _value(side: Side) -> Text:
    return Text(side.value, "bold") if side.is_current else Text.assemble((side.value, ""), (" earlier", "dim"))


def _date(side: Side) -> Text:
    return Text(side.date or "undated", "" if side.date else "dim")
