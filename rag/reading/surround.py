"""Surround: with what does each sentence of an article come to the reader?

An article's title and text in, its sentences out, each with its span in the text, as a ``Context``: the title and the
sentence before it. Sentences are those of ``body_sentences``, so that what was trained on is what is read.
"""

from __future__ import annotations

from rag.articles.split import Span, body_sentences
from rag.reading.pair import Context


def surround(title: str, text: str) -> list[tuple[Context, Span]]:
    """Part an article into sentences, in order; ``text[slice(*span)]`` is the sentence."""
    spans = body_sentences(text)
    before = ["", *(text[slice(*span)] for span in spans)]
    return [
        (Context(title=title, before=said, sentence=text[slice(*span)]), span)
        for said, span in zip(before, spans, strict=False)
    ]
