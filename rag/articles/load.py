"""Load: which articles lie in this folder, and what does each say?

A folder in, ``Article`` records out, one file at a time; a file that cannot be read is an
``ArticleError`` of one line (name, fact, what to do) and never stops the others. Knows nothing of
passages, models or the index. Article text is data: it is decoded, its control characters are
taken out (no terminal escape code survives, a reader's screen is not an article's to write on),
and everything else is kept exactly.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import os
import re
import stat
from pathlib import Path

from rag.articles.metadata import read_metadata
from rag.errors import ArticleError, UsageError
from rag.records import Article

SUFFIXES = (".txt", ".md")
LARGEST_FILE = 20_000_000
MOST_CONTROLS = 0.05
MAGIC = {b"%PDF": "a PDF file", b"PK\x03\x04": "a zip or office file", b"{\\rtf": "an RTF file"}
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENGLISH = re.compile(rb"\b(?:the|and|of)\b", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def article_files(folder: Path) -> tuple[Path, ...]:
    """List the article files below a folder, sorted by their name below it.

    Hidden files and folders are left out, and so is a ``README.md`` at the top: it explains the
    folder (as the one in ``seeds/`` does) and is no article. Links to folders are not followed,
    links to files only when they stay below the folder. A folder below that cannot be listed
    stands in the list itself, so that reading it names the fault instead of hiding it.
    """
    if not folder.is_dir():
        fact = "is a file, not a folder" if folder.exists() else "does not exist"
        raise UsageError(f"the folder {folder} {fact}: name a folder that holds .txt or .md articles")
    unlisted: list[Path] = []
    found: list[Path] = []
    for here, folders, names in os.walk(folder, onerror=lambda error: unlisted.append(Path(error.filename))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(here, name) for name in names if _is_article(Path(here, name), root=folder)]
    return tuple(sorted(found + unlisted, key=lambda path: path.relative_to(folder).as_posix()))


def _is_article(path: Path, *, root: Path) -> bool:
    if path.name.startswith(".") or path.suffix.lower() not in SUFFIXES:
        return False
    if path.parent == root and path.name.lower() == "readme.md":
        return False
    if path.is_symlink():
        return path.is_file() and path.resolve().is_relative_to(root.resolve())
    return stat.S_ISREG(path.lstat().st_mode)


def file_name(path: Path, *, root: Path) -> str:
    """Name a file below its folder, fit to be stored and shown: no control or undecodable character."""
    relative = path.relative_to(root) if path.is_relative_to(root) else Path(path.name)
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", "\ufffd", relative.as_posix())


def read_article(path: Path, *, root: Path) -> Article:
    """Read one file as an article; raise ``ArticleError`` with its name, the fact and what to do."""
    name = file_name(path, root=root)
    try:
        meta = read_metadata(_strip_edges(clean(decode(_read(path)))))
        text = _strip_edges(meta.text)
    except ArticleError as error:
        raise ArticleError(f"{name}: {error}") from None
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise ArticleError(f"{name}: cannot be read ({reason}); mend or remove it, then index again") from None
    content = (text, meta.title, meta.publisher, meta.byline, meta.published, meta.published_basis, meta.url)
    return Article(
        id=hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16],
        files=(name,),
        text=text,
        title=meta.title,
        publisher=meta.publisher,
        byline=meta.byline,
        published=meta.published,
        published_basis=meta.published_basis,
        url=meta.url,
    )


def _read(path: Path) -> bytes:
    """The bytes of a regular file of bearable size; a larger one is refused before it is read."""
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        os.listdir(path)  # raises for a folder that cannot be listed, with the system's reason
    if not stat.S_ISREG(found.st_mode):
        raise ArticleError("is not a regular file; remove it or rename it")
    if found.st_size > LARGEST_FILE:
        size = f"{found.st_size / 1e6:.0f} MB, and the limit is {LARGEST_FILE // 1_000_000} MB"
        raise ArticleError(f"is too large ({size}); split it into one file per article")
    with path.open("rb") as file:
        return file.read(LARGEST_FILE)


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


def _strip_edges(text: str) -> str:
    """Without blank lines at the start and the end; an article that has nothing else is an error."""
    text = text.rstrip()
    if not text:
        raise ArticleError("holds no text; write the article below its front matter or remove it")
    blank = len(text) - len(text.lstrip())
    return text[text.rfind("\n", 0, blank) + 1 :]
