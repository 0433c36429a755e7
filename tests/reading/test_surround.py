from __future__ import annotations

from rag.reading.pair import Context
from rag.reading.surround import surround

TEXT = "The mill burned. Two men were hurt.\n\nThe owner blamed a lamp."


def test_each_sentence_comes_with_the_title_and_what_stands_before_it() -> None:
    assert [context for context, _ in surround("Mill fire", TEXT)] == [
        Context(title="Mill fire", before="", sentence="The mill burned."),
        Context(title="Mill fire", before="The mill burned.", sentence="Two men were hurt."),
        Context(title="Mill fire", before="Two men were hurt.", sentence="The owner blamed a lamp."),
    ]


def test_a_span_is_where_its_sentence_stands() -> None:
    assert all(TEXT[slice(*span)] == context.sentence for context, span in surround("", TEXT))


def test_an_empty_text_has_no_sentence() -> None:
    assert surround("Mill fire", "") == []
