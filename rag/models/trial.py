"""Try: does a model load here, and how fast does it answer?

A model in, what it said and the times out. It judges nothing.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from rag.models.language import LanguageModel, Message

_ASKED = "In one short sentence: what is a newspaper?"
_LONGEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a model said, and after how many seconds the first and the last piece came."""

    said: str
    first: float
    last: float
    pieces: int

    @property
    def pace(self) -> float:
        """Pieces a second once the reply had begun; a piece is about a token."""
        return (self.pieces - 1) / max(self.last - self.first, 1e-9) if self.pieces > 1 else 0.0


def try_model(model: LanguageModel) -> Trial:
    """Let a model say one sentence.

    Raises:
        ModelError: it cannot be loaded or run.
    """
    began = time.perf_counter()
    first, said, pieces = 0.0, "", 0
    for piece in model.stream([Message(role="user", content=_ASKED)], max_tokens=_LONGEST):
        if piece:
            first = first or time.perf_counter() - began
            pieces += 1
            said += piece
    return Trial(said=" ".join(said.split()), first=first, last=time.perf_counter() - began, pieces=pieces)
