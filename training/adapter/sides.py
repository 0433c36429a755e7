"""Say: in how many good ways can a finding be put in one sentence?

Invented findings out, each with a sentence that says it: figures, qualifiers, sources and marks drawn at random, the
wording from phrases written for this project. The same checks that a model's sentence must pass judge them
(``examples``), so that no example teaches what the program would refuse.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

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
    is_current: bool = True


def written(rng: random.Random) -> Written:
    """One invented finding and its sentence."""
    relation: Relation = rng.choices(("conflict", "agree", "compatible", "update", "single"), (8, 4, 4, 4, 5))[0]
    aspect, values, forms = _aspect(rng, _count_of_values(rng, relation))
    sides, voices = _sides(rng, relation, values)
    text = _SAYERS[relation](rng, sides, forms)
    return Written(finding=_finding(aspect, relation, sides, voices), citations=_citations(voices), text=_capital(text))


def _count_of_values(rng: random.Random, relation: Relation) -> int:
    if relation in ("agree", "single"):
        return 1
    return rng.choices((2, 3), (7, 2))[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Forms:
    """How an aspect is said: as a clause, as the thing that a figure gives, and short."""

    clauses: tuple[str, ...]
    things: tuple[str, ...]


def _aspect(rng: random.Random, count: int) -> tuple[str, list[str], _Forms]:
    kind = rng.choices(("people", "alone", "things", "count", "amount"), (9, 2, 4, 3, 4))[0]
    if kind == "amount":
        aspect, choices = rng.choice(lexicon.AMOUNTS)
        things = (f"the {aspect}",)
        return (
            aspect,
            rng.sample(choices, min(count, len(choices))),
            _Forms(clauses=(f"the {aspect} was {{v}}",), things=things),
        )
    values = _values(rng, count)
    if kind == "count":
        noun = _modified(rng, rng.choice((*lexicon.GROUPS, *lexicon.THINGS)))
        return (
            noun,
            values,
            _Forms(
                clauses=(f"there were {{v}} {noun}", f"the number of {noun} was {{v}}"),
                things=(f"the number of {noun}",),
            ),
        )
    if kind == "alone":
        verb = rng.choice(lexicon.HAPPENED)
        return (
            verb,
            values,
            _Forms(clauses=(f"{{v}} were {verb}", f"{{v}} people were {verb}"), things=(f"the number {verb}",)),
        )
    noun = _modified(rng, rng.choice(lexicon.GROUPS if kind == "people" else lexicon.THINGS))
    verb = rng.choice(lexicon.HAPPENED if kind == "people" else lexicon.THINGS_HAPPENED)
    are = "are" if verb == "missing" else "were"
    return (
        f"{noun} {verb}",
        values,
        _Forms(
            clauses=(f"{{v}} {noun} {are} {verb}", f"{{v}} {noun} were {verb}"),
            things=(f"the number of {noun} {verb}",),
        ),
    )


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


def _sides(rng: random.Random, relation: Relation, values: list[str]) -> tuple[list[_Side], _Voices]:
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
        sides.append(_Side(value=value, said=_joined(marks), names=tuple(marks), is_current=is_current))
    return sides, voices


def _shown(holder: str | None, via: str | None, outlet: str) -> str:
    return f"{holder}{f' (told to {via})' if via else ''}" if holder else outlet


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _single(rng: random.Random, sides: list[_Side], forms: _Forms) -> str:
    [side] = sides
    clause = rng.choice(forms.clauses).format(v=side.value)
    options = [f"{clause}, according to {side.said}."]
    if len(side.names) == 1:
        name, mark = side.names[0].rsplit(" ", 1)
        thing = rng.choice(forms.things)
        options += [
            f"{name} said {clause} {mark}.",
            f"{name} put {thing} at {side.value} {mark}.",
            f"{name} reported that {clause} {mark}.",
        ]
    return rng.choice(options)


def _agree(rng: random.Random, sides: list[_Side], forms: _Forms) -> str:
    [side] = sides
    clause = rng.choice(forms.clauses).format(v=side.value)
    return rng.choice(
        (
            f"{clause}, according to {side.said}.",
            f"the sources agree that {clause}: {side.said}.",
            f"{clause}, said {side.said}.",
            f"the accounts agree: {clause}, according to {side.said}.",
        )
    )


def _several(
    rng: random.Random, sides: list[_Side], forms: _Forms, joint: tuple[str, ...], leads: tuple[str, ...]
) -> str:
    """Sides one after the other: the first says what is counted, the others may leave it out."""
    thing = rng.choice(forms.things)
    parts = [_part(rng, side, forms, thing, is_first=index == 0) for index, side in enumerate(sides)]
    text = parts[0]
    for place, part in enumerate(parts[1:], 2):
        text += f"{rng.choice(joint) if place == len(parts) else ', '}{part}"
    lead = rng.choice(leads) if rng.random() < 0.3 else ""
    return f"{lead}{text}."


def _part(rng: random.Random, side: _Side, forms: _Forms, thing: str, *, is_first: bool) -> str:
    clause = rng.choice(forms.clauses).format(v=side.value)
    if len(side.names) > 1:
        return f"{clause}, according to {side.said}" if is_first else f"{side.value} according to {side.said}"
    name, mark = side.names[0].rsplit(" ", 1)
    ways: tuple[str, ...]
    if is_first:
        ways = (f"{name} said {clause} {mark}", f"{name} put {thing} at {side.value} {mark}",
                f"{name} reported that {clause} {mark}", f"{clause}, according to {side.said}")  # fmt: skip
    else:
        ways = (f"{name} put it at {side.value} {mark}", f"{name} said {side.value} {mark}", f"{name} said {clause} {mark}",
                f"{name} gave a figure of {side.value} {mark}", f"{name} spoke of {side.value} {mark}")  # fmt: skip
    return rng.choice(ways)


def _conflict(rng: random.Random, sides: list[_Side], forms: _Forms) -> str:
    return _several(
        rng, sides, forms, (", but ", ", while ", ", whereas ", "; "), ("the sources disagree: ", "accounts differ: ")
    )


def _compatible(rng: random.Random, sides: list[_Side], forms: _Forms) -> str:
    return _several(rng, sides, forms, (", and ", ", while ", "; "), ("the accounts are compatible: ",))


def _update(rng: random.Random, sides: list[_Side], forms: _Forms) -> str:
    thing = rng.choice(forms.things)
    parts = []
    ways: tuple[str, ...]
    for side in sides:
        if side.is_current:
            ways = (
                "{s} now put it at {v}",
                "{s} later put {t} at {v}",
                "{s} later said {c}",
                "{s} now said {c}",
                "{s} later gave it as {v}",
            )
            many = "now {c}, according to {a}"
        else:
            ways = (
                "{s} first said {c}",
                "{s} earlier put {t} at {v}",
                "{s} initially said {c}",
                "{s} at first reported that {c}",
            )
            many = "earlier {c}, according to {a}"
        clause = rng.choice(forms.clauses).format(v=side.value)
        if len(side.names) > 1:
            parts.append(many.format(c=clause, a=side.said))
        else:
            name, mark = side.names[0].rsplit(" ", 1)
            parts.append(f"{rng.choice(ways).format(s=name, t=thing, v=side.value, c=clause)} {mark}")
    return f"{', '.join(parts[:-1])}{rng.choice((', and ', '; ', ', but '))}{parts[-1]}."


_SAYERS: dict[str, Callable[[random.Random, list[_Side], _Forms], str]] = {
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
