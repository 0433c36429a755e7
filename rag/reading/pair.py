"""Pair: in which form does the reader see a question and a sentence?

Question and ``Context`` records in, rows of tokens out:
``[CLS] question [SEP] sentence [SEP] title [SEP] before [SEP]``. Only the sentence has the second token type, so that
what is judged is marked off from what surrounds it. Each part has its own limit: a long sentence cannot push the
question out. Training and reading use this one form. Knows no model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

CLS, SEP = 101, 102
QUESTION_TOKENS, SENTENCE_TOKENS, TITLE_TOKENS, BEFORE_TOKENS = 48, 160, 32, 64
LONGEST_PART = 2000  # characters: more than the limits above can hold, and no work on what is cut anyway

Row = tuple[list[int], list[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A sentence to judge, with the title of its article and the sentence before it ("" where there is none)."""

    title: str
    before: str
    sentence: str


def rows(tokenizer: Any, question: str, sentences: Sequence[Context]) -> list[Row]:
    """Lay out each sentence beside the question, as token ids and token types of equal length."""
    asked = _ids(tokenizer, question, QUESTION_TOKENS)
    return [_row(tokenizer, asked, one) for one in sentences]


def _row(tokenizer: Any, asked: list[int], one: Context) -> Row:
    judged = _ids(tokenizer, one.sentence, SENTENCE_TOKENS)
    around = [*_ids(tokenizer, one.title, TITLE_TOKENS), SEP, *_ids(tokenizer, one.before, BEFORE_TOKENS)]
    ids = [CLS, *asked, SEP, *judged, SEP, *around, SEP]
    types = [0] * (len(asked) + 2) + [1] * (len(judged) + 1) + [0] * (len(around) + 1)
    return ids, types


def _ids(tokenizer: Any, text: str, limit: int) -> list[int]:
    whole = text[:LONGEST_PART].encode(errors="replace").decode()  # half a surrogate pair is no character
    found: list[int] = tokenizer.encode(whole, add_special_tokens=False).ids
    return found[:limit]
