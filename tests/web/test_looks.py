"""Look at every page, on a desk and on a phone, light and dark: does it fit, can everybody use it?

The pictures are written to ``shots/`` beside the README, for eyes; axe-core looks for what keeps
readers out, the size of the page for what sticks out of it. Wide is light and narrow is dark, or, with
RAG_ALL_LOOKS set, both are both.
"""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from rag.errors import NoIndexError
from rag.records import Answer, Event, Quantity
from rag.reports import Status
from rag.web.speaker import Speaker
from rag.web.users import Users, line_for
from tests.factories import make_answer, make_article, make_claim, make_finding
from tests.web.conftest import OpenPage, Serve
from tests.web.driving import DIED, ask
from tests.web.fake_archive import FakeArchive
from tests.web.gallery import ARABIC, CHANGED, LONG, MANY, NOBODY, RANGES, UNBROKEN, answers

pytestmark = pytest.mark.browser

QUOTE = "Four people died aboard the Aurelia, the coast guard said."
SHOTS = Path(__file__).parents[2] / "shots"
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
TWO = [(1280, "light"), (390, "dark")]
FOUR_LOOKS = [*TWO, (1280, "dark"), (390, "light")]
every_look = pytest.mark.parametrize(("width", "scheme"), FOUR_LOOKS if os.environ.get("RAG_ALL_LOOKS") else TWO)


DENIAL = "The owners denied that the doors were locked."
TEXT = f"Smoke rose at dawn.\n\n{QUOTE} The harbour stayed closed.\n\n{ARABIC}\n\n{DENIAL}"
FOUR: dict[str, Any] = {"quantity": Quantity(low=4, high=4, text="Four"), "focus": "Four", "aspect": "killed"}
NOTHING: dict[str, Any] = {}


class Gallery(FakeArchive):
    """Holds the answers of the gallery, articles with hard names, and their conflicts."""

    def __init__(self) -> None:
        super().__init__(answers())
        for name in ("Ferry burns off Port Lerna", ARABIC, UNBROKEN, LONG):
            self.files[name] = make_article(TEXT, title=name, publisher="The Lerna Courier", files=(f"{name}.txt",))
        self.told = tuple(
            make_claim(said, TEXT, article_id=article.id, holder="the coast guard", **figure)
            for article in self.files.values()
            for said, figure in ((QUOTE, FOUR), (DENIAL, NOTHING))
        )

    def disagreements(self) -> Answer:
        mill = make_finding(event=Event(label=f"{UNBROKEN} {LONG}", when="2029-05-01", where=ARABIC), aspect=LONG)
        return make_answer(make_finding(), make_finding(aspect="injured"), mill)


class Bare(FakeArchive):
    """An archive that was never filled."""

    def status(self, *, check: bool = False) -> Status:
        raise NoIndexError("there is no index in index: make one with rag index FOLDER")


@every_look
def test_an_empty_archive_says_how_to_begin(serve_page: Serve, open_page: OpenPage, width: int, scheme: str) -> None:
    page = open_page(serve_page(Bare()), width=width, scheme=scheme)
    page.locator(".front .nothing").wait_for()

    look_at(page, "ask-empty-archive", width, scheme)


@every_look
@pytest.mark.parametrize("question", [None, DIED, MANY, CHANGED, NOBODY, RANGES])
def test_an_answer_fits_and_is_open_to_everybody(
    serve_page: Serve, open_page: OpenPage, question: str | None, width: int, scheme: str
) -> None:
    page = open_page(serve_page(Gallery()), width=width, scheme=scheme)
    page.locator(".front .clashes").wait_for()
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
@pytest.mark.parametrize("state", ["marked", "right to left", "editing", "deleting", "adding", "empty"])
def test_an_article_and_each_dialog_fit_and_are_open_to_everybody(
    serve_page: Serve, open_page: OpenPage, state: str, width: int, scheme: str
) -> None:
    name = ARABIC if state == "right to left" else "Ferry burns off Port Lerna"
    path = {"adding": "?add", "empty": "?add"}.get(state, f"?read={quote(name)}.txt&start=20&end=78")
    page = open_page(
        f"{serve_page(Bare() if state == 'empty' else Gallery())}/articles{path}", width=width, scheme=scheme
    )
    if state in ("adding", "empty"):
        page.locator("#add").get_by_role("button", name="Add the text").wait_for()
        page.locator("#holdings :is(.tally, .nothing)").wait_for()
    else:
        page.locator(".opened mark.figure").focus()
    if state == "editing":
        page.get_by_role("button", name="Edit title, publisher and date").click()
        page.get_by_role("button", name="Save").wait_for()
    if state == "deleting":
        page.get_by_role("button", name="Delete this article").click()
        page.get_by_role("dialog").wait_for()

    look_at(page, f"article-{slug(state)}", width, scheme)


@every_look
def test_disagreements_by_a_filter_fit_and_are_open_to_everybody(
    serve_page: Serve, open_page: OpenPage, width: int, scheme: str
) -> None:
    page = open_page(f"{serve_page(Gallery())}/disagreements", width=width, scheme=scheme)
    page.locator(".tally").wait_for()
    page.get_by_label("Words").fill("aurelia")
    page.get_by_label("About").click()
    page.get_by_role("option", name="injured").click()
    page.locator(".tally", has_text="1 disagreement of 3").wait_for()

    look_at(page, "disagreements-chosen", width, scheme)


@every_look
def test_the_list_of_models_fits_and_is_open_to_everybody(
    serve_page: Serve, open_page: OpenPage, width: int, scheme: str
) -> None:
    page = open_page(f"{serve_page(Gallery(), model=Speaker())}/settings", width=width, scheme=scheme)
    page.locator("#models td", has_text="in use").wait_for()
    page.locator("#facts dl").wait_for()

    look_at(page, "settings-models", width, scheme)


@every_look
def test_the_way_in_fits_and_is_open_to_everybody(
    serve_page: Serve, open_page: OpenPage, tmp_path: Path, width: int, scheme: str
) -> None:
    users = tmp_path / "users.txt"
    users.write_text(line_for("ada", "four at sea"), encoding="utf-8")
    page = open_page(serve_page(Gallery(), door={"users": Users(users)}), wait_for="button", width=width, scheme=scheme)

    look_at(page, "login", width, scheme)


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
