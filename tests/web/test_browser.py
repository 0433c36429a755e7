"""Use the conversation as a reader does, in a real headless Chromium, over a canned archive."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rag.errors import IndexingError
from rag.records import Answer, Event
from tests.factories import make_answer, make_article, make_citation, make_finding, make_position, make_voice
from tests.web.conftest import OpenPage, Serve
from tests.web.driving import DIED, WOUNDED, ask, hosts_of, kept, type_in, whole
from tests.web.fake_archive import FakeArchive, Part

pytestmark = pytest.mark.browser

HOSTILE = (
    "<script>document.title='taken'</script><img src='http://evil.example/a.png' onerror='alert(1)'>"
    "![pixel](http://evil.example/b.png) [go](javascript:alert(2)) ${alert(3)} {{constructor}} \x1b[31m `$$x$$`"
)
SHOWN = HOSTILE.replace("\x1b", "␛")


def questions(archive: FakeArchive) -> list[tuple[str, list[str]]]:
    """What readers asked, with their history; the page's own trials of suggestions run without a model."""
    return [(question, history) for question, history, use_model in archive.asked if use_model]


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
    assert turn.locator(".plot-value").all_inner_texts() == ["4", "at least 7"]
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


class SlowArchive(FakeArchive):
    """Says one sentence and then waits for ``go``."""

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Event()
        self.was_left = threading.Event()

    def stream(self, question: str, **told: Any) -> Iterator[Part]:
        first, *others = list(super().stream(question, **told))
        try:
            yield first
            self.go.wait(20)
            yield from others
        finally:
            self.was_left.set()


def test_a_sentence_is_read_while_the_next_is_written_and_a_question_typed_meanwhile_is_asked_after_it(
    serve_page: Serve, open_page: OpenPage
) -> None:
    archive = SlowArchive()
    page = open_page(serve_page(archive))
    type_in(page, DIED)

    page.locator("#t1 .sentence").first.wait_for()
    assert page.locator("#t1").get_attribute("aria-busy") == "true"
    type_in(page, WOUNDED)
    archive.go.set()
    whole(page, 2)

    assert [question for question, _ in questions(archive)] == [DIED, WOUNDED]
    assert page.locator("#question textarea").input_value() == ""


def test_stopping_keeps_what_was_said(serve_page: Serve, open_page: OpenPage) -> None:
    archive = SlowArchive()
    page = open_page(serve_page(archive))
    type_in(page, DIED)
    page.locator("#t1 .sentence").first.wait_for()

    page.locator("#stop").click()

    page.locator("#t1 .problem", has_text="Stopped").wait_for()
    assert page.locator("#t1 .sentence").count() == 1
    archive.go.set()
    assert archive.was_left.wait(10)
    page.locator("#stop").wait_for(state="hidden")


def test_hostile_text_is_shown_and_does_nothing(serve_page: Serve, open_page: OpenPage, articles: Path) -> None:
    archive = FakeArchive({HOSTILE: hostile_answer(), "broken": IndexingError(HOSTILE)})
    archive.files["x"] = make_article(title=HOSTILE, publisher=HOSTILE)
    archive.unreadable = ((HOSTILE, HOSTILE),)
    address = serve_page(archive, articles=articles)
    page = open_page(address)

    turn = ask(page, HOSTILE)
    ask(page, "broken")

    assert turn.locator(".question").inner_text() == SHOWN
    assert turn.locator("mark").first.inner_text() == SHOWN
    assert turn.locator(".card cite").inner_text() == SHOWN
    assert turn.locator(".side .value").inner_text() == SHOWN
    assert page.locator("#t2 .problem").inner_text() == SHOWN
    assert page.locator("#shelf .open").inner_text() == SHOWN
    page.locator("#t1 .answer a.marker").first.click()
    assert page.locator(".sheet mark").inner_text() == SHOWN
    does_nothing(page)
    page.goto(f"{address}/articles")
    page.locator("#reindex").click()
    page.locator("#status .report").wait_for()
    does_nothing(page)


def does_nothing(page: Any) -> None:
    assert page.locator("#page :is(img, script, iframe, object, embed, video), .sheet :is(img, script)").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert page.title() == "What the articles say"
    assert page.errors == []
    assert hosts_of(page) == {page.url.split("/")[2]}


def test_nothing_is_fetched_from_another_host(serve_page: Serve, open_page: OpenPage) -> None:
    page = open_page(serve_page())
    ask(page, DIED)

    assert hosts_of(page) == {page.url.split("/")[2]}


def test_the_page_is_usable_by_name_and_by_keyboard(serve_page: Serve, open_page: OpenPage) -> None:
    page = open_page(serve_page())
    page.locator(".welcome").wait_for()

    page.get_by_label("Your question").fill(DIED)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "ask"
    page.keyboard.press("Enter")
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


def hostile_answer() -> Answer:
    finding = make_finding(
        make_position(HOSTILE, make_voice(HOSTILE, via=HOSTILE)),
        event=Event(label=HOSTILE, when=HOSTILE, where=HOSTILE),
        aspect=HOSTILE,
    )
    names: dict[str, Any] = dict.fromkeys(("title", "publisher", "published", "article"), HOSTILE)
    citation = make_citation(
        HOSTILE, passage=f"{HOSTILE} {HOSTILE}", url="javascript:alert(4)", copies=(HOSTILE,), **names
    )
    return make_answer(finding, related=(finding,), citations=(citation,))
