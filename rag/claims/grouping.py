"""Group: which happenings are one event, when there are too many to compare each with each?

Happenings in, events out. Two that are one event share a name, a word or a figure, and two that are
dated lie within weeks: a happening is compared only with the events that it shares something with in
its own weeks, so the work grows with the archive and not with its square.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rag.claims.events import STORY_DAYS, Happening, Weights, compare_happenings, is_dated, weights

COMMON = 300
"""A word that so many events of some weeks carry tells none of them from the others."""
_REACH = 2
_WEEKS = STORY_DAYS // _REACH

Token = str | tuple[float, str] | tuple[str, str]


def group(found: Sequence[Happening]) -> list[list[Happening]]:
    """Put happenings that are one event together; one that is merely unsure stays apart."""
    weight = weights(found)
    groups: list[list[Happening]] = []
    times: list[_Times] = []
    carriers = _Carriers()
    for happening in sorted(found, key=lambda h: (not h.scene.is_main, h.published or "", h.article_id)):
        near = carriers.near(happening)
        possible = (number for number in near if times[number].may_hold(happening))
        home = next((number for number in possible if _belongs(happening, groups[number], weight)), len(groups))
        if home == len(groups):
            groups.append([])
            times.append(_Times())
        groups[home].append(happening)
        times[home].add(happening)
        carriers.add(happening, home)
    return groups


class _Times:
    """When an event was, as its articles tell: an article's own event is one told in passing only in its own month."""

    def __init__(self) -> None:
        self._own: set[str] = set()
        self._past: set[str] = set()
        self._kinds: set[bool] = set()

    def add(self, happening: Happening) -> None:
        self._kinds.add(happening.scene.is_main)
        (self._own if happening.scene.is_main else self._past).add(_month(happening))

    def may_hold(self, happening: Happening) -> bool:
        """Whether a happening can be the same as any of the event's."""
        if happening.scene.is_main in self._kinds:
            return True
        month = _month(happening)
        others = self._past if happening.scene.is_main else self._own
        return bool(month) and any(one and (one.startswith(month) or month.startswith(one)) for one in others)


def _month(happening: Happening) -> str:
    """The month, or the year, in which a happening lies; "" where that is not known."""
    when = happening.scene.when or ""
    if happening.scene.is_main:
        return (when or happening.published or "")[:7]
    return when[:7] if is_dated(when) else ""


class _Carriers:
    """Which events carry a word, a name or a figure, and in which weeks."""

    def __init__(self) -> None:
        self._events: dict[Token, dict[int | None, list[int]]] = {}

    def add(self, happening: Happening, number: int) -> None:
        weeks = _weeks(happening)
        for token in _tokens(happening):
            numbers = self._events.setdefault(token, {}).setdefault(weeks, [])
            if number not in numbers[-1:]:
                numbers.append(number)

    def near(self, happening: Happening) -> list[int]:
        """The events that a happening may belong to, in the order in which they were found."""
        weeks = _weeks(happening)
        found: set[int] = set()
        for token in _tokens(happening):
            events = self._events.get(token)
            if events:
                found.update(*(numbers for numbers in _within(events, weeks) if len(numbers) <= COMMON))
        return sorted(found)


def _within(events: Mapping[int | None, list[int]], weeks: int | None) -> Iterator[list[int]]:
    """The events of the weeks around some weeks and the undated ones; all, seen from what is undated."""
    if weeks is None:
        yield from events.values()
        return
    for near in (None, *range(weeks - _REACH, weeks + _REACH + 1)):
        if near in events:
            yield events[near]


def _tokens(happening: Happening) -> Iterator[Token]:
    """All by which a happening can be found to be another's: its words, names, figures, and itself."""
    yield from happening.stems | happening.names
    yield from happening.figures
    yield happening.key


def _weeks(happening: Happening) -> int | None:
    """The weeks in which a happening lies, counted in stretches; None for what has no day, or no month in the past."""
    when = happening.scene.when
    if happening.scene.is_main:
        day = (when or happening.published or "")[:10]
    else:
        day = f"{when}-15"[:10] if when and len(when) >= len("2031-03") else ""
    try:
        return date.fromisoformat(day).toordinal() // _WEEKS
    except ValueError:
        return None


def _belongs(happening: Happening, members: Sequence[Happening], weight: Weights) -> bool:
    """Whether a happening is the same as one of an event's and different from none."""
    is_same = False
    for member in members:
        verdict = compare_happenings(happening, member, weight)[0]
        if verdict == "different":
            return False
        is_same = is_same or verdict == "same"
    return is_same
