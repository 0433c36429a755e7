"""Tell: how is a sentence of our stories told in answer to its question?

The stories of ``training/stories`` in (those not held out), statements out with the sentences that tell them well: the
shortest gist that holds the labelled answer, in each of the program's own wordings (``rag.answers.summarise``), or as
it stands where it names its speaker itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rag.answers.summarise import Statement, ways_of
from rag.records import Citation, Position, Voice
from training.check import NUMERIC, is_held_out

STORIES = Path(__file__).parent.parent / "stories"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A statement, and the sentences that tell it well."""

    statement: Statement
    replies: tuple[str, ...]


@cache
def told(*, held_out: bool = False) -> tuple[Told, ...]:
    """Every labelled answer in words of the stories that can be told in prose."""
    return tuple(_all(held_out=held_out))


def _all(*, held_out: bool) -> Iterator[Told]:
    for path in sorted(STORIES.glob("*.json")):
        if is_held_out(path.stem) != held_out:
            continue
        story = json.loads(path.read_text(encoding="utf-8"))
        publishers = {article["file"]: article["publisher"] or "" for article in story["articles"]}
        for question in story["questions"]:
            if question["kind"] in NUMERIC:
                continue  # told as figures, another job
            for number, answer in enumerate(question["answers"], 1):
                one = _statement(question["ask"], answer, publishers[answer["article"]], number=number)
                if ways := ways_of(one):
                    has_source = ways[-1][0].endswith(f", according to {one.source} [{number}].")
                    yield Told(statement=one, replies=tuple(ways[-1] if has_source else ways[-1][:1]))


def _statement(ask: str, answer: dict[str, Any], publisher: str, *, number: int) -> Statement:
    quote, holder = answer["sentence"], answer["holder"]
    holder = None if holder == publisher else holder
    voice = Voice(holder=holder, via=None, citation=number)
    citation = Citation(
        id=number, article=answer["article"], title="", publisher=publisher, published=None, url=None, quote=quote,
        start=0, end=len(quote), passage=quote,
    )  # fmt: skip
    value = answer["span"] if not answer["stance"] else "no" if answer["stance"] == "denies" else "yes"
    position = Position(value=value, low=None, high=None, unit="", current=True, claims=(voice,))
    return Statement(question=ask, position=position, voice=voice, citation=citation)
