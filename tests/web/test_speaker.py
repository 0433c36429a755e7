from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import ModelError, UsageError
from rag.models.catalogue import CATALOGUE
from rag.models.hub import cached
from rag.settings import PACKAGED_MODEL
from rag.web.settings_page import fetched
from rag.web.speaker import Speaker, catalogue
from tests.models.hub import TINY, WEIGHTS, Hub
from tests.pages.reading import text_of
from tests.web.conftest import OpenPage, Serve
from tests.web.driving import hosts_of


@pytest.fixture(autouse=True)
def nothing_fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))


def test_the_list_says_what_is_here_and_what_a_download_would_cost() -> None:
    states = {row["name"]: row["state"] for row in catalogue(PACKAGED_MODEL)}

    assert states[PACKAGED_MODEL] == "in use"
    assert states["qwen2.5-0.5b"] == "download: 398 MB"
    assert all(row["licence"] and row["memory"].endswith(" MB") for row in catalogue(""))


def test_one_model_is_shared_and_one_that_is_not_here_leaves_it_in_use() -> None:
    speaker = Speaker()
    first = speaker()

    with pytest.raises(ModelError, match=r"is not on this machine yet"):
        speaker.choose("qwen2.5-0.5b")

    assert speaker() is first
    assert speaker.name == PACKAGED_MODEL


def test_a_server_without_a_model_has_none() -> None:
    assert Speaker(None)() is None


def test_what_is_no_model_of_the_list_is_not_downloaded() -> None:
    with pytest.raises(UsageError, match="is nothing to download"):
        list(Speaker().fetch(PACKAGED_MODEL))
    *_, last = fetched(Speaker(), "x")

    assert text_of(last).startswith("'x' is nothing to download")


def test_a_hub_that_is_not_there_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    *_, last = fetched(Speaker(), "qwen2.5-0.5b")

    assert "the hub could not be reached" in text_of(last) or "HF_HUB_OFFLINE" in text_of(last)


@pytest.mark.browser
def test_the_models_are_listed_and_a_wrong_choice_is_told(serve_page: Serve, open_page: OpenPage) -> None:
    page = open_page(f"{serve_page(model=Speaker())}/settings")
    page.locator("#models td", has_text="in use").wait_for()

    page.get_by_label("Another model").fill("llama-3.2-1b")
    page.get_by_role("button", name="Use it").click()

    page.locator("#model-told .problem", has_text="is not on this machine yet").wait_for()
    row = page.locator("#models tr", has_text="llama-3.2-1b")
    assert row.locator("td").last.inner_text().startswith("download: 810 MB")
    page.get_by_role("button", name="Use smollm2-plain").click()
    page.locator("#model-told", has_text="smollm2-plain phrases from now on.").wait_for()
    page.locator("#models tr.chosen", has_text="smollm2-plain").wait_for()


@pytest.mark.browser
def test_a_model_is_downloaded_from_the_list_with_its_progress(
    serve_page: Serve, open_page: OpenPage, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("rag.models.catalogue", "rag.web.speaker"):
        monkeypatch.setattr(f"{module}.CATALOGUE", (*CATALOGUE, TINY))
    page = open_page(f"{serve_page(model=Speaker())}/settings")

    page.get_by_role("button", name="Download tiny").click()
    page.locator("#model-told", has_text="tiny is on this machine now.").wait_for()
    page.get_by_role("button", name="Use tiny").wait_for()

    found = cached("harbour/tiny", "tiny.gguf")
    assert found is not None
    assert found.read_bytes() == WEIGHTS
    assert hosts_of(page) == {page.url.split("/")[2]}


def test_a_download_says_how_far_it_is(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.models.catalogue.CATALOGUE", (TINY,))

    told = [text_of(html) for html in fetched(Speaker(None), "tiny")]

    assert told[0] == "Asking the hub"
    assert "Megabytes: 1 of 1" in told
    assert told[-1] == "tiny is on this machine now."
