from __future__ import annotations

from types import SimpleNamespace

from rag.reading.pair import CLS, QUESTION_TOKENS, SENTENCE_TOKENS, SEP, Context, rows


class Letters:
    """A tokenizer with one token a character."""

    def encode(self, text: str, *, add_special_tokens: bool) -> SimpleNamespace:
        assert not add_special_tokens
        return SimpleNamespace(ids=[ord(one) for one in text])


def test_question_sentence_and_surroundings_are_parted() -> None:
    [(ids, _)] = rows(Letters(), "ab", [Context(title="t", before="b", sentence="cd")])

    assert ids == [CLS, 97, 98, SEP, 99, 100, SEP, 116, SEP, 98, SEP]


def test_only_the_sentence_is_marked() -> None:
    [(ids, types)] = rows(Letters(), "ab", [Context(title="t", before="b", sentence="cd")])

    assert types == [0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0]
    assert len(types) == len(ids)


def test_no_part_pushes_another_out() -> None:
    long = "x" * 5000
    [(ids, types)] = rows(Letters(), long, [Context(title=long, before=long, sentence=long)])

    assert ids.index(SEP) == QUESTION_TOKENS + 1
    assert sum(types) == SENTENCE_TOKENS + 1
    assert len(ids) <= 512


def test_each_sentence_has_its_row() -> None:
    first, second = (Context(title="", before="", sentence=one) for one in "mn")

    assert [ids[3] for ids, _ in rows(Letters(), "a", [first, second])] == [109, 110]


def test_a_figure_is_marked_within_its_sentence() -> None:
    [(ids, types)] = rows(Letters(), "ab", [Context(title="t", before="b", sentence="cdef", focus=(1, 3))])

    assert ids == [CLS, 97, 98, SEP, 99, 100, 101, 102, SEP, 116, SEP, 98, SEP]
    assert types == [0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0]


def test_a_figure_at_the_end_of_a_long_sentence_is_kept() -> None:
    sentence = "x" * 3000 + "7"
    [(ids, types)] = rows(Letters(), "a", [Context(title="", before="", sentence=sentence, focus=(3000, 3001))])

    assert [token for token, kind in zip(ids, types, strict=True) if kind] == [ord("7")]
    assert len(ids) < 512
