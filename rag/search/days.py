"""Date: which days does a question name, and which days does an article belong to?

A question in, the dates it names out, each with the codes that an index is asked for and how much
each counts: news of a day is printed on that day and the days after. A code is a day, a month or a
year as one number (20140127, 201401, 2014). Knows no index and no clock: "yesterday" in a question
names no day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rag.quantities.times import find_times

PUBLISHED_AFTER = {-1: 0.3, 0: 1.0, 1: 1.0, 2: 0.7, 3: 0.5, 4: 0.4, 5: 0.3, 6: 0.3, 7: 0.3}
"""How much a report counts by the days between the day asked for and its publication; -1 is another time zone."""
TOLD = 0.7
COARSE = {6: 0.4, 4: 0.2}
"""How much a named month or year counts against a named day, by the digits of its code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A date that a question names: as an ISO prefix, and what the dates of an article count for it, by code."""

    value: str
    published: Mapping[int, float]
    told: Mapping[int, float]


def dates_asked(question: str) -> tuple[Asked, ...]:
    """Find the days, months and years that a question names in full, each once."""
    values = (one.value for one in find_times(question) if one.granularity in ("day", "month", "year"))
    return tuple(_asked(value) for value in dict.fromkeys(values) if value)


def codes(values: Iterable[str | None]) -> tuple[int, ...]:
    """The codes of some ISO dates: each day also as its month and year, so that a coarser date finds it."""
    found = {code for value in values if value for code in _prefixes(value[:10].replace("-", ""))}
    return tuple(sorted(found))


def _prefixes(digits: str) -> list[int]:
    return [int(digits[:length]) for length in (4, 6, 8) if len(digits) >= length and digits.isdecimal()]


def _asked(value: str) -> Asked:
    digits = value.replace("-", "")
    if len(digits) < 8:
        weight = COARSE[len(digits)]
        return Asked(value=value, published={int(digits): weight}, told={int(digits): weight * TOLD})
    near = {days: _code(value, days) for days in PUBLISHED_AFTER}
    published = {code: PUBLISHED_AFTER[days] for days, code in near.items() if code}
    return Asked(value=value, published=published, told={int(digits): TOLD})


def _code(value: str, days: int) -> int | None:
    """The code of the day so many days after another; None for a day that no calendar has."""
    try:
        return int((date.fromisoformat(value) + timedelta(days=days)).strftime("%Y%m%d"))
    except (ValueError, OverflowError):
        return None
