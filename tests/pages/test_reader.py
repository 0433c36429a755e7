from __future__ import annotations

from rag.pages.reader import opened
from rag.records import Quantity
from tests.factories import make_article, make_claim
from tests.pages.reading import element_names, elements, text_of, texts_of

TEXT = "Smoke rose at dawn.\n\nFour people died, the coast guard said. A hospital denied it. The harbour stayed closed."
FOUR = Quantity(low=4, high=4, text="Four")


DIED = make_claim(
    "Four people died, the coast guard said.",
    TEXT,
    quantity=FOUR,
    focus="Four",
    aspect="killed",
    noun="people",
    holder="the coast guard",
)
DENIED = make_claim("A hospital denied it.", TEXT, holder="a hospital", via="the radio", polarity="denied")
OWN = make_claim("The harbour stayed closed.", TEXT)


def test_the_text_stands_as_it_is_stored_with_its_claims_marked() -> None:
    html = opened(make_article(TEXT), [DIED, DENIED, OWN])

    marks = elements(html, "mark")
    assert [mark["class"] for mark in marks] == ["claim figure", "claim"]
    assert "2 claims marked in the text" in text_of(html)
    assert texts_of(html, "b") == ["Four"]


def test_a_claim_tells_what_was_read_who_says_so_and_through_whom() -> None:
    html = opened(make_article(TEXT), [DIED, DENIED])

    tips = [mark["aria-describedby"] for mark in elements(html, "mark")]
    assert "Four: people killed — the coast guard" in text_of(html)
    assert "statement (denied) — a hospital, through the radio" in text_of(html)
    assert [tip["id"] for tip in elements(html, "span") if tip.get("role") == "tooltip"] == tips


def test_the_quote_of_a_citation_is_marked_with_its_claim_or_alone() -> None:
    at = TEXT.index("Smoke")

    assert elements(opened(make_article(TEXT), [DIED], (DIED.start, DIED.end)), "mark")[0]["id"] == "quote"
    alone = elements(opened(make_article(TEXT), [DIED], (at, at + 5)), "mark")
    assert alone[0] == {"class": "quote", "id": "quote"}


def test_sentences_that_overlap_are_marked_once() -> None:
    inside = make_claim("the coast guard said.", TEXT, holder="the coast guard")

    assert len(elements(opened(make_article(TEXT), [DIED, inside]), "mark")) == 1


def test_what_is_missing_is_said_and_no_text_becomes_markup() -> None:
    bad = "<script>alert(1)</script> ![x](http://example.org/x.png)"
    html = opened(make_article(bad, title=bad, publisher="", published=None), [make_claim(bad, bad, holder=bad)])

    assert "no publisher given · no date given" in text_of(html)
    assert element_names(html).isdisjoint({"script", "img"})
