"""Learn from cases: what do the questions of ``evals/newsroom`` teach, of the half that may be learned from?

Cases in, stories out, in the form of ``training/stories``: each question in the words that stand alone, with the claims
of the finding that was asked for as its answers. The other half (``rag.evaluation.report.split``) is never read here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rag.answers.followup import resolve
from rag.evaluation.report import split
from rag.evaluation.run import earlier_questions

CASES = Path(__file__).parent.parent / "evals" / "newsroom"


def learned_cases(folder: Path = CASES) -> Iterator[dict[str, Any]]:
    """The cases of the half that may be learned from, as stories."""
    paths = {path.stem: path for path in sorted(folder.glob("*.json"))}
    for name, half in split(paths).items():
        if half == "dev":
            yield as_story(json.loads(paths[name].read_text(encoding="utf-8")))


def as_story(case: dict[str, Any]) -> dict[str, Any]:
    """One case in the form of a training story; broad questions have no answer of their own and are left out."""
    asked = [(q, resolve(q["ask"], earlier_questions(case["questions"], q))) for q in case["questions"]]
    questions = [
        {"ask": understood.standalone, "kind": _kind(q, understood.kind), "answers": _answers(q), "near": []}
        for q, understood in asked
        if understood.kind != "broad"
    ]
    return {"id": case["id"], "articles": case["articles"], "questions": questions}


def _kind(question: dict[str, Any], understood: str) -> str:
    return understood if question["kind"] == "unanswerable" else str(question["kind"])


def _answers(question: dict[str, Any]) -> list[dict[str, Any]]:
    """The claims of the asked finding, as labelled sentences."""
    findings = question["expect"]["findings"][:1]
    return [
        {"article": claim["article"], "sentence": claim["quote"], "span": claim["span"], "low": claim["low"],
         "high": claim["high"], "holder": claim["holder"], "stance": _stance(claim["stance"])}
        for finding in findings
        for claim in finding["claims"]
    ]  # fmt: skip


def _stance(said: str | None) -> str | None:
    """Yes or no, where the short answer begins with it."""
    first = (said or "").lower().replace(",", " ").split()[:1]
    return first[0] if first in (["yes"], ["no"]) else None
