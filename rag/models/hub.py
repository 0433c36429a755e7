"""Fetch: how does a model file come from a hub to this machine, whole and unchanged?

A repository and a file name in; first what it is (size, licence, checksum), then the file in the user's cache. A
download that was cut short goes on where it ended; a file whose checksum is not the hub's is thrown away. It opens no
model.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.errors import ModelError
from rag.settings import PACKAGED_MODEL

Progress = Callable[[int, int], None]  # bytes so far, and of how many
_CHUNK = 1 << 18
_SHA256 = re.compile(r"[0-9a-f]{64}")
_SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A file as a hub offers it; ``sha256`` is "" and ``licence`` "unknown" where the hub does not say."""

    repository: str
    file: str
    address: str
    size: int
    licence: str
    sha256: str

    @property
    def name(self) -> str:
        """The name of the file on the hub."""
        return f"{self.repository}/{self.file}"


def cache_folder() -> Path:
    """Where fetched and unpacked models are kept: the user's own cache."""
    from platformdirs import user_cache_path

    return user_cache_path("rag", appauthor=False) / "models"


def cached(repository: str, file: str) -> Path | None:
    """The file in our cache, or in that of the hub's own tools; None where it is in neither."""
    from huggingface_hub import try_to_load_from_cache

    own = _place(repository, file)
    if own.exists():
        return own
    found = try_to_load_from_cache(repository, file, cache_dir=os.environ.get("HF_HUB_CACHE"))
    return Path(found) if isinstance(found, str) else None


def offer(repository: str, file: str) -> Offer:
    """Ask the hub what the file is, before anything is fetched.

    Raises:
        ModelError: the hub is not reached, or has no such repository or file.
    """
    from huggingface_hub import HfApi, get_hf_file_metadata, hf_hub_url

    endpoint = os.environ.get("HF_ENDPOINT")
    with _worded(repository, file):
        found = get_hf_file_metadata(hf_hub_url(repository, file, endpoint=endpoint))
        about = HfApi(endpoint=endpoint).model_info(repository)
    licence = getattr(about.card_data, "license", None) or "unknown"
    sha256 = found.etag if found.etag and _SHA256.fullmatch(found.etag) else ""
    return Offer(
        repository=repository,
        file=file,
        address=found.location,
        size=found.size or 0,
        licence=str(licence),
        sha256=sha256,
    )


def fetch(offered: Offer, *, progress: Progress | None = None) -> Path:
    """Bring the file into the cache and check it; a part that is there already is not fetched again.

    Raises:
        ModelError: the disk is too small, the connection breaks (what came is kept), or the checksum is another.
    """
    place = _place(offered.repository, offered.file)
    part = place.with_name(f"{place.name}.part")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        _check_room(place.parent, offered, part)
        with _worded(offered.repository, offered.file):
            _download(offered, part, progress or (lambda done, total: None))
        _check_sum(offered, part)
        part.replace(place)
    except OSError as error:
        raise ModelError(f"{place} cannot be written ({error.strerror}); make room in the cache folder") from error
    return place


def _place(repository: str, file: str) -> Path:
    return cache_folder() / "hub" / repository.replace("/", "--") / file.replace("/", "--")


def _check_room(folder: Path, offered: Offer, part: Path) -> None:
    there = part.stat().st_size if part.exists() else 0
    free = shutil.disk_usage(folder).free
    if free < offered.size - there:
        raise ModelError(
            f"{offered.name} needs {offered.size / 1e6:,.0f} MB, and {folder} has {free / 1e6:,.0f} MB free;"
            " make room, or set XDG_CACHE_HOME to a folder on a larger disk"
        )


def _download(offered: Offer, part: Path, progress: Progress) -> None:
    """Fetch what is missing of the file; a server that knows no ranges gives all of it again."""
    import httpx
    from huggingface_hub.utils import build_hf_headers  # type: ignore[attr-defined]  # documented, not exported

    there = part.stat().st_size if part.exists() else 0
    if offered.size and there >= offered.size:
        return
    headers = build_hf_headers() | ({"Range": f"bytes={there}-"} if there else {})
    with httpx.stream("GET", offered.address, headers=headers, follow_redirects=True, timeout=_SECONDS) as answer:
        answer.raise_for_status()
        there = there if answer.status_code == httpx.codes.PARTIAL_CONTENT else 0
        with part.open("ab" if there else "wb") as file:
            for chunk in answer.iter_bytes(_CHUNK):
                file.write(chunk)
                there += len(chunk)
                progress(there, offered.size)
    if offered.size and there < offered.size:
        raise ConnectionError(f"{there} of {offered.size} bytes came")


def _check_sum(offered: Offer, part: Path) -> None:
    if not offered.sha256:
        return
    with part.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != offered.sha256:
        part.unlink()
        raise ModelError(
            f"{offered.name} came with another checksum ({found[:12]}…, not {offered.sha256[:12]}…)"
            " and was thrown away; fetch it again"
        )


@contextmanager
def _worded(repository: str, file: str) -> Iterator[None]:
    """What goes wrong between here and the hub, as one line that says what to do."""
    try:
        yield
    except ModelError:
        raise
    except Exception as error:  # the client lets its transport's errors through, and changes its transport
        raise ModelError(_reason(error, repository, file)) from error


def _reason(error: Any, repository: str, file: str) -> str:
    from huggingface_hub.errors import EntryNotFoundError, OfflineModeIsEnabled, RepositoryNotFoundError

    if isinstance(error, OfflineModeIsEnabled):
        return f"{repository}/{file} is not in the cache, and HF_HUB_OFFLINE forbids to fetch it; unset it once"
    if isinstance(error, RepositoryNotFoundError):
        return f"the hub gives no repository {repository}; check its name, or log in to the hub if it is private"
    if isinstance(error, EntryNotFoundError):
        return f"the hub's repository {repository} has no file {file}; choose a .gguf file from its list of files"
    return (
        f"the hub could not be reached for {repository}/{file} ({type(error).__name__}); check the connection and"
        f" HF_ENDPOINT and try again (what has come is kept), give the path of a .gguf file, or use {PACKAGED_MODEL}"
    )
