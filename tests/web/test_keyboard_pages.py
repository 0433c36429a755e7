"""Use the other pages with the keyboard alone, on a desk and on a phone, in a real headless Chromium.

What adds and changes articles goes through the real archive (``test_tended.py``).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from rag.models.catalogue import CATALOGUE
from rag.models.hub import cached
from rag.records import Answer, Event
from rag.reports import SyncReport
from rag.web import offline
from rag.web.conflicts import AT_ONCE
from rag.web.speaker import Speaker
from rag.web.users import Users, line_for
from tests.factories import make_answer, make_finding
from tests.models.hub import TINY, WEIGHTS, Hub
from tests.web.conftest import OpenPage, Serve
from tests.web.driving import DESK, PHONE, press, tab_to, whole
from tests.web.fake_archive import FakeArchive, Progress

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("look", [DESK, PHONE], ids=["desk", "phone"])]


@pytest.fixture(autouse=True)
def switched_off_again(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    yield
    offline.switch(False)


class Many(FakeArchive):
    """More conflicts than stand on the page at once."""

    def disagreements(self) -> Answer:
        events = (Event(label=f"Event {number}", when=f"2031-01-{number % 28 + 1:02}") for number in range(AT_ONCE + 5))
        return make_answer(*(make_finding(event=event) for event in events))


class Patient(FakeArchive):
    """Indexes until it is told to stop."""

    def __init__(self) -> None:
        super().__init__()
        self.is_indexing = threading.Event()

    def sync(
        self,
        folder: str | Path,
        *,
        progress: Progress | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> SyncReport:
        assert progress is not None
        assert stop is not None
        for done in range(600):
            progress("Reading articles", done, 600)
            self.is_indexing.set()
            if stop():
                break
            time.sleep(0.05)
        return SyncReport(unchanged=done)


def test_choose_a_disagreement_and_ask_about_it(serve_page: Serve, open_page: OpenPage, look: dict[str, Any]) -> None:
    archive = FakeArchive()
    page = open_page(serve_page(archive), **look)
    press(page, page.get_by_role("link", name="Disagreements"))
    page.locator("#conflicts .tally").wait_for()

    tab_to(page, page.get_by_label("Words"))
    page.keyboard.type("aurelia")
    tab_to(page, page.get_by_label("About"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Printed by"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("From"))
    page.keyboard.type("2030-01-01")
    tab_to(page, page.get_by_label("Until"))
    page.keyboard.type("2031")
    page.locator(".tally", has_text="1 disagreement").wait_for()
    press(page, page.get_by_role("link", name="Ask about it"))

    assert whole(page, 1).locator(".question").inner_text() == "How many died in “the fire aboard the ferry Aurelia”?"
    assert page.errors == []


def test_show_more_disagreements(serve_page: Serve, open_page: OpenPage, look: dict[str, Any]) -> None:
    page = open_page(f"{serve_page(Many())}/disagreements", **look)
    page.locator("#conflicts h2").nth(AT_ONCE - 1).wait_for()

    press(page, page.get_by_role("button", name="Show more"))

    page.locator("#conflicts h2").nth(AT_ONCE + 4).wait_for()


def test_search_the_articles_and_cancel_a_re_index(
    serve_page: Serve, open_page: OpenPage, articles: Path, look: dict[str, Any]
) -> None:
    archive = Patient()
    archive.add_file("ferry.txt", b"Four people died aboard the Aurelia.")
    archive.add_file("mill.txt", b"The mill at Rokeby burned.")
    page = open_page(f"{serve_page(archive, articles=articles)}/articles", **look)
    page.locator(".tally", has_text="2 articles").wait_for()

    tab_to(page, page.get_by_label("Search the articles"))
    page.keyboard.type("mill")
    page.locator(".tally", has_text="1 article of 2").wait_for()
    press(page, page.get_by_role("button", name="Re-index the folder"))
    page.locator("#status progress").wait_for()
    assert archive.is_indexing.wait(10)
    press(page, page.get_by_role("button", name="Cancel"))
    page.locator("#status .report").wait_for()
    page.locator("#cancel").wait_for(state="hidden")

    assert page.errors == []


def test_choose_in_the_settings(serve_page: Serve, open_page: OpenPage, look: dict[str, Any]) -> None:
    page = open_page(f"{serve_page(model=Speaker())}/settings", **look)
    page.locator("#facts dl").wait_for()
    page.locator("#models td", has_text="in use").wait_for()

    press(page, page.get_by_label("Let the language model phrase sentences"), "Space")
    page.locator("#saved", has_text="Kept: no model phrases").wait_for()
    tab_to(page, page.locator("#passages input[type=range]"))
    page.keyboard.press("ArrowRight")
    page.locator("#saved", has_text="4 passages open").wait_for()
    other = "Light" if look is PHONE else "Dark"
    press(page, page.get_by_label(other), "Space")
    page.wait_for_function(f"document.body.classList.contains('dark') === {str(other == 'Dark').lower()}")
    press(page, page.get_by_role("button", name=f"Use {CATALOGUE[1].name}"))
    page.locator("#model-told", has_text="phrases from now on").wait_for()
    press(page, page.get_by_role("button", name="Check all of it"))
    page.locator("#checked .sound").wait_for()
    press(page, page.get_by_label("Offline: no connection leaves this machine"), "Space")
    page.wait_for_function("document.querySelector('#offline input').checked")
    tab_to(page, page.get_by_label("Another model"))
    page.keyboard.type("llama-3.2-1b")
    page.keyboard.press("Enter")
    page.locator("#model-told .problem", has_text="is not on this machine yet").wait_for()

    assert offline.is_on()
    assert page.errors == []


def test_download_a_model(
    serve_page: Serve, open_page: OpenPage, hub: Hub, monkeypatch: pytest.MonkeyPatch, look: dict[str, Any]
) -> None:
    for module in ("rag.models.catalogue", "rag.web.speaker"):
        monkeypatch.setattr(f"{module}.CATALOGUE", (*CATALOGUE, TINY))
    page = open_page(f"{serve_page(model=Speaker())}/settings", **look)
    page.locator("#models td", has_text="in use").wait_for()

    press(page, page.get_by_role("button", name="Download tiny"))
    page.locator("#model-told", has_text="tiny is on this machine now.").wait_for()
    tab_to(page, page.get_by_role("button", name="Use tiny"))

    found = cached("harbour/tiny", "tiny.gguf")
    assert found is not None
    assert found.read_bytes() == WEIGHTS


def test_sign_in(serve_page: Serve, open_page: OpenPage, tmp_path: Path, look: dict[str, Any]) -> None:
    users = tmp_path / "users.txt"
    users.write_text(line_for("ada", "four at sea"), encoding="utf-8")
    page = open_page(serve_page(door={"users": Users(users)}), wait_for="button", **look)

    tab_to(page, page.get_by_label("username"))
    page.keyboard.type("ada")
    tab_to(page, page.get_by_label("password"))
    page.keyboard.type("four at sea")
    press(page, page.get_by_role("button", name="Login"))

    page.locator(".welcome").wait_for()
