"""A prompt begins alike for every question, fits the budget, and its reply is one line in time."""

from __future__ import annotations

import time

from rag.answers.prompting import BUDGET, Job, alternatives, ask, fits, literal, one_line
from rag.models.language import Message, ScriptedModel

JOB = Job(instruction="Say it again.", examples=(("one", "one"),), longest_reply=9)


def reply(model: ScriptedModel, content: str = "two", *, seconds: float = 60.0) -> str:
    return ask(model, JOB, content, grammar="", until=time.monotonic() + seconds)


def test_a_trained_model_is_shown_no_examples() -> None:
    assert JOB.prompt("two", is_trained=True) == [
        Message(role="system", content="Say it again."),
        Message(role="user", content="two"),
    ]
    assert [message.content for message in JOB.prompt("two", is_trained=False)] == [
        "Say it again.",
        "one",
        "one",
        "two",
    ]


def test_the_prompt_begins_alike_for_every_question() -> None:
    model = ScriptedModel(["", ""])

    reply(model, "two")
    reply(model, "three")

    assert model.heard[0][:-1] == model.heard[1][:-1]


def test_a_reply_is_its_first_line() -> None:
    assert reply(ScriptedModel(["two\nand more"])) == "two"


def test_a_reply_that_takes_too_long_is_none() -> None:
    assert reply(ScriptedModel(["two"]), seconds=-1.0) == ""


def test_a_content_beyond_the_budget_is_not_asked_and_never_cut() -> None:
    model = ScriptedModel(["two"])

    assert fits("é" * (BUDGET // 2))
    assert not fits("é" * (BUDGET // 2 + 1))
    assert reply(model, "x" * (BUDGET + 1)) == ""
    assert model.heard == []


def test_texts_become_literals_of_a_grammar() -> None:
    assert literal('say "no" \\ now') == '"say \\"no\\" \\\\ now"'
    assert alternatives(["a", "b", "a"]) == '("a" | "b")'
    assert one_line(" a\n b\u2028c ") == "a b c"
