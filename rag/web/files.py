"""Fetch: which scripts and styles does a page carry?

A name in, the text of a file beside this module out.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PLACE = Path(__file__).with_name("static")


@cache
def text(name: str) -> str:
    """The text of one of our own files."""
    return (_PLACE / name).read_text(encoding="utf-8")
