"""Keep conversations as a reader does, in a real headless Chromium: do they last, and do they go along?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.factories import make_answer
from tests.web.conftest import OpenPage, Serve
from tests.web.driving import DIED, WOUNDED, ask, kept, questions, whole
from tests.web.fake_archive import FakeArchive

pytestmark = pytest.mark.browser


def test_the_conversation_goes_along_and_stays_with_its_reader(serve_page: Serve, open_page: OpenPage) -> None:
    archive = FakeArchive({DIED: make_answer(), WOUNDED: make_answer()})
    address = serve_page(archive)
    one, other = open_page(address), open_page(address)

    ask(one, DIED)
    ask(other, WOUNDED)
    ask(one, WOUNDED)
    one.locator("#shelf .fresh").click()
    one.locator(".welcome").wait_for()
    ask(one, WOUNDED)

    assert questions(archive) == [(DIED, []), (WOUNDED, []), (WOUNDED, [DIED]), (WOUNDED, [])]
    assert other.locator(".turn").count() == 1
    assert [talk["title"] for talk in kept(other)] == [WOUNDED]


def test_a_conversation_survives_a_reload_is_listed_and_goes_on_where_it_was(
    serve_page: Serve, open_page: OpenPage
) -> None:
    archive = FakeArchive({DIED: make_answer(), WOUNDED: make_answer()})
    page = open_page(serve_page(archive))
    ask(page, DIED)

    page.reload()
    assert whole(page, 1).locator(".side .value").all_inner_texts() == ["4", "at least 7"]
    page.locator("#shelf .fresh").click()
    page.locator(".welcome").wait_for()
    ask(page, WOUNDED)
    assert page.locator("#shelf .open").all_inner_texts() == [WOUNDED, DIED]
    page.get_by_role("button", name=DIED, exact=True).click()
    page.locator("#t1 .question", has_text=DIED).wait_for()
    ask(page, WOUNDED)

    assert questions(archive) == [(DIED, []), (WOUNDED, []), (WOUNDED, [DIED])]


def test_a_conversation_can_be_deleted(serve_page: Serve, open_page: OpenPage) -> None:
    page = open_page(serve_page())
    ask(page, DIED)

    page.get_by_role("button", name=f"Delete the conversation: {DIED}").click()
    page.locator(".welcome").wait_for()

    assert kept(page) == []
    assert page.locator("#shelf .none").is_visible()


def test_what_a_reader_makes_of_an_answer_is_kept_on_this_machine(
    serve_page: Serve, open_page: OpenPage, tmp_path: Path
) -> None:
    file = tmp_path / "feedback.jsonl"
    page = open_page(serve_page(feedback=file))
    ask(page, DIED)

    page.get_by_role("button", name="This answer is wrong").click()
    page.locator("[data-as=wrong][aria-pressed=true]").wait_for()
    page.wait_for_function("rag.talk(rag.now()).turns[0].rating === 'wrong'")
    page.reload()

    page.locator("[data-as=wrong][aria-pressed=true]").wait_for()
    [line] = file.read_text(encoding="utf-8").splitlines()
    assert (json.loads(line)["rating"], json.loads(line)["question"]) == ("wrong", DIED)


def test_an_answer_and_a_conversation_are_saved_with_their_sources(serve_page: Serve, open_page: OpenPage) -> None:
    page = open_page(serve_page())
    ask(page, DIED)

    with page.expect_download() as one:
        page.get_by_role("button", name="Markdown: this answer").click()
    with page.expect_download() as all_:
        page.locator("#shelf").get_by_role("button", name="JSON").click()
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Print: this answer").click()

    assert one.value.suggested_filename == "how-many-died.md"
    assert "| at least 7 | St Brannoc hospital |" in Path(one.value.path()).read_text(encoding="utf-8")
    assert json.loads(Path(all_.value.path()).read_text(encoding="utf-8"))["citations"][0]["publisher"]
    opened.value.get_by_role("heading", name=DIED).wait_for()
    assert opened.value.locator("mark").count() == 2
