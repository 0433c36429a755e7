"""Ask: what does a model say that runs in another program, behind OpenAI's protocol?

The address of a server (llama-server, Ollama, vLLM, llama-cpp-python's own) and messages in, pieces of text out. What
is asked leaves this machine if the server is on another: the reader chose it. A server that knows no grammars is asked
without; nothing rests on them, since every reply is checked.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from queue import Empty, Queue
from typing import Any
from urllib.parse import urldefrag

from rag.errors import ModelError
from rag.models.language import Message

KEY = "RAG_MODEL_KEY"
"""The environment variable that holds the server's key, where it wants one."""
_SEED = 20_210_627
_CONNECT_SECONDS, _READ_SECONDS = 5.0, 60.0
_REFUSED = (400, 404, 422)


class ServerModel:
    """A model of a server, by the address of its API ("http://127.0.0.1:8080/v1"), with "#name" for one of several."""

    is_trained = False
    keeps_grammar = False

    def __init__(self, address: str) -> None:
        self.name = address
        base, self._model = urldefrag(address)
        self._base = base.rstrip("/")
        self._knows_grammars = True

    def prepare(self) -> None:
        """The server is running already; nothing is to be loaded here."""

    def is_loaded(self, *, within: float) -> bool:
        """Whether it answers shows when it is asked."""
        return True

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int, stop: Sequence[str] = (), grammar: str = ""
    ) -> Iterator[str]:
        """Yield the reply piece by piece; closing the iterator closes the connection, which cancels.

        Raises:
            ModelError: the server is not reached, refuses, or answers in another way.
        """
        body: dict[str, Any] = {
            "messages": [{"role": message.role, "content": message.content} for message in messages],
            "max_tokens": max_tokens, "temperature": 0, "seed": _SEED, "stream": True,
            "model": self._model or "default",
        }  # fmt: skip
        if stop:
            body["stop"] = list(stop)
        yield from _waiting(lambda: self._reply(body, grammar))

    def _reply(self, body: dict[str, Any], grammar: str) -> Iterator[str]:
        """The pieces of a reply, under the grammar if the server knows them."""
        if grammar and self._knows_grammars:
            try:
                yield from self._pieces(body | {"grammar": grammar})
                return
            except _RefusedError:
                self._knows_grammars = False
        yield from self._pieces(body)

    def _pieces(self, body: dict[str, Any]) -> Iterator[str]:
        import httpx

        key = os.environ.get(KEY)
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        timeout = httpx.Timeout(_READ_SECONDS, connect=_CONNECT_SECONDS)
        address = f"{self._base}/chat/completions"
        try:
            with httpx.stream("POST", address, json=body, headers=headers, timeout=timeout) as answer:
                self._check(answer)
                yield from (piece for line in answer.iter_lines() if (piece := _piece(line)))
        except httpx.HTTPError as error:
            raise ModelError(
                f"the server at {self._base} could not be asked ({type(error).__name__}); start it, check its address"
                " (it often ends in /v1), or ask with --no-model"
            ) from error
        except (ValueError, KeyError, TypeError) as error:
            raise ModelError(
                f"the server at {self._base} does not speak OpenAI's protocol; check its address"
            ) from error

    def _check(self, answer: Any) -> None:
        if answer.is_success:
            return
        answer.read()
        if answer.status_code in _REFUSED:
            raise _RefusedError(self._told(answer))
        raise ModelError(self._told(answer))

    def _told(self, answer: Any) -> str:
        said = " ".join(answer.text.split())[:160]
        return (
            f"the server at {self._base} answered {answer.status_code} ({said}); check its address, its model"
            f" ({self._base}#model) and its key ({KEY}), or ask with --no-model"
        )


class _RefusedError(ModelError):
    """The server will not have this request."""


def _waiting(reply: Callable[[], Iterator[str]]) -> Iterator[str]:
    """The pieces of a reply that another thread receives, an empty one while there is none yet."""
    told: Queue[str | ModelError | None] = Queue()
    has_left = threading.Event()

    def receive() -> None:
        try:
            for piece in reply():
                if has_left.is_set():
                    return
                told.put(piece)
            told.put(None)
        except ModelError as error:
            told.put(error)

    threading.Thread(target=receive, name="rag-server-model", daemon=True).start()
    try:
        while True:
            try:
                piece = told.get(timeout=0.05)
            except Empty:
                yield ""
                continue
            if isinstance(piece, ModelError):
                raise piece
            if piece is None:
                return
            yield piece
    finally:
        has_left.set()


def _piece(line: str) -> str:
    """The text of one line of an event stream."""
    if not line.startswith("data:") or line.removeprefix("data:").strip() == "[DONE]":
        return ""
    choices = json.loads(line.removeprefix("data:"))["choices"]
    return str(choices[0]["delta"].get("content") or "") if choices else ""
