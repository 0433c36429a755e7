"""Start cold: how long does a reader wait for an answer on a ready index, against importing the usual library?

Two commands, each in processes of their own, in turn, so that what else the machine does falls on both alike.
"""

from __future__ import annotations

import os
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
    ours, others = time_in_turn([ask, [sys.executable, "-c", "import sentence_transformers"]], rounds=rounds)
    return ColdStart(ask=tuple(ours), imports=tuple(others))


def time_in_turn(commands: Sequence[Sequence[str]], *, rounds: int) -> list[list[float]]:
    """Run some commands in turn, after one round that does not count; the seconds of each command."""
    times = [[seconds_of(command) for command in commands] for _ in range(rounds + 1)][1:]
    return [list(one) for one in zip(*times, strict=True)]


def seconds_of(command: Sequence[str]) -> float:
    """Run a command in a process of its own; an answer that the articles do not say counts too.

    Python may keep its compiled code, as an installed program's is: without that each start compiles anew.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    seconds = time.perf_counter() - began
    if done.returncode not in (0, UNANSWERED):
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.strip()}")
    return seconds
