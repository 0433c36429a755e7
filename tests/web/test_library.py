from __future__ import annotations

from pathlib import Path

from rag.web import library
from tests.pages.reading import elements, text_of
from tests.web.conftest import equip
from tests.web.fake_archive import FakeArchive


def test_re_indexing_shows_progress_and_then_the_report(articles: Path) -> None:
    archive = FakeArchive()
    archive.unreadable = (("torn.txt", "not a text file"),)

    start, step, done = library.reindex(equip(archive, articles=articles))

    assert text_of(start) == "Looking at the folder"
    assert elements(step, "progress") == [{"aria-label": "Reading articles: 1 of 1", "max": "1", "value": "1"}]
    assert text_of(done).startswith("1 added, 0 changed, 0 removed, 0 unchanged, 1 unreadable;")
    assert text_of(done).endswith("1 file could not be read; the others went on:torn.txt — not a text file")


def test_re_indexing_a_folder_that_is_gone_says_so_in_a_sentence(tmp_path: Path) -> None:
    *_, last = library.reindex(equip(FakeArchive(), articles=tmp_path / "gone"))

    assert text_of(last) == "there is no folder gone; make it, or name another"


def test_the_holdings_are_counted_and_listed(articles: Path) -> None:
    archive = FakeArchive()
    assert text_of(library.holdings(equip(archive))) == "No article is indexed yet."

    archive.sync(articles)

    assert text_of(library.holdings(equip(archive))) == "1 articleList themferry.txtThe Lerna Courier · 12 March 2031"
