from __future__ import annotations

from rag.search.days import codes, dates_asked


def test_a_named_day_is_looked_for_on_that_day_and_the_week_after() -> None:
    [asked] = dates_asked("How many died in the fire on 28 February 2032?")

    assert asked.value == "2032-02-28"
    assert asked.published[20320228] == asked.published[20320229] == 1.0
    assert asked.published[20320301] == 0.7
    assert min(asked.published) == 20320227
    assert max(asked.published) == 20320306
    assert asked.told == {20320228: 0.7}


def test_a_month_and_a_year_count_less_than_a_day() -> None:
    [month] = dates_asked("What burned in March 2031?")
    [year] = dates_asked("What burned in 2031?")

    assert month.published == {203103: 0.4}
    assert year.published == {2031: 0.2}


def test_a_question_without_a_whole_date_names_none() -> None:
    assert dates_asked("Who resigned yesterday, and what happened on Monday or on 4 May?") == ()


def test_a_day_that_no_calendar_has_is_looked_for_only_as_it_stands() -> None:
    [asked] = dates_asked("What happened on 31 December 9999?") or [None]

    assert asked is None or 99991231 in asked.published


def test_a_date_is_found_by_its_month_and_year_too() -> None:
    assert codes(["2031-03-12T10:00", "2030", None, "12 March"]) == (2030, 2031, 203103, 20310312)
