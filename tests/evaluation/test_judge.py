"""State how answers are judged: what passes, what fails, and what each failure is called."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rag.evaluation.figures import figures
from rag.evaluation.judge import judge
from rag.evaluation.report import split
from rag.evaluation.run import earlier_questions

CASES = sorted((Path(__file__).parents[2] / "evals" / "cases").glob("*.json"))
TEXTS = {
    "a.md": "Officials said four people were killed.",
    "b.md": "A monitor counted at least seven dead. Nine were hurt.",
}


def make_question(**expect: Any) -> dict[str, Any]:
    four = {
        "article": "a.md",
        "low": 4,
        "high": 4,
        "stance": None,
        "holder": "Officials",
        "quote": "four people were killed",
    }
    seven = {
        "article": "b.md",
        "low": 7,
        "high": None,
        "stance": None,
        "holder": "A monitor",
        "quote": "at least seven dead",
    }
    finding = {"event": "the strike", "aspect": "killed", "relation": "conflict", "claims": [four, seven]}
    defaults = {"abstain": False, "findings": [finding], "other_events": [9], "independent_sources": None}
    return {"ask": "How many died?", "kind": "count", "expect": defaults | expect}


def make_position(low: float | None, high: float | None, *, holder: str = "", citation: int = 1) -> dict[str, Any]:
    return {"value": str(low), "low": low, "high": high, "claims": [{"holder": holder, "citation": citation}]}


def make_answer(**changes: Any) -> dict[str, Any]:
    texts = list(TEXTS.items())
    citations = [
        {"id": n, "article": name, "quote": text, "passage": text, "start": 0, "end": len(text)}
        for n, (name, text) in enumerate(texts, start=1)
    ]
    sides = [make_position(4, 4, holder="Officials"), make_position(7, None, holder="A monitor", citation=2)]
    findings = [{"relation": "conflict", "independent_sources": 2, "positions": sides}]
    answer = {
        "status": "answered",
        "answer": "4, said officials [1]; at least 7, said a monitor [2].",
        "citations": citations,
    }
    return answer | {"findings": findings} | changes


def problems(question: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    return list(judge(question, answer, TEXTS).marks.problems)


def test_an_answer_that_reports_both_sides_passes() -> None:
    verdict = judge(make_question(), make_answer(), TEXTS)

    assert verdict.passes
    assert verdict.marks.counts["pairs_right"] == 1
    assert verdict.marks.counts["holder_right"] == 2


def test_a_figure_of_another_event_is_named_as_such() -> None:
    answer = make_answer()
    answer["findings"][0]["positions"].append(make_position(9, 9, citation=2))

    assert problems(make_question(), answer) == ["figure of another event or quantity given as an answer: '9' (b.md)"]


def test_sides_that_are_said_to_agree_are_a_wrong_relation() -> None:
    answer = make_answer()
    answer["findings"][0]["relation"] = "agree"

    assert problems(make_question(), answer) == ["relation 'agree', expected 'conflict' for killed"]


def test_a_figure_without_a_source_fails() -> None:
    answer = make_answer(answer="4 [1], at least 7 [2], and 250 elsewhere.")

    assert problems(make_question(), answer) == ["figures in the answer that no cited passage has: [250.0]"]


def test_a_quotation_that_is_not_in_its_article_fails() -> None:
    answer = make_answer()
    answer["citations"][0]["quote"] = "Four persons lost their lives."

    assert "citation 1 is not verbatim in a.md" in problems(make_question(), answer)


def test_refusing_what_the_articles_answer_fails_and_so_does_the_reverse() -> None:
    silent = {"status": "unanswered", "answer": "The articles do not say.", "findings": [], "citations": []}

    assert "did not answer" in problems(make_question(), silent)
    assert problems(make_question(abstain=True, findings=[]), silent) == []
    assert problems(make_question(abstain=True, findings=[]), make_answer()) == [
        "answered a question that the articles do not answer"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("forty-three people and 1,200 sheep", {43, 1200}),
        ("two hundred and five", {205}),
        ("$3.5m, or 3.5 million", {3.5, 3_500_000}),
        ("a dozen [3], nobody else", {12, 0}),
    ],
)
def test_figures_are_read_from_digits_and_words(text: str, expected: set[float]) -> None:
    assert figures(text) == expected


def test_the_halves_are_equal_and_fixed_by_the_names() -> None:
    halves = split(path.stem for path in CASES)

    assert sorted(halves.values()) == ["dev"] * 12 + ["held"] * 12
    assert (halves["castle-marr"], halves["halden-dam"]) == ("dev", "held")


def test_a_follow_up_knows_the_questions_before_it() -> None:
    asked: list[dict[str, Any]] = [
        {"ask": "How many died?"},
        {"ask": "Who said so?", "after": 0},
        {"ask": "When?", "after": 1},
    ]

    assert earlier_questions(asked, asked[2]) == ["How many died?", "Who said so?"]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_expected_quotation_stands_in_its_article(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    texts = {article["file"]: f"{article['title']}\n\n{article['text']}" for article in case["articles"]}
    claims = [c for q in case["questions"] for finding in q["expect"]["findings"] for c in finding["claims"]]

    assert [claim["quote"] for claim in claims if claim["quote"] not in texts[claim["article"]]] == []
