"""Serve the page and open a browser on it: where is Chromium, and at which address is the page?"""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from rag.web import app
from rag.web.equipment import Equipment
from rag.web.pool import Pool
from tests.web.fake_archive import FakeArchive

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
SEEDS = Path(__file__).parents[2] / "seeds"
Serve = Callable[..., str]
OpenPage = Callable[..., Any]
Made = TypeVar("Made")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser for one module of tests; while it is open, its event loop runs in this thread."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine; install it (apt-get install chromium) or set CHROMIUM to its path")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the articles that come with the project."""
    return Path(shutil.copytree(SEEDS, tmp_path / "seeds"))


@pytest.fixture
def serve_page() -> Iterator[Serve]:
    """Serve the page over an archive on a free port; returns its address."""
    running = []

    def start(archive: Any = None, *, door: dict[str, Any] | None = None, **equipment: Any) -> str:
        blocks = in_a_loop(lambda: app.build(equip(archive or FakeArchive(), **equipment)))
        running.append(blocks)
        return in_a_loop(lambda: app.open_page(blocks, **at_home(door)))

    yield start
    for blocks in running:
        blocks.close(verbose=False)


@pytest.fixture
def open_page(browser: Any) -> Iterator[OpenPage]:
    """Open an address as a new reader; the page keeps its requests and errors in ``page.requests``/``page.errors``."""
    contexts = []

    def visit(
        address: str, *, width: int = 1280, height: int = 900, scheme: str = "light", wait_for: str = "#masthead nav"
    ) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.requests, page.errors = [], []
        page.on("request", lambda request: page.requests.append(request.url))
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("dialog", lambda dialog: (page.errors.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        page.locator(wait_for).first.wait_for()
        return page

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "ferry.txt").write_text("Four people died aboard the Aurelia.", encoding="utf-8")
    return folder


def at_home(door: dict[str, Any] | None) -> dict[str, Any]:
    """Where a page of a test listens, unless the test says otherwise."""
    return {"host": "127.0.0.1", "port": free_port()} | (door or {})


def equip(archive: Any, **equipment: Any) -> Equipment:
    """What the pages work with, over one archive; the model is a name that a fake archive only looks at."""
    pools: dict[str, Any] = {"readers": Pool([archive]), "writer": Pool([equipment.pop("writer", archive)])}
    shared = {"model": lambda: "a model"}
    return Equipment(**pools | shared | equipment)


def in_a_loop(make: Callable[[], Made]) -> Made:
    """Call ``make`` while an event loop runs; where none does, Gradio makes its own and never closes them."""

    async def made() -> Made:
        return make()

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(made())
    return make()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
