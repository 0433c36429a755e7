r"""Decode: which text do these bytes stand for?

Bytes in, text with ``\n`` line ends out, or an ``ArticleError`` that says what the bytes are instead.
Article text is data: its control characters are taken out (no terminal escape code survives, a
reader's screen is not an article's to write on), and everything else is kept exactly. Knows no file.
"""

from __future__ import annotations

import codecs
import io
import re
from typing import BinaryIO, TextIO

from rag.errors import ArticleError

MOST_CONTROLS = 0.05
LARGEST_LEGACY = 100_000_000
"""A text in an older encoding has to be held as a whole, several times over."""
MAGIC = {b"%PDF": "a PDF file", b"PK\x03\x04": "a zip or office file", b"{\\rtf": "an RTF file"}
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENGLISH = re.compile(rb"\b(?:the|and|of)\b", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def decode(data: bytes) -> str:
    r"""Turn bytes into text with ``\n`` line ends: by byte-order mark, as UTF-8, else by detection.

    UTF-8 with a few broken bytes stays UTF-8 (they become U+FFFD) instead of turning every accent
    into something else. Raises ``ArticleError`` for binary and for empty content.
    """
    text = _decode_any(data).removeprefix("\ufeff")
    if not text.strip():
        raise ArticleError("is empty; write the article into it or remove it")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    controls = len(re.findall(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]", text))
    if "\0" in text or controls > MOST_CONTROLS * len(text):
        raise _binary("control bytes")
    return text


def text_stream(file: BinaryIO) -> TextIO:
    """Read a large file of text piece by piece; only one that is not UTF-8 has to be held as a whole."""
    if _is_utf8(file):
        return io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    if file.seek(0, io.SEEK_END) > LARGEST_LEGACY:
        raise ArticleError(f"is not UTF-8 and larger than {LARGEST_LEGACY // 1_000_000} MB; save it as UTF-8")
    file.seek(0)
    return io.StringIO(decode(file.read()))


def _is_utf8(file: BinaryIO) -> bool:
    """Whether every byte is plain UTF-8 text; the file stands at its start afterwards."""
    decoder, is_utf8 = codecs.getincrementaldecoder("utf-8")(), True
    try:
        while is_utf8 and (block := file.read(1 << 20)):
            is_utf8 = b"\0" not in block
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        is_utf8 = False
    file.seek(0)
    return is_utf8


def _decode_any(data: bytes) -> str:
    kind = next((kind for magic, kind in MAGIC.items() if data.startswith(magic)), None)
    if kind:
        raise _binary(kind)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if b"\0" in data:
        raise _binary("NUL bytes")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(data)


def _decode_legacy(data: bytes) -> str:
    """Text that is not UTF-8 as a whole: damaged UTF-8, English of old Windows, or what is detected."""
    damaged = data.decode("utf-8", errors="replace")
    broken = damaged.count("\ufffd")
    if sum(character > "\x7f" for character in damaged) - broken >= 4 * broken:
        return damaged
    if _ENGLISH.search(data):  # detection reads the pound sign of a short text as a Polish letter
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            pass
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise _binary("no known encoding")
    return str(best)


def _binary(kind: str) -> ArticleError:
    return ArticleError(f"is binary, not text ({kind}); save it as plain UTF-8 text or remove it")


def clean(text: str) -> str:
    r"""Take out control characters: C0 but for ``\n`` and ``\t``, DEL, C1, and lone surrogates."""
    return _CONTROLS.sub("", text)


def strip_edges(text: str) -> str:
    """Without blank lines at the start and the end; an article that has nothing else is an error."""
    text = text.rstrip()
    if not text:
        raise ArticleError("holds no text; write the article below its front matter or remove it")
    blank = len(text) - len(text.lstrip())
    return text[text.rfind("\n", 0, blank) + 1 :]
