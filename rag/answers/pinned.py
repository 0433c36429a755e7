"""Pin down: which happenings can be the one that a question names by day and by name?

A question and the happenings of the considered articles in; those that carry its rarest names and can be of its day
out, or None where the question pins nothing down. In an archive of many like events a shared town is no evidence: a day
that differs rules a happening out, and a name that no article carries leaves nothing to answer.
"""

from __future__ import annotations

import calendar
import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from rag.answers.question import Question
from rag.claims.events import Happening, weights

MANY = 20
"""Among fewer articles names alone pin nothing down: there each may call the event in its own words."""
BEFORE, AFTER, LATER = 1, 7, 400
COVERED, NEAR_BEST = 0.45, 0.65
ON_THE_DAY, REPORTED, UNKNOWN, ELSEWHEN = 1.0, 0.6, 0.0, -1.0

Period = tuple[date, date]


def pinned(question: Question, found: Sequence[Happening]) -> list[Happening] | None:
    """The happenings that a question can mean, the likeliest first; None where it names neither day nor enough."""
    many = len({h.article_id for h in found}) >= MANY
    if not (question.whens or (many and question.names)):
        return None
    wanted = question.names if many else frozenset[str]()
    weight = weights(found)
    years = {int(when[:4]) for h in found for when in (h.scene.when, h.published) if when}
    periods = periods_of(question.whens, sorted(years | {year - 1 for year in years}))
    fit = [(coverage(wanted, h, weight), nearness(periods, h), h) for h in found]
    fit = [one for one in fit if one[1] > ELSEWHEN]
    best = max((cover for cover, _, _ in fit), default=0.0)
    least = max(COVERED, NEAR_BEST * best) if wanted else 0.0
    kept = [one for one in fit if one[0] >= least]
    if any(near >= REPORTED for _, near, _ in kept):
        kept = [one for one in kept if one[1] >= REPORTED or (one[0] >= best and one[1] > UNKNOWN)]
    return [h for _, _, h in sorted(kept, key=lambda one: -(one[0] + one[1]))]


def coverage(wanted: frozenset[str], happening: Happening, weight: Mapping[str, float]) -> float:
    """The share of the wanted names, by rarity, that a happening carries; what nobody carries is the rarest."""
    rarest = max(weight.values(), default=1.0) + math.log(2)
    total = sum(weight.get(name, rarest) for name in wanted)
    return sum(weight.get(name, rarest) for name in wanted & happening.carried) / total if total else 1.0


def periods_of(whens: Sequence[str], years: Sequence[int]) -> list[Period]:
    """The days from the first to the last that ISO dates or months name, in each of the years where they name none."""
    if any(when.startswith("--") for when in whens):
        yearless = [when[1:] for when in whens if when.startswith("--")]
        return [period for year in years for period in periods_of([f"{year}{when}" for when in yearless], ())]
    spans = [span for when in whens if (span := _span(when))]
    return [(min(first for first, _ in spans), max(last for _, last in spans))] if spans else []


def nearness(periods: Sequence[Period], happening: Happening) -> float:
    """How well the days of a happening, and of the report on it, fit those asked about; ``ELSEWHEN`` rules it out."""
    return max((_nearness(period, happening) for period in periods), default=UNKNOWN)


def _nearness(period: Period, happening: Happening) -> float:
    own = _span(happening.scene.when or "")
    if own and meet(own, period, slack=BEFORE):
        return ON_THE_DAY if own[0] == own[1] else REPORTED
    if not happening.scene.is_main:
        return ELSEWHEN if own else UNKNOWN
    return _reported(period, happening.published, is_dated=own is not None)


def _reported(period: Period, published: str | None, *, is_dated: bool) -> float:
    """Whether a report of that day can be about the period; one that gives another day of its own is likely not."""
    day = _span(published or "")
    if day is None:
        return ELSEWHEN if is_dated else UNKNOWN
    first, last = period
    if day[1] < first - timedelta(days=BEFORE) or day[0] > last + timedelta(days=LATER):
        return ELSEWHEN
    if day[0] <= last + timedelta(days=AFTER):
        return UNKNOWN + 0.1 if is_dated else REPORTED
    return ELSEWHEN if is_dated else UNKNOWN


def _span(when: str) -> Period | None:
    """The days of an ISO date, month or year; None for anything else."""
    try:
        year, *rest = (int(part) for part in when[:10].split("-"))
        if len(rest) > 1:
            return date(year, *rest), date(year, *rest)
        start, end = (rest[0], rest[0]) if rest else (1, 12)
        return date(year, start, 1), date(year, end, calendar.monthrange(year, end)[1])
    except (ValueError, calendar.IllegalMonthError):
        return None


def meet(one: Period, other: Period, *, slack: int) -> bool:
    """Whether two periods share a day, or come within ``slack`` days of each other."""
    margin = timedelta(days=slack)
    return one[0] <= other[1] + margin and other[0] <= one[1] + margin
