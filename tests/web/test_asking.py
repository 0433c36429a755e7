"""Ask as a reader does, in a real headless Chromium, over a canned archive."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import IndexingError
from tests.factories import make_answer, make_citation, make_finding, make_position, make_voice
from tests.web.conftest import OpenPage, Serve
from tests.web.driving import DIED, WOUNDED, ask, overwrite, press, questions, type_in, whole
from tests.web.fake_archive import FakeArchive

pytestmark = pytest.mark.browser


def test_both_sides_and_the_marked_quotes_are_seen_and_again_after_re_indexing(
    serve_page: Serve, open_page: OpenPage, articles: Path
) -> None:
    archive = FakeArchive()
    address = serve_page(archive, articles=articles)
    page = open_page(address)

    turn = ask(page, DIED)
    assert turn.locator(".badge").inner_text().split("\n")[-1].endswith("Sources disagree")
    assert turn.locator(".side .value").all_inner_texts() == ["4", "at least 7"]
    assert turn.locator(".side .holder").all_inner_texts() == ["the coast guard", "St Brannoc hospital"]
    assert turn.locator(".side .track:visible .dot").count() == 2
    assert turn.locator("mark").all_inner_texts()[0] == "Four people died aboard the Aurelia, the coast guard said."

    (articles / "clinic.txt").write_text("Nine people died, a clinic said.", encoding="utf-8")
    archive.answers[DIED] = make_answer(make_finding(make_position("4"), make_position("9", make_voice("a clinic"))))
    page.goto(f"{address}/articles")
    page.locator("#reindex").click()
    page.locator("#status .report").wait_for()
    assert page.locator("#status").inner_text().startswith("2 added")
    page.locator("#holdings .tally", has_text="2 articles").wait_for()

    page.goto(address)
    page.locator("#t1").wait_for()
    assert ask(page, DIED).locator(".side .value").all_inner_texts() == ["4", "9"]
    assert page.errors == []


def test_a_marker_opens_its_passage_and_closing_it_leads_back(serve_page: Serve, open_page: OpenPage) -> None:
    page = open_page(serve_page())
    turn = ask(page, DIED)
    marker = turn.locator(".answer a.marker", has_text="[2]")

    marker.focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog", name="The passage")
    assert sheet.locator("mark").inner_text().startswith("At least seven of the injured")
    assert page.evaluate("document.querySelector('.sheet mark').getBoundingClientRect().top < innerHeight")
    page.keyboard.press("Escape")

    sheet.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.textContent") == "[2]"
    assert turn.locator(".question").inner_text() == DIED


def test_an_example_and_a_suggestion_are_asked_on_a_click(serve_page: Serve, open_page: OpenPage) -> None:
    archive = FakeArchive({DIED: make_answer(), "Who said so?": make_answer()})
    page = open_page(serve_page(archive))

    page.get_by_role("button", name=DIED).click()
    whole(page, 1)
    page.locator("#t1 .chips").get_by_role("button", name="Who said so?").click()
    whole(page, 2)

    assert questions(archive) == [(DIED, []), ("Who said so?", [DIED])]
    assert page.locator("#t1 .chips").count() == 0


def test_a_question_is_asked_again_in_its_place(serve_page: Serve, open_page: OpenPage) -> None:
    archive = FakeArchive({DIED: make_answer(), WOUNDED: make_answer()})
    page = open_page(serve_page(archive))
    ask(page, DIED)
    ask(page, WOUNDED)

    page.locator("#t1").get_by_role("button", name="Ask this question again").click()
    page.locator("#t2").wait_for(state="detached")
    whole(page, 1)

    assert questions(archive) == [(DIED, []), (WOUNDED, [DIED]), (DIED, [])]
    page.wait_for_function("rag.talk(rag.now()).turns.length === 1")


def test_a_question_is_edited_with_the_keyboard_and_takes_the_place_of_the_old_one(
    serve_page: Serve, open_page: OpenPage
) -> None:
    archive = FakeArchive({DIED: make_answer(), WOUNDED: make_answer()})
    page = open_page(serve_page(archive))
    ask(page, DIED)

    page.get_by_role("button", name="Edit this question").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.value") == DIED
    page.get_by_label("Edit your question").fill(WOUNDED)
    page.keyboard.press("Enter")
    page.locator("#t1 .question", has_text=WOUNDED).wait_for()
    whole(page, 1)

    assert questions(archive) == [(DIED, []), (WOUNDED, [])]
    assert page.locator(".turn").count() == 1


def test_an_edit_given_up_changes_nothing(serve_page: Serve, open_page: OpenPage) -> None:
    archive = FakeArchive()
    page = open_page(serve_page(archive))
    ask(page, DIED)

    page.get_by_role("button", name="Edit this question").click()
    page.keyboard.press("Escape")

    assert page.locator("#t1 .question").inner_text() == DIED
    assert questions(archive) == [(DIED, [])]


def test_an_address_can_ask_a_question(serve_page: Serve, open_page: OpenPage) -> None:
    archive = FakeArchive()
    page = open_page(f"{serve_page(archive)}/?ask=How+many+died%3F")

    whole(page, 1)

    assert questions(archive) == [(DIED, [])]
    assert "ask=" not in page.url


def test_an_error_is_a_sentence_and_the_question_comes_back(serve_page: Serve, open_page: OpenPage) -> None:
    words = "the index is of another model; rebuild it: rag index --rebuild"
    page = open_page(serve_page(FakeArchive({DIED: IndexingError(words), WOUNDED: ZeroDivisionError("by zero")})))

    assert ask(page, DIED).locator(".problem").inner_text() == words
    page.wait_for_function("document.querySelector('#question textarea').value === 'How many died?'")
    assert "Traceback" not in ask(page, WOUNDED).inner_text()


def test_an_empty_question_asks_nothing(serve_page: Serve, open_page: OpenPage) -> None:
    archive = FakeArchive()
    page = open_page(serve_page(archive))
    type_in(page, "   ")

    ask(page, DIED)

    assert questions(archive) == [(DIED, [])]


def test_the_page_is_usable_by_name_and_by_keyboard(serve_page: Serve, open_page: OpenPage) -> None:
    page = open_page(serve_page())
    page.locator(".welcome").wait_for()

    overwrite(page, page.get_by_label("Your question"), DIED)
    press(page, page.locator("#ask"))
    whole(page, 1)

    assert page.get_by_role("region", name="Sources disagree: killed").count() == 1
    assert page.get_by_role("link", name="Citation 1: The Lerna Courier").count() == 2


def test_a_fold_stays_open_while_the_next_answer_comes(serve_page: Serve, open_page: OpenPage) -> None:
    copied = make_answer(citations=(make_citation(id=1, copies=("wire.txt",)), make_citation(id=2)))
    page = open_page(serve_page(FakeArchive({DIED: copied, WOUNDED: copied})))
    ask(page, DIED).locator(".side summary").click()

    ask(page, WOUNDED)

    assert page.locator("#t1 .side details").get_attribute("open") is not None
    assert page.locator("#t2 .side details").get_attribute("open") is None
