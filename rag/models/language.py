"""Speak: what must a language model be able to do for this project?

Messages in, pieces of text out, always the same pieces for the same messages. It knows nothing of
articles, citations or answers, and nothing of how a model is stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from rag.errors import ModelError


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One turn of a conversation. ``content`` is data: no part of it is ever read as a control token."""

    role: Literal["system", "user", "assistant"]
    content: str


@runtime_checkable
class LanguageModel(Protocol):
    """Whatever continues a conversation, greedily and with a fixed seed: same in, same out."""

    @property
    def name(self) -> str:
        """The name under which an answer reports this model."""

    @property
    def is_trained(self) -> bool:
        """Whether it was trained for our jobs, so that a prompt needs no examples."""

    @property
    def keeps_grammar(self) -> bool:
        """Whether a reply is sure to be one that its grammar allows."""

    def prepare(self) -> None:
        """Begin to load in the background and return at once; an error shows when it first speaks."""

    def is_loaded(self, *, within: float) -> bool:
        """Whether it can speak at once, or can after waiting so many seconds at most; a failed load can too."""

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int, stop: Sequence[str] = (), grammar: str = ""
    ) -> Iterator[str]:
        """Yield the reply piece by piece, without the stop text; an empty piece means "still reading".

        ``grammar`` (GBNF) limits what the reply may be, as far as the model can be held to one: a reply is to be
        checked all the same. Closing the iterator cancels.

        Raises:
            ModelError: the model cannot be loaded or run, or the messages do not fit into its context.
        """


class ScriptedModel:
    """A model that says what it was told to say: for tests, and to try an interface without weights.

    Each call takes the next reply, and none is left after the last; an error in the script is raised in its
    turn. ``heard`` keeps the messages of every call. A word counts as a token; it reads no grammar.
    """

    is_trained = True
    keeps_grammar = False

    def __init__(self, replies: Sequence[str | ModelError], *, name: str = "scripted") -> None:
        self.name = name
        self.heard: list[tuple[Message, ...]] = []
        self._replies = list(replies)

    def prepare(self) -> None:
        """Nothing is to be loaded."""

    def is_loaded(self, *, within: float) -> bool:
        """It always is."""
        return True

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int, stop: Sequence[str] = (), grammar: str = ""
    ) -> Iterator[str]:
        """Yield the next reply word by word, cut at the first stop text and after ``max_tokens`` words."""
        self.heard.append(tuple(messages))
        reply = self._replies.pop(0) if self._replies else ""
        if isinstance(reply, ModelError):
            raise reply
        end = min((reply.index(text) for text in stop if text in reply), default=len(reply))
        yield from re.findall(r"\s*\S+|\s+$", reply[:end])[:max_tokens]
