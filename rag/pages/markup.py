"""Escape by default: how does text that nobody vouches for become HTML that cannot act?

Article text, titles, file names and questions in, safe HTML out. Every string is escaped unless it
is already ``Html``, so forgetting to escape shows up as visible markup, never as running markup.
Knows nothing of answers.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

_REPLACED = "\N{REPLACEMENT CHARACTER}"
_LAYOUT = frozenset(b"\t\n\r")
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20) if code not in _LAYOUT} | {0x7F: "\N{SYMBOL FOR DELETE}"}
_UNSHOWABLE = re.compile("[\x80-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_VOID = frozenset({"br", "hr"})


class Html(str):
    """Text that is already safe HTML."""

    __slots__ = ()


def safe(text: str) -> Html:
    """Escape ``text``; control codes become visible signs, so that no terminal code or reordering hides in it."""
    if isinstance(text, Html):
        return text
    return Html(html.escape(_UNSHOWABLE.sub(_REPLACED, text.translate(_PICTURES))))


def tag(name: str, *children: str, **attributes: str | bool | None) -> Html:
    """Build one element; a trailing underscore leaves an attribute name (``class_``), others become hyphens."""
    opened = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    return Html(opened if name in _VOID else f"{opened}{join(children)}</{name}>")


def join(parts: Iterable[str], between: str = "") -> Html:
    """Put parts in a row, each escaped unless it is Html, without the empty ones."""
    return Html(safe(between).join(safe(part) for part in parts if part))


def _attribute(key: str, value: str | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{safe(value)}"'
