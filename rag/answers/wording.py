"""Word: which sentences may a language model write of a finding of figures?

A finding's ties in, a grammar (GBNF) out whose every sentence gives each figure once, with its own sources and marks.
The model chooses order, verbs, clauses, connecting words and opening, out of dozens of sentences for one source and
many thousands for three; what it cannot do is swap, drop or invent. ``ties`` reads what it wrote all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rag.answers.clauses import Saying, saying
from rag.answers.prompting import alternatives
from rag.answers.ties import Tie
from rag.records import Relation

MOST_ORDERED = 4
"""Up to so many figures stand in any order; more of them, and those of a tally, in that of the finding."""
_LEADS: dict[str, tuple[str, ...]] = {
    "conflict": ("The sources disagree: ", "The accounts differ: ", "Accounts differ: "),
    "agree": ("The sources agree: ", "The accounts agree: ", "The sources agree that ", "The accounts agree that "),
    "compatible": ("The accounts are compatible: ", "The accounts fit together: "),
}
_JOINTS = {"conflict": (", but ", ", while ", ", whereas ", ", and ", "; "), "update": (", and ", ", but ", "; ")}
_OTHER_JOINTS = (", and ", ", while ", "; ")
_SAID = ("said ", "reported ", "says ", "reports ")
_THAT = (*_SAID, "said that ", "says that ", "reported that ", "reports that ", "stated that ")
_AGAIN = ("put it at ", "put the figure at ", "said ", "spoke of ", "gave a figure of ")

Way = tuple[Sequence[str], ...]
"""One way to say a part of a sentence: texts to choose from, place by place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One figure: the ways to say it, its sources each with its marks, and its time in a tally ("" outside one)."""

    says: Saying
    sources: tuple[tuple[str, str], ...]
    time: str = ""

    @property
    def listed(self) -> str:
        """Its sources as a list: "the coast guard [1], Valley Post [2] and Radio Bey [3]"."""
        named = [f"{name} {marks}" for name, marks in self.sources]
        return f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else named[0]


def grammar_of(relation: Relation, aspect: str, ties: Sequence[Tie]) -> str:
    """Every sentence that may be written, in GBNF."""
    sides = _sides(relation, aspect, ties)
    is_free = relation != "update" and len(sides) <= MOST_ORDERED
    every, leads = frozenset(range(len(sides))), _LEADS.get(relation, ())
    roots = []
    for number in every if is_free else (0,):
        rest = _tail(every - {number})
        roots += [f"opening{number} {rest}", *([f"{alternatives(leads)} first{number} {rest}"] if leads else [])]
    joints = _JOINTS.get(relation, _OTHER_JOINTS)
    rules = [
        f'root ::= ({" | ".join(roots)}) "."',
        f"joint ::= {alternatives(joints)}",
        f"between ::= {alternatives(('; ', ', ', *joints))}",
        *_part_rules(sides),
        *_tail_rules(every, is_free=is_free),
    ]
    return "\n".join(rules)


def _sides(relation: Relation, aspect: str, ties: Sequence[Tie]) -> list[_Side]:
    sides = []
    for (value, is_current), same in groupby(ties, key=lambda tie: (tie.value, tie.is_current)):
        tied = list(same)
        marks: dict[str, str] = {}
        for tie in tied:
            marks[tie.name] = f"{marks.get(tie.name, '')}[{tie.citation}]"
        allows = tied[0].allows
        assert allows is not None, "a value without a figure is not written of"
        time = "" if relation != "update" else "now" if is_current else "earlier"
        sides.append(_Side(says=saying(aspect, value, allows), sources=tuple(marks.items()), time=time))
    return sides


def _part_rules(sides: Sequence[_Side]) -> Iterator[str]:
    """For each side the rules of its part: at the opening, behind a lead, and behind another part."""
    for number, side in enumerate(sides):
        ways = list(_first_ways(side))
        capital = [(tuple(map(_capital, way[0])), *way[1:]) for way in ways]
        for name, said in (("opening", capital), ("first", ways), ("later", [*ways, *_later_ways(side)])):
            yield f"{name}{number} ::= " + " | ".join(" ".join(map(alternatives, way)) for way in said)


def _tail(left: frozenset[int]) -> str:
    """The name of the rule for the parts that are still to come, "" where none is."""
    return f"rest{'x'.join(map(str, sorted(left)))}" if left else ""


def _tail_rules(every: frozenset[int], *, is_free: bool) -> Iterator[str]:
    """For each set of parts still to come the rule: any of them next, or the first of them."""
    open_sets, done = [every - {number} for number in (every if is_free else (0,))], set()
    while open_sets:
        left = open_sets.pop()
        if not left or left in done:
            continue
        done.add(left)
        nexts = sorted(left) if is_free else [min(left)]
        joint = "between" if len(left) > 1 else "joint"
        yield f"{_tail(left)} ::= " + " | ".join(f"{joint} later{n} {_tail(left - {n})}" for n in nexts)
        open_sets += [left - {number} for number in nexts]


def _first_ways(side: _Side) -> Iterator[Way]:
    """The ways to say a figure that nothing before it has begun to tell of."""
    says = side.says
    if side.time:
        yield from _timed_ways(side)
        return
    yield (says.clauses, (f", according to {side.listed}",))
    yield (says.clauses, (", ",), ("said ", "reported "), (side.listed,))
    if len(side.sources) == 1:
        [(name, marks)] = side.sources
        yield ((f"{name} ",), _THAT, says.clauses, (f" {marks}",))
        yield ((f"according to {name}, ",), says.clauses, (f" {marks}",))
        yield (says.clauses, (f", {name} ",), _SAID, (marks,))
        if says.things:
            yield ((f"{name} ",), ("put ", "puts "), says.things, (f" at {says.figure} {marks}",))
            yield ((f"{name} ",), ("gave ", "gives "), says.things, (f" as {says.figure} {marks}",))


def _timed_ways(side: _Side) -> Iterator[Way]:
    """The ways to say a figure of a tally: an earlier one is called so, and the one that stands too."""
    says, is_now = side.says, side.time == "now"
    yield (("now ", "later ") if is_now else ("earlier ",), says.clauses, (f", according to {side.listed}",))
    if len(side.sources) > 1:
        return
    [(name, marks)] = side.sources
    told = ("said ", "said that ", "reported that ")
    when = ("later ",) if is_now else ("earlier ",)
    yield ((f"{name} ",), when, told, says.clauses, (f" {marks}",))
    if is_now:
        yield ((f"{name} now ",), ("says ", "says that ", "said "), says.clauses, (f" {marks}",))
    if says.things:
        yield ((f"{name} ",), when, ("put ",), says.things, (f" at {says.figure} {marks}",))
        yield ((f"{name} ",), when, ("gave ",), says.things, (f" as {says.figure} {marks}",))


def _later_ways(side: _Side) -> Iterator[Way]:
    """The shorter ways to say a figure once another has been told."""
    figure = side.says.figure
    if not side.time:
        yield (("it was ", "the figure was "), (f"{figure}, according to {side.listed}",))
    if len(side.sources) == 1:
        [(name, marks)] = side.sources
        again: Sequence[str] = _AGAIN
        if side.time:
            when = ("later ", "now ") if side.time == "now" else ("earlier ",)
            again = [f"{word}{verb}" for word in when for verb in ("put it at ", "gave it as ", "said ")]
        yield ((f"{name} ",), again, (f"{figure} {marks}",))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
