"""Ask, leave, stop and click faster than the server answers: does each get its turn, and none another's place?"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rag.web.pool import Leave, Pool
from rag.web.seat import Seat
from tests.factories import make_answer
from tests.web.conftest import OpenPage, Serve
from tests.web.driving import DIED, WHO, WOUNDED, ask, kept, questions, type_in, whole
from tests.web.fake_archive import FakeArchive, Halting

pytestmark = pytest.mark.browser


def test_a_question_asked_at_once_after_a_new_conversation_is_answered_in_it(
    serve_page: Serve, open_page: OpenPage
) -> None:
    archive = Halting()
    page = open_page(serve_page(archive, readers=Pool([archive, archive])))
    type_in(page, DIED)
    page.locator("#t1 .sentence").first.wait_for()

    page.locator("#shelf .fresh").click()
    type_in(page, WOUNDED)
    page.locator("#t1 .question", has_text=WOUNDED).wait_for()
    whole(page, 1)
    archive.go.set()

    assert page.locator(".turn .question").all_inner_texts() == [WOUNDED]
    assert questions(archive) == [(DIED, []), (WOUNDED, [])]
    assert [talk["title"] for talk in kept(page)] == [WOUNDED]


def test_trials_of_suggestions_keep_no_question_waiting(serve_page: Serve, open_page: OpenPage) -> None:
    archive = Halting("", trials=True)
    page = open_page(serve_page(archive, readers=Pool([archive, archive])))
    type_in(page, DIED)
    whole(page, 1)
    assert archive.is_trying.wait(10)

    page.locator("#shelf .fresh").click()
    type_in(page, WOUNDED)
    page.locator("#t1 .question", has_text=WOUNDED).wait_for()
    whole(page, 1)
    archive.go.set()

    assert questions(archive) == [(DIED, []), (WOUNDED, [])]
    page.locator("#t1 .chips").wait_for()
    assert page.locator(".turn .question").all_inner_texts() == [WOUNDED]
    assert [talk["title"] for talk in kept(page)] == [WOUNDED, DIED]


def test_a_kept_conversation_opens_while_an_answer_is_written(serve_page: Serve, open_page: OpenPage) -> None:
    archive = Halting()
    page = open_page(serve_page(archive, readers=Pool([archive, archive])))
    ask(page, WOUNDED)
    page.locator("#shelf .fresh").click()
    page.locator(".welcome").wait_for()
    type_in(page, DIED)
    page.locator("#t1 .sentence").first.wait_for()

    page.get_by_role("button", name=WOUNDED, exact=True).click()
    type_in(page, WHO)
    whole(page, 2)
    archive.go.set()

    assert page.locator(".turn .question").all_inner_texts() == [WOUNDED, WHO]
    assert questions(archive) == [(WOUNDED, []), (DIED, []), (WHO, [WOUNDED])]


def test_a_suggestion_clicked_twice_is_asked_once(serve_page: Serve, open_page: OpenPage) -> None:
    archive = FakeArchive({DIED: make_answer(), WHO: make_answer()})
    page = open_page(serve_page(archive, readers=Pool([archive, archive])))
    ask(page, DIED)

    page.locator("#t1 .chips").get_by_role("button", name=WHO).dblclick()
    whole(page, 2)
    ask(page, DIED)

    assert [question for question, _ in questions(archive)] == [DIED, WHO, DIED]


def test_enter_pressed_twice_asks_once(serve_page: Serve, open_page: OpenPage) -> None:
    archive = FakeArchive({DIED: make_answer(), WOUNDED: make_answer()})
    page = open_page(serve_page(archive, readers=Pool([archive, archive])))
    type_in(page, DIED)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    whole(page, 1)
    ask(page, WOUNDED)

    assert [question for question, _ in questions(archive)] == [DIED, WOUNDED]


def test_questions_typed_while_a_suggestion_is_answered_follow_one_by_one(
    serve_page: Serve, open_page: OpenPage
) -> None:
    archive = Halting(WHO)
    page = open_page(serve_page(archive, readers=Pool([archive, archive])))
    ask(page, DIED)
    page.locator("#t1 .chips").get_by_role("button", name=WHO).click()
    page.locator("#t2 .sentence").first.wait_for()

    type_in(page, WOUNDED)
    page.locator(".waiting", has_text=WOUNDED).wait_for()
    type_in(page, DIED)
    archive.go.set()
    whole(page, 4)

    assert page.locator(".turn .question").all_inner_texts() == [DIED, WHO, WOUNDED, DIED]
    page.locator(".waiting").wait_for(state="hidden")


def test_an_earlier_answer_is_rated_while_the_next_is_written(
    serve_page: Serve, open_page: OpenPage, tmp_path: Path
) -> None:
    archive = Halting()
    page = open_page(serve_page(archive, readers=Pool([archive, archive]), feedback=tmp_path / "feedback.jsonl"))
    ask(page, WOUNDED)
    type_in(page, DIED)
    page.locator("#t2 .sentence").first.wait_for()

    page.locator("#t1").get_by_role("button", name="This answer is right").click()
    page.locator("#t1 [data-as=right][aria-pressed=true]").wait_for()
    archive.go.set()
    whole(page, 2)

    assert page.locator("#t1 [data-as=right]").get_attribute("aria-pressed") == "true"
    assert [turn.get("rating", "") for turn in kept(page)[0]["turns"]] == ["right", ""]


def test_stopping_keeps_what_was_said_and_the_next_question_is_answered(serve_page: Serve, open_page: OpenPage) -> None:
    archive = Halting()
    page = open_page(serve_page(archive, readers=Pool([archive, archive])))
    type_in(page, DIED)
    page.locator("#t1 .sentence").first.wait_for()

    page.locator("#stop").click()
    type_in(page, WOUNDED)
    whole(page, 2)
    archive.go.set()

    assert page.locator("#t1 .problem").inner_text() == "Stopped before the answer was complete."
    assert page.locator("#t1 .sentence").count() == 1
    assert archive.was_left.wait(10)
    page.locator("#stop").wait_for(state="hidden")
    assert questions(archive) == [(DIED, []), (WOUNDED, [])]


class Lingering(Seat):
    """An answer that was left gives up its seat at once, and comes to its end late."""

    LATE = 1.0

    def __deepcopy__(self, memo: object) -> Lingering:
        return Lingering()

    @contextmanager
    def answering(self) -> Iterator[Leave]:
        with super().answering() as leave:
            yield leave
        time.sleep(self.LATE if leave.is_said else 0)


@pytest.mark.parametrize("way", ["stop", "new conversation"])
def test_an_answer_that_was_left_does_not_come_back_when_it_ends(
    serve_page: Serve, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr("rag.web.chat.Seat", Lingering)
    archive = Halting()
    page = open_page(serve_page(archive, readers=Pool([archive, archive])))
    type_in(page, DIED)
    page.locator("#t1 .sentence").first.wait_for()

    page.locator("#stop" if way == "stop" else "#shelf .fresh").click()
    left = page.locator("#t1 .problem" if way == "stop" else ".welcome")
    left.wait_for()
    page.wait_for_timeout(1000 * Lingering.LATE + 500)

    assert left.is_visible()
    archive.go.set()
