"""Pair: in which form does the reader see a question and a passage?

A question and ``Context`` records in, rows of tokens out: ``[CLS] question [SEP] title [SEP] passage [SEP]``. Sentences
and figures of one passage share a row: it is read once, and each is judged by its own tokens, the others in sight. Only
the passage has the second token type. What stands too far back in a passage for one row is read by itself. Training
and reading use this one form. Knows no model.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

CLS, SEP = 101, 102
QUESTION_TOKENS, TITLE_TOKENS, PASSAGE_TOKENS = 64, 32, 384
WHETHER = "Yes or no: "
"""What leads a question when the reader is to say whether a sentence that answers it says yes."""
SAME_MATTER = "The same matter: "
"""What leads a sentence when the reader is to say whether another one is on the same matter."""
LONGEST_PART = 2000  # characters: more than the limits above can hold, and no work on what is cut anyway

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A sentence to judge, with the title of its article and what stands before and after it in its passage.

    ``focus`` is the span in the sentence of the figure that is judged; None where it is judged as a whole.
    """

    title: str
    before: str
    sentence: str
    after: str = ""
    focus: Span | None = None

    @property
    def passage(self) -> str:
        """The whole passage that the sentence stands in."""
        return self.before + self.sentence + self.after

    @property
    def judged(self) -> Span:
        """Where in the passage the judged sentence or figure stands."""
        start, end = self.focus or (0, len(self.sentence))
        return len(self.before) + start, len(self.before) + end


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One passage beside a question: token ids, their types, and the tokens of each that is judged in it.

    ``asked`` says which of the contexts each is, ``figures`` which of them are figures.
    """

    ids: list[int]
    types: list[int]
    spans: list[Span]
    figures: list[bool]
    asked: list[int]


def rows(tokenizer: Any, question: str, contexts: Sequence[Context]) -> list[Row]:
    """Lay out each passage once beside the question, with the tokens of all that is judged in it."""
    asked = _encode(tokenizer, question).ids[:QUESTION_TOKENS]
    passages: dict[tuple[str, str], list[int]] = {}
    for number, one in enumerate(contexts):
        passages.setdefault((one.title, one.passage), []).append(number)
    return [
        row
        for (title, passage), members in passages.items()
        for row in _rows_of(tokenizer, asked, title, passage, [(n, contexts[n]) for n in members])
    ]


def _rows_of(
    tokenizer: Any, asked: list[int], title: str, passage: str, members: Sequence[tuple[int, Context]]
) -> Iterator[Row]:
    """The row of a passage; a judged part that it has no room for gets a row of its own."""
    lead = [CLS, *asked, SEP, *_encode(tokenizer, title).ids[:TITLE_TOKENS], SEP]
    encoded = _encode(tokenizer, passage)
    kept = encoded.ids[:PASSAGE_TOKENS]
    inside: list[tuple[int, Context, Span]] = []
    outside: list[tuple[int, Context, Span]] = []
    for number, one in members:
        span = _tokens(encoded.offsets, one.judged)
        has_room = span[1] <= len(kept) and one.judged[1] <= LONGEST_PART
        (inside if has_room else outside).append((number, one, span))
    if inside:
        yield _row(lead, kept, inside)
    for number, one, _ in outside:
        yield _alone(tokenizer, lead, number, one)


def _alone(tokenizer: Any, lead: list[int], number: int, one: Context) -> Row:
    """A row for one judged part alone: the part of its sentence around it."""
    start, end = one.focus or (0, min(len(one.sentence), LONGEST_PART))
    shift = max(0, start - LONGEST_PART // 2)
    encoded = _encode(tokenizer, one.sentence[shift : end + LONGEST_PART // 2])
    first, last = _tokens(encoded.offsets, (start - shift, end - shift))
    cut = max(0, min(first - PASSAGE_TOKENS // 2, len(encoded.ids) - PASSAGE_TOKENS))
    kept = encoded.ids[cut : cut + PASSAGE_TOKENS]
    return _row(lead, kept, [(number, one, (first - cut, min(last - cut, len(kept))))])


def _row(lead: list[int], passage: list[int], judged: Sequence[tuple[int, Context, Span]]) -> Row:
    return Row(
        ids=[*lead, *passage, SEP],
        types=[0] * len(lead) + [1] * len(passage) + [0],
        spans=[(len(lead) + first, len(lead) + last) for _, _, (first, last) in judged],
        figures=[one.focus is not None for _, one, _ in judged],
        asked=[number for number, _, _ in judged],
    )


def _tokens(offsets: Sequence[Span], span: Span) -> Span:
    """The tokens that a span of characters covers, at least one."""
    covered = [k for k, (start, end) in enumerate(offsets) if start < span[1] and end > span[0]]
    return (covered[0], covered[-1] + 1) if covered else (0, 1)


def _encode(tokenizer: Any, text: str) -> Any:
    # half a surrogate pair is no character
    return tokenizer.encode(text[:LONGEST_PART].encode(errors="replace").decode(), add_special_tokens=False)
