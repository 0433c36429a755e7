from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import IndexingError
from rag.search.words import MOST_TERMS, WordIndex, WordRow, names_in

ROWS = [
    WordRow(id=1, body="Seven warehouses burned on Tuesday.", title="Harbour fire", publisher="The Lerna Courier"),
    WordRow(id=2, body="The U.S. envoy left for Orlan.", title="Talks end"),
    WordRow(id=3, body="Some 1,200 people marched in Zürich.", title="March"),
]


def ids(index: WordIndex, text: str, *, k: int = 5) -> list[int]:
    return [number for number, _ in index.search(text, k=k)]


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
    assert ids(index, question) == found


@pytest.mark.parametrize(
    "question", ['title:(fire AND "', "body:[a TO z] OR *", "+-!(){}^~?:\\/", "warehouse^99 NOT burned", "a\0b \udce9"]
)
def test_a_question_is_never_a_query_language(index: WordIndex, question: str) -> None:
    assert set(ids(index, question)) <= {1}


def test_a_very_long_question_is_cut_to_its_first_words(index: WordIndex) -> None:
    assert len(index.terms(" ".join(f"word{number}" for number in range(5000)))) == MOST_TERMS


def test_a_word_of_the_passage_weighs_more_than_one_of_the_title() -> None:
    index = WordIndex.build([WordRow(id=1, body="Rain.", title="Flood"), WordRow(id=2, body="Flood.", title="Rain")])

    assert ids(index, "flood", k=2) == [2, 1]


def test_a_folder_gives_the_same_hits_when_opened_again(tmp_path: Path) -> None:
    WordIndex.build(ROWS, folder=tmp_path)
    index = WordIndex.open(tmp_path)

    assert ids(index, "warehouse fire") == [1]
    assert len(index) == 3


def test_what_is_removed_is_not_found_and_what_is_added_is(tmp_path: Path) -> None:
    WordIndex.build(ROWS, folder=tmp_path)
    index = WordIndex.open(tmp_path)

    index.change(remove=[1], rows=[WordRow(id=9, body="Two warehouses were rebuilt.")])

    assert ids(index, "warehouses") == [9]
    assert len(WordIndex.open(tmp_path)) == 3


def test_an_empty_index_finds_nothing() -> None:
    assert ids(WordIndex.build([]), "warehouse") == []


def test_a_folder_without_an_index_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(IndexingError, match="torn"):
        WordIndex.open(tmp_path)


def test_the_names_at_the_opening_of_an_article_name_all_its_passages() -> None:
    rows = [WordRow(id=1, body="Seven died.", opening="PORT LERNA — Fire broke out"), WordRow(id=2, body="Lerna.")]
    index = WordIndex.build(rows)

    assert ids(index, "lerna") == [2, 1]
    assert ids(index, "broke") == []
    assert names_in("In Zürich, Ms O’Neill met 12 envoys of the EU.") == "In Zürich Ms O’Neill EU"


def test_a_day_in_a_question_prefers_the_reports_of_that_day_and_the_next_days() -> None:
    days = {1: "2031-03-11", 2: "2031-03-13T08:00", 3: "2031-03-19", 4: "2031-07-01", 5: None}
    rows = [WordRow(id=number, body="Four died.", published=day) for number, day in days.items()]
    index = WordIndex.build(rows)

    assert ids(index, "How many died on 12 March 2031?") == [2, 1, 3, 4, 5]
    assert ids(index, "How many died in July 2031?")[0] == 4


def test_a_later_report_that_tells_of_the_day_is_preferred_too() -> None:
    rows = [
        WordRow(id=1, body="Four died.", published="2033-01-02"),
        WordRow(id=2, body="Four died.", published="2033-01-02", told=("2031-03-12",)),
    ]

    assert ids(WordIndex.build(rows), "How many died on 12 March 2031?") == [2, 1]


def test_a_question_of_nothing_but_a_date_finds_what_was_printed_then() -> None:
    index = WordIndex.build([WordRow(id=1, body="Rain."), WordRow(id=2, body="Rain.", published="2031-03-12")])

    assert ids(index, "12 March 2031") == [2]


def test_a_date_adds_the_same_however_rare_it_is() -> None:
    rare = [WordRow(id=number, body="Rain.", published="2031-05-01") for number in range(50)]
    common = [WordRow(id=number, body="Rain.", published="2031-03-12") for number in range(50, 90)]
    index = WordIndex.build([*rare[:2], *common, *(WordRow(id=number, body="Rain.") for number in range(90, 99))])

    [(first, seldom)] = index.search("1 May 2031", k=1)
    [(second, often)] = index.search("12 March 2031", k=1)

    assert (first, second) == (0, 50)
    assert seldom == pytest.approx(often, rel=1e-4)
    assert seldom == pytest.approx(10.0, rel=1e-4)
