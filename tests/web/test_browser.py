"""Use the page as a reader does, in a real headless Chromium, over a canned archive."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rag.errors import IndexingError
from rag.records import Answer, Event
from tests.factories import make_answer, make_article, make_citation, make_finding, make_position, make_voice
from tests.web.conftest import OpenPage, Serve
from tests.web.fake_archive import FakeArchive, Part

pytestmark = pytest.mark.browser

DIED, WOUNDED = "How many died?", "And how many were wounded?"
HOSTILE = (
    "<script>document.title='taken'</script><img src='http://evil.example/a.png' onerror='alert(1)'>"
    "![pixel](http://evil.example/b.png) [go](javascript:alert(2)) ${alert(3)} {{constructor}} \x1b[31m `$$x$$`"
)
SHOWN = HOSTILE.replace("\x1b", "␛")


def ask(page: Any, question: str) -> Any:
    """Ask as a reader does; returns the turn once its answer is whole."""
    number = page.locator(".turn").count() + 1
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")
    page.locator(f"#t{number}[aria-busy=false]").wait_for()
    return page.locator(f"#t{number}")


def test_both_sides_and_the_marked_quotes_are_seen_and_again_after_re_indexing(
    serve_page: Serve, open_page: OpenPage, articles: Path, tmp_path: Path
) -> None:
    archive = FakeArchive()
    page = open_page(serve_page(archive, articles=articles))

    turn = ask(page, DIED)
    assert turn.locator(".badge").inner_text().split("\n")[-1].endswith("Sources disagree")
    assert turn.locator(".side .value").all_inner_texts() == ["4", "at least 7"]
    assert turn.locator(".side .holder").all_inner_texts() == ["the coast guard", "St Brannoc hospital"]
    assert turn.locator("mark").all_inner_texts()[0] == "Four people died aboard the Aurelia, the coast guard said."
    page.screenshot(path=tmp_path / "answer.png", full_page=True)

    (articles / "clinic.txt").write_text("Nine people died, a clinic said.", encoding="utf-8")
    archive.answers[DIED] = make_answer(make_finding(make_position("4"), make_position("9", make_voice("a clinic"))))
    page.locator("#reindex").click()
    page.locator("#status .report").wait_for()
    assert page.locator("#status").inner_text().startswith("2 added")
    page.locator("#holdings strong", has_text="2").wait_for()

    assert ask(page, DIED).locator(".side .value").all_inner_texts() == ["4", "9"]
    assert page.errors == []


def test_a_marker_leads_to_its_card_without_leaving_the_page(serve_page: Serve, open_page: OpenPage) -> None:
    page = open_page(serve_page())
    turn = ask(page, DIED)

    turn.locator(".answer a.marker", has_text="[2]").click()

    assert page.evaluate("document.activeElement.id") == "t1-c2"
    assert page.locator("#t1 .question").inner_text() == DIED


def test_the_conversation_goes_along_and_stays_with_its_reader(serve_page: Serve, open_page: OpenPage) -> None:
    archive = FakeArchive({DIED: make_answer(), WOUNDED: make_answer()})
    address = serve_page(archive)
    one, other = open_page(address), open_page(address)

    ask(one, DIED)
    ask(other, WOUNDED)
    ask(one, WOUNDED)
    one.locator("#fresh").click()
    one.locator(".welcome").wait_for()
    ask(one, WOUNDED)

    assert [(question, history) for question, history, _ in archive.asked] == [
        (DIED, []),
        (WOUNDED, []),
        (WOUNDED, [DIED]),
        (WOUNDED, []),
    ]
    assert other.locator(".turn").count() == 1


def test_a_chip_asks_its_question_and_the_switch_leaves_the_model_out(serve_page: Serve, open_page: OpenPage) -> None:
    archive = FakeArchive()
    page = open_page(serve_page(archive))
    page.locator("#model input").uncheck()

    page.get_by_role("button", name="How many died?").click()
    page.locator("#t1[aria-busy=false]").wait_for()
    page.get_by_role("button", name="Where do the sources disagree?").click()
    page.locator("#t2[aria-busy=false]").wait_for()

    assert archive.asked == [(DIED, [], False)]
    assert page.locator("#t2 .badge").count() == 1


def test_an_error_is_a_sentence_and_the_question_comes_back(serve_page: Serve, open_page: OpenPage) -> None:
    words = "the index is of another model; rebuild it: rag index --rebuild"
    page = open_page(serve_page(FakeArchive({DIED: IndexingError(words), WOUNDED: ZeroDivisionError("by zero")})))

    assert ask(page, DIED).locator(".problem").inner_text() == words
    page.wait_for_function("document.querySelector('#question textarea').value === 'How many died?'")
    assert "Traceback" not in ask(page, WOUNDED).inner_text()


def test_an_empty_question_asks_nothing(serve_page: Serve, open_page: OpenPage) -> None:
    archive = FakeArchive()
    page = open_page(serve_page(archive))
    box = page.locator("#question textarea")
    box.fill("   ")
    page.keyboard.press("Enter")

    box.fill(DIED)
    page.keyboard.press("Enter")
    page.locator("#t1[aria-busy=false]").wait_for()

    assert [question for question, _, _ in archive.asked] == [DIED]


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
    box = page.locator("#question textarea")
    box.fill(DIED)
    page.keyboard.press("Enter")

    page.locator("#t1 .sentence").first.wait_for()
    assert page.locator("#t1").get_attribute("aria-busy") == "true"
    box.fill(WOUNDED)
    page.keyboard.press("Enter")
    archive.go.set()
    page.locator("#t2[aria-busy=false]").wait_for()

    assert [question for question, _, _ in archive.asked] == [DIED, WOUNDED]
    assert box.input_value() == ""


def test_stopping_keeps_what_was_said(serve_page: Serve, open_page: OpenPage) -> None:
    archive = SlowArchive()
    page = open_page(serve_page(archive))
    page.locator("#question textarea").fill(DIED)
    page.keyboard.press("Enter")
    page.locator("#t1 .sentence").first.wait_for()

    page.locator("#stop").click()

    page.locator("#t1 .problem", has_text="Stopped").wait_for()
    assert page.locator("#t1 .sentence").count() == 1
    archive.go.set()
    assert archive.was_left.wait(10)
    assert not page.locator("#stop").is_visible()


def test_hostile_text_is_shown_and_does_nothing(serve_page: Serve, open_page: OpenPage, articles: Path) -> None:
    archive = FakeArchive({HOSTILE: hostile_answer(), "broken": IndexingError(HOSTILE)})
    archive.files["x"] = make_article(title=HOSTILE, publisher=HOSTILE)
    archive.unreadable = ((HOSTILE, HOSTILE),)
    page = open_page(serve_page(archive, articles=articles))

    turn = ask(page, HOSTILE)
    ask(page, "broken")
    page.locator("#reindex").click()
    page.locator("#status .report").wait_for()

    assert turn.locator(".question").inner_text() == SHOWN
    assert turn.locator("mark").inner_text() == SHOWN
    assert turn.locator(".card cite").inner_text() == SHOWN
    assert turn.locator(".side .value").inner_text() == SHOWN
    assert page.locator("#t2 .problem").inner_text() == SHOWN
    assert page.locator(":is(#thread, #desk) :is(img, script, iframe, object, embed, video)").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    assert page.title() == "What the articles say"
    assert page.errors == []
    assert hosts_of(page) == {page.url.split("/")[2]}


def test_nothing_is_fetched_from_another_host(serve_page: Serve, open_page: OpenPage) -> None:
    page = open_page(serve_page())
    ask(page, DIED)

    assert hosts_of(page) == {page.url.split("/")[2]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_fits_its_window(
    serve_page: Serve, open_page: OpenPage, tmp_path: Path, width: int, scheme: str
) -> None:
    page = open_page(serve_page(FakeArchive({DIED: wide_answer()})), width=width, scheme=scheme)

    ask(page, DIED)
    page.screenshot(path=tmp_path / f"{width}-{scheme}.png", full_page=True)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".side").count() == 12
    assert page.locator("#question textarea").is_visible()


def test_the_page_is_usable_by_name_and_by_keyboard(serve_page: Serve, open_page: OpenPage) -> None:
    page = open_page(serve_page())

    page.get_by_label("Your question").fill(DIED)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "ask"
    page.keyboard.press("Enter")
    page.locator("#t1[aria-busy=false]").wait_for()

    assert page.get_by_role("region", name="Sources disagree: killed").count() == 1
    assert page.get_by_role("link", name="Citation 1: The Lerna Courier").count() == 2


def test_a_fold_stays_open_while_the_next_answer_comes(serve_page: Serve, open_page: OpenPage) -> None:
    copied = make_answer(citations=(make_citation(id=1, copies=("wire.txt",)), make_citation(id=2)))
    page = open_page(serve_page(FakeArchive({DIED: copied, WOUNDED: copied})))
    ask(page, DIED).locator(".side summary").click()

    ask(page, WOUNDED)

    assert page.locator("#t1 .side details").get_attribute("open") is not None
    assert page.locator("#t2 .side details").get_attribute("open") is None


def hosts_of(page: Any) -> set[str]:
    return {address.split("/")[2] for address in page.requests if not address.startswith(("data:", "blob:"))}


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


def wide_answer() -> Answer:
    long = "the Deputy Under-Secretary for Maritime Emergencies and Inter-Agency Liaison at the Ministry of Transport"
    unbroken = "Wasserstraßenverwaltungsdirektionsvorsteher" * 3
    names = [long, unbroken, *(f"agency {number}" for number in range(3, 13))]
    sides = [make_position(str(3 * at), make_voice(name, citation=at)) for at, name in enumerate(names, start=1)]
    cards = [make_citation(id=number, article=f"{'x' * 120}-{number}.txt") for number in range(1, 13)]
    return make_answer(make_finding(*sides), citations=tuple(cards))
