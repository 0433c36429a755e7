"""Dates: only a whole date, only on a date line, and never one that is not there."""

from __future__ import annotations

import pytest

from rag.articles.dates import dateline, loose_date, parse_date

BODY = (
    "\n\nA boiler burst at the mill. Nine people were hurt.\n\nIt had been repaired on 3 March 2019, the owner said.\n"
)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("2024-05-02", "2024-05-02"),
        ("2024-05-02T10:00Z", "2024-05-02T10:00Z"),
        ("2024-05-02 10:00", "2024-05-02T10:00"),
        ("2024-05-02T10:00:30+02:00", "2024-05-02T10:00:30+02:00"),
        ("2 May 2024", "2024-05-02"),
        ("May 2, 2024", "2024-05-02"),
        ("Thursday, 2 May 2024", "2024-05-02"),
        ("Sept. 3rd, 2019", "2019-09-03"),
    ],
)
def test_a_whole_date_is_read_and_nothing_is_added_to_it(given: str, read: str) -> None:
    assert parse_date(given) == read


@pytest.mark.parametrize(
    "given",
    [
        "06/07/2023",
        "2023",
        "May 2024",
        "2 May",
        "30 February 2021",
        "2021-13-01",
        "2024-05-02T25:00",
        "yesterday",
        "",
        "12",
    ],
)
def test_half_a_date_or_a_doubtful_one_is_none(given: str) -> None:
    assert parse_date(given) is None


def test_a_weekday_that_contradicts_its_date_makes_it_none() -> None:
    assert parse_date("Friday 2 May 2024") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Mill blast\n\nPosted Wed 28 June 2023 by Web Desk" + BODY, "2023-06-28"),
        ("Published: 9.30am, 28 June 2023" + BODY, "2023-06-28"),
        ("Wednesday, 28 June 2023" + BODY, "2023-06-28"),
        ("June 28, 2023 4:39 PM" + BODY, "2023-06-28"),
        ("By Ann Lee | 28 June 2023" + BODY, "2023-06-28"),
        ("PORT ORRIN, 2 May 2022 — A boiler burst." + BODY, "2022-05-02"),
        ("PORT ORRIN, Vell., Oct 9, 2005 (NNA) - A boiler burst." + BODY, "2005-10-09"),
        ("ORRIN (May 2, 2022): A boiler burst." + BODY, "2022-05-02"),
        ("BULLETIN 3 - ORRIN MILL - 0630 HRS THURSDAY 22 SEPTEMBER 2022" + BODY, "2022-09-22"),
        ("Press release, 22 September 2022" + BODY, "2022-09-22"),
        (BODY + "\n\nPublished on 28 June 2023", "2023-06-28"),
    ],
)
def test_a_date_line_gives_the_day_of_publication(text: str, day: str) -> None:
    assert dateline(text) == day


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "BRENDLE, Nov 13 (NNA) - A boiler burst." + BODY,
        "On 2 May 2022 the mill burned down." + BODY,
        "The mill burned down on Wednesday 28 June 2023" + BODY,
        "Remembering the mill disaster - 15 April 1989" + BODY,
        "Orrin, 2 May 2022 was a black day - says the mayor." + BODY,
        "Posted on Wednesday" + BODY,
        "Updated 3 May 2022" + BODY,
        "Posted Fri 28 June 2023" + BODY,
        "Published 2 May 2022\nPublished 3 May 2022" + BODY,
        "",
    ],
)
def test_a_date_in_prose_or_a_partial_or_doubtful_one_is_none(text: str) -> None:
    assert dateline(text) is None


def test_a_posting_line_counts_before_the_dateline_of_the_wire() -> None:
    assert dateline("ORRIN, 1 May 2022 — A boiler burst.\nPosted 2 May 2022" + BODY) == "2022-05-02"


def test_a_date_line_in_the_middle_of_a_long_text_is_not_read() -> None:
    lines = [f"Sentence number {number} stands here." for number in range(20)]
    lines[10] = "Posted 2 May 2022"

    assert dateline("\n".join(lines)) is None


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("2024-05-02T10:00:00.000+0000", "2024-05-02T10:00:00.000+0000"),
        ("2024-05-02 10:00:00", "2024-05-02T10:00:00"),
        ("20240502", "2024-05-02"),
        ("2024/5/2", "2024-05-02"),
        ("2024.05.02", "2024-05-02"),
        ("13/5/2024", "2024-05-13"),
        ("5/13/2024", "2024-05-13"),
        ("4/4/2024", "2024-04-04"),
        ("26-FEB-1987 15:01:01.79", "1987-02-26"),
        ("Friday, May 3, 2024 10:00 AM", "2024-05-03"),
        ("Thu, 02 May 2024 10:15:00 GMT", "2024-05-02T10:15:00+00:00"),
        ("1714644000", "2024-05-02T10:00:00Z"),
        ("1714644000123", "2024-05-02T10:00:00Z"),
        ("6/7/2023", None),
        ("13/13/2024", None),
        ("2024-13-01", None),
        ("Friday 2 May 2024", None),
        ("May 2024", None),
        ("yesterday", None),
        ("12", None),
        ("", None),
    ],
)
def test_dates_that_programs_write_are_read_where_one_day_is_meant(value: str, found: str | None) -> None:
    assert loose_date(value) == found


def test_an_order_that_is_named_decides_what_could_be_two_days() -> None:
    assert loose_date("6/7/2023", order="day first") == "2023-07-06"
    assert loose_date("6/7/2023", order="month first") == "2023-06-07"
    assert loose_date("13/7/2023", order="month first") is None
