"""Mark: which figures of a story are what the question asks for?

Stories or public passages in, ``Question`` records out whose sentences each carry one figure as their focus, as the
product extracts it, and for each whether it is what is asked. Knows no model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from rag.claims.extract import extract_claims
from rag.reading.pair import Context
from rag.reading.surround import PASSAGE, surround
from rag.records import Article, Claim
from training.check import NUMERIC, STORIES
from training.pairs import Question, longest_of, overlap, public_passages, stories_of

_PLACELESS = frozenset({"when", "list", "said"})  # a figure in such an answer may be right or wrong
_NUMERIC = re.compile(
    r"\bhow (?:many|much|long|far|old|often|big|large|high|tall|deep|wide|fast|heavy)\b|"
    r"\bwhat (?:percent|percentage|number|amount|share|population|price|size|length|height|distance)\b",
    re.IGNORECASE,
)


def figure_questions(*, held_out: bool, folder: Path = STORIES) -> list[Question]:
    """Read the stories' questions with the figures of their articles, those of the kept tenth or of the others.

    A question for something else has figures too, which answer it only where they stand in its answer.
    """
    return [one for story in stories_of(folder, held_out=held_out) for one in _of_story(story)]


def public_figure_questions(folder: Path) -> list[Question]:
    """Read public questions for a figure with the figures of their passages."""
    found = (_of_passage(asked, text) for asked, text in public_passages(folder) if _NUMERIC.search(asked["question"]))
    return [one for one in found if one is not None]


def _of_story(story: dict[str, Any]) -> Iterator[Question]:
    figures = figures_of(story)
    for asked in (one for one in story["questions"] if one["kind"] not in _PLACELESS):
        is_open = asked["kind"] in (*NUMERIC, "what")
        yield Question(
            story=story["id"],
            ask=asked["ask"],
            kind=asked["kind"],
            sentences=tuple(context for _, context, _ in figures),
            articles=tuple(a["file"] for a, _, _ in figures),
            states=tuple(
                is_open and any(answers(a, claim, label) for label in asked["answers"]) for a, _, claim in figures
            ),
            near=tuple(any(stands_in(a, claim, label) for label in asked["near"]) for a, _, claim in figures),
        )


def figures_of(story: dict[str, Any]) -> list[tuple[dict[str, Any], Context, Claim]]:
    """Every figure of a story, in its passage, with its article."""
    longest = longest_of(story)
    return [
        (a, *found)
        for a in story["articles"]
        for found in figures_in(a["title"], a["text"], a["published"], longest=longest)
    ]


def figures_in(title: str, text: str, published: str | None, *, longest: int = PASSAGE) -> list[tuple[Context, Claim]]:
    """Every figure that the product extracts from a text, as the focus of its sentence."""
    article = Article(id="a", files=("a",), text=text, title=title, published=published)
    around = {span: context for context, span in surround(title, text, longest=longest)}
    return [
        (_focused(around[(claim.start, claim.end)], claim), claim)
        for claim in extract_claims(article)
        if claim.quantity is not None and (claim.start, claim.end) in around
    ]


def _focused(context: Context, claim: Claim) -> Context:
    start, end = claim.focus
    return replace(context, focus=(start - claim.start, end - claim.start))


def answers(article: dict[str, Any], claim: Claim, label: dict[str, Any]) -> bool:
    """Whether a figure stands in the labelled span of an answer."""
    if label["article"] != article["file"]:
        return False
    start = article["text"].find(label["span"], article["text"].find(label["sentence"]))
    return bool(start >= 0 and claim.focus[0] < start + len(label["span"]) and claim.focus[1] > start)


def stands_in(article: dict[str, Any], claim: Claim, label: dict[str, Any]) -> bool:
    """Whether a figure stands in a labelled sentence."""
    place = article["text"].find(label["sentence"])
    return label["article"] == article["file"] and overlap(
        claim.start, claim.end, place, place + len(label["sentence"])
    )


def _of_passage(asked: dict[str, Any], text: str) -> Question | None:
    """One question of a passage; None where it has an answer and no single figure holds it."""
    title = asked["title"].replace("_", " ")
    found = figures_in(title, text, None)
    words = set() if asked["is_impossible"] else {answer.lower() for answer in asked["answers"]}
    states = tuple(_is_in(words, text, claim) for _, claim in found)
    if not found or sum(states) != (not asked["is_impossible"]):
        return None
    return Question(
        story=title, ask=asked["question"], kind="public", sentences=tuple(context for context, _ in found),
        articles=("",) * len(found), states=states, near=(False,) * len(found),
    )  # fmt: skip


def _is_in(words: set[str], text: str, claim: Claim) -> bool:
    """Whether a figure overlaps one of the answers wherever it stands in the passage."""
    lowered = text.lower()
    places = (match for word in words for match in re.finditer(re.escape(word), lowered))
    return any(claim.focus[0] < match.end() and claim.focus[1] > match.start() for match in places)
