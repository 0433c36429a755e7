"""Tend the real archive in the browser, with the keyboard alone: does what a reader does to it take effect?"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from rag.archive import Archive
from rag.reports import SyncReport
from tests.web.conftest import SEEDS, OpenPage, Serve
from tests.web.driving import DESK, PHONE, ask, overwrite, press, tab_to

pytestmark = pytest.mark.browser
every_width = pytest.mark.parametrize("look", [DESK, PHONE], ids=["desk", "phone"])

PAGE = """<html><head><title>Ferry burns off Port Lerna</title></head><body><article><h1>Ferry burns off Port Lerna</h1>
<p>A fire broke out aboard the ferry Aurelia off Port Lerna. Nine passengers drowned, the coast guard said.</p>
<p>The harbour stayed closed until the evening, and the owners of the ferry gave no reason for the fire.</p>
</article></body></html>"""


class AtHome(Archive):
    """The archive, which here may fetch from this machine."""

    def add_url(
        self, url: str, *, allow_private: bool = False, progress: Callable[[str, int, int], None] | None = None
    ) -> SyncReport:
        return super().add_url(url, allow_private=True, progress=progress)


class _Paper(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        is_there = self.path == "/ferry.html"
        self.send_response(200 if is_there else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.encode() if is_there else b"")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def paper() -> Iterator[str]:
    """A newspaper of one page, on this machine; its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Paper)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def archive(tmp_path: Path, folder: Path) -> Iterator[Archive]:
    with AtHome(tmp_path / "index") as opened:
        opened.sync(folder)
        yield opened


def titles(archive: Archive) -> list[str]:
    return sorted(article.title for article in archive.articles())


@every_width
def test_files_an_address_and_a_text_are_added_and_asked_about(
    serve_page: Serve, open_page: OpenPage, archive: Archive, paper: str, tmp_path: Path, look: dict[str, Any]
) -> None:
    (tmp_path / "clinic.txt").write_text("A mill burned at Rokeby. Three people were wounded, a clinic said.", "utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    address = serve_page(archive, model=lambda: None)
    page = open_page(f"{address}/articles", **look)
    page.locator(".tally", has_text="2 articles").wait_for()
    press(page, page.get_by_role("button", name="Add articles"))

    with page.expect_file_chooser() as chooser:
        press(page, page.get_by_role("button", name="Upload files"))
    chooser.value.set_files([tmp_path / "clinic.txt", tmp_path / "picture.png"])
    page.locator("#status .failed", has_text="picture.png").wait_for()
    page.locator(".tally", has_text="3 articles").wait_for()
    tab_to(page, page.get_by_label("Address of an article or a feed"))
    page.keyboard.type(f"{paper}/ferry.html")
    page.keyboard.press("Enter")
    page.locator(".tally", has_text="4 articles").wait_for()
    tab_to(page, page.locator("#add").get_by_label("Title"))
    page.keyboard.type("A note")
    tab_to(page, page.locator("#add").get_by_label("Text", exact=True))
    page.keyboard.type("A bridge at Harl will cost 2.1 million dollars, the council said.")
    press(page, page.get_by_role("button", name="Add the text"))
    page.locator(".tally", has_text="5 articles").wait_for()
    page.goto(address)
    turn = ask(page, "How many passengers drowned aboard the ferry Aurelia?")

    assert turn.locator(".value").all_inner_texts() == ["9"]
    assert {"A note", "Ferry burns off Port Lerna"} <= set(titles(archive))
    assert page.errors == []


def test_an_address_inside_a_private_network_is_refused(
    serve_page: Serve, open_page: OpenPage, tmp_path: Path, paper: str
) -> None:
    with Archive(tmp_path / "index") as archive:
        archive.sync(SEEDS)
        page = open_page(f"{serve_page(archive)}/articles?add")
        page.get_by_label("Address of an article or a feed").fill(f"{paper}/ferry.html")
        page.get_by_role("button", name="Add the address").click()

        page.locator("#status .problem", has_text="leads into a private network").wait_for()


@every_width
def test_an_article_is_edited_and_deleted(
    serve_page: Serve, open_page: OpenPage, archive: Archive, look: dict[str, Any]
) -> None:
    address = serve_page(archive, model=lambda: None)
    page = open_page(f"{address}/articles", **look)
    page.locator(".tally", has_text="2 articles").wait_for()
    press(page, page.locator("ul.articles a").first)
    page.locator(".opened").wait_for()
    press(page, page.locator("mark.figure").first, "Shift")
    page.locator(".tip:visible").first.wait_for()

    press(page, page.get_by_role("button", name="Edit title, publisher and date"))
    title = page.locator("#edit").get_by_label("Title")
    expect(title).not_to_have_value("")
    overwrite(page, title, "Another title")
    press(page, page.get_by_role("button", name="Save"))
    page.locator("#told", has_text="Saved.").wait_for()
    page.locator(".opened h2", has_text="Another title").wait_for()
    assert "Another title" in titles(archive)
    press(page, page.get_by_role("button", name="Delete this article"))
    press(page, page.get_by_role("dialog").get_by_role("button", name="Delete"))
    page.locator("#told", has_text="Deleted from the archive.").wait_for()
    press(page, page.get_by_role("link", name="All articles"))
    page.locator(".tally", has_text="1 article").wait_for()

    assert "Another title" not in titles(archive)
    assert page.errors == []


def test_an_empty_archive_takes_its_first_article_in_the_browser(
    serve_page: Serve, open_page: OpenPage, tmp_path: Path
) -> None:
    with Archive(tmp_path / "index") as archive:
        page = open_page(serve_page(archive, model=lambda: None))
        page.locator(".front", has_text="The archive is empty").wait_for()
        asked = ask(page, "How many died?")
        assert asked.locator(".problem").inner_text().startswith("No article is in the archive yet")

        page.locator("#shelf .fresh").click()
        page.get_by_role("link", name="Add articles").click()
        page.locator("#holdings .nothing").wait_for()
        page.locator("#add").get_by_label("Text", exact=True).fill(
            "Four people died aboard the Aurelia, a doctor said."
        )
        page.get_by_role("button", name="Add the text").click()

        page.locator(".tally", has_text="1 article").wait_for()
        assert len(archive.articles()) == 1


def test_indexing_is_cancelled_and_what_was_read_stays(
    serve_page: Serve, open_page: OpenPage, archive: Archive, folder: Path, tmp_path: Path
) -> None:
    for number in range(450):
        (folder / f"{number:03}.txt").write_text(
            f"Fire {number} burned a mill at Rokeby. {number} people were wounded, the mayor said.", encoding="utf-8"
        )
    with Archive(tmp_path / "index", encoder=archive.encoder) as writer:
        address = serve_page(archive, writer=writer, articles=folder, model=lambda: None)
        page = open_page(f"{address}/articles")
        page.locator(".tally", has_text="2 articles").wait_for()
        other = open_page(address)
        other.locator(".welcome").wait_for()

        press(page, page.get_by_role("button", name="Re-index the folder"))
        page.locator("#status progress").wait_for()
        press(page, page.get_by_role("button", name="Cancel"))
        page.locator("#status .report").wait_for()
        held = len(archive.articles())

        press(page, page.get_by_role("button", name="Re-index the folder"))
        turn: Any = ask(other, "How many militiamen died?")
        assert "4" in turn.locator(".value").all_inner_texts()
        page.locator(".tally", has_text="452 articles").wait_for(timeout=120_000)

    assert 2 <= held < 452
    assert page.errors == []
