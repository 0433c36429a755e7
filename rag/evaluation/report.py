"""Report: how good are the answers, as figures side by side?

Verdicts in, the lines of a table out: all cases, and the two halves of the split. The halves are fixed by the names
of the cases alone (the order of their sha256), so that work on the first half can be checked on the second. Shares come
with a 95 % interval by bootstrap over whole cases (Efron and Tibshirani 1993), whose questions hang together.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from statistics import median_high
from typing import Any, Literal

from rag.evaluation.judge import Verdict

Half = Literal["dev", "held"]
HALVES: tuple[Half, ...] = ("dev", "held")

# Each row: what it says, the count, and the count that it is a share of ("" for a plain count).
ROWS = (
    ("questions passed (strict)", "passed", "questions"),
    ("claims found (recall)", "claims_found", "claims_expected"),
    ("claims right (precision)", "claims_found", "claims_system"),
    ("conflict pairs recall", "pairs_right", "pairs_expected"),
    ("conflict pairs precision", "pairs_right", "pairs_system"),
    ("relation right", "relation_right", "relation_expected"),
    ("speaker right", "holder_right", "holder_expected"),
    ("figures of other events given", "merges", ""),
    ("figures without support", "figures_unsupported", ""),
    ("quotes verbatim", "quotes_verbatim", "quotes"),
    ("independent sources right", "copies_right", "copies_expected"),
    ("unanswerable: abstained", "abstained_right", "unanswerable"),
    ("answerable: refused", "refused_wrongly", "answerable"),
)


RESAMPLED, SEED, TAIL = 1000, 7, 0.025


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One question asked: of which case, what was answered, how it was judged, how long it took."""

    case: str
    half: Half
    ask: str
    answer: dict[str, Any]
    verdict: Verdict
    seconds: float

    def to_dict(self) -> dict[str, Any]:
        """The result as plain values, ready for JSON."""
        return {
            "case": self.case, "half": self.half, "ask": self.ask, "pass": self.verdict.passes,
            "kind": self.verdict.kind, "problems": list(self.verdict.marks.problems),
            "counts": dict(self.verdict.marks.counts), "seconds": round(self.seconds, 4), "answer": self.answer,
        }  # fmt: skip


def split(names: Iterable[str]) -> dict[str, Half]:
    """Divide cases into two halves by their names: the first half by sha256 is ``dev``, the second ``held``."""
    ordered = sorted(names, key=lambda name: sha256(name.encode()).hexdigest())
    return {name: "dev" if number < len(ordered) / 2 else "held" for number, name in enumerate(ordered)}


def table(results: Sequence[Result]) -> list[str]:
    """Return the figures as lines: one column for all results and, where both halves are there, one for each."""
    columns = {"all": list(results)}
    if len(halves := {result.half for result in results}) == len(HALVES):
        columns |= {half: [result for result in results if result.half == half] for half in HALVES}
    else:
        columns = {half: list(results) for half in halves}
    cells = [[_cell(column, part, whole) for column in columns.values()] for _, part, whole in ROWS]
    lines = [("", *columns), *((label, *row) for (label, _, _), row in zip(ROWS, cells, strict=True))]
    lines.append(("seconds per question (median)", *(f"{_median(column):.2f}" for column in columns.values())))
    return [f"{label:<32}" + "".join(f"{cell:<34}" for cell in row).rstrip() for label, *row in lines]


def shares(results: Sequence[Result]) -> dict[str, float]:
    """Each row of the table as one number: a share in per cent, or a plain count."""
    total = _totals(results)
    return {
        label: round(100 * total[part] / total[whole], 2) if whole else float(total[part])
        for label, part, whole in ROWS
        if not whole or total[whole]
    }


def interval(results: Sequence[Result], part: str, whole: str) -> tuple[float, float]:
    """The 95 % interval of a share, in per cent, by drawing as many cases as there are, again and again."""
    cases: dict[str, list[Result]] = {}
    for result in results:
        cases.setdefault(result.case, []).append(result)
    totals = [_totals(group) for group in cases.values()]
    chance = random.Random(SEED)
    found = []
    for _ in range(RESAMPLED):
        drawn = chance.choices(totals, k=len(totals))
        if size := sum(total[whole] for total in drawn):
            found.append(100 * sum(total[part] for total in drawn) / size)
    found.sort()
    return (found[int(TAIL * len(found))], found[int((1 - TAIL) * len(found)) - 1]) if found else (0.0, 100.0)


def by_kind(results: Sequence[Result]) -> str:
    """Return one line: how many questions of each kind pass."""
    asked = Counter(result.verdict.kind for result in results)
    passed = Counter(result.verdict.kind for result in results if result.verdict.passes)
    return "by kind: " + ", ".join(f"{kind} {passed[kind]}/{asked[kind]}" for kind in sorted(asked))


def _totals(results: Sequence[Result]) -> Counter[str]:
    verdicts = [result.verdict for result in results]
    total = sum((verdict.marks.counts for verdict in verdicts), Counter[str]())
    total["questions"] = len(verdicts)
    total["passed"] = sum(verdict.passes for verdict in verdicts)
    total["claims_system"] = total["claims_found"] + total["claims_false"] + total["merges"]
    total["unanswerable"] = sum(verdict.should_abstain for verdict in verdicts)
    total["answerable"] = total["questions"] - total["unanswerable"]
    total["abstained_right"] = sum(verdict.should_abstain and verdict.has_abstained for verdict in verdicts)
    total["refused_wrongly"] = sum(verdict.has_abstained and not verdict.should_abstain for verdict in verdicts)
    return total


def _cell(results: Sequence[Result], part: str, whole: str) -> str:
    total = _totals(results)
    if not whole:
        return f"{total[part]}"
    if not total[whole]:
        return "  n/a"
    low, high = interval(results, part, whole)
    return f"{100 * total[part] / total[whole]:5.1f}% ({total[part]}/{total[whole]}), {low:.0f} to {high:.0f}"


def _median(results: Sequence[Result]) -> float:
    return median_high(result.seconds for result in results)
