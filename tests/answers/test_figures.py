"""Only a figure of the asked noun, happening and dimension answers; a part never stands for its whole."""

from __future__ import annotations

import pytest

from rag.answers.figures import figures_for, noun_fit
from rag.answers.question import understand
from tests.answers.factories import make_claims

JAIL = (
    "Three prisoners were killed in a riot at Halm jail on Monday, the warden said. "
    "Five guards were injured in the riot, the union said. The jail holds 240 prisoners."
)
MARKET = "Forty people were killed in the fire at Olvar market, including twelve children, the ministry said."


def low_bounds(text: str, question: str) -> list[float | None]:
    found = figures_for(understand(question), make_claims(text))
    return [claim.quantity.low for claim in found if claim.quantity]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many prisoners were killed?", [3]),
        ("How many died?", [3]),
        ("How many were injured?", [5]),
        ("How many guards were injured?", [5]),
        ("How many prisoners were injured?", []),
        ("How many guards were killed?", []),
        ("How many visitors were killed?", []),
        ("How many were arrested?", []),
    ],
)
def test_a_figure_answers_for_its_own_noun_and_happening(question: str, expected: list[float]) -> None:
    assert low_bounds(JAIL, question) == expected


def test_the_children_among_the_dead_are_not_the_dead() -> None:
    assert low_bounds(MARKET, "How many people were killed?") == [40]
    assert 40 not in low_bounds(MARKET, "How many children were killed?")


def test_the_children_among_the_dead_are_counted_when_asked_for() -> None:
    assert low_bounds(MARKET, "How many children were killed?") == [12]


@pytest.mark.parametrize(
    "text",
    [
        "Forty people could be killed if the dam at Olvar fails, the mayor said.",
        "In a drill at Olvar, rescuers practised for forty people killed by a flood.",
        "The mayor denied that forty people were killed in the fire at Olvar market.",
    ],
)
def test_a_forecast_a_drill_and_a_denied_figure_answer_nothing(text: str) -> None:
    assert low_bounds(text, "How many people were killed?") == []


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("The Halm bridge cost $30 million, the mayor said.", "How much did the bridge cost?", [30_000_000]),
        ("The Halm bridge is 300 metres long and opened in May.", "How much did the bridge cost?", []),
        ("The train was travelling at 140 km/h when it left the rails.", "How fast was the train going?", [140]),
        ("Sixty-one per cent of voters in Olvar backed the plan.", "What percentage backed the plan?", [61]),
    ],
)
def test_an_amount_must_have_the_asked_dimension(text: str, question: str, expected: list[float]) -> None:
    assert low_bounds(text, question) == expected


def test_money_is_no_count_of_people() -> None:
    assert low_bounds("The fire at Olvar market killed trade worth $40 million.", "How many were killed?") == []


def test_the_asked_noun_fits_best_and_another_not_at_all() -> None:
    [prisoners, guards] = [c for c in make_claims(JAIL) if c.quantity][:2]

    assert noun_fit("prisoners", prisoners) == 1.0
    assert noun_fit("", prisoners) == 1.0
    assert noun_fit("prisoners", guards) == 0.0


def test_no_claims_give_no_figures() -> None:
    assert figures_for(understand("How many died?"), []) == []
