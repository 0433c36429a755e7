"""Reflow: which line ends were only the width of a page?

The lines of a laid-out page or a mail in, paragraphs out, each on one line with an empty line
between. A line that ends before the width is full, or with a full stop well before it, ends its paragraph; a
word that was parted at a line's end is joined. Knows no format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

FULL = 0.75
"""A line of this share of the usual width may go on in the next one."""
_END = re.compile(r"[.!?:…][\"'”’)\]]*$")
_ITEM = re.compile(r"[-*•–▪◦]\s")
_PARTED = re.compile(r"[^\W\d_]{2,}[-\u00ad\u2010]$")


def reflow(lines: Iterable[str]) -> str:
    """Join the lines of each paragraph; an empty line always ends one."""
    return "\n\n".join(_joined(block) for block in _paragraphs([line.strip() for line in lines]))


def _paragraphs(lines: Sequence[str]) -> Iterator[list[str]]:
    width = _width(lines)
    block: list[str] = []
    for line in lines:
        if block and (not line or _is_new(block[-1], line, width)):
            yield block
            block = []
        block += [line] if line else []
    if block:
        yield block


def _width(lines: Sequence[str]) -> int:
    """The usual length of a full line: what one line in ten reaches."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _is_new(before: str, line: str, width: int) -> bool:
    """Whether a line begins a paragraph: an item, or what follows a line with room left for its first word."""
    if _ITEM.match(line):
        return True
    if line[:1].islower():
        return False
    had_room = len(before) + 1 + len(line.split(maxsplit=1)[0]) <= width
    return had_room and (bool(_END.search(before)) or len(before) < FULL * width)


def _joined(block: Sequence[str]) -> str:
    text = block[0]
    for line in block[1:]:
        parted = bool(_PARTED.search(text)) and line[:1].islower()
        text = text[:-1] + line if parted else f"{text} {line}"
    return text
