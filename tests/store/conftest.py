"""Articles of one invented town, and an archive that is cheap to fill."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rag.reports import SyncReport
from rag.search.encode import HashEncoder
from rag.store.database import Database
from rag.store.integrity import problems
from rag.store.sync import Wish, sync

FERRY = "Four people died aboard the Aurelia.\n\nThe coast guard said so on Monday."
BREAD = "Bread has become dearer in Port Lerna.\n\nBakers blame the price of flour."
BRIDGE = "The bridge over the Orlan is closed.\n\nIt opens again in spring, the mayor said."

Sync = Callable[..., SyncReport]


def names(index: Path) -> dict[str, tuple[str, ...]]:
    """The first line of every article with the files that carry it; the archive must be sound."""
    database = Database.open(index)
    try:
        assert problems(database) == ()
        return {article.text.splitlines()[0]: article.files for article in database.articles()}
    finally:
        database.close()


def first(text: str) -> str:
    """The first line of an article."""
    return text.splitlines()[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two articles."""
    place = tmp_path / "news"
    place.mkdir()
    (place / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (place / "bread.txt").write_text(BREAD, encoding="utf-8")
    return place


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Where the index will lie."""
    return tmp_path / "index"


@pytest.fixture
def bring(index: Path) -> Sync:
    """Bring the index up to date with a folder, by the encoder that needs no model."""

    def run(folder: Path, *, dimension: int = 64, rebuild: bool = False, again: bool = False) -> SyncReport:
        return sync(index, folder, encoder=HashEncoder(dimension), wish=Wish(rebuild=rebuild, again=again))

    return run
