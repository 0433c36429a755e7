"""Times: what a text says of when, how far it can be derived, and what lies before the story's own days."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.quantities.times import TimeMention, find_times

WEDNESDAY = "2023-06-14"


def only(text: str, published: str | None = WEDNESDAY) -> TimeMention:
    [mention] = find_times(text, published=published)
    return mention


@pytest.mark.parametrize(
    ("text", "granularity", "value"),
    [
        ("on 27 June 2021", "day", "2021-06-27"),
        ("on June 27, 2021", "day", "2021-06-27"),
        ("ON 27 JUNE 2021", "day", "2021-06-27"),
        ("on the 27th of June 2021", "day", "2021-06-27"),
        ("on 2021-06-27", "day", "2021-06-27"),
        ("27-06-2021 Quake", "day", "2021-06-27"),
        ("06-07-2021 Quake", "year", "2021"),
        ("on Sunday 27 June 2021", "day", "2021-06-27"),
        ("on Sunday, June 27, 2021", "day", "2021-06-27"),
        ("in February 2021", "month", "2021-02"),
        ("in 2021", "year", "2021"),
        ("the 2021 floods", "year", "2021"),
        ("at 16:05", "clock", "T16:05"),
        ("at 6.30am", "clock", "T06:30"),
        ("at 0410 HRS", "clock", "T04:10"),
        ("around 10pm", "clock", "T22"),
        ("around 12am", "clock", "T00"),
        ("at noon", "clock", "T12"),
    ],
)
def test_what_is_printed_in_full_needs_no_publication(text: str, granularity: str, value: str) -> None:
    mention = only(text, None)

    assert (mention.granularity, mention.value, mention.basis) == (granularity, value, "explicit")


@pytest.mark.parametrize(
    ("text", "granularity", "value"),
    [
        ("It fell on Tuesday.", "weekday", "2023-06-13"),
        ("It fell on Wednesday.", "weekday", "2023-06-14"),
        ("It fell on Thursday night.", "weekday", "2023-06-08"),
        ("IT FELL ON TUESDAY MORNING", "weekday", "2023-06-13"),
        ("Tuesday's storm", "weekday", "2023-06-13"),
        ("It fell last Wednesday.", "weekday", "2023-06-07"),
        ("Talks resume on Friday.", "weekday", "2023-06-16"),
        ("It will open on Thursday.", "weekday", "2023-06-15"),
        ("It reopens next Monday.", "weekday", "2023-06-19"),
        ("It fell yesterday.", "day", "2023-06-13"),
        ("It fell yesterday evening.", "day", "2023-06-13"),
        ("It fell last night.", "day", "2023-06-13"),
        ("It fell this morning.", "day", "2023-06-14"),
        ("It opens tomorrow.", "day", "2023-06-15"),
        ("It fell three days ago.", "day", "2023-06-11"),
        ("It fell on 9 May.", "day", "2023-05-09"),
        ("It fell on Dec 20.", "day", "2022-12-20"),
        ("They will appear in court on 9 July.", "day", "2023-07-09"),
        ("A march is called for the 26th.", "day", "2023-06-26"),
        ("It fell on the 3rd.", "day", "2023-06-03"),
        ("It fell in February.", "month", "2023-02"),
        ("It fell in October.", "month", "2022-10"),
        ("It fell last month.", "month", "2023-05"),
        ("It fell last year.", "year", "2022"),
        ("It fell two years ago.", "year", "2021"),
        ("It fell earlier this year.", "year", "2023"),
    ],
)
def test_what_leans_on_the_publication_is_counted_from_it(text: str, granularity: str, value: str) -> None:
    mention = only(text)

    assert (mention.granularity, mention.value, mention.basis) == (granularity, value, "relative to publication")


@pytest.mark.parametrize(
    "text",
    ["It fell on Tuesday.", "It fell yesterday.", "It fell last year.", "It fell on 9 May.", "It fell in February."],
)
def test_without_a_publication_nothing_is_filled_in(text: str) -> None:
    mention = only(text, None)

    assert (mention.value, mention.basis) == (None, "none")


@pytest.mark.parametrize(
    "text",
    [
        "earlier that month",
        "a year earlier",
        "at ten past eight",
        "overnight",
        "several weeks ago",
        "on Mondays",
        "the 1880s",
        "on 24 August",
        "9-11am",
    ],
)
def test_what_cannot_be_derived_has_no_value(text: str) -> None:
    assert only(text).value is None


@pytest.mark.parametrize(
    "text",
    [
        "last year",
        "last month",
        "in 1991",
        "in August 2008",
        "in February",
        "on 9 January",
        "earlier that month",
        "earlier this year",
        "two years ago",
        "a decade ago",
        "a year earlier",
        "the previous year",
        "in recent years",
        "last winter",
    ],
)
def test_times_before_the_story_are_background(text: str) -> None:
    assert only(text).is_background


@pytest.mark.parametrize(
    "text",
    [
        "on Tuesday",
        "yesterday",
        "on 9 June",
        "on 30 May",
        "in 2023",
        "in June",
        "this week",
        "since January",
        "the worst since 1991",
        "tomorrow",
        "on 9 July",
        "at 16:05",
    ],
)
def test_the_days_of_the_story_are_not_background(text: str) -> None:
    assert not only(text).is_background


def test_a_year_is_background_when_the_text_itself_carries_a_later_date() -> None:
    year, day = find_times("Unlike the fire of 1991, that of 22 September 2022 was put out.")

    assert (year.value, year.is_background) == ("1991", True)
    assert (day.value, day.is_background) == ("2022-09-22", False)


@pytest.mark.parametrize(
    "text",
    [
        "She may leave.",
        "They march on.",
        "A second later it fell.",
        "the sun rose",
        "MAY HAVE BEEN LOST",
        "Mark March said",
    ],
)
def test_words_that_only_look_like_times_are_left_alone(text: str) -> None:
    assert find_times(text, published=WEDNESDAY) == ()


def test_a_date_of_publication_may_be_a_moment_a_year_or_nonsense() -> None:
    assert only("on Tuesday", "2023-06-14T09:12Z").value == "2023-06-13"
    assert only("on Tuesday", "2023").value is None
    assert only("last year", "2023").value == "2022"
    assert only("on Tuesday", "2023-13-99").value is None
    assert only("on Tuesday", "soon").value is None


_WORDS = st.sampled_from(
    "on Tuesday 31 February 29 2021 May 9 the 26th of last year two years ago month 16:05 10pm until next since"
    " yesterday tomorrow three days ago Sunday , . İ".split()
)


@given(
    st.one_of(st.text(max_size=50), st.lists(_WORDS, max_size=12).map(" ".join)),
    st.sampled_from([None, "2024-02-29", "2021-12-31T23:00Z", "0001-01-01", "9999-12-31", "x"]),
)
def test_spans_are_verbatim_apart_and_values_are_iso_prefixes(text: str, published: str | None) -> None:
    mentions = find_times(text, published=published)

    for mention in mentions:
        assert mention.text == text[mention.start : mention.end]
        assert mention.value is None or re.fullmatch(r"\d{4}(-\d\d){0,2}|T\d\d(:\d\d)?", mention.value)
        assert (mention.value is None) == (mention.basis == "none")
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))
