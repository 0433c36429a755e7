"""What claims ask of each other is drawn from the answers to one question."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rag.reading.pair import SAME_MATTER
from training.raised import raised_figures, raised_matters

TEXTS = {
    "a.md": "Five paintings were taken, the director said. The alarm did not ring. Nineteen guards were on duty.",
    "b.md": "Six pictures are missing, the police said. The alarm rang all night.",
}


def answers(*told: tuple[str, str, str]) -> list[dict[str, Any]]:
    return [{"article": article, "sentence": sentence, "span": span} for article, sentence, span in told]


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    """A folder with one story, whose id is neither held out nor kept to choose thresholds."""
    taken = answers(
        ("a.md", "Five paintings were taken, the director said.", "Five"),
        ("b.md", "Six pictures are missing, the police said.", "Six"),
    )
    rang = answers(("a.md", "The alarm did not ring.", "not"), ("b.md", "The alarm rang all night.", "rang"))
    story = {
        "id": "x1-museum",
        "articles": [
            {"file": file, "title": "The museum", "text": text, "published": "2024-05-02"}
            for file, text in TEXTS.items()
        ],
        "questions": [
            {"ask": "How many were stolen?", "kind": "count", "answers": taken, "near": []},
            {"ask": "Did the alarm ring?", "kind": "yesno", "answers": rang, "near": []},
        ],
    }
    (tmp_path / "x1-museum.json").write_text(json.dumps(story), encoding="utf-8")
    return tmp_path


def test_a_figure_asks_for_the_figures_that_answer_the_same_question(stories: Path) -> None:
    first, second = raised_figures(held_out=False, folder=stories)

    assert first.ask == "How many paintings were taken?"
    told = {one.sentence: states for one, states in zip(first.sentences, first.states, strict=True)}
    assert told == {
        "Nineteen guards were on duty.": False,
        "Six pictures are missing, the police said.": True,
    }
    assert second.ask.startswith("How many pictures")


def test_a_sentence_asks_for_those_on_its_matter(stories: Path) -> None:
    asked = {one.ask: one for one in raised_matters(held_out=False, folder=stories)}

    one = asked[SAME_MATTER + "The alarm did not ring."]
    assert [s.sentence for s, states in zip(one.sentences, one.states, strict=True) if states] == [
        "The alarm rang all night."
    ]
