from __future__ import annotations

from types import SimpleNamespace

from rag.reading.pair import CLS, PASSAGE_TOKENS, QUESTION_TOKENS, SEP, Context, Row, rows


class Letters:
    """A tokenizer with one token a character."""

    def encode(self, text: str, *, add_special_tokens: bool) -> SimpleNamespace:
        assert not add_special_tokens
        return SimpleNamespace(ids=[ord(one) for one in text], offsets=[(n, n + 1) for n in range(len(text))])


def judged(row: Row) -> list[str]:
    return ["".join(chr(token) for token in row.ids[first:last]) for first, last in row.spans]


def test_question_title_and_passage_are_parted() -> None:
    [row] = rows(Letters(), "ab", [Context(title="t", before="b", sentence="cd", after="e")])

    assert row.ids == [CLS, 97, 98, SEP, 116, SEP, 98, 99, 100, 101, SEP]


def test_only_the_passage_has_the_second_type() -> None:
    [row] = rows(Letters(), "ab", [Context(title="t", before="b", sentence="cd", after="e")])

    assert row.types == [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0]


def test_what_is_judged_in_one_passage_shares_a_row() -> None:
    contexts = [
        Context(title="t", before="", sentence="cd", after=" ef"),
        Context(title="t", before="cd ", sentence="ef", focus=(1, 2)),
        Context(title="t", before="", sentence="gh"),
        Context(title="t", before="cd ", sentence="ef"),
    ]

    first, second = rows(Letters(), "ab", contexts)

    assert (judged(first), first.figures, first.asked) == (["cd", "f", "ef"], [False, True, False], [0, 1, 3])
    assert (judged(second), second.asked) == (["gh"], [2])


def test_one_passage_under_two_titles_is_read_twice() -> None:
    assert len(rows(Letters(), "ab", [Context(title=title, before="", sentence="cd") for title in "tu"])) == 2


def test_no_part_pushes_another_out() -> None:
    long = "x" * 5000
    [row] = rows(Letters(), long, [Context(title=long, before=long, sentence=long)])

    assert row.ids.index(SEP) == QUESTION_TOKENS + 1
    assert sum(row.types) == PASSAGE_TOKENS
    assert len(row.ids) <= 512
    assert len(judged(row)[0]) == PASSAGE_TOKENS


def test_what_stands_too_far_back_has_a_row_of_its_own() -> None:
    near = Context(title="", before="", sentence="ab. ", after="x" * 600 + "cd.")
    far = Context(title="", before="ab. " + "x" * 600, sentence="cd.")

    first, second = rows(Letters(), "q", [near, far])

    assert judged(first) == ["ab. "]
    assert judged(second) == ["cd."]


def test_a_figure_at_the_end_of_a_long_sentence_is_kept() -> None:
    sentence = "x" * 3000 + "7"
    [row] = rows(Letters(), "a", [Context(title="", before="", sentence=sentence, focus=(3000, 3001))])

    assert judged(row) == ["7"]
    assert len(row.ids) < 512
