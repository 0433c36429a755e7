from __future__ import annotations

from rag.reading.pair import Context
from rag.reading.surround import passages_of, surround

TEXT = "The mill burned. Two men were hurt.\n\nThe owner blamed a lamp."


def test_each_sentence_comes_with_the_title_and_the_rest_of_its_passage() -> None:
    assert [context for context, _ in surround("Mill fire", TEXT)][1:] == [
        Context(
            title="Mill fire",
            before="The mill burned. ",
            sentence="Two men were hurt.",
            after="\n\nThe owner blamed a lamp.",
        ),
        Context(title="Mill fire", before=TEXT[:37], sentence="The owner blamed a lamp."),
    ]
    assert {context.passage for context, _ in surround("Mill fire", TEXT)} == {TEXT}


def test_a_span_is_where_its_sentence_stands() -> None:
    assert all(TEXT[slice(*span)] == context.sentence for context, span in surround("", TEXT))


def test_a_long_text_is_read_in_passages_led_by_the_sentence_before() -> None:
    assert [context.passage for context, _ in surround("", TEXT, longest=36)] == [TEXT[:35], TEXT[:35], TEXT[17:]]


def test_a_sentence_that_is_too_long_is_a_passage_with_its_lead() -> None:
    assert passages_of([(0, 10), (11, 400), (401, 410)], longest=50) == [(0, 10), (0, 400), (11, 410)]


def test_an_empty_text_has_no_sentence() -> None:
    assert surround("Mill fire", "") == []
