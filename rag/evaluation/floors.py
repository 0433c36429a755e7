"""Hold floors: are the answers as good as they were pinned to be?

The figures of a run and a file of floors in, what fell out. A floor belongs to the very cases that it was measured on:
the file keeps their fingerprint, and other cases are an error, not a pass. Floors rise by themselves when asked to
be pinned; one is lowered only where that is said.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rag.errors import UsageError

AT_MOST = frozenset({"figures of other events given", "figures without support", "answerable: refused"})
"""Figures that must not rise; all others must not fall."""
SLACK = 0.05  # rounding


def fingerprint(cases: Sequence[Mapping[str, Any]]) -> str:
    """The SHA-256 of the cases as read, whatever their files' layout or order."""
    texts = sorted(json.dumps(case, sort_keys=True, ensure_ascii=False) for case in cases)
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def fallen(measured: Mapping[str, float], path: Path, *, mark: str) -> list[str]:
    """Say which figures are worse than their floor; raise ``UsageError`` where the floors are of other cases."""
    pinned = _read(path)
    if pinned["fingerprint"] != mark:
        raise UsageError(
            f"the floors in {path} belong to other cases (fingerprint {str(pinned['fingerprint'])[:12]}, these are "
            f"{mark[:12]}): measure these and pin them with --pin --lower"
        )
    return [
        f"{label}: {measured.get(label, 0.0):g}, {'at most' if label in AT_MOST else 'at least'} {floor:g} is pinned"
        for label, floor in pinned["floors"].items()
        if _is_worse(label, measured.get(label, 0.0), floor)
    ]


def pin(measured: Mapping[str, float], path: Path, *, mark: str, may_lower: bool) -> None:
    """Write the figures as the new floors; without ``may_lower`` a worse one is refused and the file stays."""
    if path.exists() and not may_lower and (worse := fallen(measured, path, mark=mark)):
        raise UsageError(f"floors would be lowered ({'; '.join(worse)}): say so with --lower, or mend the answers")
    kept = {"fingerprint": mark, "floors": dict(measured)}
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _is_worse(label: str, measured: float, floor: float) -> bool:
    return measured > floor + SLACK if label in AT_MOST else measured < floor - SLACK


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {"fingerprint": found["fingerprint"], "floors": dict(found["floors"])}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"the floors {path} cannot be read ({error}): pin them anew with --pin --lower") from error
