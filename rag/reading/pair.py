"""Pair: in which form does the reader see a question and a sentence?

Question and ``Context`` records in, rows of tokens out:
``[CLS] question [SEP] sentence [SEP] title [SEP] before [SEP]``. Only what is judged has the second token type: the
sentence, or the one figure in it that is meant. Each part has its own limit: a long sentence cannot push the question
out, and of a longer one the part around its figure is kept. Training and reading use this one form. Knows no model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

CLS, SEP = 101, 102
QUESTION_TOKENS, SENTENCE_TOKENS, TITLE_TOKENS, BEFORE_TOKENS = 48, 160, 32, 64
WHETHER = "Yes or no: "
"""What leads a question when the reader is to say whether a sentence that answers it says yes."""
SAME_MATTER = "The same matter: "
"""What leads a sentence when the reader is to say whether another one is on the same matter."""
LONGEST_PART = 2000  # characters: more than the limits above can hold, and no work on what is cut anyway

Row = tuple[list[int], list[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A sentence to judge, with the title of its article and the sentence before it ("" where there is none).

    ``focus`` is the span in it of the figure that is judged; None where the sentence is judged as a whole.
    """

    title: str
    before: str
    sentence: str
    focus: tuple[int, int] | None = None


def rows(tokenizer: Any, question: str, sentences: Sequence[Context]) -> list[Row]:
    """Lay out each sentence beside the question, as token ids and token types of equal length."""
    asked = _ids(tokenizer, question, QUESTION_TOKENS)
    return [_row(tokenizer, asked, one) for one in sentences]


def _row(tokenizer: Any, asked: list[int], one: Context) -> Row:
    judged, kinds = _judged(tokenizer, one)
    around = [*_ids(tokenizer, one.title, TITLE_TOKENS), SEP, *_ids(tokenizer, one.before, BEFORE_TOKENS)]
    ids = [CLS, *asked, SEP, *judged, SEP, *around, SEP]
    types = [0] * (len(asked) + 2) + kinds + [0 if one.focus else 1] + [0] * (len(around) + 1)
    return ids, types


def _judged(tokenizer: Any, one: Context) -> Row:
    """The sentence's tokens, and which of them are judged."""
    if one.focus is None:
        ids = _ids(tokenizer, one.sentence, SENTENCE_TOKENS)
        return ids, [1] * len(ids)
    start, end = one.focus
    texts = one.sentence[max(0, start - LONGEST_PART) : start], one.sentence[start:end], one.sentence[end:]
    left, figure, right = (_ids(tokenizer, text, LONGEST_PART) for text in texts)
    left = left[-max(SENTENCE_TOKENS // 2, SENTENCE_TOKENS - len(figure) - len(right)) :]
    ids = [*left, *figure, *right][:SENTENCE_TOKENS]
    return ids, ([0] * len(left) + [1] * len(figure) + [0] * len(right))[:SENTENCE_TOKENS]


def _ids(tokenizer: Any, text: str, limit: int) -> list[int]:
    whole = text[:LONGEST_PART].encode(errors="replace").decode()  # half a surrogate pair is no character
    found: list[int] = tokenizer.encode(whole, add_special_tokens=False).ids
    return found[:limit]
