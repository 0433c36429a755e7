"""Say: in how many good ways can a finding be put in one sentence?

Invented findings out, each with a sentence that says it: figures, qualifiers, sources and marks drawn at random, the
wording among those of the program's own grammar. The same checks that a model's sentence must pass judge them
(``examples``), so that no example teaches what the program would refuse.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from rag.answers.clauses import Saying, saying
from rag.answers.proof import Allowed, allowed, is_interval
from rag.quantities.mentions import find_quantities
from rag.records import Citation, Event, Finding, Position, Relation, Voice
from training.adapter import lexicon
from training.adapter.followups import person

QUALIFIERS = ("at least {n}", "about {n}", "more than {n}", "nearly {n}", "up to {n}", "some {n}", "around {n}",
              "as many as {n}", "fewer than {n}", "no fewer than {n}", "almost {n}", "between {n} and {m}", "over {n}")  # fmt: skip
VAGUE = ("dozens", "hundreds", "scores", "thousands")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A finding, its citations by number, and a sentence that says it."""

    finding: Finding
    citations: dict[int, Citation]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One figure with the names that give it, each with its mark ready to be written."""

    value: str
    said: str
    names: tuple[str, ...]
    says: Saying
    is_current: bool = True


def written(rng: random.Random) -> Written:
    """One invented finding and its sentence."""
    relation: Relation = rng.choices(("conflict", "agree", "compatible", "update", "single"), (8, 4, 4, 4, 5))[0]
    aspect, values = _aspect(rng, _count_of_values(rng, relation))
    sides, voices = _sides(rng, relation, values, aspect)
    text = _SAYERS[relation](rng, sides)
    return Written(finding=_finding(aspect, relation, sides, voices), citations=_citations(voices), text=_capital(text))


def _count_of_values(rng: random.Random, relation: Relation) -> int:
    if relation in ("agree", "single"):
        return 1
    return rng.choices((2, 3), (7, 2))[0]


def _aspect(rng: random.Random, count: int) -> tuple[str, list[str]]:
    """What is counted or measured, and so many figures of it."""
    kind = rng.choices(("people", "alone", "things", "count", "amount"), (9, 2, 4, 3, 4))[0]
    if kind == "amount":
        aspect, choices = rng.choice(lexicon.AMOUNTS)
        return aspect, rng.sample(choices, min(count, len(choices)))
    values = _values(rng, count)
    if kind == "count":
        return _modified(rng, rng.choice((*lexicon.GROUPS, *lexicon.THINGS))), values
    if kind == "alone":
        return rng.choice(lexicon.HAPPENED), values
    noun = _modified(rng, rng.choice(lexicon.GROUPS if kind == "people" else lexicon.THINGS))
    return f"{noun} {rng.choice(lexicon.HAPPENED if kind == 'people' else lexicon.THINGS_HAPPENED)}", values


def _modified(rng: random.Random, noun: str) -> str:
    return f"{rng.choice(lexicon.MODIFIERS)} {noun}" if noun != "people" and rng.random() < 0.35 else noun


def _values(rng: random.Random, count: int) -> list[str]:
    found: list[str] = []
    while len(found) < count:
        n = rng.choice((rng.randint(2, 30), rng.randint(10, 300), rng.randint(300, 9000)))
        shape = rng.choice(QUALIFIERS) if rng.random() < 0.45 else "{n}"
        value = rng.choice(VAGUE) if rng.random() < 0.05 else shape.format(n=f"{n:,}", m=f"{n + rng.randint(2, 40):,}")
        if value not in found:
            found.append(value)
    return found


def _name(rng: random.Random) -> tuple[str | None, str | None, str]:
    """A holder or None, to whom it was told, and the outlet."""
    outlet = rng.choice(lexicon.OUTLETS)
    draw = rng.random()
    if draw < 0.3:
        return None, None, outlet
    holder = rng.choice(lexicon.BODIES) if draw < 0.7 else person(rng)
    if draw > 0.9:
        holder = f"{rng.choice(lexicon.BODIES)}, {holder}"
    via = rng.choice(lexicon.OUTLETS) if rng.random() < 0.15 else None
    return holder, via, outlet


_Voices = list[list[tuple[str | None, str | None, str]]]


def _sides(rng: random.Random, relation: Relation, values: list[str], aspect: str) -> tuple[list[_Side], _Voices]:
    most = (2, 3, 4) if relation == "agree" else (1,) if relation == "single" else (1, 1, 1, 1, 2, 3)
    voices: _Voices = []
    same = _name(rng) if relation == "update" and rng.random() < 0.5 else None
    for _ in values:
        drawn: list[tuple[str | None, str | None, str]] = []
        while len(drawn) < (1 if same else rng.choice(most)):
            name = same or _name(rng)
            if (
                all(name[0] != other[0] or name[2] != other[2] for other in [*chain.from_iterable(voices), *drawn])
                or same
            ):
                drawn.append(name)
        voices.append(drawn)
    number, sides = 0, []
    for index, (value, side) in enumerate(zip(values, voices, strict=True)):
        marks = [f"{_shown(*voice)} [{number + place}]" for place, voice in enumerate(side, 1)]
        number += len(side)
        is_current = relation != "update" or index == len(values) - 1
        says = saying(aspect, value, _allowed(value))
        sides.append(_Side(value=value, said=_joined(marks), names=tuple(marks), says=says, is_current=is_current))
    return sides, voices


def _allowed(value: str) -> Allowed:
    return next(
        (allowed(mention) for mention in find_quantities(value) if is_interval(mention)), (None, None, "", False)
    )


def _shown(holder: str | None, via: str | None, outlet: str) -> str:
    return f"{holder}{f' (told to {via})' if via else ''}" if holder else outlet


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _single(rng: random.Random, sides: list[_Side]) -> str:
    return f"{_part(rng, sides[0], is_first=True)}."


def _agree(rng: random.Random, sides: list[_Side]) -> str:
    [side] = sides
    clause = rng.choice(side.says.clauses)
    return rng.choice(
        (
            f"{clause}, according to {side.said}.",
            f"{clause}, according to {side.said}.",
            f"the sources agree that {clause}, according to {side.said}.",
            f"{clause}, said {side.said}.",
            f"the accounts agree: {clause}, according to {side.said}.",
        )
    )


def _several(rng: random.Random, sides: list[_Side], joint: tuple[str, ...], leads: tuple[str, ...]) -> str:
    """Sides one after the other: the first says what is counted, the others may leave it out."""
    parts = [_part(rng, side, is_first=index == 0) for index, side in enumerate(sides)]
    text = parts[0]
    for place, part in enumerate(parts[1:], 2):
        text += f"{rng.choice(joint) if place == len(parts) else ', '}{part}"
    lead = rng.choice(leads) if rng.random() < 0.3 else ""
    return f"{lead}{text}."


def _part(rng: random.Random, side: _Side, *, is_first: bool) -> str:
    clause = rng.choice(side.says.clauses)
    if len(side.names) > 1:
        return (
            f"{clause if is_first or rng.random() < 0.5 else f'the figure was {side.value}'}, according to {side.said}"
        )
    name, mark = side.names[0].rsplit(" ", 1)
    figure = side.says.figure
    ways = [
        f"{name} said {clause} {mark}",
        f"{name} reported that {clause} {mark}",
        f"{clause}, according to {side.said}",
    ]
    ways += [f"{name} put {thing} at {figure} {mark}" for thing in side.says.things]
    if not is_first:
        ways += [f"{name} put it at {figure} {mark}", f"{name} said {figure} {mark}",
                 f"{name} gave a figure of {figure} {mark}", f"{name} spoke of {figure} {mark}"]  # fmt: skip
    return rng.choice(ways)


def _conflict(rng: random.Random, sides: list[_Side]) -> str:
    joints = (", but ", ", while ", ", whereas ", "; ")
    return _several(rng, sides, joints, ("the sources disagree: ", "the accounts differ: "))


def _compatible(rng: random.Random, sides: list[_Side]) -> str:
    return _several(rng, sides, (", and ", ", while ", "; "), ("the accounts are compatible: ",))


def _update(rng: random.Random, sides: list[_Side]) -> str:
    parts = [_timed(rng, side) for side in sides]
    return f"{', '.join(parts[:-1])}{rng.choice((', and ', '; ', ', but '))}{parts[-1]}."


def _timed(rng: random.Random, side: _Side) -> str:
    clause = rng.choice(side.says.clauses)
    if len(side.names) > 1:
        return f"{'now' if side.is_current else 'earlier'} {clause}, according to {side.said}"
    name, mark = side.names[0].rsplit(" ", 1)
    figure = side.says.figure
    if side.is_current:
        ways = [f"{name} later said {clause}", f"{name} now says {clause}", f"{name} now puts it at {figure}",
                f"{name} later gave it as {figure}"]  # fmt: skip
        ways += [f"{name} later put {thing} at {figure}" for thing in side.says.things]
    else:
        ways = [
            f"{name} earlier said {clause}",
            f"{name} initially said {clause}",
            f"{name} earlier reported that {clause}",
        ]
        ways += [f"{name} earlier put {thing} at {figure}" for thing in side.says.things]
    return f"{rng.choice(ways)} {mark}"


_SAYERS: dict[str, Callable[[random.Random, list[_Side]], str]] = {
    "single": _single, "agree": _agree, "conflict": _conflict, "compatible": _compatible, "update": _update,
}  # fmt: skip


def _citations(voices: _Voices) -> dict[int, Citation]:
    flat = [voice for side in voices for voice in side]
    return {
        number: Citation(id=number, article=f"{number}.txt", title="", publisher=outlet, published=None, url=None,
                         quote="", start=0, end=0, passage="")
        for number, (_, _, outlet) in enumerate(flat, 1)
    }  # fmt: skip


def _finding(aspect: str, relation: Relation, sides: list[_Side], voices: _Voices) -> Finding:
    number, positions = 0, []
    for side, names in zip(sides, voices, strict=True):
        told = []
        for holder, via, _ in names:
            number += 1
            told.append(Voice(holder=holder, via=via, citation=number))
        positions.append(
            Position(value=side.value, low=1, high=None, unit="", current=side.is_current, claims=tuple(told))
        )
    return Finding(
        event=Event(label=""), aspect=aspect, relation=relation, independent_sources=number, positions=tuple(positions)
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
