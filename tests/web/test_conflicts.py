from __future__ import annotations

import pytest

from rag.errors import IndexingError
from rag.records import Answer, Event
from rag.web.conflicts import AT_ONCE
from rag.web.surveys import Surveys
from tests.factories import make_answer, make_finding
from tests.web.conftest import OpenPage, Serve, equip
from tests.web.driving import hosts_of, whole
from tests.web.fake_archive import FakeArchive

MILL = Event(label="The fire at Rokeby mill", when="2029-05-01", where="Rokeby")


class Quarrelsome(FakeArchive):
    """Holds a conflict for each event that it is given, newest last, and counts how often all of it was read."""

    def __init__(self, *events: Event) -> None:
        super().__init__({"How many died in “The fire at Rokeby mill”?": make_answer()})
        self.events = events
        self.read = 0

    def disagreements(self) -> Answer:
        self.read += 1
        return make_answer(*(make_finding(event=event) for event in self.events))


def test_the_archive_is_read_once_for_each_of_its_states() -> None:
    archive = Quarrelsome(MILL)
    surveys = Surveys(equip(archive))

    assert [entry.finding.event.label for entry in surveys.entries()] == [MILL.label]
    surveys.entries()

    assert archive.read == 1


@pytest.mark.browser
def test_conflicts_are_listed_chosen_and_asked_about(serve_page: Serve, open_page: OpenPage) -> None:
    archive = Quarrelsome(MILL, Event(label="The ferry Aurelia", when="2031-03-12"))
    page = open_page(f"{serve_page(archive)}/disagreements")
    titles = page.locator("#conflicts h2")
    titles.nth(1).wait_for()
    assert titles.all_inner_texts() == ["The ferry Aurelia", "The fire at Rokeby mill"]

    page.get_by_label("Words").fill("rokeby")
    page.locator(".tally", has_text="1 disagreement of 2").wait_for()
    assert titles.all_inner_texts() == ["The fire at Rokeby mill"]
    page.get_by_label("Words").fill("")
    page.locator(".tally", has_text="2 disagreements").wait_for()
    page.get_by_label("Until").fill("2030")
    page.locator(".tally", has_text="1 disagreement of 2").wait_for()
    page.get_by_label("Printed by").click()
    page.get_by_role("option", name="Strait News").click()
    page.get_by_label("About").click()
    page.get_by_role("option", name="killed").click()
    page.get_by_role("link", name="Ask about it").click()

    turn = whole(page, 1)
    assert turn.locator(".question").inner_text() == "How many died in “The fire at Rokeby mill”?"
    assert page.errors == []
    assert hosts_of(page) == {page.url.split("/")[2]}


@pytest.mark.browser
def test_of_very_many_the_rest_is_shown_on_demand(serve_page: Serve, open_page: OpenPage) -> None:
    events = [Event(label=f"Event {number}", when=f"2031-01-{number % 28 + 1:02}") for number in range(AT_ONCE + 5)]
    page = open_page(f"{serve_page(Quarrelsome(*events))}/disagreements")
    page.locator("#conflicts h2").nth(AT_ONCE - 1).wait_for()
    assert page.locator("#conflicts h2").count() == AT_ONCE

    page.get_by_role("button", name="Show more").click()
    page.locator("#conflicts h2").nth(AT_ONCE + 4).wait_for()

    page.get_by_role("button", name="Show more").wait_for(state="hidden")


@pytest.mark.browser
def test_an_archive_that_cannot_be_read_says_why(serve_page: Serve, open_page: OpenPage) -> None:
    class Torn(FakeArchive):
        def disagreements(self) -> Answer:
            raise IndexingError("the index is damaged: make it anew with rag index FOLDER --rebuild")

    page = open_page(f"{serve_page(Torn())}/disagreements")

    page.locator("#conflicts .problem", has_text="the index is damaged").wait_for()
