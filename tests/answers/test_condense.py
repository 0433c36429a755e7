"""A cited sentence may be shown in fewer parts: verbatim, with "…", and nothing that limits it is lost."""

from __future__ import annotations

import time

import pytest

from rag.answers.condense import condense, content_of, grammar_of, may_leave_out, parts_of
from rag.models.language import ScriptedModel

QUESTION = "Why were the trains late?"
SENTENCE = (
    "Early in the morning, when everybody travels to work, the trains were late because a signal had failed at Orle,"
    " according to the timetable."
)


def shorten(reply: str, sentence: str = SENTENCE) -> str | None:
    return condense(QUESTION, sentence, model=ScriptedModel([reply]), until=time.monotonic() + 60)


def test_the_parts_are_what_stands_between_the_marks() -> None:
    assert parts_of("First, at 3,000 metres; then – late – it fell: 4 died.") == [
        "First,", "at 3,000 metres;", "then", "–", "late", "–", "it fell: 4 died."
    ]  # fmt: skip


def test_kept_parts_stay_verbatim_with_a_mark_for_what_is_gone() -> None:
    assert shorten("the trains were late because a signal had failed at Orle,") == (
        "… the trains were late because a signal had failed at Orle …"
    )


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "the trains were late because a bomb had gone off,",
        "the trains were late because a signal had failed at Orle, and the minister lied",
        "according to the timetable. Early in the morning,",
        "Early in the morning,",
        SENTENCE,
        f"<b>{SENTENCE}</b>",
    ],
)
def test_anything_else_leaves_the_sentence_as_it_stands(reply: str) -> None:
    assert shorten(reply) is None


@pytest.mark.parametrize(
    "lost",
    ["if the weather holds,", "which the army denies,", "said the mayor,", "but nobody saw it,", "it wasn't true,",
     "allegedly,", "unless he pays,"],
)  # fmt: skip
def test_a_part_that_limits_what_is_said_may_not_be_left_out(lost: str) -> None:
    parts = ["On Monday,", "the dam above the town will break,", lost, "and the town with it."]

    assert may_leave_out(parts, [1, 2])
    assert not may_leave_out(parts, [1])


@pytest.mark.parametrize("lost", ["when 40,000 travel to work,", "which leave Orle at six,", "on a rainy Monday,"])
def test_a_part_with_a_figure_or_a_name_is_not_left_out(lost: str) -> None:
    sentence = (
        f"Early in the morning, {lost} the trains were late because a signal had failed, according to the timetable."
    )

    assert shorten("the trains were late because a signal had failed,", sentence) is None


def test_a_part_that_shares_a_word_with_the_question_is_not_left_out() -> None:
    assert shorten("Early in the morning, when everybody travels to work,") is None


def test_a_short_sentence_is_not_asked_about() -> None:
    assert shorten("the trains were late,", "On Monday, the trains were late, it seems, again.") is None


def test_the_grammar_allows_each_part_once_and_in_order() -> None:
    assert grammar_of(["one,", "two,", "three."]) == (
        'root ::= r0 | r1 | r2\nr0 ::= "one," (" " r1 | " " r2)?\nr1 ::= "two," (" " r2)?\nr2 ::= "three."'
    )


def test_the_model_sees_the_question_and_the_sentence_on_a_line_each() -> None:
    assert content_of("Why\nnot?", "It\nrained.") == "Question: Why not?\nSentence: It rained."
