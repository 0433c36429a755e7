"""Generate: how does this machine continue a conversation with a GGUF file?

The one door to llama.cpp. A GGUF file and messages in, pieces of text out. It knows nothing of
articles and answers; where the file comes from is the catalogue's business.

Settings as measured on two cores with SmolLM2-135M: one thread generates (a second gains nothing and
collapses beside another busy process), all cores read the prompt, idle threads sleep. The prompt is
read in equal steps that start at the same places whatever the cache holds, so that a kept prefix
cannot change a reply by rounding.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from rag.errors import ModelError
from rag.models.language import Message

CONTEXT = 2048
MAGIC = b"GGUF"
_STEP = 128
_SEED = 20_210_627
_SLOT = re.compile("\ue000(\\d+)\ue001")


class LlamaModel:
    """A GGUF file run by llama.cpp; loaded when it first speaks, and it speaks to one caller at a time."""

    def __init__(self, path: Path, *, name: str, context: int = CONTEXT, unpacked: Path | None = None) -> None:
        """Name the file; ``unpacked`` is the folder for its faster copy, None to run the file as it is."""
        self.name = name
        self._path = path
        self._context = context
        self._unpacked = unpacked
        self._llama: Any = None
        self._lock = threading.Lock()

    def stream(self, messages: Sequence[Message], *, max_tokens: int, stop: Sequence[str] = ()) -> Iterator[str]:
        """Yield the reply piece by piece; an empty piece while waiting for the model or reading the prompt.

        Raises:
            ModelError: the file is no model, or the messages and the reply do not fit into the context.
        """
        while not self._lock.acquire(timeout=0.1):
            yield ""
        try:
            self._llama = self._llama or self._load()
            tokens = _prompt(self._llama, messages)
            self._check_fit(len(tokens), max_tokens)
            yield from _read(self._llama, tokens)
            yield from _reply(self._llama, tokens, max_tokens, list(stop))
        except (RuntimeError, ValueError) as error:
            raise ModelError(f"{self.name} failed: {error}; ask again with --no-model") from error
        finally:
            self._lock.release()

    def _load(self) -> Any:
        path = faster_copy(self._path, self._unpacked) if self._unpacked else self._path
        return _load(path, self._context)

    def _check_fit(self, prompt: int, reply: int) -> None:
        limit = self._llama.n_ctx()
        if prompt + reply > limit:
            raise ModelError(
                f"{self.name} reads {limit} tokens at a time, and this prompt has {prompt} and its reply up to {reply};"
                " ask with fewer passages or choose a model with a longer context"
            )


def faster_copy(path: Path, folder: Path) -> Path:
    """Give the BF16 copy of a quantised model file in ``folder``, made on first use, or else the file itself.

    The copy holds the same numbers, unpacked: it reads prompts about four times as fast. It is written beside its
    place and moved there whole, so that a crash leaves no half of one.
    """
    copy = folder / f"{path.stem}-{_fingerprint(path)}.bf16.gguf"
    try:
        if copy.exists():
            return copy
        folder.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(folder).free < 8 * path.stat().st_size:
            return path
        return copy if _convert(path, copy) else path
    except OSError:
        return path


def _convert(path: Path, copy: Path) -> bool:
    """Write the copy and move it to its place; whether that worked."""
    llama_cpp = _library()
    handle, name = tempfile.mkstemp(dir=copy.parent, suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        options = llama_cpp.llama_model_quantize_default_params()
        options.ftype = llama_cpp.LLAMA_FTYPE_MOSTLY_BF16
        options.allow_requantize = True
        failed = llama_cpp.llama_model_quantize(os.fsencode(path), os.fsencode(part), ctypes.byref(options))
        if failed or not is_gguf(part):
            return False
        part.replace(copy)
        return True
    finally:
        part.unlink(missing_ok=True)


def is_gguf(path: Path) -> bool:
    """Whether the file begins as every GGUF file does."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def _fingerprint(path: Path) -> str:
    """A short name of the content: its size, its first and its last mebibyte."""
    digest = hashlib.blake2b(str(path.stat().st_size).encode(), digest_size=6)
    with path.open("rb") as file:
        digest.update(file.read(1 << 20))
        file.seek(-min(path.stat().st_size, 1 << 20), os.SEEK_END)
        digest.update(file.read())
    return digest.hexdigest()


@cache
def _library() -> Any:
    """llama_cpp, imported with sleeping threads and without its log."""
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    try:
        import llama_cpp
    except (ImportError, OSError, RuntimeError) as error:
        raise ModelError(f"llama-cpp-python cannot be loaded ({error}); install it, or ask with --no-model") from error
    silence = llama_cpp.llama_log_callback(lambda level, text, data: None)
    llama_cpp.llama_log_set(silence, ctypes.c_void_p(0))
    _kept.append(silence)
    return llama_cpp


_kept: list[Any] = []  # llama.cpp calls the log function for as long as the process lives


def _load(path: Path, context: int) -> Any:
    try:
        llama = _library().Llama(
            str(path),
            n_ctx=context,
            n_threads=1,
            n_threads_batch=_cores(),
            seed=_SEED,
            verbose=False,
        )
    except (RuntimeError, ValueError, OSError) as error:
        raise ModelError(f"llama.cpp cannot load {path.name}: {error}; fetch the file again") from error
    if "tokenizer.chat_template" not in llama.metadata:
        raise ModelError(f"{path.name} has no chat template; choose an instruct model")
    return llama


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _prompt(llama: Any, messages: Sequence[Message]) -> list[int]:
    """The messages as tokens; only the model's own template may name control tokens, a message never."""
    text = _template(llama)(messages=[{"role": m.role, "content": f"\ue000{i}\ue001"} for i, m in enumerate(messages)])
    tokens: list[int] = []
    for place, part in enumerate(_SLOT.split(text.prompt)):
        is_message = place % 2 == 1
        piece = messages[int(part)].content if is_message else part
        tokens += llama.tokenize(piece.encode("utf-8", "replace"), add_bos=False, special=not is_message)
    return tokens


def _template(llama: Any) -> Any:
    from llama_cpp.llama_chat_format import Jinja2ChatFormatter

    bos, eos = (llama.detokenize([token], special=True).decode() for token in (llama.token_bos(), llama.token_eos()))
    return Jinja2ChatFormatter(template=llama.metadata["tokenizer.chat_template"], bos_token=bos, eos_token=eos)


def _read(llama: Any, tokens: list[int]) -> Iterator[str]:
    """Read all but the last step of the prompt, keeping what the cache shares with it; an empty piece per step."""
    shared = min(llama.longest_token_prefix(list(llama.eval_tokens), tokens), len(tokens) - 1)
    llama.n_tokens = shared // _STEP * _STEP
    for end in range(llama.n_tokens + _STEP, len(tokens), _STEP):
        next(llama.generate(tokens[:end], temp=0.0))
        yield ""


def _reply(llama: Any, tokens: list[int], max_tokens: int, stop: list[str]) -> Iterator[str]:
    for chunk in llama.create_completion(
        tokens, max_tokens=max_tokens, stop=stop, temperature=0.0, seed=_SEED, stream=True
    ):
        yield chunk["choices"][0]["text"]
