"""Do what the README shows of the browser: is its picture the page, and does its program run?"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rag.archive import Archive
from tests.web.conftest import OpenPage, Serve
from tests.web.driving import ask
from tests.web.test_looks import SHOTS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LARGEST_PICTURE = 120_000


@pytest.fixture
def seeds(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "index") as opened:
        opened.sync(Path(shutil.copytree(ROOT / "seeds", tmp_path / "seeds")))
        yield opened


@pytest.mark.browser
def test_the_sides_are_drawn_as_the_readme_shows_them(serve_page: Serve, open_page: OpenPage, seeds: Archive) -> None:
    page = open_page(serve_page(seeds, model=lambda: None), width=1280)
    page.locator(".welcome").wait_for()
    panel = ask(page, "How many died?").locator(".finding.conflict")
    page.add_style_tag(content="#composer { display: none !important; }")

    SHOTS.mkdir(exist_ok=True)
    panel.screenshot(path=SHOTS / "sides.png", animations="disabled")

    assert panel.locator(".value").all_inner_texts() == ["4", "at least 7"]
    shown = re.search(r"!\[[^\]]+\]\((docs/[\w.]+)\)", README)
    assert shown is not None
    assert (ROOT / shown[1]).read_bytes()[:8] == (SHOTS / "sides.png").read_bytes()[:8]
    assert (ROOT / shown[1]).stat().st_size < LARGEST_PICTURE


def test_the_program_of_the_readme_runs(serve_page: Serve, seeds: Archive) -> None:
    [program] = re.findall(r"```python\n(from gradio_client.*?)```", README, re.DOTALL)
    names: dict[str, Any] = {}

    exec(program.replace("http://127.0.0.1:7860", serve_page(seeds)), names)
    names["client"].close()

    assert names["answer"]["findings"][0]["relation"] == "conflict"
    assert names["article"]["text"]
    assert 1 <= len(names["hits"]) <= 5
    assert names["conflicts"]["findings"][0]["relation"] == "conflict"
