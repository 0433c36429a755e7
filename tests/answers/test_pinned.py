"""A day and a rare name pin an event down: a like event of another day or town is not it."""

from __future__ import annotations

import pytest

from rag.answers.evidence import gather_happenings
from rag.answers.pinned import MANY, periods_of, pinned
from rag.answers.question import understand
from tests.answers.factories import Told, make_evidence

TOWNS = [
    f"{first}{last}" for first in ("Kar", "Bel", "Sor", "Tav", "Mor") for last in ("ath", "inda", "esh", "olm", "uv")
]


def blast(town: str, day: str, dead: str) -> Told:
    text = f"{dead} people were killed when a bomb went off at the market in {town} on Tuesday, the police said."
    return ("Orune Daily", day, text, f"Bomb in {town}")


MANY_BLASTS = {
    f"{town}.md": blast(town, f"2016-{month:02d}-05", "Nine") for month, town in enumerate(TOWNS[:12], 1)
} | {f"{town}.md": blast(town, f"2017-{month:02d}-05", "Six") for month, town in enumerate(TOWNS[12:24], 1)}


def meant(told: dict[str, Told], question: str) -> set[str] | None:
    evidence = make_evidence(told)
    found = pinned(understand(question), gather_happenings(evidence.articles, evidence.claims))
    return None if found is None else {one.article_id.removeprefix("id-") for one in found}


def test_the_archive_is_large_enough_for_names_to_tell() -> None:
    assert len(MANY_BLASTS) >= MANY


@pytest.mark.parametrize("town", [TOWNS[0], TOWNS[7], TOWNS[20]])
def test_the_town_chooses_among_many_like_events(town: str) -> None:
    assert meant(MANY_BLASTS, f"How many people were killed by the bomb in {town}?") == {f"{town}.md"}


def test_a_town_that_no_article_names_leaves_nothing_to_answer() -> None:
    assert meant(MANY_BLASTS, "How many people were killed by the bomb in Ankolesh?") == set()


def test_the_same_town_on_another_day_is_another_event() -> None:
    told = MANY_BLASTS | {"again.md": blast(TOWNS[0], "2016-07-12", "Four")}

    assert meant(told, f"How many people were killed in {TOWNS[0]} on 12 July 2016?") == {"again.md"}
    assert meant(told, f"How many people were killed in {TOWNS[0]} in July 2016?") == {"again.md"}
    assert meant(told, f"How many people were killed in {TOWNS[0]} on 12 August 2016?") == set()


def test_two_articles_are_told_apart_by_the_day_alone() -> None:
    told = {"first.md": blast("Karath", "2016-01-05", "Nine"), "second.md": blast("Karath", "2016-09-05", "Two")}

    assert meant(told, "How many died in Karath on 5 September 2016?") == {"second.md"}


def test_a_report_of_the_next_days_can_be_about_the_day_and_one_from_before_cannot() -> None:
    late = ("Orune Daily", "2016-03-09", "Nine people were killed by a bomb at the market in Karath, the police said.")
    early = ("Orune Daily", "2016-03-01", "Two people were killed by a bomb at the market in Karath, the police said.")

    assert meant({"late.md": late, "early.md": early}, "How many died in Karath on 6 March 2016?") == {"late.md"}


def test_in_a_few_articles_a_name_alone_pins_nothing_down() -> None:
    told = {"first.md": blast("Karath", "2016-01-05", "Nine")}

    assert meant(told, "How many people were killed by the bomb in Karath?") is None


def test_a_day_without_its_year_is_that_day_in_the_years_of_the_archive() -> None:
    told = {
        "first.md": blast("Karath", "2016-02-05", "Nine"),
        "later.md": blast("Karath", "2017-12-30", "Two"),
        "last.md": blast("Karath", "2018-06-07", "Six"),
    }

    assert meant(told, "How many died in Karath on 5 February?") == {"first.md"}
    assert meant(told, "How many died in Karath on June 7?") == {"last.md"}
    assert meant(told, "How many died in Karath in December?") == {"later.md"}
    assert meant(told, "How many died in Karath on 5 September?") == set()


@pytest.mark.parametrize(
    ("whens", "days"),
    [
        (("2016-02",), [("2016-02-01", "2016-02-29")]),
        (("2016-03-06",), [("2016-03-06", "2016-03-06")]),
        (("2016-03-06", "2016-03-09"), [("2016-03-06", "2016-03-09")]),
        (("2016-02-30",), []),
        ((), []),
        (("--02-29",), [("2016-02-29", "2016-02-29")]),
        (("--03",), [("2015-03-01", "2015-03-31"), ("2016-03-01", "2016-03-31")]),
    ],
)
def test_dates_and_months_are_periods_of_days(whens: tuple[str, ...], days: list[tuple[str, str]]) -> None:
    assert [tuple(map(str, period)) for period in periods_of(whens, [2015, 2016])] == days
