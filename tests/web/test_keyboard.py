"""Use every page with the keyboard alone, in a real headless Chromium."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rag.models.catalogue import CATALOGUE
from rag.web.pool import Pool
from rag.web.speaker import Speaker
from tests.factories import make_answer
from tests.web.conftest import OpenPage, Serve
from tests.web.driving import DESK, DIED, PHONE, WHO, WOUNDED, kept, press, questions, tab_to, whole
from tests.web.fake_archive import FakeArchive, Halting

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("look", [DESK, PHONE], ids=["desk", "phone"])]


def test_ask_stop_ask_again_edit_and_follow_up(serve_page: Serve, open_page: OpenPage, look: dict[str, Any]) -> None:
    archive = Halting()
    page = open_page(serve_page(archive, readers=Pool([archive, archive])), **look)
    page.locator(".welcome").wait_for()

    tab_to(page, page.locator("#question textarea"))
    page.keyboard.type(DIED)
    page.keyboard.press("Enter")
    page.locator("#t1 .sentence").first.wait_for()
    press(page, page.locator("#stop"))
    page.locator("#t1 .problem", has_text="Stopped").wait_for()
    archive.go.set()
    press(page, page.get_by_role("button", name="Ask this question again"))
    page.locator("#t1 .side").first.wait_for()
    whole(page, 1)
    press(page, page.get_by_role("button", name="Edit this question"))
    page.keyboard.press("Control+A")
    page.keyboard.type(WOUNDED)
    page.keyboard.press("Enter")
    page.locator("#t1 .question", has_text=WOUNDED).wait_for()
    press(page, page.locator("#t1 .chips").get_by_role("button", name=WHO))
    whole(page, 2)

    assert [question for question, _ in questions(archive)] == [DIED, DIED, WOUNDED, WHO]
    assert page.errors == []


def test_open_a_marker_rate_save_and_change_between_conversations(
    serve_page: Serve, open_page: OpenPage, tmp_path: Path, look: dict[str, Any]
) -> None:
    archive = FakeArchive({DIED: make_answer(), WOUNDED: make_answer()})
    page = open_page(serve_page(archive, feedback=tmp_path / "feedback.jsonl"), **look)
    page.locator(".welcome").wait_for()
    press(page, page.get_by_role("button", name=DIED))
    whole(page, 1)

    press(page, page.locator("#t1 .answer a.marker").first)
    sheet = page.get_by_role("dialog", name="The passage")
    sheet.locator("mark").wait_for()
    press(page, sheet.get_by_role("button", name="Close"))
    sheet.wait_for(state="hidden")
    press(page, page.get_by_role("button", name="This answer is right"))
    page.locator("[data-as=right][aria-pressed=true]").wait_for()
    with page.expect_download() as saved:
        press(page, page.get_by_role("button", name="Markdown: this answer"))
    press(page, page.locator("#shelf .fresh"), "Space")
    page.locator(".welcome").wait_for()
    if look is PHONE:
        press(page, page.locator("#shelf summary"))
    press(page, page.locator("#shelf").get_by_role("button", name=DIED, exact=True))
    whole(page, 1)
    with page.expect_download() as all_:
        press(page, page.locator("#shelf").get_by_role("button", name="JSON"))
    press(page, page.get_by_role("button", name=f"Delete the conversation: {DIED}"))
    page.locator(".welcome").wait_for()

    assert saved.value.suggested_filename == "how-many-died.md"
    assert json.loads(Path(all_.value.path()).read_text(encoding="utf-8"))["question"] == DIED
    assert json.loads((tmp_path / "feedback.jsonl").read_text(encoding="utf-8"))["rating"] == "right"
    assert kept(page) == []
    assert page.errors == []


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
    tab_to(page, page.get_by_label("Until"))
    page.keyboard.type("2031")
    page.locator(".tally", has_text="1 disagreement").wait_for()
    press(page, page.get_by_role("link", name="Ask about it"))

    assert whole(page, 1).locator(".question").inner_text() == "How many died in “the fire aboard the ferry Aurelia”?"
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
    tab_to(page, page.get_by_label("Offline: no connection leaves this machine"))

    assert page.errors == []
