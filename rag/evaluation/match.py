"""Match: which of the reported claims is the expected one?

Expected claims (of a case) and findings (of an answer, as dictionaries) in; rows and pairings out. What to make of
them is for judge.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

STOPWORDS = frozenset(
    "a an and as at be been by for from had has have in is it its of on s that the this to was were who with".split()
)
QUOTATION_MARKS = str.maketrans({"“": '"', "”": '"', "’": "'"})
SAME_SENTENCE, SAME_STANCE, SAME_HOLDER = 0.5, 0.6, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One claim as the answer reports it, with the quotation behind it."""

    position: int
    low: float | None
    high: float | None
    value: str
    holder: str | None
    article: str
    quote: str
    copies: tuple[str, ...]

    @property
    def bounds(self) -> list[float]:
        """The closed ends of its interval."""
        return [end for end in (self.low, self.high) if end is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """An expected finding, and the reported one that carries most of its claims (None: no finding carries any).

    ``hits`` are pairs of an expected claim and a row, by their numbers.
    """

    expected: Mapping[str, Any]
    finding: int | None = None
    hits: tuple[tuple[int, int], ...] = ()

    @property
    def found(self) -> set[int]:
        """The expected claims that are reported."""
        return {claim for claim, _ in self.hits}

    @property
    def is_mixed(self) -> bool:
        """Whether each article has a unit of its own, so that bounds cannot be compared as they stand."""
        return is_mixed(self.expected)


def is_mixed(expected: Mapping[str, Any]) -> bool:
    """Whether an expected finding names the unit of each article in its aspect."""
    return ".md" in expected["aspect"]


def squash(text: str | None) -> str:
    """Lay out a text in one way: single spaces, plain quotation marks, small letters."""
    return " ".join((text or "").translate(QUOTATION_MARKS).split()).lower()


def overlap(one: str | None, other: str | None) -> float:
    """Return the share of the shorter text's words (but stopwords) that the other has too."""
    first, second = _words(one), _words(other)
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def is_near(one: float | None, other: float | None) -> bool:
    """Whether two bounds are one (within half a per cent); an open end is near an open end alone."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 1e-6 + 0.005 * max(abs(one), abs(other))


def file_name(name: object) -> str:
    """Return the last part of a path."""
    return PurePath(str(name or "")).name


def rows_of(finding: Mapping[str, Any], citations: Mapping[int, Mapping[str, Any]]) -> list[Row]:
    """Return the claims of a finding, position by position."""
    return [
        _row(number, position, claim, citations.get(claim.get("citation"), {}))
        for number, position in enumerate(finding.get("positions") or [])
        for claim in position.get("claims") or []
    ]


def pair_up(expected: Mapping[str, Any], findings: Sequence[Sequence[Row]]) -> Pairing:
    """Find the reported finding (its rows) that carries most claims of an expected one."""
    claims = expected["claims"]
    best = Pairing(expected=expected)
    for number, rows in enumerate(findings):
        hits = tuple((c, r) for c, claim in enumerate(claims) for r in _carriers(claim, rows, is_mixed(expected)))
        if len({c for c, _ in hits}) > len(best.found):
            best = Pairing(expected=expected, finding=number, hits=hits)
    return best


def is_holder_right(claim: Mapping[str, Any], row: Row) -> bool:
    """Whether the row names who holds the claim; for an article's own voice, nobody or the article."""
    if not claim["holder"]:
        return not row.holder or overlap(row.holder, row.article) > 0
    return bool(row.holder) and overlap(claim["holder"], row.holder) >= SAME_HOLDER


def _row(number: int, position: Mapping[str, Any], claim: Mapping[str, Any], citation: Mapping[str, Any]) -> Row:
    return Row(
        position=number,
        low=position.get("low"),
        high=position.get("high"),
        value=str(position.get("value") or ""),
        holder=claim.get("holder"),
        article=file_name(citation.get("article")),
        quote=citation.get("quote") or "",
        copies=tuple(file_name(copy) for copy in citation.get("copies") or []),
    )


def _words(text: str | None) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", (text or "").lower())) - STOPWORDS


def _carriers(claim: Mapping[str, Any], rows: Sequence[Row], mixed: bool) -> Iterable[int]:
    """The rows that carry a claim; where several do, those whose quotation is nearest to the expected one."""
    nearness = {number: _nearness(claim["quote"], row.quote) for number, row in enumerate(rows) if _is_in(claim, row)}
    nearness = {number: near for number, near in nearness.items() if _has_same_value(claim, rows[number], mixed)}
    return [number for number, near in nearness.items() if near >= max(nearness.values()) - 1e-9]


def _is_in(claim: Mapping[str, Any], row: Row) -> bool:
    return claim["article"] == row.article or claim["article"] in row.copies


def _nearness(one: str, other: str) -> float:
    first, second = squash(one), squash(other)
    return 2.0 if first and second and (first in second or second in first) else overlap(one, other)


def _has_same_value(claim: Mapping[str, Any], row: Row, mixed: bool) -> bool:
    low, high = claim["low"], claim["high"]
    if mixed:
        return _is_same_sentence(claim["quote"], row.quote)
    if low is None and high is None:
        said = f"{row.value} {row.quote}"
        return _is_same_sentence(claim["quote"], row.quote) or overlap(claim["stance"], said) >= SAME_STANCE
    if is_near(low, row.low) and is_near(high, row.high):
        return True
    return _is_same_estimate(low, high, row)


def _is_same_estimate(low: float | None, high: float | None, row: Row) -> bool:
    """An approximation may be given as a point or as a range around it; a spelled bound must stay a bound."""
    if low is None or high is None or is_near(low, high) or row.low is None or row.high is None:
        return False
    return row.low <= high and row.high >= low and low <= (row.low + row.high) / 2 <= high


def _is_same_sentence(one: str, other: str) -> bool:
    first, second = squash(one), squash(other)
    return first in second or second in first or overlap(one, other) >= SAME_SENTENCE
