"""Leave out: which parts of a sentence answer its question?

The stories of ``training/stories`` in (those not held out), question, sentence and the parts to keep out: the parts
that the labelled answer lies in. Sentences of which a part may not be left out are passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rag.answers.condense import MOST_PARTS, SHORTEST, may_leave_out, parts_of
from training.check import is_held_out

STORIES = Path(__file__).parent.parent / "stories"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A question, a sentence that answers it, and the words of it to keep."""

    question: str
    sentence: str
    reply: str


def kept_parts(*, held_out: bool = False) -> Iterator[Kept]:
    """Every answer of the stories whose sentence can be shortened to the parts that answer."""
    for path in sorted(STORIES.glob("*.json")):
        if is_held_out(path.stem) != held_out:
            continue
        for question in json.loads(path.read_text(encoding="utf-8"))["questions"]:
            for answer in question["answers"]:
                found = _shortened(answer["sentence"], answer["span"])
                if found:
                    yield Kept(question=question["ask"], sentence=answer["sentence"], reply=found)


def _shortened(sentence: str, span: str) -> str | None:
    parts = parts_of(sentence)
    flat = " ".join(parts)
    start = flat.find(" ".join(span.split()))
    if start < 0 or len(sentence) < SHORTEST or not 2 < len(parts) <= MOST_PARTS:
        return None
    kept, place = [], 0
    for number, part in enumerate(parts):
        if place < start + len(span) and place + len(part) > start:
            kept.append(number)
        place += len(part) + 1
    return " ".join(parts[n] for n in kept) if kept and may_leave_out(parts, kept) else None
