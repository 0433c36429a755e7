from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rag.articles.formats.reflow import reflow

COLUMN = """The fire service said that two people died in
the fire at the Orrin mill. Three others were
taken to hospital.
The mill was built in 1911 and made flour for
the whole valley until the war, when it was
closed. Nobody lives in it."""


def test_lines_of_a_column_become_paragraphs() -> None:
    assert reflow(COLUMN.splitlines()).split("\n\n") == [
        "The fire service said that two people died in the fire at the Orrin mill. "
        "Three others were taken to hospital.",
        "The mill was built in 1911 and made flour for the whole valley until the war, when it was closed. "
        "Nobody lives in it.",
    ]


def test_a_word_parted_at_the_end_of_a_line_is_joined() -> None:
    assert reflow(["The inter-", "national crew spoke of it."]) == "The international crew spoke of it."
    assert reflow(["It lay between Orrin-", "Port and the sea."]) == "It lay between Orrin- Port and the sea."


def test_items_and_headings_stand_alone() -> None:
    lines = [
        "What is known",
        "Two people died in the fire at the mill on Thursday",
        "- The mill was old",
        "- It burned",
    ]

    assert reflow(lines).split("\n\n") == lines


def test_paragraphs_on_lines_of_their_own_stay_as_they_are() -> None:
    long = "A paragraph that a program wrote on one line, however long it is. " * 5

    assert reflow([long, "", "Short one.", long]).split("\n\n") == [long.strip(), "Short one.", long.strip()]


@given(st.lists(st.text(alphabet="ab.- \n", max_size=40), max_size=12))
def test_no_letter_is_lost(lines: list[str]) -> None:
    def letters(text: str) -> str:
        return "".join(one for one in text if one not in "- \n")

    assert letters(reflow(lines)) == letters("".join(lines))
