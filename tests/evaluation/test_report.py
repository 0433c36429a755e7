"""Shares come with an interval over whole cases, the same for the same results."""

from __future__ import annotations

from rag.evaluation.judge import Marks, Verdict
from rag.evaluation.report import Result, interval, shares, table


def result(case: str, *, passes: bool) -> Result:
    verdict = Verdict(
        kind="count", marks=Marks(problems=() if passes else ("missed",)), should_abstain=False, has_abstained=False
    )
    return Result(case=case, half="dev", ask="How many died?", answer={}, verdict=verdict, seconds=0.1)


HALF = [result(f"case-{number}", passes=number % 2 == 0) for number in range(20)]


def test_an_interval_holds_the_share_and_is_wider_than_it() -> None:
    low, high = interval(HALF, "passed", "questions")

    assert low < 50 < high
    assert 20 <= low <= 40
    assert 60 <= high <= 80


def test_questions_of_one_case_hang_together() -> None:
    few = [result(f"case-{number % 2}", passes=number % 2 == 0) for number in range(20)]

    assert interval(few, "passed", "questions") == (0.0, 100.0)


def test_the_same_results_have_the_same_interval() -> None:
    assert interval(HALF, "passed", "questions") == interval(HALF, "passed", "questions")


def test_the_table_shows_share_count_and_interval() -> None:
    low, high = interval(HALF, "passed", "questions")

    assert f"questions passed (strict)        50.0% (10/20), {low:.0f} to {high:.0f}" in table(HALF)
    assert shares(HALF)["questions passed (strict)"] == 50.0
