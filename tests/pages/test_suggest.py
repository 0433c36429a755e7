from __future__ import annotations

from rag.pages.suggest import question_about, suggestions
from rag.records import Event
from tests.factories import make_answer, make_finding, make_position


def test_a_conflict_of_deaths_suggests_who_said_so_and_the_other_count() -> None:
    assert suggestions(make_answer())[:2] == ["Who said so?", "How many were wounded?"]


def test_what_was_just_asked_is_not_suggested() -> None:
    wounded = make_answer(make_finding(aspect="injured"), question="Who said so?")

    assert "Who said so?" not in suggestions(wounded)
    assert suggestions(wounded)[0] == "How many died?"


def test_another_event_is_asked_about_by_its_name() -> None:
    other = make_finding(
        make_position("25"), event=Event(label="The fire at Rokeby mill"), aspect="firefighters killed"
    )

    assert "How many firefighters were killed in “The fire at Rokeby mill”?" in suggestions(
        make_answer(related=(other,))
    )


def test_a_figure_of_another_kind_is_asked_for_as_it_is_named() -> None:
    sheep = make_finding(make_position("40"), aspect="sheep lost", event=Event(label="The flood"))

    assert question_about(sheep) == "How many sheep lost in “The flood”?"
