from __future__ import annotations

import pytest

from rag.pages.cards import cards
from tests.factories import make_citation
from tests.pages.reading import element_names, elements, text_of, texts_of

QUOTE = "At least seven have died."


def test_the_quote_is_marked_in_its_passage() -> None:
    shown = cards([make_citation(QUOTE, passage=f"Dawn broke. {QUOTE} Rain fell.")], "t1", "Passages")

    assert texts_of(shown, "mark") == [QUOTE]
    assert texts_of(shown, "blockquote") == [f"Dawn broke. {QUOTE} Rain fell."]


def test_a_card_names_article_publisher_date_and_file() -> None:
    shown = cards([make_citation(title="Fire at sea", publisher="Strait News", article="b.txt")], "t1", "Passages")

    assert "[1]" not in text_of(shown)
    assert "Fire at seaStrait News · 12 March 2031 · b.txt" in text_of(shown)


def test_a_marker_finds_the_card_by_its_id() -> None:
    shown = cards([make_citation(id=3)], "t2", "Passages")

    assert elements(shown, "li") == [{"class": "card", "id": "t2-c3", "tabindex": "-1"}]


def test_a_long_passage_is_cut_to_what_surrounds_the_quote_and_kept_whole_in_a_fold() -> None:
    passage = f"{'Before it all. ' * 40}{QUOTE} {'After it all. ' * 40}"

    near, whole = texts_of(cards([make_citation(QUOTE, passage=passage)], "t1", "Passages"), "blockquote")

    assert near.startswith("… ")
    assert near.endswith(" …")
    assert QUOTE in near
    assert whole == " ".join(passage.split())


def test_a_quote_that_is_not_in_the_passage_is_shown_alone() -> None:
    shown = cards([make_citation(QUOTE, passage="Another text.")], "t1", "Passages")

    assert texts_of(shown, "blockquote") == [QUOTE]


def test_a_web_address_is_a_link_that_tells_nothing_of_the_reader() -> None:
    link, _ = elements(cards([make_citation(url="https://example.org/a?b=1")], "t1", "Passages"), "a")

    assert link["href"] == "https://example.org/a?b=1"
    assert link["rel"] == "noopener noreferrer nofollow"
    assert link["referrerpolicy"] == "no-referrer"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[", "//x", ""]
)
def test_any_other_address_is_no_link(url: str) -> None:
    [link] = elements(cards([make_citation(url=url)], "t1", "Passages"), "a")

    assert link["class"] == "in-article"


def test_a_card_leads_to_its_quote_in_the_article() -> None:
    [link] = elements(cards([make_citation("Ten.", article="a b&c.txt", start=7)], "t1", "Passages"), "a")

    assert link["href"] == "/articles?read=a+b%26c.txt&start=7&end=11"


def test_of_many_passages_the_first_stand_open_and_the_others_in_a_fold() -> None:
    shown = cards([make_citation(id=number) for number in range(1, 6)], "t1", "Passages", open_=3)

    assert texts_of(shown, "summary") == ["2 more passages"]
    assert len(elements(shown.split("<details")[0], "li")) == 3


def test_without_citations_there_is_no_heading() -> None:
    assert cards([], "t1", "Passages") == ""


def test_markup_and_markdown_in_a_passage_stay_text() -> None:
    passage = f"<img src=x onerror=alert(1)> ![a](http://example.org/a.png) {QUOTE}"

    shown = cards([make_citation(QUOTE, passage=passage, title="<b>x</b>", article="<i>.txt")], "t1", "Passages")

    assert element_names(shown).isdisjoint({"img", "b", "i"})
    assert texts_of(shown, "blockquote") == [passage]
