from __future__ import annotations

from pathlib import Path

import pytest

from rag.archive import Archive
from rag.errors import IndexingError, UsageError
from rag.records import Article
from rag.reports import Wanted
from rag.search.encode import HashEncoder
from rag.store.integrity import problems
from tests.store.conftest import FERRY, Sync


@pytest.fixture
def archive(folder: Path, index: Path, bring: Sync) -> Archive:
    bring(folder)
    return Archive(index, encoder=HashEncoder())


def ferry(archive: Archive) -> Article:
    """The article of the ferry, in a sound archive."""
    assert problems(archive.store) == ()
    return next(article for article in archive.articles() if "Aurelia" in article.text)


def test_what_is_written_over_is_found_and_shown(archive: Archive) -> None:
    before = ferry(archive)
    after = archive.edit(before.id, title="Ferry burns", publisher="The Lerna Courier", published="2031-03-12")

    assert (after.title, after.publisher, after.published, after.published_basis) == (
        "Ferry burns",
        "The Lerna Courier",
        "2031-03-12",
        "reader",
    )
    assert (ferry(archive), after.id) == (after, before.id)
    assert archive.articles(Wanted(publisher="courier", since="2031")) == [after]
    assert archive.search("ferry burns, Courier", k=1)[0].article == after


def test_an_edit_outlasts_a_sync_a_move_and_a_rebuild(archive: Archive, folder: Path, bring: Sync) -> None:
    archive.edit(ferry(archive).id, title="Ferry burns")
    bring(folder)
    (folder / "ferry.txt").rename(folder / "ship.txt")
    bring(folder)
    bring(folder, rebuild=True)
    archive.close()

    assert (ferry(archive).title, ferry(archive).files) == ("Ferry burns", ("ship.txt",))


def test_an_edit_stays_with_the_file_when_its_text_changes(archive: Archive, folder: Path, bring: Sync) -> None:
    archive.edit(ferry(archive).id, publisher="The Lerna Courier")
    (folder / "ferry.txt").write_text(FERRY + " More is not known.", encoding="utf-8")
    bring(folder)

    assert ferry(archive).publisher == "The Lerna Courier"


def test_an_edit_is_taken_back_with_none(archive: Archive) -> None:
    before = ferry(archive)
    archive.edit(before.id, title="Ferry burns", published="2031-03-12")

    assert archive.edit(before.id, published=None).title == "Ferry burns"
    assert archive.edit(before.id, title=None) == before


@pytest.mark.parametrize(
    ("fields", "fact"),
    [
        ({"published": "yesterday"}, "'yesterday' is no date: write it as 2024-05-31"),
        ({"text": "Nobody died."}, "an article's text cannot be written over: name title, publisher, published"),
        ({}, "nothing cannot be written over"),
    ],
)
def test_what_cannot_be_written_over_is_told(archive: Archive, fields: dict[str, str], fact: str) -> None:
    with pytest.raises(UsageError, match=fact):
        archive.edit(ferry(archive).id, **fields)


def test_an_article_that_is_gone_cannot_be_written_over(archive: Archive) -> None:
    with pytest.raises(IndexingError, match="has no article nobody"):
        archive.edit("nobody", title="x")
