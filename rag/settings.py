"""Choose once: which models, which folder, how many passages?

One small frozen record, made at the edge (command line, browser, a program). A stage receives the
values it needs, never the settings.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PACKAGED_ENCODER = "all-MiniLM-L6-v2"
PACKAGED_MODEL = "smollm2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a reader may choose. ``encoder`` and ``model`` are a name, a path, or the packaged default.

    ``reranker`` is a cross-encoder's name or path; without one the hits stay as retrieval ranks them.
    """

    index: Path = Path("index")
    encoder: str = PACKAGED_ENCODER
    model: str | None = PACKAGED_MODEL
    reranker: str | None = None
    passages: int = 10
