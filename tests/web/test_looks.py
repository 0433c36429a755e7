"""Look at every page, on a desk and on a phone, light and dark: does it fit, can everybody use it?

The pictures are written to ``shots/`` beside the README, for eyes; axe-core looks for what keeps
readers out, the size of the page for what sticks out of it.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from rag.records import Answer, Event
from tests.factories import make_answer, make_article, make_finding
from tests.web.conftest import OpenPage, Serve
from tests.web.driving import DIED, ask
from tests.web.fake_archive import FakeArchive
from tests.web.gallery import ARABIC, CHANGED, LONG, MANY, NOBODY, RANGES, UNBROKEN, answers

pytestmark = pytest.mark.browser

SHOTS = Path(__file__).parents[2] / "shots"
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
every_look = pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
)


class Gallery(FakeArchive):
    """Holds the answers of the gallery, articles with hard names, and their conflicts."""

    def __init__(self) -> None:
        super().__init__(answers())
        for name in ("Ferry burns off Port Lerna", ARABIC, UNBROKEN, LONG):
            self.files[name] = make_article(title=name, publisher="The Lerna Courier")

    def disagreements(self) -> Answer:
        mill = make_finding(event=Event(label=f"{UNBROKEN} {LONG}", when="2029-05-01", where=ARABIC), aspect=LONG)
        return make_answer(make_finding(), make_finding(aspect="injured"), mill)


@every_look
@pytest.mark.parametrize("question", [None, DIED, MANY, CHANGED, NOBODY, RANGES])
def test_an_answer_fits_and_is_open_to_everybody(
    serve_page: Serve, open_page: OpenPage, question: str | None, width: int, scheme: str
) -> None:
    page = open_page(serve_page(Gallery()), width=width, scheme=scheme)
    page.locator(".welcome").wait_for()
    if question:
        ask(page, question)

    look_at(page, f"ask-{slug(question or 'nothing yet')}", width, scheme)


@every_look
@pytest.mark.parametrize(
    ("path", "ready"), [("disagreements", ".tally"), ("articles", "#holdings .tally"), ("settings", "#facts dl")]
)
def test_a_page_fits_and_is_open_to_everybody(
    serve_page: Serve, open_page: OpenPage, path: str, ready: str, width: int, scheme: str
) -> None:
    page = open_page(f"{serve_page(Gallery())}/{path}", width=width, scheme=scheme)
    page.locator(ready).wait_for()

    look_at(page, path, width, scheme)


@every_look
def test_an_open_passage_fits_and_is_open_to_everybody(
    serve_page: Serve, open_page: OpenPage, width: int, scheme: str
) -> None:
    page = open_page(serve_page(Gallery()), width=width, scheme=scheme)
    page.locator(".welcome").wait_for()
    ask(page, DIED).locator(".answer a.marker").first.click()
    page.locator(".sheet mark").wait_for()

    look_at(page, "passage", width, scheme)


def look_at(page: Any, name: str, width: int, scheme: str) -> None:
    """Take the picture, then say what keeps readers out and what sticks out."""
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}-{width}-{scheme}.png", full_page=True, animations="disabled")
    page.evaluate(AXE)
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    worst = [
        f"{problem['id']}: {node['html'][:200]} ({node['failureSummary'][:300]})"
        for problem in found
        if problem["impact"] in ("serious", "critical")
        for node in problem["nodes"]
    ]
    assert worst == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.errors == []


def slug(words: str) -> str:
    return "-".join(words.lower().strip("?").split())
