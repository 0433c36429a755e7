"""Start cold: how long does a reader wait for an answer on a ready index, against importing the usual library?

Two commands, each in processes of their own, in turn, so that what else the machine does falls on both alike.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

UNANSWERED = 3  # the exit status of "the articles do not say": an answer too


@dataclass(frozen=True, slots=True, kw_only=True)
class ColdStart:
    """Seconds of each round, of asking and of importing sentence-transformers."""

    ask: tuple[float, ...]
    imports: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median of asking as a share of the median of importing."""
        return median(self.ask) / median(self.imports)


def time_cold_start(index: Path, question: str, *, rounds: int) -> ColdStart:
    """Run ``rag ask --no-model`` and ``import sentence_transformers`` in turn, after one round that does not count."""
    rag = str(Path(sys.executable).with_name("rag"))
    ask = [rag, "ask", "--no-model", "--index", str(index), "--", question]
    imports = [sys.executable, "-c", "import sentence_transformers"]
    pairs = [(_seconds(ask, allowed=UNANSWERED), _seconds(imports)) for _ in range(rounds + 1)][1:]
    return ColdStart(ask=tuple(a for a, _ in pairs), imports=tuple(i for _, i in pairs))


def _seconds(command: Sequence[str], *, allowed: int = 0) -> float:
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - began
    if done.returncode not in (0, allowed):
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.strip()}")
    return seconds
