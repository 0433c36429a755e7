"""Use the page of articles as a reader does, over a canned archive."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rag.records import Quantity
from rag.reports import SyncReport
from tests.factories import make_article, make_claim
from tests.web.conftest import OpenPage, Serve
from tests.web.driving import DIED, ask, hosts_of
from tests.web.fake_archive import FakeArchive, Progress

pytestmark = pytest.mark.browser

TEXT = "Smoke rose at dawn.\n\nFour people died aboard the Aurelia, the coast guard said. The harbour stayed closed."
QUOTE = "Four people died aboard the Aurelia, the coast guard said."


@pytest.fixture
def archive() -> FakeArchive:
    made = FakeArchive()
    made.files["ferry.txt"] = make_article(TEXT, files=("ferry.txt",), publisher="", published=None)
    made.files["flood.txt"] = make_article("Sheep were lost.", title="The flood", files=("flood.txt",))
    four = {"quantity": Quantity(low=4, high=4, text="Four"), "focus": "Four", "aspect": "killed"}
    made.told = (make_claim(QUOTE, TEXT, article_id=made.files["ferry.txt"].id, holder="the coast guard", **four),)
    return made


def test_articles_are_found_opened_and_their_claims_seen(
    serve_page: Serve, open_page: OpenPage, archive: FakeArchive
) -> None:
    page = open_page(f"{serve_page(archive)}/articles")
    page.locator(".tally", has_text="2 articles").wait_for()

    page.get_by_label("Search the articles").fill("smoke")
    page.locator(".tally", has_text="1 article of 2").wait_for()
    page.get_by_role("link", name="Ferry burns off Port Lerna").click()
    mark = page.locator(".opened mark.figure")
    mark.wait_for()
    assert page.locator("#reindex").is_hidden()
    assert not mark.locator(".tip").is_visible()
    mark.hover()
    assert mark.locator(".tip").inner_text() == "Four: killed — the coast guard"
    page.mouse.move(0, 0)
    mark.focus()
    assert mark.locator(".tip").is_visible()
    page.keyboard.press("Escape")
    mark.locator(".tip").wait_for(state="hidden")
    page.get_by_role("link", name="All articles").click()
    page.locator(".tally", has_text="2 articles").wait_for()
    assert page.errors == []


def test_the_list_keeps_to_the_words_searched_for_when_the_folder_is_indexed_again(
    serve_page: Serve, open_page: OpenPage, archive: FakeArchive, articles: Path
) -> None:
    (articles / "clinic.txt").write_text("Nine people died, a clinic said.", encoding="utf-8")
    page = open_page(f"{serve_page(archive, articles=articles)}/articles")
    page.get_by_label("Search the articles").fill("smoke")
    page.locator(".tally", has_text="1 article of 2").wait_for()

    page.locator("#reindex").click()

    page.locator("#status .report").wait_for()
    page.locator(".tally", has_text="1 article of 3").wait_for()


def test_a_citation_leads_to_its_quote_in_the_article(
    serve_page: Serve, open_page: OpenPage, archive: FakeArchive
) -> None:
    at = TEXT.index(QUOTE)
    page = open_page(f"{serve_page(archive)}/articles?read=ferry.txt&start={at}&end={at + len(QUOTE)}")

    quote = page.locator("mark#quote")
    quote.wait_for()

    assert quote.inner_text().startswith(QUOTE)


def test_an_article_that_is_not_there_says_so(serve_page: Serve, open_page: OpenPage) -> None:
    page = open_page(f"{serve_page()}/articles?read=<b>gone</b>.txt")

    page.locator("#article .problem", has_text="This article is not in the archive").wait_for()


def test_what_is_missing_is_written_over(serve_page: Serve, open_page: OpenPage, archive: FakeArchive) -> None:
    page = open_page(f"{serve_page(archive)}/articles?read=ferry.txt")
    page.locator(".opened", has_text="no publisher given").wait_for()

    page.get_by_role("button", name="Edit title, publisher and date").click()
    title = page.locator("#edit").get_by_label("Title")
    page.wait_for_function("field => field.value === 'Ferry burns off Port Lerna'", arg=title.element_handle())
    page.locator("#edit").get_by_label("Publisher").fill("Strait News")
    page.locator("#edit").get_by_label("Date").fill("2031-03-12")
    page.get_by_role("button", name="Save").click()
    page.locator("#told", has_text="Saved.").wait_for()

    page.locator(".opened", has_text="Strait News · 12 March 2031").wait_for()
    assert archive.files["ferry.txt"].title == "Ferry burns off Port Lerna"


def test_an_article_is_deleted_after_it_was_confirmed(
    serve_page: Serve, open_page: OpenPage, archive: FakeArchive
) -> None:
    page = open_page(f"{serve_page(archive)}/articles?read=ferry.txt")
    page.locator(".opened").wait_for()

    page.get_by_role("button", name="Delete this article").click()
    sure = page.get_by_role("dialog", name="Delete this article from the archive?")
    sure.get_by_role("button", name="Keep it").click()
    sure.wait_for(state="detached")
    page.get_by_role("button", name="Delete this article").click()
    assert sorted(archive.files) == ["ferry.txt", "flood.txt"]
    sure.get_by_role("button", name="Delete").click()
    page.locator("#told", has_text="Deleted from the archive.").wait_for()

    assert list(archive.files) == ["flood.txt"]
    assert page.errors == []


def test_files_texts_and_addresses_are_added(
    serve_page: Serve, open_page: OpenPage, archive: FakeArchive, tmp_path: Path
) -> None:
    for name in ("clinic.txt", "picture.png"):
        (tmp_path / name).write_text("Nine people died, a clinic said.", encoding="utf-8")
    page = open_page(f"{serve_page(archive)}/articles")
    page.locator(".tally", has_text="2 articles").wait_for()
    page.get_by_role("button", name="Add articles").click()

    page.locator("#upload input[type=file], input[type=file]").first.set_input_files(
        [tmp_path / "clinic.txt", tmp_path / "picture.png"]
    )
    page.locator("#status .report", has_text="picture.png is of no kind that can be read").wait_for()
    page.locator(".tally", has_text="3 articles").wait_for()
    page.get_by_label("Address of an article or a feed").fill("https://news.example/a")
    page.get_by_role("button", name="Add the address").click()
    page.locator(".tally", has_text="4 articles").wait_for()
    page.locator("#add").get_by_label("Title").fill("A note")
    page.locator("#add").get_by_label("Text", exact=True).fill("Two people died.")
    page.get_by_role("button", name="Add the text").click()
    page.locator(".tally", has_text="5 articles").wait_for()

    assert sorted(archive.files) == ["a-note.md", "clinic.txt", "ferry.txt", "fetched.md", "flood.txt"]
    assert hosts_of(page) == {page.url.split("/")[2]}


class Slow(FakeArchive):
    """Indexes until it is stopped, and says so."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = threading.Event()

    def sync(
        self, folder: Any, *, progress: Progress | None = None, stop: Callable[[], bool] | None = None
    ) -> SyncReport:
        assert progress is not None
        assert stop is not None
        progress("indexing", 3, 10)
        self.begun.set()
        while not stop():
            threading.Event().wait(0.01)
        return SyncReport(added=("a.txt", "b.txt", "c.txt"))


def test_indexing_shows_how_far_it_is_answers_meanwhile_and_can_be_cancelled(
    serve_page: Serve, open_page: OpenPage, articles: Path
) -> None:
    writer, reader = Slow(), FakeArchive()
    address = serve_page(reader, writer=writer, articles=articles)
    page = open_page(f"{address}/articles")
    page.locator("#holdings .nothing").wait_for()
    page.get_by_role("button", name="Re-index the folder").click()
    page.locator("#status", has_text="indexing: 3 of 10").wait_for()

    other = open_page(address)
    other.locator(".welcome").wait_for()
    assert ask(other, DIED).locator(".side .value").all_inner_texts() == ["4", "at least 7"]
    assert page.locator("#status progress").get_attribute("value") == "3"
    page.get_by_role("button", name="Cancel").click()

    page.locator("#status .report", has_text="3 added").wait_for()
    page.locator("#cancel").wait_for(state="hidden")
