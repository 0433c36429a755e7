"""Give the page hostile text, in a real headless Chromium: does any of it run, load, or lead away?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rag.errors import IndexingError
from rag.records import Answer, Event
from tests.factories import make_answer, make_article, make_citation, make_finding, make_position, make_voice
from tests.web.conftest import OpenPage, Serve
from tests.web.driving import DIED, ask, hosts_of
from tests.web.fake_archive import FakeArchive

pytestmark = pytest.mark.browser

HOSTILE = (
    "<script>document.title='taken'</script><img src='http://evil.example/a.png' onerror='alert(1)'>"
    "![pixel](http://evil.example/b.png) [go](javascript:alert(2)) ${alert(3)} {{constructor}} \x1b[31m `$$x$$`"
)
SHOWN = HOSTILE.replace("\x1b", "␛")


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
