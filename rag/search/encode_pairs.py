"""Judge pairs: how well does each of these passages answer this question, read beside it?

A cross-encoder that the reader names, run by sentence-transformers; a question and texts in, one
number for each out, larger is better. Slower than a search by far, so it reads the first hits only.
Knows no index.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from rag.errors import ModelError


class Judge(Protocol):
    """Whatever reads a question beside a text."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    def judge(self, question: str, texts: Sequence[str]) -> list[float]:
        """Say how well each text answers, larger is better."""
        ...


class CrossEncoderJudge:
    """A sentence-transformers cross-encoder by folder or hub name, loaded when it first judges."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._model: Any = None

    def judge(self, question: str, texts: Sequence[str]) -> list[float]:
        """Say how well each text answers, larger is better."""
        if not texts:
            return []
        if self._model is None:
            self._model = _load(self.name)
        scores = np.asarray(self._model.predict([(question, text) for text in texts], show_progress_bar=False))
        if scores.shape != (len(texts),):
            raise ModelError(f"{self.name} gives {scores.shape[-1]} numbers for a pair: name a cross-encoder with one")
        return [float(score) for score in scores]


def _load(name: str) -> Any:
    from sentence_transformers import CrossEncoder
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    try:
        return CrossEncoder(name, device="cpu", local_files_only=Path(name).is_dir())
    except Exception as error:  # hub, network, file and configuration errors are all of different families
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        message = f"the reranker {name} cannot be loaded ({reason}): name a cross-encoder's folder, or leave it out"
        raise ModelError(message) from error
