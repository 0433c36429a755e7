from __future__ import annotations

from rag.pages.frame import masthead
from tests.pages.reading import elements, texts_of


def test_every_page_leads_to_the_others_and_says_where_the_reader_stands() -> None:
    html = masthead("/articles")

    assert texts_of(html, "a")[1:] == ["Ask", "Disagreements", "Articles", "Settings"]
    assert [link["href"] for link in elements(html, "a") if link.get("aria-current")] == ["/articles"]
