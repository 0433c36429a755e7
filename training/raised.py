"""Raise: what do the claims of a story ask of each other?

Stories in, ``Question`` records out. Two tasks: a figure asks, in the words of its own clause, for the figures that
others give (``rag.answers.raised``); a sentence asks for those on the same matter. Knows no model.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rag.answers.raised import figure_question
from rag.reading.pair import SAME_MATTER
from rag.records import Claim
from training.check import NUMERIC, STORIES
from training.marked import answers, figures_of, stands_in
from training.pairs import Question, is_labelled, sentences_in, stories_of

MOST_ASKING = 2
"""Of the answers to one question so many ask for the others."""


def raised_figures(*, held_out: bool, folder: Path = STORIES) -> list[Question]:
    """Read what figures ask: those that answer one question ask for each other, among all of one dimension."""
    return [one for story in stories_of(folder, held_out=held_out) for one in _figures_of(story)]


def _figures_of(story: dict[str, Any]) -> Iterator[Question]:
    figures = figures_of(story)
    for asked in (one for one in story["questions"] if one["kind"] in NUMERIC):
        right = [n for n, (a, _, c) in enumerate(figures) if any(answers(a, c, label) for label in asked["answers"])]
        for number in right[:MOST_ASKING] if len(right) > 1 else ():
            article, _, claim = figures[number]
            dimension = _dimension(claim)
            others = [
                n
                for n, (a, _, c) in enumerate(figures)
                if _dimension(c) == dimension and (a["file"], c.start) != (article["file"], claim.start)
            ]
            yield Question(
                story=story["id"],
                ask=figure_question(claim).text,
                kind=asked["kind"],
                sentences=tuple(figures[n][1] for n in others),
                articles=tuple(figures[n][0]["file"] for n in others),
                states=tuple(n in right for n in others),
                near=tuple(any(stands_in(*figures[n][::2], label) for label in asked["near"]) for n in others),
            )


def _dimension(figure: Claim) -> str:
    return figure.quantity.dimension if figure.quantity else ""


def raised_matters(*, held_out: bool, folder: Path = STORIES) -> list[Question]:
    """Read what sentences ask: those that answer one question are of one matter."""
    return [one for story in stories_of(folder, held_out=held_out) for one in _matters_of(story)]


def _matters_of(story: dict[str, Any]) -> Iterator[Question]:
    parts = sentences_in(story)
    for asked in (one for one in story["questions"] if one["kind"] not in (*NUMERIC, "said")):
        states = [is_labelled(a, found, asked["answers"]) for a, found in parts]
        near = [is_labelled(a, found, asked["near"]) for a, found in parts]
        right = [n for n, is_right in enumerate(states) if is_right]
        for number in right[:MOST_ASKING] if len(right) > 1 else ():
            others = [n for n in range(len(parts)) if n != number]
            yield Question(
                story=story["id"],
                ask=SAME_MATTER + parts[number][1][0].sentence,
                kind="matter",
                sentences=tuple(parts[n][1][0] for n in others),
                articles=tuple(parts[n][0]["file"] for n in others),
                states=tuple(states[n] for n in others),
                near=tuple(near[n] for n in others),
            )
