"""Date: which figures are of the days that a question names?

A question and the claims of an event in; those that may be of the asked days out. A sentence that gives a day of its
own tells of that day, unless somebody merely spoke then, and one without it of the day that its article begins with; a
later day is left to tolls that rise. "Have been killed since Saturday" counts more than one day, and stands only where
a question asks for that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from rag.answers.evidence import Evidence
from rag.answers.pinned import Period, meet, periods_of
from rag.answers.question import Question
from rag.claims.holders import SAYING_STEMS
from rag.claims.words import split_words
from rag.quantities.times import TimeMention, find_times
from rag.records import Claim

NEAR_WORDS, LEADING = 4, 3
_A_DAY = len("2016-03-06")
_RISING = re.compile(
    r"\b(?:toll|deaths|r[oi]se[ns]?|climb\w*|revised|updated|now|since died|succumbed|later)\b", re.IGNORECASE
)
_SINCE = (
    r"(?:since|so far this (?:week|month|year)"
    r"|(?:during|in|over|within) the (?:past|last|previous) (?:\w+ )?(?:days|weeks?|months?|years?))\b"
)
_SPAN = re.compile(rf"^\W*{_SINCE}|\b(?:have|has) been \w+(?:ed|en)\b[^.;]*\b{_SINCE}", re.IGNORECASE)
_ASKED_SPAN = re.compile(rf"\b{_SINCE}|\bthis (?:week|month|year)\b|\bin total\b", re.IGNORECASE)


def of_the_day(question: Question, claims: Sequence[Claim], evidence: Evidence) -> list[Claim]:
    """The claims whose figures may be of the asked days, and of one event; all of them where a longer time is asked."""
    days = [when for when in question.whens if len(when) == _A_DAY]
    if len(days) < len(question.whens) or _ASKED_SPAN.search(question.standalone):
        return list(claims)
    kept = [c for c in claims if c.quantity is None or not _SPAN.search(c.quote)]
    periods = periods_of(days, ())
    if not periods:
        return kept
    told = _told_days(kept, evidence)
    is_sure = any(_tells_of(days, periods[0], slack=0) for days in told.values())
    slack = 0 if is_sure else 1
    return [c for c in kept if c.quantity is None or _may_be(c, told[id(c)], periods[0], slack=slack)]


def _told_days(claims: Sequence[Claim], evidence: Evidence) -> dict[int, list[date]]:
    """The days of each figure's sentence, by identity; without any, those that its article's own event began with."""
    sentences = {(c.article_id, c.start): c for c in claims}
    days = {place: _days(c, evidence.articles[c.article_id].published) for place, c in sentences.items()}
    first: dict[str, list[date]] = {}
    for claim in sorted(claims, key=lambda c: c.start):
        if claim.scene.is_main and (own := days[(claim.article_id, claim.start)]):
            first.setdefault(claim.article_id, own)
    return {
        id(c): days[(c.article_id, c.start)] or (first.get(c.article_id, []) if c.scene.is_main else [])
        for c in claims
        if c.quantity
    }


def _may_be(claim: Claim, days: Sequence[date], period: Period, *, slack: int) -> bool:
    """Whether a sentence that tells of these days may tell of the period."""
    if not days or _tells_of(days, period, slack=slack):
        return True
    return min(days) > period[1] and _RISING.search(claim.quote) is not None


def _tells_of(days: Sequence[date], period: Period, *, slack: int) -> bool:
    return any(meet((day, day), period, slack=slack) for day in days)


def _days(claim: Claim, published: str | None) -> list[date]:
    """The days on which a sentence says that something happened."""
    times = find_times(claim.quote, published=published)
    return [
        date.fromisoformat(time.value)
        for time in times
        if time.value and len(time.value) == _A_DAY and not _is_of_speech(claim.quote, time)
    ]


def _is_of_speech(quote: str, time: TimeMention) -> bool:
    """Whether somebody spoke on that day: "said on Tuesday", "On Tuesday the Observatory said"."""
    words = split_words(quote)
    before = [w for w in words if w.end <= time.start]
    near = before[-NEAR_WORDS:]
    if len(before) < LEADING:
        near += [w for w in words if w.start >= time.end][:NEAR_WORDS]
    return any(word.stem in SAYING_STEMS for word in near)
