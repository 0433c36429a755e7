"""Positions relate as the table of the design says; copies count once, and a denial is a conflict."""

from __future__ import annotations

import pytest

from rag.answers.findings import aspect_of, value_of
from rag.records import Finding, Quantity
from tests.answers.factories import COURIER, STRAIT, Told, ask, bounds, files, holders, make_claims

MILL = "in the fire at the Brenn mill in Olvar on Tuesday"


def mill(one: str, other: str, *, days: tuple[str, str] = ("2024-05-02", "2024-05-02")) -> dict[str, Told]:
    return {
        "courier.md": ("The Lerna Courier", days[0], one, "Fire at the Brenn mill in Olvar"),
        "strait.md": ("Strait News", days[1], other, "Brenn mill in Olvar burns"),
    }


def only(told: dict[str, Told], question: str) -> Finding:
    [finding] = ask(told, question).findings
    return finding


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("Four people were killed", "At least seven people were killed", "conflict"),
        ("At least twelve people were killed", "Nine people were killed", "conflict"),
        ("No more than twenty people were killed", "Forty-three people were killed", "conflict"),
        ("Nobody was killed", "One person was killed", "conflict"),
        ("At least seven people were killed", "Nine people were killed", "compatible"),
        ("Up to 60 people were killed", "Twenty-one people were killed", "compatible"),
        ("Dozens of people were killed", "Forty-three people were killed", "compatible"),
        ("About 1,200 people were killed", "Exactly 1,187 people were killed", "compatible"),
    ],
)
def test_figures_relate_as_their_intervals_do(one: str, other: str, relation: str) -> None:
    told = mill(
        f"{one} {MILL}, the ministry said.", f"Smoke stood over Olvar. {other} {MILL}, doctors at Halm clinic reported."
    )

    assert only(told, "How many were killed?").relation == relation


def test_two_who_counted_for_themselves_agree() -> None:
    told = mill(
        f"Forty people were killed {MILL}, the ministry said.",
        "Doctors at Halm clinic said that forty people had been killed when the Brenn mill burned down on Tuesday.",
    )

    finding = only(told, "How many were killed?")

    assert (finding.relation, finding.independent_sources) == ("agree", 2)


def test_two_speakers_agree_though_both_reports_word_it_alike() -> None:
    told = mill(
        f"Forty people were killed {MILL}, the ministry said.", f"Forty people were killed {MILL}, the hospital said."
    )

    finding = only(told, "How many were killed?")

    assert (finding.relation, finding.independent_sources) == ("agree", 2)
    assert holders(finding) == {"the ministry", "the hospital"}


def test_one_speaker_in_two_reports_is_one_source() -> None:
    told = mill(
        f"Forty people were killed {MILL}, the energy ministry said.",
        "The energy ministry said that forty people had died when the Brenn mill in Olvar burned down on Tuesday.",
    )

    finding = only(told, "How many were killed?")

    assert finding.independent_sources == 1
    assert bounds(finding) == [(40, 40)]


def test_a_later_figure_of_the_same_speaker_replaces_the_earlier_one() -> None:
    told = mill(
        f"Thirty-one people were killed {MILL}, the ministry said.",
        f"Smoke stood over Olvar. The ministry said that 57 people were killed {MILL}.",
        days=("2024-05-01", "2024-05-02"),
    )

    finding = only(told, "How many were killed?")

    assert finding.relation == "update"
    assert [(p.low, p.current) for p in finding.positions] == [(31, False), (57, True)]


def test_a_copy_counts_once_and_is_named_in_the_citation() -> None:
    answer = ask({"courier.md": COURIER, "echo.md": ("The Echo", *COURIER[1:]), "strait.md": STRAIT}, "How many died?")

    [finding] = answer.findings
    assert (finding.relation, finding.independent_sources) == ("conflict", 2)
    assert [(c.article, c.copies) for c in answer.citations] == [("courier.md", ("echo.md",)), ("strait.md", ())]


def test_a_copy_alone_makes_no_agreement() -> None:
    answer = ask({"courier.md": COURIER, "echo.md": ("The Echo", *COURIER[1:])}, "How many were injured?")

    [finding] = answer.findings
    assert (finding.relation, finding.independent_sources) == ("single", 1)


def test_a_denial_stands_against_what_it_denies() -> None:
    told = mill(
        f"The army stored shells at the mill, mayor Ilse Tamm told reporters. Four people were killed {MILL}.",
        f"Four people were killed {MILL}. General Aron Veld denied there had ever been any shells in that building.",
    )

    answer = ask(told, "Were there shells at the mill?")

    [finding] = answer.findings
    assert finding.relation == "conflict"
    assert {position.value for position in finding.positions} == {"yes", "no"}
    assert [(p.low, p.high, p.unit) for p in finding.positions] == [(None, None, "")] * 2
    assert files(finding, answer) == {"courier.md", "strait.md"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The army fired shells at the mill, the mayor said.", "The army denied that it had fired shells at the mill."),
        ("The mill had been inspected in March, Dunmark said.", "The mill had not been inspected in March, Veld said."),
    ],
)
def test_a_denial_in_the_same_words_is_a_conflict_too(one: str, other: str) -> None:
    told = mill(one, other)
    question = "Did the army fire shells at the mill?" if "shells" in one else "Had the mill been inspected?"

    assert only(told, question).relation == "conflict"


def test_two_hours_of_one_day_are_two_answers() -> None:
    told = mill(
        "The fire at the Brenn mill in Olvar started at 6 a.m. on Tuesday, the mayor said.",
        "The owner said the fire at the Brenn mill in Olvar started at 9 a.m. on Tuesday.",
    )

    assert only(told, "When did the fire at the mill start?").relation == "conflict"


def test_two_causes_are_a_conflict() -> None:
    told = mill(
        "The fire at the Brenn mill in Olvar was caused by a lightning strike, the mayor said on Tuesday.",
        "The fire at the Brenn mill in Olvar was caused by a faulty cable, Dunmark said on Tuesday.",
    )

    assert only(told, "What caused the fire?").relation == "conflict"


def test_prisoners_and_guards_are_never_set_against_each_other() -> None:
    text = (
        "Three prisoners were killed in a riot at Halm jail on Monday, the warden said. "
        "Five guards were killed in the riot, the union said."
    )
    told: dict[str, Told] = {"courier.md": ("The Lerna Courier", "2024-05-02", text, "Riot at Halm jail")}

    assert all(finding.relation != "conflict" for finding in ask(told, "How many died?").findings)


@pytest.mark.parametrize(
    ("quantity", "value"),
    [
        (Quantity(low=4, high=4, text="Four"), "4"),
        (Quantity(low=1200, high=1200, text="1,200"), "1,200"),
        (Quantity(low=24, high=99, text="Dozens"), "dozens"),
        (Quantity(low=3_000_000, high=3_000_000, unit="USD", dimension="money", text="$3 million"), "$3 million"),
        (None, ""),
    ],
)
def test_a_value_is_said_in_few_words(quantity: Quantity | None, value: str) -> None:
    assert value_of(quantity) == value


def test_a_bound_is_given_in_digits() -> None:
    assert value_of(Quantity(low=7, high=None, text="at least seven")) == "at least 7"


def test_an_aspect_says_what_happened_to_whom() -> None:
    [killed] = [c for c in make_claims("Twelve miners were killed at Corla.") if c.quantity]

    assert aspect_of(killed) == "miners killed"
