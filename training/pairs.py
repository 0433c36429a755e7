"""Pair: which sentences of a story state what is asked, and which only look so?

Stories in (``training/stories``), ``Question`` records out: each with every sentence of its story as the product
splits it, and for each whether it states what is asked. A sentence of the product is an answer when it overlaps a
labelled one. ``joined`` puts what one question is asked of together, for each passage is read once. Sentences of
public questions come in the same form. Knows no model; same seed, same samples.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.reading.pair import WHETHER, Context, Span
from rag.reading.surround import PASSAGE, surround
from training.cases import CASES, learned_cases
from training.check import STORIES, is_for_choosing, is_held_out

_NAME = re.compile(r"(?<=\w )[A-Z][a-z]{2,}")
DRAWN = 40
"""Of so many questions of other stories the likest is a stranger."""
SHORT = 350  # characters of a passage, so that passages led by a sentence of another are seen
Sample = tuple[str, list[Context], list[float]]
"""A question, what is judged beside it, and whether it is right (1) or not (0)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with the sentences that it is asked of; ``states`` and ``near`` run beside ``sentences``."""

    story: str
    ask: str
    kind: str
    sentences: tuple[Context, ...]
    articles: tuple[str, ...]
    states: tuple[bool, ...]
    near: tuple[bool, ...]


def story_questions(*, held_out: bool, folder: Path = STORIES) -> list[Question]:
    """Read the stories' questions, those of the kept tenth or of the others, in the order of their names."""
    return [one for story in stories_of(folder, held_out=held_out) for one in _of_story(story)]


def stories_of(folder: Path, *, held_out: bool) -> Iterator[dict[str, Any]]:
    """Read the stories themselves, the kept tenth or the others without those that choose thresholds.

    Of the folder of cases it is the half that may be learned from, and none of it is kept.
    """
    if folder == CASES:
        yield from () if held_out else learned_cases()
        return
    stories = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json")))
    if held_out:
        yield from (story for story in stories if is_held_out(story["id"]))
    else:
        yield from (s for s in stories if not (is_held_out(s["id"]) or is_for_choosing(s["id"])))


def stance_questions(*, held_out: bool, folder: Path = STORIES) -> list[Question]:
    """Read the yes-or-no questions with the sentences that answer them; they "state" it that say yes."""
    found = (_of_stances(story, q) for story in stories_of(folder, held_out=held_out) for q in story["questions"])
    return [one for one in found if one is not None]


def _of_stances(story: dict[str, Any], asked: dict[str, Any]) -> Question | None:
    if asked["kind"] != "yesno" or any(label["stance"] not in ("yes", "no") for label in asked["answers"]):
        return None
    parts = sentences_in(story)
    told = [
        (a["file"], found[0], label["stance"] == "yes")
        for a, found in parts
        for label in asked["answers"]
        if is_labelled(a, found, [label])
    ]
    if not told:
        return None
    files, contexts, states = zip(*told, strict=True)
    return Question(
        story=story["id"], ask=WHETHER + asked["ask"], kind="stance", sentences=contexts, articles=files,
        states=states, near=(False,) * len(told),
    )  # fmt: skip


def _of_story(story: dict[str, Any]) -> Iterator[Question]:
    parts = sentences_in(story)
    for asked in story["questions"]:
        yield Question(
            story=story["id"],
            ask=asked["ask"],
            kind=asked["kind"],
            sentences=tuple(found[0] for _, found in parts),
            articles=tuple(a["file"] for a, _ in parts),
            states=tuple(is_labelled(a, found, asked["answers"]) for a, found in parts),
            near=tuple(is_labelled(a, found, asked["near"]) for a, found in parts),
        )


def sentences_in(story: dict[str, Any]) -> list[tuple[dict[str, Any], tuple[Context, Span]]]:
    """Every sentence of a story, in its passage, with its article and its span."""
    longest = longest_of(story)
    return [(a, found) for a in story["articles"] for found in surround(a["title"], a["text"], longest=longest)]


def longest_of(story: dict[str, Any]) -> int:
    """How long the passages of a story are: a third is read in shorter ones, as long articles are."""
    return SHORT if sum(map(ord, story["id"])) % 3 == 0 else PASSAGE


def is_labelled(
    article: dict[str, Any], found: tuple[Context, tuple[int, int]], labels: Iterable[dict[str, Any]]
) -> bool:
    """Whether a sentence of an article overlaps one of the labelled ones."""
    _, (start, end) = found
    own = (label for label in labels if label["article"] == article["file"])
    return any(overlap(start, end, place, place + length) for place, length in _places(article["text"], own))


def _places(text: str, labels: Iterable[dict[str, Any]]) -> Iterator[tuple[int, int]]:
    for label in labels:
        words = label["sentence"]
        yield text.find(words), len(words)


def overlap(start: int, end: int, first: int, last: int) -> bool:
    """Whether two spans share more than half of the shorter one."""
    shared = min(end, last) - max(start, first)
    return first >= 0 and shared > 0.5 * min(end - start, last - first)


def sample_of(one: Question) -> Sample:
    """A question with all that is judged beside it."""
    return one.ask, list(one.sentences), [float(states) for states in one.states]


def joined(questions: Sequence[Question]) -> list[Sample]:
    """Each question once, with the sentences and the figures that it is asked of."""
    found: dict[tuple[str, str], Sample] = {}
    for one in questions:
        _, contexts, labels = found.setdefault((one.story, one.ask), (one.ask, [], []))
        contexts += one.sentences
        labels += [float(states) for states in one.states]
    return list(found.values())


def strangers(questions: Sequence[Question], chance: random.Random, *, share: float = 1.0) -> list[Sample]:
    """Questions that name their event, each beside a passage that answers a like question of another story.

    ``questions`` are asked of sentences and of figures; nothing in that passage answers them.
    """
    told: dict[tuple[str, str], list[Question]] = {}
    for one in questions:
        told.setdefault((one.story, one.ask), []).append(one)
    answered = [one for one in questions if any(one.states)]
    found: list[Sample] = []
    for one in (one for one in questions if _NAME.search(one.ask) and chance.random() < share):
        drawn = [other for other in (chance.choice(answered) for _ in range(DRAWN)) if other.story != one.story]
        asked = set(one.ask.lower().split())
        like = max(drawn, key=lambda other: len(asked & set(other.ask.lower().split())), default=None)
        if like is not None:
            file = like.articles[like.states.index(True)]
            contexts = [
                context
                for beside in told[like.story, like.ask]
                for context, article in zip(beside.sentences, beside.articles, strict=True)
                if article == file
            ]
            found.append((one.ask, contexts, [0.0] * len(contexts)))
    return found


def squad_questions(folder: Path) -> list[Question]:
    """Read public questions with the sentences of their passages, half of them without an answer there."""
    found = (_of_passage(asked, text) for asked, text in public_passages(folder))
    return [one for one in found if one is not None]


def public_passages(folder: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Read each public question with the text of its passage."""
    passages = {one["passage_id"]: one["text"] for one in _lines(folder / "passages.jsonl.gz")}
    yield from ((one, passages[one["passage_id"]]) for one in _lines(folder / "questions.jsonl.gz"))


def _of_passage(asked: dict[str, Any], text: str) -> Question | None:
    """One question of a passage; None where more than one sentence, or none, has the words of its answer."""
    found = [one for one, _ in surround(asked["title"].replace("_", " "), text)]
    words = [] if asked["is_impossible"] else [answer.lower() for answer in asked["answers"]]
    states = tuple(any(word in one.sentence.lower() for word in words) for one in found)
    if sum(states) != (not asked["is_impossible"]):
        return None
    return Question(
        story=asked["title"], ask=asked["question"], kind="public", sentences=tuple(found),
        articles=("",) * len(found), states=states, near=(False,) * len(found),
    )  # fmt: skip


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)
