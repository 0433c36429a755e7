"""Compare times: can what two sentences say of when it happened both be so?

Sentences with the day on which their article was published in, the moments that they name out; two clash where both
name a day, an hour, a month or a year, and none of one's is the other's. "Friday evening" and "10 p.m." do not clash.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from rag.quantities.times import TimeMention, find_times

NEAR_MINUTES = 15
_DAY, _MONTH, _YEAR = 10, 7, 4
"""How much of an ISO date names a day, a month, a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """The dates of a sentence as ISO prefixes, and its hours as minutes since midnight."""

    dates: frozenset[str] = frozenset()
    hours: frozenset[int] = frozenset()

    def __len__(self) -> int:
        return len(self.dates) + len(self.hours)


def moments(sentence: str, published: str | None) -> Moments:
    """The moments that a sentence names, without what is past to its story where anything else is named."""
    found = find_times(sentence, published=published)
    named = [time for time in found if not time.is_background] or found
    return Moments(
        dates=frozenset(time.value for time in named if time.value and time.granularity != "clock"),
        hours=frozenset(hour for time in named if (hour := _minutes(time)) is not None),
    )


def _minutes(time: TimeMention) -> int | None:
    if time.granularity != "clock" or not time.value:
        return None
    hour, _, minute = time.value.removeprefix("T").partition(":")
    return int(hour) * 60 + int(minute or 0)


def clash(one: Moments, other: Moments) -> bool:
    """Whether two sentences give times of one kind that are not the same."""
    for length in (_DAY, _MONTH, _YEAR):
        mine, theirs = _upto(one.dates, length), _upto(other.dates, length)
        if mine and theirs:
            if not mine & theirs:
                return True
            break
    return bool(one.hours and other.hours) and not any(_is_near(a, b) for a in one.hours for b in other.hours)


def _upto(dates: AbstractSet[str], length: int) -> set[str]:
    """The dates that are so exact, cut to that length."""
    return {date[:length] for date in dates if len(date) >= length}


def _is_near(one: int, other: int) -> bool:
    """Whether two hours are minutes apart, or half a day: "ten past eight" may be of the evening."""
    apart = abs(one - other) % 720
    return min(apart, 720 - apart) <= NEAR_MINUTES
