"""Choose events: of which of the archive's events does a question ask?

A question and the events in; the events it names, best first, and those it passes over. A question
that names no event asks about every article's own event; one that names a year or a place asks
about the events that carry it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.answers.question import Question
from rag.claims.aspects import families_of
from rag.claims.events import Happening, Weights, compare_happenings, days_between, shared_names, weights

WORDS = 0.4
TOLD_ENOUGH = 2
NEAR_BEST = 0.1
NEAR_IN_TIME = 0.35
BACKGROUND_HANDICAP = 0.35
ANCHOR_DAYS, KIN_DAYS = 60, 400
FEW, MANY = 8, 20
RARE = 4

Event = Sequence[Happening]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The events asked about, and the others; ``is_past`` where a question points at what is told in passing."""

    asked: tuple[tuple[Happening, ...], ...]
    others: tuple[tuple[Happening, ...], ...]
    is_past: bool = False


def choose_events(question: Question, events: Sequence[Event]) -> Choice:
    """The events that the names and years of a question fit best."""
    weight = weights([h for event in events for h in event])
    scored = [(max(_score(question, h, weight) for h in event), tuple(event)) for event in events]
    if not scored:
        return Choice(asked=(), others=())
    if past := _told_in_passing(question, events, weight):
        rest = (event for event in events if event[0].key not in {one[0].key for one in past})
        return Choice(asked=tuple(map(tuple, past)), others=tuple(map(tuple, rest)), is_past=True)
    best, first = max(scored, key=lambda pair: pair[0])
    if question.years and best < 0:
        return Choice(asked=(), others=tuple(event for _, event in scored))
    named = (question.names | question.setting | question.terms) - _predicate_stems(question)
    asked = [
        event
        for score, event in scored
        if score >= best - _margin(event, first) and (len(scored) <= FEW or not named or _carries(event, named))
    ]
    carriers = [event for event in asked if event[0].scene.is_main and _carries(event, question.names or named)]
    merged = _anchored(question, asked) if len(carriers) <= RARE else asked
    chosen = {event[0].key for event in asked}
    if not are_many(events):
        merged = _as_one(merged, named, weight)
    return Choice(asked=tuple(merged), others=tuple(event for _, event in scored if event[0].key not in chosen))


def _told_in_passing(question: Question, events: Sequence[Event], weight: Mapping[str, float]) -> list[Event]:
    """The background events that a question points at: by words that no article's own event has, or as earlier ones.

    Only where articles are few; among many, ``pinned`` tells events by day and name.
    """
    past = [event for event in events if not event[0].scene.is_main]
    if not past or are_many(events):
        return []
    own = frozenset[str]().union(*(h.carried for event in events for h in event if h.scene.is_main))
    if pointed := _covering(_pointing(question, own) & weight.keys(), past, weight):
        return pointed
    return (_covering(question.terms | question.names, past, weight) or past) if question.is_of_earlier else []


def _covering(wanted: frozenset[str], events: Sequence[Event], weight: Mapping[str, float]) -> list[Event]:
    """The events that carry the most of some words; none where no event carries any."""
    covers = [_coverage(wanted, _carried(event), weight) for event in events]
    best = max(covers)
    return [event for event, cover in zip(events, covers, strict=True) if cover >= best - NEAR_BEST] if best else []


def _pointing(question: Question, own: frozenset[str]) -> frozenset[str]:
    """The words of a question that no article's own event has: names, or without any the words that say where."""
    if question.kind in ("broad", "said"):
        return frozenset()
    names = question.names - own
    if names or question.names:
        return names
    return (question.placed & question.terms) - own - _predicate_stems(question)


def kin(choice: Choice) -> list[Happening]:
    """The main happenings that may be the asked event under other words.

    Nothing tells them apart, about a year at most lies between them (inquiries and trials take their time), and in so
    few articles names may be missing by chance.
    """
    return [] if choice.is_past or are_many((*choice.asked, *choice.others)) else _akin(choice, choice.asked)


def kin_of(event: Event, choice: Choice) -> list[Happening]:
    """The main happenings, asked for or not, that may be this asked event under other words."""
    return [] if choice.is_past or are_many((*choice.asked, *choice.others)) else _akin(choice, [event])


def _akin(choice: Choice, asked: Sequence[Event]) -> list[Happening]:
    """The main happenings of other events that may be one with each of these."""
    weight = weights([h for event in (*choice.asked, *choice.others) for h in event])
    known = {h.key for event in asked for h in event}
    mine = [h for event in asked for h in event if h.scene.is_main]
    others = (h for event in (*choice.asked, *choice.others) for h in event if h.scene.is_main and h.key not in known)
    return [h for h in others if mine and all(_may_be_one(h, one, weight) for one in mine)]


def strangers(question: Question, choice: Choice) -> tuple[Event, ...]:
    """The events that a question's words do not lead to and that nothing in it excludes.

    It names no time, and in so few articles they can hardly be but background, or the asked event in other words.
    """
    is_told = question.years or choice.is_past or are_many((*choice.asked, *choice.others))
    return () if is_told else choice.others


def are_many(events: Sequence[Event]) -> bool:
    """Whether events stand in so many articles that most of them are of something else."""
    return len({h.article_id for event in events for h in event}) >= MANY


def _may_be_one(one: Happening, other: Happening, weight: Weights) -> bool:
    apart = days_between(_day(one), _day(other))
    return (apart is None or apart <= KIN_DAYS) and compare_happenings(one, other, weight)[0] != "different"


def _carries(event: Event, named: frozenset[str]) -> bool:
    """Whether any of the words that name an event stands in it; in an archive of many, one without is another."""
    return any(named & h.carried for h in event)


def _margin(event: Event, best: Event) -> float:
    """How far an event may fit worse than the best: further where both may be one story, told days apart."""
    apart = days_between(_day(event[0]), _day(best[0]))
    return NEAR_IN_TIME if apart is not None and apart <= ANCHOR_DAYS else NEAR_BEST


def _day(happening: Happening) -> str | None:
    return happening.scene.when or (happening.published if happening.scene.is_main else None)


def _score(question: Question, happening: Happening, weight: Mapping[str, float]) -> float:
    carried = happening.carried
    told = (question.setting | (question.terms - _predicate_stems(question))) & weight.keys()
    score = _coverage(question.names & weight.keys(), carried, weight) + WORDS * _coverage(told, carried, weight)
    if question.years:
        score += 1.0 if _in_year(question.years, happening) else -2.0
    return score if happening.scene.is_main else score - BACKGROUND_HANDICAP


def _predicate_stems(question: Question) -> frozenset[str]:
    """The words that say what happened, which every event of its kind shares."""
    return frozenset(term for term in question.terms if question.aspect and families_of(term) == question.aspect)


def _in_year(years: frozenset[str], happening: Happening) -> bool:
    if day := _day(happening):
        return day[:4] in years
    return bool(years & happening.years)


def _coverage(wanted: frozenset[str], carried: frozenset[str], weight: Mapping[str, float]) -> float:
    """The share of the wanted words, by weight, that is carried."""
    total = sum(weight.get(s, 2.0) for s in wanted)
    return sum(weight.get(s, 2.0) for s in wanted & carried) / total if total else 0.0


def _anchored(question: Question, asked: Sequence[tuple[Happening, ...]]) -> list[tuple[Happening, ...]]:
    """Events that a question names by one rare name, and that lie within days, are the one it asks about."""
    merged: list[tuple[Happening, ...]] = []
    named: list[int] = []
    for event in asked:
        is_named = _is_named(question, _carried(event))
        homes = (i for i in named if _one_by_question(question, event, merged[i])) if is_named else iter(())
        home = next(homes, None)
        if home is not None:
            merged[home] = (*merged[home], *event)
            continue
        if is_named:
            named.append(len(merged))
        merged.append(event)
    return merged


def _as_one(
    asked: Sequence[tuple[Happening, ...]], named: frozenset[str], weight: Weights
) -> list[tuple[Happening, ...]]:
    """Join the events that the same words of a question name, and that nothing tells apart within some weeks."""
    merged: list[tuple[Happening, ...]] = []
    for event in asked:
        alike = (n for n, other in enumerate(merged) if named & _carried(event) & _carried(other))
        home = next((n for n in alike if _tell_of_one(event, merged[n], weight)), None)
        if home is None:
            merged.append(event)
        else:
            merged[home] = (*merged[home], *event)
    return merged


def _tell_of_one(event: Event, other: Event, weight: Weights) -> bool:
    return all(
        one.scene.is_main and two.scene.is_main and _may_be_one(one, two, weight) and _may_be_of_one_time(one, two)
        for one in event
        for two in other
    ) and any(shared_names(one, two) for one in event for two in other)


def _may_be_of_one_time(one: Happening, other: Happening) -> bool:
    apart = days_between(_day(one), _day(other))
    return apart is None or apart <= ANCHOR_DAYS


def _carried(event: Event) -> frozenset[str]:
    return frozenset[str]().union(*(h.carried for h in event))


def _is_named(question: Question, carried: frozenset[str]) -> bool:
    """Whether some words hold a name of the question, or enough else of it."""
    return bool(question.names & carried or len((question.terms | question.setting) & carried) >= TOLD_ENOUGH)


def _one_by_question(question: Question, one: Event, other: Event) -> bool:
    if one[0].scene.is_main != other[0].scene.is_main or not _is_named(question, _carried(one) & _carried(other)):
        return False
    apart = days_between(one[0].scene.when or one[0].published, other[0].scene.when or other[0].published)
    clash = {o for o, _ in one[0].offices} & {o for o, _ in other[0].offices} and not set(one[0].offices) & set(
        other[0].offices
    )
    return apart is not None and apart <= ANCHOR_DAYS and not clash
