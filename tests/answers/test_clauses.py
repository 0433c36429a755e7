"""A figure is said in good English where its aspect allows it, and only named where it does not."""

from __future__ import annotations

import pytest

from rag.answers.clauses import Saying, saying
from rag.answers.ties import Tie


def said(aspect: str, value: str) -> Saying:
    allows = Tie(value=value, name="", citation=1).allows
    assert allows is not None
    return saying(aspect, value, allows)


@pytest.mark.parametrize(
    ("aspect", "value", "clauses", "thing"),
    [
        ("miners killed", "at least 7", ("at least 7 miners were killed", "the number of miners killed was at least 7"),
         "the number of miners killed"),
        ("killed", "9", ("9 were killed", "the number killed was 9"), "the number killed"),
        ("passengers survived", "142",
         ("142 passengers survived", "the number of passengers that survived was 142"),
         "the number of passengers that survived"),
        ("guests", "61", ("there were 61 guests", "the number of guests was 61"), "the number of guests"),
        ("turnout", "41 per cent", ("the turnout was 41 per cent",), "the turnout"),
        ("demonstrators attendance", "45,000", ("the attendance was 45,000 demonstrators",), "the attendance"),
        ("worth", "€6m", ("the value was €6m",), "the value"),
        ("offered", "six per cent", ("six per cent was offered", "the figure offered was six per cent"),
         "the figure offered"),
        ("dockers on strike", "78 per cent",
         ("78 per cent of the dockers were on strike", "the figure for dockers on strike was 78 per cent"),
         "the figure for dockers on strike"),
        ("pangolin scales seized", "900 kilograms",
         ("900 kilograms of pangolin scales were seized", "the figure for pangolin scales seized was 900 kilograms"),
         "the figure for pangolin scales seized"),
        ("figure", "115 mph", ("the figure was 115 mph",), "the figure"),
    ],
)  # fmt: skip
def test_an_aspect_is_said_as_its_kind_asks_for(aspect: str, value: str, clauses: tuple[str, ...], thing: str) -> None:
    assert said(aspect, value).clauses == clauses
    assert said(aspect, value).things == (thing,)


@pytest.mark.parametrize(
    ("aspect", "value"),
    [("a head killed", "£160"), ("packs between Dennet", "3"), ("prisoner escaped", "23"), ("timber", "4,200 acres")],
)
def test_an_aspect_that_is_no_english_is_only_named(aspect: str, value: str) -> None:
    assert said(aspect, value).clauses == (f"the figure for {aspect} was {value}",)


def test_what_the_aspect_says_twice_is_said_once() -> None:
    assert said("arrests arrested", "37").clauses[0] == "there were 37 arrests"
    assert said("dead killed", "23").clauses[0] == "23 were killed"
    assert said("satellites aboard aboard", "12").clauses[0] == "12 satellites were aboard"


def test_one_person_is_not_said_in_the_plural() -> None:
    assert said("person killed", "1").clauses == ("1 person was killed",)


def test_a_vague_figure_is_no_number_that_is_put_at() -> None:
    assert said("people missing", "dozens") == Saying(
        clauses=("dozens of people were missing",), things=(), figure="dozens"
    )
    assert said("homes", "hundreds").clauses == ("there were hundreds of homes",)


def test_a_figure_within_a_sentence_begins_small_unless_it_is_a_name() -> None:
    assert said("figure", "Approximately 410 kilograms").figure == "approximately 410 kilograms"
    assert said("cost", "US$1.3 million").figure == "US$1.3 million"
