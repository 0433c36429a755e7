"""Use the page over the real archive and the articles that ship with the project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.archive import Archive
from tests.web.conftest import OpenPage, Serve
from tests.web.driving import ask

pytestmark = pytest.mark.browser

FERRY = """---
title: Ferry burns off Port Lerna
publisher: The Lerna Courier
published: 2031-03-12
---

A fire broke out aboard the ferry Aurelia off Port Lerna. Nine passengers drowned, the coast guard said.
"""


@pytest.fixture
def archive(tmp_path: Path, folder: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "index") as opened:
        opened.sync(folder)
        yield opened


def test_the_seeds_disagree_and_a_new_article_is_answered_from(
    serve_page: Serve, open_page: OpenPage, archive: Archive, folder: Path
) -> None:
    address = serve_page(archive, articles=folder, model=lambda: None)
    page = open_page(address)

    turn = ask(page, "How many died?")
    sides = turn.locator(".finding.conflict li.side")
    assert [side.split("\n")[0] for side in sides.all_inner_texts()] == ["4", "at least 7"]
    assert "Syrian Observatory for Human Rights" in sides.nth(1).inner_text()
    assert "25" not in turn.locator(".finding.conflict .value").all_inner_texts()
    marked = " ".join(turn.locator("mark").all_inner_texts())
    assert all(quote in marked for quote in ("four militiamen", "at least seven Iraqi militiamen"))

    (folder / "ferry.md").write_text(FERRY, encoding="utf-8")
    page.goto(f"{address}/articles")
    page.locator("#reindex").click()
    page.locator("#status .report").wait_for()
    assert page.locator("#status").inner_text().startswith("1 added, 0 changed, 0 removed, 2 unchanged")

    page.goto(address)
    page.locator("#t1").wait_for()
    drowned = ask(page, "How many drowned aboard the ferry Aurelia?")
    assert "Nine passengers drowned, the coast guard said." in " ".join(drowned.locator("mark").all_inner_texts())
    assert page.errors == []
