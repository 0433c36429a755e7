from __future__ import annotations

from rag.pages.survey import Choice, aspects, entries, listing, publishers
from rag.records import Answer, Event
from tests.factories import make_answer, make_citation, make_finding, make_position
from tests.pages.reading import element_names, elements, text_of, texts_of

FIRE = Event(label="The mill fire", when="2029-05-01", where="Rokeby")


def archive() -> Answer:
    """Two conflicts of the ferry of 2031 and one of the mill of 2029."""
    wounded = make_finding(aspect="injured")
    return make_answer(make_finding(event=FIRE, aspect="acres burned"), make_finding(), wounded)


def left(**choice: str) -> list[str]:
    chosen = Choice(**choice)
    return [entry.finding.aspect for entry in entries(archive()) if chosen.takes(entry)]


def test_the_newest_event_comes_first_and_its_conflicts_together() -> None:
    assert left() == ["killed", "injured", "acres burned"]


def test_a_choice_by_aspect_publisher_time_and_words() -> None:
    assert left(aspect="injured") == ["injured"]
    assert left(publisher="Strait News") == ["killed", "injured", "acres burned"]
    assert left(publisher="Nobody's Times") == []
    assert left(since="2030") == ["killed", "injured"]
    assert left(until="2029") == ["acres burned"]
    assert left(since="2029-05-01", until="2029-05-01") == ["acres burned"]
    assert left(text="rokeby MILL") == ["acres burned"]


def test_what_can_be_chosen_is_named() -> None:
    assert aspects(entries(archive())) == ["acres burned", "injured", "killed"]
    assert publishers(entries(archive())) == ["Strait News", "The Lerna Courier"]


def test_each_conflict_can_be_asked_about_and_read_where_it_is_printed() -> None:
    html = listing(entries(make_answer()), 1, 10)

    links = [str(link["href"]) for link in elements(html, "a")]
    assert links[0].startswith("/?ask=How+many+died+in+")
    assert links[1] == "/articles?read=article-1.txt&start=120&end=178"
    assert "4the coast guard · The Lerna Courier, 12 March 2031" in text_of(html)


def test_an_event_is_named_once() -> None:
    assert texts_of(listing(entries(archive()), 3, 10), "h2") == ["the fire aboard the ferry Aurelia", "The mill fire"]


def test_only_so_many_are_laid_out_and_all_are_counted() -> None:
    html = listing(entries(archive()), 5, 1)

    assert "3 disagreements of 5" in text_of(html)
    assert len(elements(html, "article")) == 1


def test_an_archive_without_conflicts_and_a_choice_without_any_say_so() -> None:
    assert text_of(listing((), 0, 10)).startswith("No two reports of the archive disagree")
    assert text_of(listing((), 5, 10)) == "No disagreement is left by this choice."


def test_no_text_becomes_markup() -> None:
    bad = "<script>alert(1)</script>"
    answer = make_answer(
        make_finding(make_position(bad), make_position("7"), event=Event(label=bad, where=bad), aspect=bad),
        citations=(make_citation(id=1, title=bad, publisher=bad, article=bad),),
    )

    assert "script" not in element_names(listing(entries(answer), 1, 10))
