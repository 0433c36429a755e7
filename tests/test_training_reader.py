"""The reader learns from each question beside whole passages, with every sentence and figure in them judged."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
import torch

from rag.reading.pair import Context, rows
from training.marked import figure_questions
from training.pairs import Question, joined, sample_of, story_questions, strangers
from training.train import batches, logits_of, open_tokenizer, padded

TEXT = "Five paintings were taken, the director said. Nineteen guards were on duty."
ASKED = "How many paintings were taken?"


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    """A folder with one story, whose id is neither held out nor kept to choose thresholds."""
    taken = {"article": "a.md", "sentence": "Five paintings were taken, the director said.", "span": "Five"}
    story = {
        "id": "x1-museum",
        "articles": [{"file": "a.md", "title": "The museum", "text": TEXT, "published": "2024-05-02"}],
        "questions": [{"ask": ASKED, "kind": "count", "answers": [taken], "near": []}],
    }
    (tmp_path / "x1-museum.json").write_text(json.dumps(story), encoding="utf-8")
    return tmp_path


def question(ask: str, story: str, *sentences: str) -> Question:
    return Question(
        story=story,
        ask=ask,
        kind="count",
        sentences=tuple(Context(title="", before="", sentence=one) for one in sentences),
        articles=("a.md",) * len(sentences),
        states=(True,) * len(sentences),
        near=(False,) * len(sentences),
    )


def test_a_question_is_asked_of_sentences_and_figures_at_once(stories: Path) -> None:
    asked = [*story_questions(held_out=False, folder=stories), *figure_questions(held_out=False, folder=stories)]

    [(ask, contexts, labels)] = joined(asked)

    told = [(c.sentence.split()[0], c.focus is not None, label) for c, label in zip(contexts, labels, strict=True)]
    assert ask == ASKED
    assert told == [("Five", False, 1), ("Nineteen", False, 0), ("Five", True, 1), ("Nineteen", True, 0)]
    assert len(rows(open_tokenizer(), ask, contexts)) == 1


def test_only_a_question_that_names_its_event_is_asked_of_another_story() -> None:
    named, bare = question("How many died at Kuma?", "one", "A."), question("How many died?", "two", "B.", "C.")

    found = [one for seed in range(8) for one in strangers([named, bare], random.Random(seed))]

    assert found
    assert all(
        (ask, [c.sentence for c in told], labels) == (named.ask, ["B.", "C."], [0, 0]) for ask, told, labels in found
    )


def test_batches_hold_every_label_beside_what_it_is_of() -> None:
    samples = [sample_of(question(f"Who is {n}?", str(n), *"xyz"[: n % 3 + 1])) for n in range(9)]

    for batch, labels in batches(open_tokenizer(), samples, seed=1):
        feed = padded(batch)
        assert feed["spans"].shape[:2] == feed["figures"].shape
        assert (feed["spans"].sum(dim=2) > 0).sum(dim=1).tolist() == [len(own) for own in labels]


def test_what_a_model_says_comes_back_in_the_order_of_the_sentences() -> None:
    def lengths(**feed: torch.Tensor) -> torch.Tensor:
        return feed["spans"].sum(dim=2)

    asked = question("Who?", "one", "red", "red green blue", "red green")

    assert logits_of(lengths, open_tokenizer(), asked) == [1, 3, 2]
