"""Sentences and passages: offsets that hold, sentences a reader would see, nothing lost."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rag.articles.split import LONGEST_SENTENCE, body_sentences, passages, sentences
from rag.records import Article

NEWS = st.text(
    alphabet=st.one_of(st.sampled_from("ab Zé.?!,\"“”'\n\t😀5 U S"), st.characters(exclude_categories=["Cs"])),
    max_size=400,
)


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def make_article(text: str) -> Article:
    return Article(id="a", files=("a.txt",), text=text)


@pytest.mark.parametrize(
    "parts",
    [
        ["The ferry sank off Tarn.", "U.S. divers searched the wreck.", "They found nothing."],
        ["He had left for the U.S. by then.", "The U.N. envoy stayed."],
        ["Gen. Ada Roth spoke first.", "Lt. Col. Sam Orr followed.", "Mr. Ives and Dr. Lund did not."],
        ["Pit No. 2 was flooded.", "The blast of Sept. 3 had closed it.", "It reopened on Jan. 6."],
        ["The doors shut at 5 p.m. sharp.", "At 5.10 p.m. Sunday the alarm rang.", "By 6 a.m. on Monday it was over."],
        ["The shop closed at 5 p.m.", "The fire began an hour later."],
        ["The damage came to $3.5 million.", "The insurer paid £1.1m.", "A 5.8 tremor followed."],
        ["J. K. Marsh wrote the report.", "George W. Hale signed it."],
        ["Is the bridge safe?", "No!", "It is not."],
        ["FIVE MEN WERE HURT AT THE NO. 2 SHAFT.", "NO STAFF WERE KILLED.", "NEXT BULLETIN 1200 HRS."],
        ["Insp. Roe of the harbour police agreed.", "Const. Bell did not."],
        ["The cable snapped 40 km. away from the port.", "Nobody was near."],
        ["Müller said “ja”.", "Señora Peña wept 😀.", "Then they left."],
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(parts: list[str]) -> None:
    assert found(" ".join(parts)) == parts


def test_a_quotation_of_several_sentences_stays_whole_with_its_speaker() -> None:
    text = '"We won. We are glad. It is over," Marta Quill said. Then she left. “Nobody died.” He nodded.'

    assert found(text) == [
        '"We won. We are glad. It is over," Marta Quill said.',
        "Then she left.",
        "“Nobody died.”",
        "He nodded.",
    ]


def test_titles_captions_and_bullets_end_with_their_line() -> None:
    text = "Bridge falls\n\nA crane near the pier\nThe bridge fell. Two died.\n- nine hurt\n- two lost\n1. A list"

    assert found(text) == [
        "Bridge falls",
        "A crane near the pier",
        "The bridge fell.",
        "Two died.",
        "- nine hurt",
        "- two lost",
        "1. A list",
    ]


def test_a_hard_wrapped_paragraph_is_read_as_one_line() -> None:
    text = (
        "The harbour office said on Friday that the ferry had carried\n"
        "61 passengers, eleven more than its licence allows, and that\n"
        "Captain Ode had been told. He denied it.\n"
        "\n"
        "A second inquiry opens next week, the ministry announced in\n"
        "a short note."
    )

    assert found(text) == [
        "The harbour office said on Friday that the ferry had carried\n"
        "61 passengers, eleven more than its licence allows, and that\nCaptain Ode had been told.",
        "He denied it.",
        "A second inquiry opens next week, the ministry announced in\na short note.",
    ]


def test_a_short_line_above_a_paragraph_is_not_drawn_into_it() -> None:
    text = "Rescue crews at the foot of the northern pier on Friday\nEleven people were saved."

    assert found(text) == ["Rescue crews at the foot of the northern pier on Friday", "Eleven people were saved."]


def test_boilerplate_is_a_sentence_but_none_of_the_body() -> None:
    text = "HOME | NEWS | SPORT\n\nTwo men drowned. Sign up for our newsletter.\n\nDivers at work. Ann Lee/AP Photo"

    assert [text[a:b] for a, b in body_sentences(text)] == ["Two men drowned.", "Divers at work."]
    assert found(text)[0] == "HOME | NEWS | SPORT"


@settings(deadline=None)
@given(NEWS)
@example("é😀. “Ü.” A\r\nb\x85c\u2028d")
def test_sentences_cover_every_visible_character_once_and_in_order(text: str) -> None:
    spans = sentences(text)

    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(a < b and text[a:b] == text[a:b].strip() for a, b in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@settings(deadline=None)
@given(NEWS, st.integers(min_value=1, max_value=120))
def test_passages_carry_each_sentence_once_within_the_limit(text: str, limit: int) -> None:
    article = make_article(text)

    made = passages(article, characters=limit)

    assert all(text[p.start : p.end] == p.text and 0 < len(p.text) <= limit for p in made)
    assert "".join("".join(p.text.split()) for p in made) == "".join(text.split())
    assert [p.number for p in made] == list(range(len(made)))


def test_passages_keep_paragraphs_together_when_they_fit() -> None:
    paragraphs = ["First. " * 8 + "One.", "Second. " * 8 + "Two.", "Third. " * 8 + "Three."]
    article = make_article("\n\n".join(paragraphs))

    assert [p.text for p in passages(article, characters=140)] == [
        "\n\n".join(paragraphs[:2]),
        paragraphs[2],
    ]


def test_a_paragraph_beyond_the_limit_is_cut_between_sentences() -> None:
    article = make_article("The river rose. The wall broke. The town flooded.")

    assert [p.text for p in passages(article, characters=32)] == [
        "The river rose. The wall broke.",
        "The town flooded.",
    ]


def test_an_endless_line_is_cut_at_spaces() -> None:
    article = make_article("word " * 10_000)

    spans = sentences(article.text)

    assert max(end - start for start, end in spans) <= LONGEST_SENTENCE
    assert {word for start, end in spans for word in article.text[start:end].split()} == {"word"}
    assert max(len(p.text) for p in passages(article)) <= 900


def test_an_overlong_quotation_is_cut_at_a_full_stop_inside_it() -> None:
    text = "“" + "We shall see what the inquiry says. " * 40 + "That is all,” he said."

    assert all(text[start:end].endswith((".", "said.")) for start, end in sentences(text))


@pytest.mark.parametrize("text", ["x" * 2_000_000, " " * 2_000_000, "\n" * 2_000_000, '"' * 300_000, "A. " * 500_000])
def test_a_hostile_text_takes_no_more_than_its_length_in_time(text: str) -> None:
    before = time.process_time()

    sentences(text)

    assert time.process_time() - before < 20


@pytest.mark.parametrize("text", ["", "  \n\t\n "])
def test_a_blank_text_has_no_sentence_and_no_passage(text: str) -> None:
    assert sentences(text) == ()
    assert passages(make_article(text)) == ()
