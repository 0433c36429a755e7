"""Unzip: which files lie in a zip, and is it safe to open them?

A zip in, one ``Enclosed`` for each file in it out. Nothing is written to a disk, so no name in a zip leads
anywhere; a zip that holds too many files, too much, or far more than its own size is refused before
anything is unpacked, and a file that is locked or whose name leaves the zip is an error of its own.
"""

from __future__ import annotations

import io
import stat
import zlib
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from rag.articles.draft import Enclosed, Fault
from rag.articles.sidecar import SUFFIX
from rag.errors import ArticleError

MOST_MEMBERS = 50_000
MOST_BYTES = 2_000_000_000
MOST_RATIO = 200
SMALL = 1_000_000
"""A member of no more bytes may be packed ever so tightly: a page of blanks is no bomb."""
_LOCKED = 0x1


def read(file: BinaryIO, _: Mapping[str, Any]) -> Iterator[Fault | Enclosed]:
    """Yield every file in a zip, in the order of their names; hidden ones and links are left out."""
    with checked_zip(file, most_bytes=MOST_BYTES) as archive:
        members = {_name(info): info for info in archive.infolist() if _is_file(info)}
        for name, info in sorted(members.items()):
            if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
                yield Fault(member=f"/{name}", reason="has a name that leads out of the zip; pack it anew")
                continue
            beside = members.get(name + SUFFIX)
            yield Enclosed(
                member=f"/{name}",
                size=info.file_size,
                open=partial(_opened, archive, info),
                beside=_bytes(archive, beside) if beside and beside.file_size < SMALL else b"",
            )


def checked_zip(file: BinaryIO, *, most_bytes: int) -> ZipFile:
    """Open a zip; raise ``ArticleError`` for one that is damaged or would unpack beyond measure."""
    try:
        archive = ZipFile(file)
    except (BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise ArticleError(f"is a damaged zip ({_worded(error)}); pack it anew or remove it") from None
    infos = archive.infolist()
    total = sum(info.file_size for info in infos)
    if len(infos) > MOST_MEMBERS:
        raise ArticleError(f"holds {len(infos)} files, and the limit is {MOST_MEMBERS}; unpack it into the folder")
    if total > most_bytes:
        fact = f"{total / 1e6:.0f} MB, and the limit is {most_bytes / 1e6:.0f} MB"
        raise ArticleError(f"unpacks to too much ({fact}); unpack it into the folder")
    if any(info.file_size > max(SMALL, MOST_RATIO * info.compress_size) for info in infos):
        raise ArticleError(f"unpacks to more than {MOST_RATIO} times its size, as only a trap does; remove it")
    return archive


def _is_file(info: ZipInfo) -> bool:
    name, is_link = _name(info), stat.S_ISLNK(info.external_attr >> 16)
    hidden = any(part.startswith(".") and part != ".." for part in PurePosixPath(name).parts)
    is_folder = not name or name.endswith("/")
    return not (is_folder or is_link or hidden or name.startswith("__MACOSX/"))


def _name(info: ZipInfo) -> str:
    """The name of a member as other systems write it; Windows programs part folders by backslashes."""
    return info.filename.replace("\\", "/")


def _opened(archive: ZipFile, info: ZipInfo) -> BinaryIO:
    return io.BytesIO(_bytes(archive, info))


def _bytes(archive: ZipFile, info: ZipInfo) -> bytes:
    """Unpack one member; it cannot give more than the size that it declares."""
    if info.flag_bits & _LOCKED:
        raise ArticleError("is locked with a password; pack it without one")
    try:
        return archive.read(info)
    except (BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise ArticleError(f"is damaged in the zip ({_worded(error)}); pack it anew") from None


def _worded(error: Exception) -> str:
    return " ".join(str(error).split())[:80].lower() or type(error).__name__
