"""Generate: how does this machine continue a conversation with a GGUF file?

A GGUF file and messages in, pieces of text out. It knows nothing of articles and answers; where the file comes from is
the catalogue's business.

Settings as measured on two cores with SmolLM2-135M: one thread generates (a second gains nothing and collapses beside
another busy process), all cores read the prompt, idle threads sleep.
"""

from __future__ import annotations

import codecs
import re
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rag.errors import ModelError
from rag.models.language import Message
from rag.models.llama_file import faster_copy
from rag.models.llama_library import cores, library
from rag.models.llama_session import Session

CONTEXT = 2048
_SEED = 20_210_627
_SLOT = re.compile("\ue000(\\d+)\ue001")


class LlamaModel:
    """A GGUF file run by llama.cpp; loaded when it first speaks or is prepared, and it speaks to one at a time."""

    keeps_grammar = True

    def __init__(
        self,
        path: Path,
        *,
        name: str,
        context: int = CONTEXT,
        unpacked: Path | None = None,
        adapter: Path | None = None,
    ) -> None:
        """Name the file; ``unpacked`` is the folder for its faster copy, ``adapter`` weights trained for our jobs."""
        self.name = name
        self.is_trained = adapter is not None
        self._path, self._context, self._unpacked, self._adapter = path, context, unpacked, adapter
        self._llama: Any = None
        self._failure: ModelError | None = None
        self._begun, self._loaded = threading.Lock(), threading.Event()
        self._turn = threading.Lock()

    def prepare(self) -> None:
        """Begin to load in the background, once; an error shows when it first speaks."""
        if self._begun.acquire(blocking=False):
            threading.Thread(target=self._load, name="rag-model").start()

    def is_loaded(self, *, within: float) -> bool:
        """Whether loading has ended, or ends within so many seconds."""
        self.prepare()
        return self._loaded.wait(within)

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int, stop: Sequence[str] = (), grammar: str = ""
    ) -> Iterator[str]:
        """Yield the reply piece by piece; an empty piece while waiting for the model or reading the prompt.

        Raises:
            ModelError: the file is no model, or the messages and the reply do not fit into the context.
        """
        self.prepare()
        while not self._loaded.wait(0.05):
            yield ""
        while not self._turn.acquire(timeout=0.05):
            yield ""
        try:
            if self._failure:
                raise self._failure
            prefix, rest = self._prompt(messages)
            self._check_fit(len(prefix) + len(rest), max_tokens)
            for _ in self._session.read(prefix, rest):
                yield ""
            yield from _words(self._llama, self._session.reply(max_tokens, grammar), tuple(stop))
        except (RuntimeError, ValueError) as error:
            raise ModelError(f"{self.name} failed: {error}; ask again with --no-model") from error
        finally:
            self._turn.release()

    def _load(self) -> None:
        try:
            path = faster_copy(self._path, self._unpacked) if self._unpacked else self._path
            self._llama = _load(path, self._context, self._adapter)
            self._template = _template(self._llama)
            self._session = Session(self._llama)
        except ModelError as error:
            self._failure = error
        finally:
            self._loaded.set()

    def _prompt(self, messages: Sequence[Message]) -> tuple[list[int], list[int]]:
        """The messages as tokens, those before the last message's content apart.

        Only the model's own template may name control tokens, a message never.
        """
        slots = [{"role": message.role, "content": f"\ue000{i}\ue001"} for i, message in enumerate(messages)]
        prefix: list[int] = []
        tokens: list[int] = []
        for place, part in enumerate(_SLOT.split(self._template(messages=slots).prompt)):
            is_message = place % 2 == 1
            if is_message and int(part) == len(messages) - 1:
                prefix, tokens = tokens, []
            piece = messages[int(part)].content if is_message else part
            tokens += self._llama.tokenize(piece.encode("utf-8", "replace"), add_bos=False, special=not is_message)
        return prefix, tokens

    def _check_fit(self, prompt: int, reply: int) -> None:
        limit = self._session.context
        if prompt + reply > limit:
            raise ModelError(
                f"{self.name} reads {limit} tokens at a time, and this prompt has {prompt} and its reply up to {reply};"
                " ask with fewer passages or choose a model with a longer context"
            )


def _load(path: Path, context: int, adapter: Path | None) -> Any:
    try:
        llama = library().Llama(
            str(path),
            n_ctx=context,
            n_threads=1,
            n_threads_batch=cores(),
            seed=_SEED,
            lora_path=str(adapter) if adapter else None,
            verbose=False,
        )
    except (RuntimeError, ValueError, OSError) as error:
        raise ModelError(f"llama.cpp cannot load {path.name}: {error}; fetch the file again") from error
    if "tokenizer.chat_template" not in llama.metadata:
        raise ModelError(f"{path.name} has no chat template; choose an instruct model")
    return llama


def _template(llama: Any) -> Any:
    from llama_cpp.llama_chat_format import Jinja2ChatFormatter

    bos, eos = (llama.detokenize([token], special=True).decode() for token in (llama.token_bos(), llama.token_eos()))
    return Jinja2ChatFormatter(template=llama.metadata["tokenizer.chat_template"], bos_token=bos, eos_token=eos)


def _words(llama: Any, tokens: Iterator[int], stop: Sequence[str]) -> Iterator[str]:
    """The text of the tokens as it grows, up to the stop text; what may be the beginning of one is held back."""
    decode = codecs.getincrementaldecoder("utf-8")("replace")
    held, longest = "", max((len(text) for text in stop), default=1) - 1
    for token in tokens:
        held += decode.decode(llama.detokenize([token]))
        ends = [held.index(text) for text in stop if text in held]
        if ends:
            yield held[: min(ends)]
            return
        sure = len(held) - longest
        if sure > 0:
            yield held[:sure]
            held = held[sure:]
    yield held + decode.decode(b"", final=True)
