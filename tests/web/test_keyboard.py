"""Ask with the keyboard alone, on a desk and on a phone, in a real headless Chromium."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rag.web.pool import Pool
from tests.factories import make_answer
from tests.web.conftest import OpenPage, Serve
from tests.web.driving import DESK, DIED, PHONE, WHO, WOUNDED, kept, press, questions, tab_to, whole
from tests.web.fake_archive import FakeArchive, Halting
from tests.web.gallery import MANY, RANGES, answers

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


def test_unfold_what_is_folded_print_and_come_back(
    serve_page: Serve, open_page: OpenPage, look: dict[str, Any]
) -> None:
    page = open_page(serve_page(FakeArchive(answers())), **look)
    page.locator(".welcome").wait_for()
    tab_to(page, page.locator("#question textarea"))
    page.keyboard.type(MANY)
    tab_to(page, page.locator("#ask"))
    page.keyboard.press("Space")
    turn = whole(page, 1)

    for words in ("32 more sides", "passages"):
        press(page, turn.locator("details > summary", has_text=words).first)
    assert turn.locator("details.more[open]").count() == 1
    assert turn.locator("details.folded[open]").count() == 1
    with page.context.expect_page() as printed:
        press(page, page.get_by_role("button", name="Print: this answer"))
    printed.value.get_by_role("heading", name=MANY).wait_for()
    printed.value.close()
    page.reload()
    whole(page, 1)
    tab_to(page, page.locator("#question textarea"))
    page.keyboard.type(RANGES)
    page.keyboard.press("Enter")
    turn = whole(page, 2)
    press(page, turn.locator("details.copies > summary").first, "Space")

    assert turn.locator("details.copies[open]").count() == 1
    assert page.errors == []
