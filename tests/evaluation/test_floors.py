"""A floor holds for the very cases it was measured on, and is lowered only where that is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import UsageError
from rag.evaluation.floors import fallen, fingerprint, pin

CASES = [{"id": "one", "questions": []}, {"id": "two", "questions": []}]
MARK = fingerprint(CASES)
GOOD = {"claims right (precision)": 90.0, "figures of other events given": 3.0}


@pytest.fixture
def floors(tmp_path: Path) -> Path:
    path = tmp_path / "floors.json"
    pin(GOOD, path, mark=MARK, may_lower=False)
    return path


def test_the_same_figures_and_better_ones_hold(floors: Path) -> None:
    assert fallen(GOOD, floors, mark=MARK) == []
    assert fallen({"claims right (precision)": 95.0, "figures of other events given": 0.0}, floors, mark=MARK) == []


def test_a_share_that_fell_and_a_fault_that_grew_are_named(floors: Path) -> None:
    worse = {"claims right (precision)": 89.0, "figures of other events given": 4.0}

    assert fallen(worse, floors, mark=MARK) == [
        "claims right (precision): 89, at least 90 is pinned",
        "figures of other events given: 4, at most 3 is pinned",
    ]


def test_a_figure_that_is_no_longer_measured_has_fallen(floors: Path) -> None:
    assert fallen({"figures of other events given": 0.0}, floors, mark=MARK) == [
        "claims right (precision): 0, at least 90 is pinned"
    ]


def test_floors_of_other_cases_are_an_error(floors: Path) -> None:
    with pytest.raises(UsageError, match="belong to other cases"):
        fallen(GOOD, floors, mark=fingerprint(CASES[:1]))


def test_the_order_of_the_cases_does_not_matter() -> None:
    assert fingerprint(list(reversed(CASES))) == MARK


def test_a_floor_rises_when_pinned_and_falls_only_when_told(floors: Path) -> None:
    pin(GOOD | {"claims right (precision)": 92.0}, floors, mark=MARK, may_lower=False)

    with pytest.raises(UsageError, match=r"precision\): 91, at least 92 is pinned.*--lower"):
        pin(GOOD | {"claims right (precision)": 91.0}, floors, mark=MARK, may_lower=False)
    assert fallen(GOOD | {"claims right (precision)": 91.0}, floors, mark=MARK) != []
    pin(GOOD | {"claims right (precision)": 91.0}, floors, mark=MARK, may_lower=True)
    assert fallen(GOOD | {"claims right (precision)": 91.0}, floors, mark=MARK) == []


def test_a_file_that_is_none_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "floors.json").write_text("[]", encoding="utf-8")

    with pytest.raises(UsageError, match=r"cannot be read .* --pin --lower"):
        fallen(GOOD, tmp_path / "floors.json", mark=MARK)
