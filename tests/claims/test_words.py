"""Which words stand in a text, where, and which of them are forms of one word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.claims.words import Word, content_stems, split_words, stem, stems_of


def only(text: str) -> Word:
    [word] = split_words(text)
    return word


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nine boats sank.", ["Nine", "boats", "sank"]),
        ("the union's 40-year-old rule", ["the", "union's", "40-year-old", "rule"]),
        ("they didn’t, she said", ["they", "didn’t", "she", "said"]),
        ("the U.S. navy", ["the", "U.S", "navy"]),
        ("naïve Øresund café", ["naïve", "Øresund", "café"]),
        ("snow — sleet—hail", ["snow", "sleet", "hail"]),
        ("a_b", ["a", "b"]),
        ("مرحبا بكم", ["مرحبا", "بكم"]),
        ("😀!? …", []),
        ("", []),
    ],
)
def test_words_are_split_at_everything_that_is_no_letter_or_digit(text: str, words: list[str]) -> None:
    assert [word.text for word in split_words(text)] == words


def test_a_stretch_of_a_text_gives_offsets_into_the_whole_text() -> None:
    [word] = split_words("Nine boats sank", 5, 10)

    assert (word.start, word.end, word.text) == (5, 10, "boats")


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("wounded", "wounds"),
        ("children", "child"),
        ("Sold", "sells"),
        ("deaths", "died"),
        ("strike", "struck"),
        ("policemen", "policeman"),
        ("union's", "unions"),
        ("union’s", "union"),
        ("EVACUEES", "evacuated"),
    ],
)
def test_forms_of_one_word_share_a_stem(form: str, base: str) -> None:
    assert stem(form) == stem(base)


@pytest.mark.parametrize(("one", "other"), [("killed", "injured"), ("ferry", "ferret"), ("miner", "minor")])
def test_different_words_have_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize("text", ["Lerna", "al-Rammah", "el-Hadar", "Ø"])
def test_a_capital_or_an_arabic_article_makes_a_name(text: str) -> None:
    assert only(text).is_name


@pytest.mark.parametrize("text", ["ferry", "al", "9", "dell"])
def test_other_words_are_no_names(text: str) -> None:
    assert not only(text).is_name


def test_articles_prepositions_and_verbs_of_saying_carry_no_meaning() -> None:
    assert stems_of("The captain said that he was in the boats") == {"captain", "boat"}


def test_content_stems_of_no_words_are_none() -> None:
    assert content_stems([]) == frozenset()


@given(st.text())
def test_every_word_stands_where_it_says(text: str) -> None:
    words = split_words(text)

    assert [text[word.start : word.end] for word in words] == [word.text for word in words]
    assert all(one.end <= other.start for one, other in pairwise(words))


@given(st.text())
def test_a_stem_is_never_empty(text: str) -> None:
    assert all(word.stem for word in split_words(text))
