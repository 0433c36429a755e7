from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import IndexingError
from rag.search.words import MOST_TERMS, WordIndex, WordRow

ROWS = [
    WordRow(id=1, body="Seven warehouses burned on Tuesday.", title="Harbour fire", publisher="The Lerna Courier"),
    WordRow(id=2, body="The U.S. envoy left for Orlan.", title="Talks end"),
    WordRow(id=3, body="Some 1,200 people marched in Zürich.", title="March"),
]


@pytest.fixture
def index() -> WordIndex:
    return WordIndex.build(ROWS)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("warehouse", [1]),
        ("BURNING", [1]),
        ("Who is the US envoy?", [2]),
        ("zurich 1200", [3]),
        ("harbour", [1]),
        ("courier", [1]),
        ("nothing of that", []),
        ("the of and", []),
        ("", []),
    ],
)
def test_a_question_is_searched_by_the_stems_of_its_words(index: WordIndex, question: str, found: list[int]) -> None:
    assert index.search(question, k=5) == found


@pytest.mark.parametrize(
    "question", ['title:(fire AND "', "body:[a TO z] OR *", "+-!(){}^~?:\\/", "warehouse^99 NOT burned", "a\0b \udce9"]
)
def test_a_question_is_never_a_query_language(index: WordIndex, question: str) -> None:
    assert set(index.search(question, k=5)) <= {1}


def test_a_very_long_question_is_cut_to_its_first_words(index: WordIndex) -> None:
    assert len(index.terms(" ".join(f"word{number}" for number in range(5000)))) == MOST_TERMS


def test_a_word_of_the_passage_weighs_more_than_one_of_the_title() -> None:
    index = WordIndex.build([WordRow(id=1, body="Rain.", title="Flood"), WordRow(id=2, body="Flood.", title="Rain")])

    assert index.search("flood", k=2) == [2, 1]


def test_a_folder_gives_the_same_hits_when_opened_again(tmp_path: Path) -> None:
    WordIndex.build(ROWS, folder=tmp_path)
    index = WordIndex.open(tmp_path)

    assert index.search("warehouse fire", k=5) == [1]
    assert len(index) == 3


def test_what_is_removed_is_not_found_and_what_is_added_is(tmp_path: Path) -> None:
    WordIndex.build(ROWS, folder=tmp_path)
    index = WordIndex.open(tmp_path)

    index.change(remove=[1], rows=[WordRow(id=9, body="Two warehouses were rebuilt.")])

    assert index.search("warehouses", k=5) == [9]
    assert len(WordIndex.open(tmp_path)) == 3


def test_an_empty_index_finds_nothing() -> None:
    assert WordIndex.build([]).search("warehouse", k=5) == []


def test_a_folder_without_an_index_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(IndexingError, match="torn"):
        WordIndex.open(tmp_path)
