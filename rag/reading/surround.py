"""Surround: with what does each sentence of an article come to the reader?

Sentences in, the passage of each out: a run of whole sentences, led by the last one of the passage before. Sentences
are those of ``body_sentences``, so that what was trained on is what is read.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.articles.split import Span, body_sentences
from rag.reading.pair import Context

PASSAGE = 1000  # characters, some 230 tokens: an agency's report is one passage


def surround(title: str, text: str, *, longest: int = PASSAGE) -> list[tuple[Context, Span]]:
    """Part an article into sentences, in order; ``text[slice(*span)]`` is the sentence."""
    spans = body_sentences(text)
    return [
        (context_of(title, text, span, passage), span)
        for span, passage in zip(spans, passages_of(spans, longest=longest), strict=True)
    ]


def context_of(title: str, text: str, span: Span, passage: Span) -> Context:
    """A sentence of a text with the rest of its passage."""
    start, end = span
    return Context(title=title, before=text[passage[0] : start], sentence=text[start:end], after=text[end : passage[1]])


def passages_of(spans: Sequence[Span], *, longest: int = PASSAGE) -> list[Span]:
    """For each sentence of a text, in order, the passage in which it is read."""
    runs: list[list[int]] = []
    for number, (_, end) in enumerate(spans):
        if runs and end - spans[runs[-1][0]][0] <= longest:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [(spans[max(0, run[0] - 1)][0], spans[run[-1]][1]) for run in runs for _ in run]
