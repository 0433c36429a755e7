"""What comes to an archive by address or upload is an article like those of a folder, and stays one."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.archive import Archive
from rag.errors import UsageError
from rag.search.encode import HashEncoder
from tests.serving import Reply, serving

STORY = "Two people died in a fire at the Orrin mill on Thursday, the fire service said."


def page(text: str) -> Reply:
    return Reply(f"<html><head><title>Mill fire</title></head><body><article><p>{text}</p></article></body>".encode())


def test_a_page_is_an_article_that_its_address_brings_up_to_date(tmp_path: Path) -> None:
    with serving(fire=page(STORY)) as site, Archive(tmp_path / "index", encoder=HashEncoder()) as archive:
        first = archive.add_url(site.address("/fire"), allow_private=True)
        site.pages["/fire"] = page(STORY.replace("Two", "Three"))
        second = archive.add_url(site.address("/fire"), allow_private=True)
        [article] = archive.articles()

    assert (len(first.added), second.changed, second.encoded) == (1, first.added, 1)
    assert (article.title, article.text) == ("Mill fire", STORY.replace("Two", "Three"))
    assert (article.url, article.publisher) == (site.address("/fire"), "127.0.0.1")
    assert article.file.startswith(f"127.0.0.1-{site.port}/fire-")


def test_what_came_by_address_or_upload_outlasts_the_sync_of_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("Bread has become dearer.", encoding="utf-8")
    with serving(fire=page(STORY)) as site, Archive(tmp_path / "index", encoder=HashEncoder()) as archive:
        archive.sync(folder)
        archive.add_url(site.address("/fire"), allow_private=True)
        archive.add_file("note.txt", b"Four people died, a reader writes.")
        archive.sync(folder)
        archive.sync(folder, rebuild=True)
        texts = sorted(article.text for article in archive.articles())

    assert texts == ["Bread has become dearer.", "Four people died, a reader writes.", STORY]


def test_a_feed_names_what_it_could_not_fetch(tmp_path: Path) -> None:
    items = "".join(f"<item><title>{name}</title><link>/{name}</link></item>" for name in ("fire", "gone"))
    feed = Reply(f"<rss><channel><title>Orrin Herald</title>{items}</channel></rss>".encode())
    told: list[tuple[str, int, int]] = []
    with serving(fire=page(STORY), feed=feed) as site, Archive(tmp_path / "index", encoder=HashEncoder()) as archive:
        report = archive.add_url(site.address("/feed"), allow_private=True, progress=lambda *step: told.append(step))
        [article] = archive.articles()

    assert [name for name, _ in report.failed] == [site.address("/gone")]
    assert told[:2] == [("fetching", 1, 2), ("fetching", 2, 2)]
    assert (article.title, article.publisher) == ("Mill fire", "Orrin Herald")
    assert dict(article.bases)["publisher"] == "feed"


def test_an_address_inside_this_machine_is_refused_and_leaves_nothing_behind(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "index", encoder=HashEncoder())
    with serving(fire=page(STORY)) as site, pytest.raises(UsageError, match="leads into a private network"):
        archive.add_url(site.address("/fire"))

    assert site.asked == []
    assert not (tmp_path / "index").exists()
