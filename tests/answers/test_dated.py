"""A figure of another day than the asked one is of another event, whoever gives it and however alike it is."""

from __future__ import annotations

import pytest

from rag.answers.dated import of_the_day
from rag.answers.question import understand
from tests.answers.factories import make_evidence

ASKED = "How many people were killed in Karath on 5 April 2017?"
ON_THE_DAY = "Nine people were killed by shells in Karath on Wednesday, the hospital said."


def kept(*told: tuple[str, str], question: str = ASKED) -> list[str]:
    """The figures that may be of the asked day, of articles given as their day and their text."""
    articles = {f"{n}.md": ("Orune Daily", day, text) for n, (day, text) in enumerate(told)}
    evidence = make_evidence(articles)
    return [c.quantity.text for c in of_the_day(understand(question), evidence.claims, evidence) if c.quantity]


@pytest.mark.parametrize(
    ("published", "text"),
    [
        ("2017-04-04", "Six people were killed by shells in Karath on Tuesday, the hospital said."),
        ("2017-04-07", "Six people were killed on Friday by shells in Karath."),
        ("2017-04-04", "Shells fell on Karath on Tuesday. Six people were killed, the hospital said."),
        ("2017-04-06", "Six people have been killed in Karath since Monday."),
    ],
    ids=["the day before", "a later day", "the day that the article begins with", "more than one day"],
)
def test_a_figure_of_another_day_is_left_out(published: str, text: str) -> None:
    assert kept(("2017-04-05", ON_THE_DAY), (published, text)) == ["Nine"]


@pytest.mark.parametrize(
    ("published", "text"),
    [
        ("2017-04-06", "Six people were killed by shells in Karath, the hospital said on Thursday."),
        ("2017-04-06", "On Thursday the hospital said six people were killed by shells in Karath."),
        ("2017-04-07", "The toll of the shelling of Karath rose to six on Friday."),
        ("2017-04-06", "Six people were killed by shells in Karath."),
        ("2017-04-07", "Relatives buried on Friday the six people killed in Karath on Wednesday."),
    ],
    ids=["said on another day", "a speaker's day that leads", "a toll that rises", "no day", "two days"],
)
def test_a_figure_that_may_be_of_the_day_stays(published: str, text: str) -> None:
    assert [figure.lower() for figure in kept(("2017-04-05", ON_THE_DAY), (published, text))] == ["nine", "six"]


def test_where_no_article_gives_the_very_day_the_next_is_near_enough() -> None:
    told = ("2017-04-04", "Six people were killed by shells in Karath on Tuesday, the hospital said.")

    assert kept(told) == ["Six"]
    assert kept(told, question="How many people were killed in Karath on 9 April 2017?") == []


def test_a_question_without_a_day_or_about_a_longer_time_keeps_all() -> None:
    since = ("2017-04-06", "Six people have been killed in Karath since Monday.")

    assert kept(("2017-04-05", ON_THE_DAY), since, question="How many were killed in Karath in April 2017?") == [
        "Nine",
        "Six",
    ]
    longer = "How many have been killed in Karath since 5 April 2017?"
    assert kept(since, question=longer) == ["Six"]


def test_what_has_happened_since_is_no_figure_of_one_event() -> None:
    since = ("2017-04-06", "Six people have been killed in Karath so far this year.")

    assert kept(("2017-04-05", ON_THE_DAY), since, question="How many people were killed in Karath?") == ["Nine"]
    assert kept(since, question="How many people were killed in Karath this year?") == ["Six"]
