"""Disarm: how is a text that somebody else wrote shown without it acting on the terminal?

Any text in, one line of text out. An escape code becomes a visible sign, what would reorder the
line is named, white space collapses. Markup is not looked at: each format escapes its own.
"""

from __future__ import annotations

import re
import unicodedata

_UNPLAIN = re.compile(r"[^\x20-\x7e]")
_ACTING = ("Cc", "Cf", "Cs")  # controls, format characters, halves of surrogate pairs
_BREAKING = ("Zl", "Zp")  # the line and the paragraph separator
_NEEDED = "\u061c\u200c\u200d\u200e\u200f"  # joiners and marks that several scripts are written with
_INVISIBLE = "\u00ad\u200b\u2060\ufeff"  # a soft hyphen, widthless spaces, a byte order mark
_PICTURES, _DELETE, _PICTURE_OF_DELETE = 0x2400, "\x7f", "\u2421"


def one_line(text: str) -> str:
    """The text on one line, with every character that could act on a terminal made visible."""
    return " ".join(_UNPLAIN.sub(_visible, text).split())


def in_json(document: str) -> str:
    r"""The JSON document with ``\\u`` escapes for what JSON leaves raw although a terminal obeys it.

    Such characters stand only inside of strings, so the document means the same.
    """
    return _UNPLAIN.sub(_escaped, document)


def _visible(match: re.Match[str]) -> str:
    character = match[0]
    if character.isspace():
        return " "
    if character in _NEEDED or unicodedata.category(character) not in _ACTING:
        return character
    if character in _INVISIBLE:
        return ""
    if character < " ":
        return chr(_PICTURES + ord(character))
    return _PICTURE_OF_DELETE if character == _DELETE else f"<U+{ord(character):04X}>"


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    if character == "\n" or unicodedata.category(character) not in _ACTING + _BREAKING:
        return character
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
