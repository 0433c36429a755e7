r"""Mark up: how does a page read as Markdown, when none of its texts may be markup?

Blocks in, Markdown out. Every text is escaped: what an article says can neither become a link, an
image, a heading or HTML, nor leave its table cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rag.render.blocks import Block, Line, Role, Side, Span

_SPECIAL = re.compile(r"([\\`*_\[\]|~#$^=!@]|://|(?i:www)(?=\.))")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LIST_START = re.compile(r"^(\s*)([-+]|\d+(?=[.)]))")
_AROUND: dict[Role, str] = {"strong": "**", "title": "**", "quote": "**", "verdict": "**", "model": "*"}
_HEAD = "| Value | Who says so | Article | Date | Passage |\n| --- | --- | --- | --- | --- |"


def text(page: Iterable[Block]) -> str:
    """The page as Markdown: paragraphs, quotations for what stands below a line, tables of sides."""
    blocks = [_line(block) if isinstance(block, Line) else _table(block.rows) for block in page]
    return "\n\n".join(block for block in blocks if block) + "\n"


def escape(raw: str) -> str:
    """The text such that Markdown shows it as it is."""
    entities = re.sub("[&<>]", lambda match: _ENTITIES[match[0]], raw)
    special = _SPECIAL.sub(_escaped, entities)
    return _LIST_START.sub(_broken, special)


def _escaped(match: re.Match[str]) -> str:
    found = match[0]
    return f"\\{found}" if len(found) == 1 or found == "://" else f"{found}\\"


def _broken(match: re.Match[str]) -> str:
    space, start = match.groups()
    return f"{space}{start}\\" if start.isdigit() else f"{space}\\{start}"


def _line(block: Line) -> str:
    if not block.spans:
        return ""
    written = "".join(map(_span, block.spans)).rstrip()
    return "> " + written if block.depth else written


def _span(part: Span) -> str:
    around, core = _AROUND.get(part.role, ""), part.text.strip()
    if not around or not core:
        return escape(part.text)
    before, _, after = part.text.partition(core)
    return f"{before}{around}{escape(core)}{around}{after}"


def _table(rows: Iterable[Side]) -> str:
    return "\n".join([_HEAD, *map(_row, rows)])


def _row(side: Side) -> str:
    value = escape(side.value) + ("" if side.is_current else " (earlier)")
    cells = [value, escape(side.who), escape(side.source), escape(side.date), escape(side.mark)]
    return f"| {' | '.join(cells)} |"
