"""A broad look lists what the sources disagree about, and only that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from rag.answers.answer import answer
from rag.answers.question import understand
from rag.reading.pair import WHETHER, Context
from rag.records import Answer
from tests.answers.factories import FERRY, FERRY_AND_MINE, MINE, Told, ask, bounds, make_evidence

MILL: dict[str, Told] = {
    "courier.md": (
        "The Lerna Courier",
        "2024-05-02",
        "Forty people were killed in the fire at the Brenn mill in Olvar on Tuesday, the ministry said. "
        "Nine people were injured, the ministry said. The mill was worth $3 million, its owner said.",
        "Fire at the Brenn mill in Olvar",
    ),
    "strait.md": (
        "Strait News",
        "2024-05-02",
        "Doctors at Halm clinic counted 52 people killed in the fire at the Brenn mill in Olvar on Tuesday. "
        "At least seven people were injured, they said. An insurer put the value of the mill at $5 million.",
        "Brenn mill in Olvar burns",
    ),
}


@pytest.mark.parametrize("question", ["Where do the articles disagree?", "Do the reports contradict each other?"])
def test_every_conflict_is_listed_and_nothing_else(question: str) -> None:
    answer = ask(FERRY_AND_MINE, question)

    assert [(f.relation, bounds(f)) for f in answer.findings] == [("conflict", [(4, 4), (7, None)])]
    assert answer.status == "answered"


def test_of_many_events_none_is_left_out_where_none_is_named() -> None:
    towns = ["Arvell", "Borrim", "Caddow", "Dunmor", "Estover", "Farrick", "Gallen", "Hosmer", "Inveral"]
    told: dict[str, Told] = {}
    for number, town in enumerate(towns):
        for paper, count, who in (("Courier", 4, "the mayor"), ("News", 9, "a hospital")):
            text = f"A fire at the {town} granary in {town} killed {count + number} people on Tuesday, {who} said."
            told[f"{town}-{paper}.md"] = (
                f"The {town} {paper}",
                f"2024-0{number + 1}-02",
                text,
                f"Fire at {town} granary",
            )

    findings = ask(told, "Where do the articles disagree?").findings

    assert {f"Fire at {town} granary" for town in towns} == {finding.event.label for finding in findings}


def test_figures_that_can_both_be_true_are_left_out() -> None:
    findings = ask(MILL, "Where do the articles disagree?").findings

    assert {finding.relation for finding in findings} == {"conflict"}
    assert [(40, 40), (52, 52)] in [bounds(finding) for finding in findings]
    assert all("injured" not in finding.aspect for finding in findings)


def test_a_part_is_not_set_against_a_whole() -> None:
    told: dict[str, Told] = {
        **FERRY,
        "courier.md": (
            "The Lerna Courier",
            "2024-05-02",
            "Nine people were killed in the fire aboard the ferry Aurelia off Port Lerna on Wednesday, including three "
            "children, the coast guard said.",
            "Ferry Aurelia burns off Port Lerna",
        ),
    }

    assert ask(told, "Where do the articles disagree?").findings == ()


@pytest.mark.parametrize("told", [{}, {"gazette.md": MINE}, {"gazette.md": MINE, "courier.md": FERRY["courier.md"]}])
def test_without_a_disagreement_there_is_nothing_to_list(told: dict[str, Told]) -> None:
    answer = ask(told, "Where do the articles disagree?")

    assert (answer.status, answer.findings, answer.related) == ("unanswered", (), ())


def test_events_are_not_mixed_in_a_broad_look() -> None:
    findings = ask(FERRY_AND_MINE | {"mill-" + file: one for file, one in MILL.items()}, "What differs?").findings

    assert [(4, 4), (7, None)] in [bounds(f) for f in findings]
    assert [(40, 40), (52, 52)] in [bounds(f) for f in findings]
    assert all(len(finding.positions) == 2 for finding in findings)


def test_rival_causes_are_a_disagreement() -> None:
    told: dict[str, Told] = {
        "courier.md": (
            "The Lerna Courier",
            "2024-05-02",
            "The Brenn mill in Olvar burned down on Tuesday. The fire was caused by a cigarette, the owner said.",
            "Fire at the Brenn mill in Olvar",
        ),
        "strait.md": (
            "Strait News",
            "2024-05-02",
            "The Brenn mill in Olvar burned down on Tuesday. Worn wiring caused the fire, the fire brigade said.",
            "Brenn mill in Olvar burns",
        ),
    }

    [finding] = ask(told, "Where do the articles disagree?").findings

    assert (finding.relation, finding.aspect) == ("conflict", "cause")
    assert {voice.holder for position in finding.positions for voice in position.claims} == {
        "the owner",
        "the fire brigade",
    }


@pytest.mark.parametrize(
    "question",
    [
        "What is disputed about the fire?",
        "Which figures are in dispute?",
        "On what do the reports not agree?",
        "What do the ministry and the clinic tell differently?",
    ],
)
def test_what_is_disputed_is_asked_in_many_words(question: str) -> None:
    assert understand(question).kind == "broad"


@pytest.mark.parametrize(
    "question", ["How many votes are disputed?", "Who disputed the count?", "Is the count disputed?"]
)
def test_a_question_for_one_thing_in_dispute_is_not_broad(question: str) -> None:
    assert understand(question).kind != "broad"


def test_whoever_speaks_tells_no_event() -> None:
    findings = ask(MILL, "On what do the ministry and the Halm clinic disagree?").findings

    assert [(40, 40), (52, 52)] in [bounds(finding) for finding in findings]


def test_what_somebody_denies_is_asked_of_all() -> None:
    told: dict[str, Told] = {
        "courier.md": (
            "The Lerna Courier",
            "2024-05-02",
            "Thieves broke into Halm museum on Wednesday. The alarm did not ring, the director Ilse Brock said. "
            "The vault was not opened, she said.",
            "Thieves break into Halm museum in Lerna",
        ),
        "strait.md": (
            "Strait News",
            "2024-05-03",
            "Thieves broke into Halm museum on Wednesday. The alarm rang at four, the guard Olan Tamm said. "
            "The vault stood open, he said.",
            "Break-in at Halm museum in Lerna",
        ),
    }

    def read(question: str, contexts: Sequence[Context]) -> list[float]:
        if question.startswith(WHETHER):
            return [0.05 if "not" in one.sentence else 0.95 for one in contexts]
        asked = next((word for word in ("larm", "vault") if word in question), "?")
        return [0.9 if asked in one.sentence else 0.0 for one in contexts]

    *_, whole = answer(understand("Where do the articles disagree?"), replace(make_evidence(told), read=read))
    assert isinstance(whole, Answer)
    finding, other = whole.findings
    assert other.aspect.endswith(": The vault was not opened, she said.")

    assert finding.relation == "conflict"
    assert finding.aspect.endswith(": The alarm did not ring, the director Ilse Brock said.")
    assert [position.claims[0].holder for position in finding.positions] == [
        "the director Ilse Brock",
        "the guard Olan Tamm",
    ]
