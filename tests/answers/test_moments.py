"""Times clash only where both sentences name one of a kind."""

from __future__ import annotations

import pytest

from rag.answers.moments import clash, moments

FRIDAY = "2024-05-03"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It sank on Wednesday.", "It sank on Thursday."),
        ("It sank at 8.10 a.m.", "It sank at 7.52 a.m."),
        ("It sank on 1 May.", "It sank on 2 May 2024."),
        ("The mill was built in 1903.", "The mill was built in 1888."),
        ("It opened in May 2021.", "It opened in 2020."),
    ],
)
def test_other_times_clash(one: str, other: str) -> None:
    assert clash(moments(one, FRIDAY), moments(other, FRIDAY))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It sank on Wednesday.", "It sank on 1 May."),
        ("It sank on Wednesday evening.", "It sank at 10 p.m."),
        ("It sank at 5.40 p.m.", "It sank at 5.45 p.m."),
        ("It sank at ten past eight.", "It sank at 8.10 p.m."),
        ("It sank in May 2024.", "It sank on 2 May 2024."),
        ("It sank.", "It sank on Thursday."),
    ],
)
def test_times_that_can_both_be_so_do_not_clash(one: str, other: str) -> None:
    assert not clash(moments(one, FRIDAY), moments(other, FRIDAY))


def test_the_past_of_a_story_counts_only_where_nothing_else_is_named() -> None:
    told = moments("Built in 1903, the pier fell on Wednesday.", FRIDAY)

    assert told.dates == {"2024-05-01"}
