from __future__ import annotations

from rag.pages.survey import entries
from rag.pages.welcome import first_look
from rag.records import Event
from tests.factories import make_answer, make_finding, make_position
from tests.pages.reading import element_names, elements, text_of, texts_of


def test_an_empty_archive_says_how_to_begin() -> None:
    html = first_look(0, ())

    assert "The archive is empty" in text_of(html)
    assert [link["href"] for link in elements(html, "a")] == ["/articles?add"]


def test_the_newest_conflicts_are_asked_about_by_a_click() -> None:
    html = first_look(2, entries(make_answer()))

    assert text_of(html).startswith("2 articles in the archive")
    [button] = elements(html, "button")
    assert str(button["data-ask"]).startswith("How many died in ")
    assert texts_of(html, "button") == ["killed4 ≠ at least 7the fire aboard the ferry Aurelia · 12 March 2031"]


def test_of_many_conflicts_and_many_values_the_first_are_shown_and_all_counted() -> None:
    many = make_finding(*(make_position(str(number)) for number in range(1, 8)))
    html = first_look(9, entries(make_answer(*[many] * 5)))

    assert len(elements(html, "button")) == 3
    assert "All 5" in text_of(html)
    assert "and 3 more" in text_of(html)


def test_an_archive_without_conflicts_is_only_counted() -> None:
    assert text_of(first_look(1, ())) == "1 article in the archive"


def test_no_text_becomes_markup() -> None:
    bad = "<script>alert(1)</script>"
    finding = make_finding(make_position(bad), make_position("7"), event=Event(label=bad, when=bad), aspect=bad)

    assert "script" not in element_names(first_look(2, entries(make_answer(finding))))
