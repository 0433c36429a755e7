from __future__ import annotations

from pathlib import Path

import pytest

from tests.articles.writing import read_fault, read_one, read_parts, write

TABLE = "Headline,Author,Source,Date,Link,Body\nFire,Ann Lee,Herald,2024-05-02,https://example.org/1,Two died.\n"


def test_a_row_is_an_article_by_the_usual_names_of_columns(tmp_path: Path) -> None:
    article = read_one(tmp_path, TABLE, "news/may.csv")

    assert (article.file, article.text, article.title) == ("news/may.csv#1", "Two died.", "Fire")
    assert (article.byline, article.publisher, article.url) == ("Ann Lee", "Herald", "https://example.org/1")
    assert (article.published, article.published_basis) == ("2024-05-02", "column")


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_separator_is_seen_in_the_header(tmp_path: Path, sign: str) -> None:
    content = f'title{sign}text\nFire{sign}"Two died{sign} and one ""may"" live.\n\nMore."\n'

    assert read_one(tmp_path, content, "a.csv").text == f'Two died{sign} and one "may" live.\n\nMore.'


def test_a_spreadsheet_may_name_its_separator_above_the_header(tmp_path: Path) -> None:
    article = read_one(tmp_path, "sep=|\r\ntitle;x|text\r\nFire;1|Two died.\r\n".encode("utf-8-sig"), "a.csv")

    assert (article.file, article.text) == ("a.csv#1", "Two died.")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_table_of_a_spreadsheet_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    content = "Titel;Text\r\nFeuer;Im Café starben zwei der Gäste, and the owner.\r\n".encode(encoding)

    assert read_one(tmp_path, content, "a.csv").text == "Im Café starben zwei der Gäste, and the owner."


def test_a_broken_row_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    articles, faults = read_parts(tmp_path, "title,text\na,One died.\nb,\n,,\nc,Two,died\nd,Four died.\n", "a.csv")

    assert [(article.file, article.text) for article in articles] == [
        ("a.csv#1", "One died."),
        ("a.csv#5", "Four died."),
    ]
    assert [(fault.member, fault.reason) for fault in faults] == [
        ("#2", "has no text; fill it in or remove the row"),
        ("#4", "has more cells than the table has columns; quote the cells that hold separators"),
    ]


def test_a_row_is_named_by_its_id_where_it_has_one(tmp_path: Path) -> None:
    articles, faults = read_parts(tmp_path, "id,text\nx-7,One.\n,Two.\nx-7,Three.\n../etc,Four.\n", "a.csv")

    assert [article.file for article in articles] == ["a.csv#x-7", "a.csv#2", "a.csv#x-7 (2)", "a.csv#4"]
    assert faults == []


def test_a_sidecar_names_the_columns_and_what_holds_for_all_rows(tmp_path: Path) -> None:
    write(tmp_path, "a.csv.meta.yaml", "columns: {text: words, published: day}\ndates: day first\npublisher: Herald\n")

    article = read_one(tmp_path, "text,words,day\nignored,Two died.,6/7/2023\n", "a.csv")

    assert (article.text, article.published, article.publisher) == ("Two died.", "2023-07-06", "Herald")
    assert article.bases == (("published", "column"), ("publisher", "sidecar"))


@pytest.mark.parametrize(
    ("content", "card", "fault"),
    [
        ("a,b\n1,2\n", "", "has no column for the text (it has a, b); name it in a side-car .meta.yaml, such as"),
        ("a,b\n1,2\n", "columns: {text: c}", "has no column 'c' (it has a, b); mend its side-car"),
        ("a,b\n1,2\n", "columns: {body: a}", "has a side-car that maps 'body'; it can map text, title,"),
        ("a,b\n1,2\n", "columns: a", "has a side-car whose columns are no mapping"),
        ("text\nx\n", "dates: american", "has a side-car with dates: 'american'; write day first or month first"),
        ("\0\0", "", "is binary, not text"),
    ],
)
def test_a_table_that_cannot_be_mapped_says_what_to_write(tmp_path: Path, content: str, card: str, fault: str) -> None:
    write(tmp_path, "a.csv.meta.yaml", card)

    assert read_fault(tmp_path, content, "a.csv").startswith(fault)


def test_a_date_that_cannot_be_told_is_left_out_and_told_once(tmp_path: Path) -> None:
    articles, [fault] = read_parts(tmp_path, "text,date\nOne.,06/07/2023\nTwo.,13/7/2023\nThree.,soon\n", "a.csv")

    assert [article.published for article in articles] == [None, "2023-07-13", None]
    assert fault.member == ""
    assert fault.reason.startswith(
        "2 rows have a date that cannot be told ('06/07/2023') and is left out; write 2024-05"
    )


def test_a_cell_beyond_measure_ends_the_table_with_one_fault(tmp_path: Path) -> None:
    articles, [fault] = read_parts(tmp_path, 'text\nOne.\n"' + "x\n" * 3_000_000, "a.csv")

    assert [article.text for article in articles] == ["One."]
    assert fault.member == "#2"
    assert fault.reason.startswith("cannot be read from this row on (field larger than field limit")
