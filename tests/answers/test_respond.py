"""A question gets the findings of its own event; other events stand apart, and an empty slot stays empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from rag.answers.question import understand
from rag.answers.respond import (
    MOST_EVENTS,
    MOST_NEAREST,
    SAID_OTHERWISE,
    SURE_OF_CARRIED,
    SURE_OF_KIN,
    SURE_OF_STRANGERS,
    respond,
)
from rag.reading.pair import WHETHER, Context
from tests.answers.factories import COURIER, FERRY, FERRY_AND_MINE, MINE, Told, ask, bounds, files, make_evidence


@pytest.mark.parametrize(
    ("question", "findings", "related"),
    [
        ("How many died?", {((4, 4), (7, None)), ((12, 12),)}, set()),
        ("How many died in 2024?", {((4, 4), (7, None))}, {((12, 12),)}),
        ("How many died in 2019?", {((12, 12),)}, {((4, 4), (7, None))}),
        ("How many people were killed in the Corla pit?", {((12, 12),)}, {((4, 4), (7, None))}),
        ("How many miners were killed?", {((12, 12),)}, set()),
        ("How many passengers were injured?", {((19, 19),)}, set()),
        ("How many are missing?", {((3, 3),)}, set()),
    ],
)
def test_each_event_has_its_own_finding(question: str, findings: object, related: object) -> None:
    answer = ask(FERRY_AND_MINE, question)

    assert {tuple(bounds(finding)) for finding in answer.findings} == findings
    assert {tuple(bounds(finding)) for finding in answer.related} == related


@pytest.mark.parametrize("question", ["How many died?", "How many were killed or died?", "What was the death toll?"])
def test_no_finding_cites_two_events(question: str) -> None:
    answer = ask(FERRY_AND_MINE, question)

    for finding in (*answer.findings, *answer.related):
        assert files(finding, answer) in ({"courier.md", "strait.md"}, {"gazette.md"})


def test_a_background_event_never_stands_in_a_finding_of_the_main_one() -> None:
    text = f"{MINE[2]} In 1994, thirty miners were killed in a gas explosion at the Halm pit."
    told: dict[str, Told] = {"gazette.md": ("Hill Gazette", "2019-11-20", text, MINE[3])}

    assert [bounds(f) for f in ask(told, "How many died?").findings] == [[(12, 12)]]
    assert [bounds(f) for f in ask(told, "How many died in 1994?").findings] == [[(30, 30)]]


def test_two_fires_on_one_ferry_years_apart_are_two_events() -> None:
    old = (
        "Strait News",
        "2011-08-09",
        "Nine people were killed when fire broke out aboard the ferry Aurelia off Port Lerna on Monday, police said.",
        "Nine killed as ferry Aurelia burns off Port Lerna",
    )

    answer = ask({"courier.md": COURIER, "old.md": old}, "How many died?")

    assert sorted(bounds(finding) for finding in answer.findings) == [[(4, 4)], [(9, 9)]]
    assert {finding.relation for finding in answer.findings} == {"single"}


@pytest.mark.parametrize(
    "question",
    [
        "How many died in 2022?",
        "How many children died?",
        "How many miners were arrested?",
        "How many passengers are missing?",
        "How much did the ferry cost?",
        "How deep is the pit?",
        "Who owned the ferry?",
        "What did Oskar Hald say?",
        "When was the pit sold?",
    ],
)
def test_a_near_miss_is_not_answered(question: str) -> None:
    draft = respond(understand(question), make_evidence(FERRY_AND_MINE))

    assert (draft.findings, draft.related) == ((), ())
    assert draft.nearest == tuple(range(1, MOST_NEAREST + 1))
    assert [citation.id for citation in draft.citations] == list(draft.nearest)


def test_an_empty_archive_answers_nothing() -> None:
    draft = respond(understand("How many died?"), make_evidence({}))

    assert (draft.findings, draft.related, draft.nearest, draft.citations) == ((), (), (), ())


def test_a_question_of_a_number_may_be_put_as_yes_or_no() -> None:
    [finding] = ask(FERRY, "Did anyone die?").findings

    assert bounds(finding) == [(4, 4), (7, None)]


def test_many_events_are_not_all_told() -> None:
    towns = "Arlen Brask Corvy Delmar Eskin Farrow Gorlan Hestel Ivrea".split()
    told: dict[str, Told] = {
        f"{town}.md": (
            f"{town} Post",
            f"20{10 + number}-03-0{number + 1}",
            f"{number + 11} people were killed when the {town} bridge collapsed, {town} police said.",
            f"{town} bridge collapses",
        )
        for number, town in enumerate(towns)
    }

    answer = ask(told, "How many died?")

    assert len(answer.findings) == MOST_EVENTS
    assert all(len(finding.positions) == 1 for finding in answer.findings)


def test_the_same_question_gets_the_same_draft() -> None:
    evidence = make_evidence(FERRY_AND_MINE)

    assert respond(understand("How many died?"), evidence) == respond(understand("How many died?"), evidence)


def test_the_ferry_may_be_named_by_being_aboard_it() -> None:
    [finding] = ask(FERRY_AND_MINE, "How many died aboard the Aurelia?").findings

    assert bounds(finding) == [(4, 4), (7, None)]


def test_facilities_that_were_struck_are_no_dead() -> None:
    told: dict[str, Told] = {
        "gazette.md": (
            "Hill Gazette",
            "2019-11-20",
            "Twelve gunmen were killed in air strikes on Tuesday near Corla, the army said. The strikes hit five "
            "facilities, the army said.",
            "Air strikes near Corla",
        )
    }

    assert [bounds(f) for f in ask(told, "How many died in the 2019 strikes?").findings] == [[(12, 12)]]


def test_an_injury_is_no_reason_for_a_fire() -> None:
    assert "Nineteen" not in ask(FERRY, "Why did the ferry burn?").answer


def test_what_somebody_called_it_is_what_she_said() -> None:
    assert "Mayor Ilse Tamm called the fire a disgrace." in ask(FERRY, "What did Ilse Tamm say?").answer


def test_a_weekday_is_no_place() -> None:
    [finding] = ask(FERRY, "Where was the fire?").findings

    assert [position.value for position in finding.positions] == ["Port Lerna"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            (
                "2024-05-06",
                "Six people died when a bus left the road at Halm on Monday, police said.",
                "Crash at Halm",
            ),
            ("2024-05-09", "Nine people died when a bus overturned near Velm on Thursday, police said.", "Velm crash"),
        ),
        pytest.param(
            ("", "Six people died in a drone strike on a market in Olvar, the army said.", "Strike on Olvar market"),
            ("", "Nine people died in a drone strike on a school in Olvar, the mayor said.", "Strike on Olvar school"),
            marks=pytest.mark.xfail(reason="two undated strikes on one town are taken for one", strict=True),
        ),
    ],
)
def test_two_happenings_of_one_kind_are_not_one(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    told: dict[str, Told] = {"one.md": ("The Lerna Courier", *one), "other.md": ("Strait News", *other)}

    assert sorted(bounds(finding) for finding in ask(told, "How many died?").findings) == [[(6, 6)], [(9, 9)]]


def test_two_prices_are_no_agreement() -> None:
    told: dict[str, Told] = {
        "one.md": ("The Lerna Courier", "2024-05-07", "The council paid Dunmark $3 million for the pit, Tamm said."),
        "two.md": ("Strait News", "2024-05-07", "The council paid Dunmark $3.4 million for the pit, auditors said."),
    }

    findings = ask(told, "What did the council pay for the pit?").findings
    assert "agree" not in {finding.relation for finding in findings}


def told_by_the_reader(question: str, words: str, chance: float) -> list[str]:
    """What answers where the reader gives a figure or a sentence with these words its chance, and nothing to others."""
    text = (
        "A fire burned the Oster mill on Friday. Two men were hurt, the chief of the brigade said. In 1994, thirty "
        "miners lost their lives at the Halm pit, eighty miles away. A lamp had been left burning, an inquiry found."
    )

    def read(_: str, contexts: Sequence[Context]) -> list[float]:
        seen = [one.sentence[slice(*one.focus)] if one.focus else one.sentence for one in contexts]
        return [chance if words in told else 0.01 for told in seen]

    evidence = replace(make_evidence({"ledger.md": ("Ledger", "2022-04-02", text, "Fire at Oster mill")}), read=read)
    return [side.value for found in respond(understand(question), evidence).findings for side in found.positions]


def test_where_no_word_leads_to_an_event_the_reader_does_if_it_is_sure_and_no_time_is_named() -> None:
    perished = "How many perished underground?"

    assert told_by_the_reader(perished, "thirty", SURE_OF_STRANGERS - 0.01) == []
    assert told_by_the_reader(perished, "thirty", SURE_OF_STRANGERS) == ["30"]
    assert told_by_the_reader("How many perished in 2022?", "thirty", 0.95) == []
    assert told_by_the_reader("What set the pit alight?", "lamp", 0.95) != []
    assert told_by_the_reader("What set the pit alight?", "lamp", 0.2) == []


@pytest.mark.parametrize(("chance", "relation"), [(SAID_OTHERWISE, "conflict"), (SAID_OTHERWISE - 0.01, "single")])
def test_nobody_stands_against_what_somebody_surely_says_otherwise(chance: float, relation: str) -> None:
    told: dict[str, Told] = {
        "courier.md": (
            "The Lerna Courier",
            "2024-05-02",
            "A gas main burst in Halm Street in Lerna on Wednesday. Nobody was hurt, the mayor said.",
            "Gas main bursts in Halm Street in Lerna",
        ),
        "strait.md": (
            "Strait News",
            "2024-05-02",
            "A gas main burst in Halm Street in Lerna on Wednesday. A baker was treated for burns, a nurse said.",
            "Gas main in Halm Street in Lerna bursts",
        ),
    }

    def read(question: str, contexts: Sequence[Context]) -> list[float]:
        if question.startswith(WHETHER):
            return [0.9] * len(contexts)
        return [chance if "baker" in one.sentence or one.focus else 0.0 for one in contexts]

    evidence = replace(make_evidence(told), read=read)
    [finding] = respond(understand("Was anyone hurt in Lerna?"), evidence).findings

    assert finding.relation == relation
    assert finding.positions[0].high == 0
    assert [position.value for position in finding.positions[1:]] == ["yes"] * (relation == "conflict")


@pytest.mark.parametrize(("chance", "stands"), [(SURE_OF_CARRIED, True), (SURE_OF_CARRIED - 0.01, False)])
def test_what_goes_on_behind_a_background_event_counts_where_the_reader_is_sure(chance: float, stands: bool) -> None:
    text = (
        "The owner Olan Brey said the fire at the Oster mill on Friday began in a lamp. "
        "In 1994, the Halm pit flooded. It was the watchman Ilse Tamm who left a lamp burning."
    )
    sure = {"The owner": 0.9, "It was the watchman": chance}

    def read(_: str, contexts: Sequence[Context]) -> list[float]:
        return [next((p for k, p in sure.items() if one.sentence.startswith(k)), 0.0) for one in contexts]

    evidence = replace(make_evidence({"ledger.md": ("Ledger", "2022-04-02", text, "Fire at Oster mill")}), read=read)
    draft = respond(understand("Who left a lamp burning at the Oster mill?"), evidence)

    assert any(citation.quote.startswith("It was the watchman") for citation in draft.citations) is stands


@pytest.mark.parametrize(("chance", "stands"), [(SURE_OF_CARRIED, True), (SURE_OF_CARRIED - 0.01, False)])
def test_what_is_told_of_a_background_event_counts_where_the_reader_is_sure(chance: float, stands: bool) -> None:
    text = "The fire at the Oster mill on Friday began in a lamp. In 1994, a miner left a lamp burning in the Halm pit."

    def read(_: str, contexts: Sequence[Context]) -> list[float]:
        return [chance if "miner" in one.sentence else 0.9 for one in contexts]

    evidence = replace(make_evidence({"ledger.md": ("Ledger", "2022-04-02", text, "Fire at Oster mill")}), read=read)
    draft = respond(understand("What did a lamp do at the Oster mill?"), evidence)

    assert any("miner" in citation.quote for citation in draft.citations) is stands


@pytest.mark.parametrize(("chance", "together"), [(SURE_OF_KIN, True), (SURE_OF_KIN - 0.01, False)])
def test_a_report_that_may_be_of_the_asked_event_stands_with_it_where_the_reader_is_sure(
    chance: float, together: bool
) -> None:
    told: dict[str, Told] = {
        "courier.md": (
            "The Courier",
            "2024-05-02",
            "Four people died when a lorry left the road on Wednesday.",
            "Crash",
        ),
        "strait.md": ("Strait News", "2024-09-20", "Six people died in the spring, a judge was told.", "Court"),
    }

    def read(_: str, contexts: Sequence[Context]) -> list[float]:
        return [chance if "judge" in one.sentence else 0.9 for one in contexts]

    evidence = replace(make_evidence(told), read=read)
    found = respond(understand("How many people died?"), evidence).findings

    assert (len(found) == 1) is together
