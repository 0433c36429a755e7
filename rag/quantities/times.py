"""Find times: when does a text say that something happened, and is that before its own story?

Text and the article's date of publication in, time mentions out, in order and apart from each other. A value
is an ISO prefix ("2021-06-27", "2021-02", "2021", "T16:05") and never more precise than the words; where the
words lean on the publication and there is none, the value stays None. ``is_background`` marks what lies
clearly before the story's own days. Which event a time belongs to, it does not know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from rag.quantities.anchors import Anchor, is_past, looks_ahead, occurrence, year_is_past
from rag.quantities.calendar import Stamp, find_stamps, lowered
from rag.quantities.numerals import word_value
from rag.quantities.time_words import (
    MONTH_ALONE,
    MONTH_LED,
    MONTH_NUMBER,
    RELATIVE,
    SINCE,
    STEPS,
    WEEKDAY,
    WEEKDAYS,
    YEAR_TAIL,
)

Granularity = Literal["year", "month", "day", "weekday", "clock", "relative"]
TimeBasis = Literal["explicit", "relative to publication", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """A time as printed, ``text == article[start:end]``, and what can be derived of it."""

    start: int
    end: int
    text: str
    granularity: Granularity
    value: str | None = None
    basis: TimeBasis = "none"
    is_background: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    start: int
    end: int
    granularity: Granularity
    value: str | None = None
    basis: TimeBasis = "none"
    is_background: bool = False


def find_times(
    text: str, start: int = 0, end: int | None = None, *, published: str | None = None
) -> tuple[TimeMention, ...]:
    """Return the times that ``text[start:end]`` names; ``published`` is the article's ISO date, where it has one."""
    stop = len(text) if end is None else max(start, min(end, len(text)))
    low = lowered(text)
    anchor = Anchor.of(published)
    stamps = find_stamps(text, start, stop)
    latest = max((stamp.year for stamp in stamps if stamp.kind == "date" and stamp.year), default=None)
    found = [_stamped(low, stamp, anchor, latest) for stamp in stamps]
    found += [
        _weekday(low, match, anchor)
        for match in WEEKDAY.finditer(low, start, stop)
        if text[match.start("day")].isupper()
    ]
    found += [_relative(match, anchor) for match in RELATIVE.finditer(low, start, stop)]
    found += [
        _month(low, match, anchor) for match in MONTH_ALONE.finditer(low, start, stop) if _names_month(text, low, match)
    ]
    return tuple(
        TimeMention(
            start=one.start, end=one.end, text=text[one.start : one.end], granularity=one.granularity,
            value=one.value, basis=one.basis, is_background=one.is_background,
        )
        for one in _apart(low, found)
    )  # fmt: skip


def _apart(low: str, found: list[_Found]) -> list[_Found]:
    """Order what was found: a weekday joins the date after it, and what "since" leads up to now is no background."""
    kept: list[_Found] = []
    for one in sorted(found, key=lambda item: (item.start, -item.end)):
        if kept and one.start < kept[-1].end:
            continue
        begin = one.start
        if kept and _belongs_to(low, kept[-1], one):
            begin = kept.pop().start
        leads_to_now = one.is_background and SINCE.search(low, max(0, one.start - 10), one.start + 6) is not None
        kept.append(replace(one, start=begin, is_background=one.is_background and not leads_to_now))
    return kept


def _belongs_to(low: str, weekday: _Found, day: _Found) -> bool:
    gap = low[weekday.end : day.start]
    return weekday.granularity == "weekday" and day.granularity == "day" and gap in (" ", ", ", ". ", " the ")


def _stamped(low: str, stamp: Stamp, anchor: Anchor, latest: int | None) -> _Found:
    if stamp.kind == "clock":
        written = None if stamp.hour is None else f"T{stamp.hour:02d}"
        value = written if written is None or stamp.minute is None else f"{written}:{stamp.minute:02d}"
        return _Found(
            start=stamp.start, end=stamp.end, granularity="clock", value=value, basis="explicit" if value else "none"
        )
    if stamp.kind == "year" or (stamp.year and not stamp.month):  # 06/07/2021 has a day and a month, but which?
        past = stamp.year is None or year_is_past(stamp.year, anchor, latest)
        value = None if stamp.year is None else str(stamp.year)
        return _Found(
            start=stamp.start, end=stamp.end, granularity="year", value=value,
            basis="explicit" if value else "none", is_background=past,
        )  # fmt: skip
    return _dated(low, stamp, anchor, latest)


def _dated(low: str, stamp: Stamp, anchor: Anchor, latest: int | None) -> _Found:
    """A day or a month; a missing year or month is that of publication where one occurrence is clearly meant."""
    granularity: Granularity = "day" if stamp.day else "month"
    basis: TimeBasis = "explicit"
    year, month, day, end = stamp.year, stamp.month, stamp.day, stamp.end
    tail = YEAR_TAIL.match(low, end) if year is None else None
    if tail is not None and anchor.year is not None:
        year, end, basis = anchor.year + STEPS[tail["which"]], tail.end(), "relative to publication"
    if (year is None or month is None) and anchor.day is not None:
        ahead = looks_ahead(low, stamp.start)
        nearest = occurrence(month, day, anchor.day, ahead)
        year, month = (nearest.year, nearest.month) if nearest else (None, month)
        basis = "relative to publication"
    if year is None or month is None:
        value = None if year is None else str(year)
        return _Found(
            start=stamp.start, end=end, granularity=granularity, value=value, basis=basis if value else "none"
        )
    value = f"{year}-{month:02d}-{day:02d}" if day else f"{year}-{month:02d}"
    return _Found(
        start=stamp.start, end=end, granularity=granularity, value=value, basis=basis,
        is_background=is_past((year, month, day), anchor, latest),
    )  # fmt: skip


def _weekday(low: str, match: re.Match[str], anchor: Anchor) -> _Found:
    """The last such day up to publication, or the next where the words look ahead."""
    lead = (match["lead"] or "").strip()
    name = match["day"]
    number = next(n for n, full in enumerate(WEEKDAYS) if full.startswith(name[:3]))
    found = _Found(start=match.start(), end=match.end(), granularity="weekday")
    if anchor.day is None or match["plural"] or lead in ("every", "each", "the following", "the previous"):
        return found
    back = (anchor.day.weekday() - number) % 7
    ahead = lead in ("next", "this coming") or (not lead and looks_ahead(low, match.start()))
    if ahead:
        day = anchor.day + timedelta(days=(7 - back) if back or lead else 0)
    else:
        day = anchor.day - timedelta(days=back or (7 if lead == "last" else 0))
    return replace(found, value=day.isoformat(), basis="relative to publication")


def _relative(match: re.Match[str], anchor: Anchor) -> _Found:
    found = _Found(start=match.start(), end=match.end(), granularity="relative")
    day = anchor.day
    if match["noon"]:
        exact = match["noon"].endswith((" noon", "midday")) and match["noon"].startswith("at")
        return replace(
            found, granularity="clock", value="T12" if exact else None, basis="explicit" if exact else "none"
        )
    shift = next((n for name, n in (("today", 0), ("yesterday", -1), ("tomorrow", 1)) if match[name]), None)
    if shift is not None:
        return found if day is None else _derived(found, (day + timedelta(days=shift)).isoformat(), "day")
    if match["ago"]:
        return _ago(found, match, anchor)
    if match["period"]:
        return _period(found, match, anchor)
    return replace(found, is_background=bool(match["earlier"] or match["recent"]))


def _derived(found: _Found, value: str, granularity: Granularity) -> _Found:
    return replace(found, value=value, basis="relative to publication", granularity=granularity)


def _ago(found: _Found, match: re.Match[str], anchor: Anchor) -> _Found:
    unit = match["ago_unit"] or match["ago"].split()[0].removesuffix("s")
    found = replace(found, is_background=unit not in ("minute", "hour", "day"))
    count = match["ago"].split()[0]
    number = int(count) if count.isdigit() else int(word_value(count)) if match["ago_unit"] else 0
    number = 1 if count in ("a", "an") and match["ago"].split()[1] == match["ago_unit"] else number
    if not number or anchor.day is None:
        return found
    if unit == "year":
        return _derived(found, str(anchor.day.year - number), "year")
    if unit == "day":
        return _derived(found, (anchor.day - timedelta(days=number)).isoformat(), "day")
    return found


def _period(found: _Found, match: re.Match[str], anchor: Anchor) -> _Found:
    which, period = match["which"], match["period"]
    past = which == "last" or (match["early"] is not None and period in ("year", "decade", "century"))
    found = replace(found, is_background=past)
    step = STEPS[which]
    if period == "year" and anchor.year is not None:
        return _derived(found, str(anchor.year + step), "year")
    if period == "month" and anchor.day is not None:
        month = anchor.day.year * 12 + anchor.day.month - 1 + step
        return _derived(found, f"{month // 12}-{month % 12 + 1:02d}", "month")
    return found


def _names_month(text: str, low: str, match: re.Match[str]) -> bool:
    """Whether the word is a month, not a verb or a name: "may" and "march" need a preposition before them."""
    begin = match.start("month")
    if not text[begin].isupper():
        return False
    led = bool(match["lead"]) or MONTH_LED.search(low, max(0, begin - 12), begin) is not None
    return led or (match["month"] not in ("may", "march", "april", "june", "august") and len(match["month"]) > 3)


def _month(low: str, match: re.Match[str], anchor: Anchor) -> _Found:
    month = MONTH_NUMBER[match["month"]]
    stamp = Stamp(start=match.start(), end=match.end(), kind="month", month=month)
    return _dated(low, stamp, anchor, None)
