"""Write plainly: how does a page read in a pipe, a file, a mail?

Blocks in, text out: no colour, no box, no wrapping, nothing that depends on the terminal or the
day, so that two runs can be compared line by line. A quote stands between >> and <<.
"""

from __future__ import annotations

from collections.abc import Iterable

from rag.render.blocks import Block, Line, Side, Span

_INDENT = "    "


def text(page: Iterable[Block]) -> str:
    """The page as plain text, ending in one line break."""
    lines = [written for block in page for written in _lines(block)]
    return "\n".join(lines).strip("\n") + "\n"


def _lines(block: Block) -> list[str]:
    if isinstance(block, Line):
        return [(_INDENT * block.depth + "".join(map(_span, block.spans))).rstrip()]
    return [_row(side) for side in block.rows]


def _span(part: Span) -> str:
    return f">>{part.text}<<" if part.role == "quote" else part.text


def _row(side: Side) -> str:
    value = side.value if side.is_current else f"{side.value} (earlier)"
    place = ", ".join(part for part in (side.source, side.date or "undated") if part)
    return f"  - {value}: {side.who} ({place}) {side.mark}"
