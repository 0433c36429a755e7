from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.errors import IndexingError
from rag.reports import Status
from rag.web import offline, settings_page
from tests.factories import make_answer, make_citation, make_status
from tests.pages.reading import text_of
from tests.web.conftest import OpenPage, Serve, equip
from tests.web.driving import DIED, ask
from tests.web.fake_archive import FakeArchive


@pytest.fixture(autouse=True)
def as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    yield
    offline.switch(False)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")


class Torn(FakeArchive):
    """An archive whose check finds a problem."""

    def status(self, *, check: bool = False) -> Status:
        return make_status(problems=("passage 3 of ferry.txt is gone",) if check else ())


def test_a_check_says_what_it_found_and_an_index_that_is_gone_why() -> None:
    class Gone(FakeArchive):
        def status(self, *, check: bool = False) -> Status:
            raise IndexingError("there is no index in index: make one with rag index FOLDER")

    assert "passage 3 of ferry.txt is gone" in text_of(settings_page.checked(equip(Torn())))
    assert text_of(settings_page.facts_of(equip(Gone()))).startswith("there is no index in index")


def test_a_server_that_was_started_offline_stays_so() -> None:
    offline.switch(True)

    assert settings_page.turn(equip(FakeArchive(), offline=True), False) is True
    assert settings_page.turn(equip(FakeArchive()), False) is False


@pytest.mark.browser
def test_what_a_reader_chooses_is_kept_and_obeyed(serve_page: Serve, open_page: OpenPage) -> None:
    many = make_answer(citations=tuple(make_citation(id=number) for number in range(1, 7)))
    archive = FakeArchive({DIED: many})
    address = serve_page(archive)
    page = open_page(f"{address}/settings")
    page.locator("#facts dl").wait_for()

    page.get_by_label("Let the language model phrase sentences").uncheck()
    page.locator("#saved", has_text="Kept: no model phrases").wait_for()
    page.locator("#passages input[type=number]").fill("5")
    page.locator("#passages input[type=number]").press("Enter")
    page.get_by_label("Dark").check()
    page.wait_for_function("document.body.classList.contains('dark')")
    page.locator("#saved", has_text="Kept: no model phrases, 5 passages open.").wait_for()
    page.wait_for_function("localStorage.getItem('rag.choices')")
    page.reload()
    page.locator("#facts dl").wait_for()
    page.wait_for_function("document.querySelector('#passages input[type=number]').value === '5'")
    page.wait_for_function("!document.querySelector('#model input').checked")
    page.wait_for_function("document.querySelector('#theme input[value=dark]').checked")
    page.goto(address)
    turn = ask(page, DIED)

    assert archive.asked[0] == (DIED, [], False)
    assert turn.locator(".evidence > .cards > .card").count() == 5
    assert page.evaluate("document.body.classList.contains('dark')")


@pytest.mark.browser
def test_the_index_is_described_and_checked(serve_page: Serve, open_page: OpenPage) -> None:
    page = open_page(f"{serve_page(Torn())}/settings")
    page.locator("#facts dd", has_text="2.4 MB").wait_for()

    page.get_by_role("button", name="Check all of it").click()

    page.locator("#checked", has_text="passage 3 of ferry.txt is gone").wait_for()


@pytest.mark.browser
def test_the_offline_switch_is_turned_on_the_page(serve_page: Serve, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(f"{serve_page()}/settings")
    page.locator("#facts dl").wait_for()

    page.get_by_label("Offline: no connection leaves this machine").check()
    page.reload()
    page.locator("#facts dl").wait_for()

    page.wait_for_function("document.querySelector('#offline input').checked")
    assert offline.is_on()
