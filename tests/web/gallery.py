"""Pose for a picture: which answers show the page at its fullest, and at its emptiest?"""

from __future__ import annotations

from rag.records import Answer, Event, Finding
from tests.factories import (
    make_answer,
    make_citation,
    make_finding,
    make_position,
    make_sentence,
    make_unanswered,
    make_voice,
)

LONG = "the Deputy Under-Secretary for Maritime Emergencies and Inter-Agency Liaison at the Ministry of Transport"
UNBROKEN = "Wasserstraßenverwaltungsdirektionsvorsteher" * 3
ARABIC = "حريق في العبّارة أوريليا قبالة ميناء ليرنا يودي بحياة أربعة"
MANY, CHANGED, NOBODY, RANGES = (
    "How many sides?",
    "How many were missing?",
    "Who owned the ferry?",
    "How much did it cost?",
)


def answers() -> dict[str, Answer | Exception]:
    """The answers of the gallery by their questions."""
    return {
        "How many died?": make_answer(copied(), related=(other(),)),
        MANY: forty_sides(),
        CHANGED: changed(),
        NOBODY: make_unanswered(NOBODY),
        RANGES: ranges(),
    }


def copied() -> Finding:
    return make_finding()


def other() -> Finding:
    mill = Event(label="The fire at Rokeby mill", when="2029-05-01", where="Rokeby")
    return make_finding(make_position("25", make_voice("the mayor", citation=2)), event=mill, relation="single")


def forty_sides() -> Answer:
    """Forty positions, with long names, names that cannot be broken, and a title from right to left."""
    names = [LONG, UNBROKEN, *(f"agency {number}" for number in range(3, 41))]
    sides = [make_position(str(7 * at), make_voice(name, citation=at)) for at, name in enumerate(names, start=1)]
    titles = {1: ARABIC, 2: UNBROKEN, 3: LONG}
    cards = [
        make_citation(id=number, article=f"{'x' * 120}-{number}.txt", title=titles.get(number, "Ferry burns"))
        for number in range(1, 41)
    ]
    event = Event(label=f"{ARABIC} {LONG}", when="2031-03-12", where="Port Lerna")
    return make_answer(make_finding(*sides, event=event), question=MANY, citations=tuple(cards))


def changed() -> Answer:
    """A figure that changed on four days, one of them within a range."""
    told = [("61", 61.0, 61.0), ("about 40", 36.0, 44.0), ("12", 12.0, 12.0), ("9", 9.0, 9.0)]
    sides = [
        make_position(value, make_voice("the coast guard", citation=at), low=low, high=high, current=at == len(told))
        for at, (value, low, high) in enumerate(told, start=1)
    ]
    cards = tuple(make_citation(id=at, published=f"2031-03-1{at + 1}") for at in range(1, 5))
    said = (make_sentence("61 were missing at first [1]; 9 are now, said the coast guard [4]."),)
    finding = make_finding(*sides, aspect="missing", relation="update", independent_sources=1)
    return make_answer(finding, question=CHANGED, citations=cards, sentences=said)


def ranges() -> Answer:
    """Figures with open ends and ranges, and copies of one report."""
    told = make_voice(LONG, via="a news agency", citation=4)
    sides = (
        make_position("US$1.3 million", make_voice("the owner", citation=1), low=1.3e6, high=1.3e6, unit="USD"),
        make_position("at least $2 million", make_voice("an insurer", citation=2), low=2e6, high=None, unit="USD"),
        make_position("up to $900,000", make_voice(None, citation=3), low=None, high=9e5, unit="USD"),
        make_position("$1 to $2 million", told, low=1e6, high=2e6, unit="USD"),
    )
    cards = tuple(
        make_citation(id=at, copies=("wire-a.txt", "wire-b.txt", "wire-c.txt")[: at - 1]) for at in range(1, 5)
    )
    return make_answer(make_finding(*sides, aspect="damage"), question=RANGES, citations=cards)
