"""Anchor times: which day is meant, and is it past, seen from the day of publication?

A month, a day of the month or a clause in; a date, or whether it lies before the story's own days, out. A
time without a year is taken as the nearest such day before publication, or after it where the clause looks
ahead ("will resume on", "until"), and as none where neither is near. It reads no dates (``calendar`` does).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

DAY_IS_PAST = 31
"""A day more than so many days before publication is background; a month is when it ended MONTH_IS_PAST before."""
MONTH_IS_PAST = 10

_FIRST_YEAR, _LAST_YEAR = 1500, 2999
_MONTHS_APART = 275
_DAYS_APART = 21
_AHEAD = re.compile(
    r"(?:\b(?:will|would|shall|won[’']t|due|expected|scheduled|set to|plans? to|planned for|resumes?"
    r"|stand(?:ing)? by|takes? place|is to|are to"
    r"|going to|called for the|begins|starts|opens|reopens|meets|might|may|expecting|hopes? to"
    r"|next)\b(?P<rest>[^.;:!?\n“”\"]{0,60})"
    r"|\b(?:until|till|by|(?:postponed|adjourned|delayed|deadline|put back) (?:to|of|for))(?: at least| the"
    r"| early| late| next)? )$"
)
_HAPPENED = re.compile(
    r"\b(?:was|were|had|did|(?<!be )said|(?<!be )told|came|began|left|took|fell|struck|hit|died"
    r"|(?<!be )(?<!been )(?!expect|schedul|due)[a-z]{3,}ed)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The day of publication, as far as it is known."""

    day: date | None = None
    year: int | None = None

    @classmethod
    def of(cls, published: str | None) -> Anchor:
        """Read an ISO date or date-time; a year or a month alone gives only the year."""
        match = re.match(r"(\d{4})(?:-\d\d(?:-\d\d)?)?", published or "")
        if match is None or not _FIRST_YEAR <= int(match.group(1)) <= _LAST_YEAR:
            return cls()
        try:
            return cls(day=date.fromisoformat(match.group()), year=int(match.group(1)))
        except ValueError:
            return cls(year=int(match.group(1)))


def looks_ahead(low: str, position: int) -> bool:
    """Whether the clause before a time speaks of what is to come ("will resume on", "until"), not of what was."""
    cue = _AHEAD.search(low, max(0, position - 90), position)
    return cue is not None and _HAPPENED.search(cue["rest"] or "") is None


def occurrence(month: int | None, day: int | None, anchor: date, ahead: bool) -> date | None:
    """The last such day or month up to publication, or the next where the words look ahead; None if not near."""
    candidates = [
        made
        for year in (anchor.year - 1, anchor.year, anchor.year + 1)
        for each in ([month] if month else range(1, 13))
        if (made := _made(year, each, day or 1)) is not None
    ]
    start = anchor if day else anchor.replace(day=1)
    later = [one for one in candidates if one >= start]
    earlier = [one for one in candidates if one <= anchor]
    reach = _MONTHS_APART if month else _DAYS_APART
    if ahead and later and (later[0] - anchor).days <= reach:
        return later[0]
    if earlier and not ahead and (anchor - earlier[-1]).days <= reach:
        return earlier[-1]
    return None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_past(when: tuple[int, int, int | None], anchor: Anchor, latest: int | None) -> bool:
    """Whether a year, month and day (None: the whole month) lie clearly before the story's own days."""
    year, month, day = when
    if anchor.day is None:
        return not day and year_is_past(year, anchor, latest)
    if day:
        made = _made(year, month, day)
        return made is not None and (anchor.day - made).days > DAY_IS_PAST
    last = (_made(year + month // 12, month % 12 + 1, 1) or anchor.day) - timedelta(days=1)
    return (anchor.day - last).days > MONTH_IS_PAST


def year_is_past(year: int, anchor: Anchor, latest: int | None) -> bool:
    """Whether a year lies before that of publication, or where there is none, before ``latest``."""
    own = anchor.year or latest
    if own is None:
        return True
    new_year = anchor.day is not None and anchor.day.timetuple().tm_yday <= MONTH_IS_PAST
    return year < (own - 1 if new_year else own)
