"""Another encoder, other code, a damaged database: what is made anew, and what stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import IndexingError
from rag.records import Article
from rag.search.encode import HashEncoder
from rag.store import aside, derived
from rag.store import sync as sync_module
from rag.store.connect import DATABASE
from rag.store.database import Database
from tests.store.conftest import BREAD, BRIDGE, FERRY, Sync, first, names


def test_another_encoder_needs_a_rebuild(folder: Path, index: Path, bring: Sync) -> None:
    bring(folder)

    with pytest.raises(IndexingError, match=r"made with the encoder hash, not hash-32: .*rag index FOLDER --rebuild"):
        bring(folder, dimension=32)

    assert bring(folder, dimension=32, rebuild=True).encoded == 2
    assert Database.open(index).meta()["dimension"] == "32"
    assert len(names(index)) == 2


def test_a_rebuild_keeps_the_articles_of_other_folders(folder: Path, tmp_path: Path, index: Path, bring: Sync) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    bring(folder)
    bring(other)

    assert bring(other, dimension=32, rebuild=True).encoded == 3
    assert set(names(index)) == {first(FERRY), first(BREAD), first(BRIDGE)}


@pytest.mark.parametrize("content", [b"not a database at all" * 50, None])
def test_a_rebuild_puts_a_damaged_database_aside(folder: Path, index: Path, bring: Sync, content: bytes | None) -> None:
    bring(folder)
    whole = (index / DATABASE).read_bytes()
    damaged = content or whole[:4096] + b"\xff" * (len(whole) - 8192) + whole[-4096:]
    (index / DATABASE).write_bytes(damaged)
    with pytest.raises(IndexingError, match=r"is damaged .*: make it anew with rag index FOLDER --rebuild"):
        bring(folder)

    bring(folder, rebuild=True)

    assert len(names(index)) == 2
    assert (index / "articles.sqlite.old").read_bytes() == damaged


def test_a_better_extractor_reads_again_without_encoding(
    folder: Path, index: Path, bring: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(folder)
    read: list[str] = []

    def extract(article: Article) -> tuple[()]:
        read.append(article.files[0])
        return ()

    monkeypatch.setattr(sync_module, "reading_stamp", lambda: "another")
    monkeypatch.setattr(aside, "extract_claims", extract)
    report = bring(folder)

    assert (report.encoded, report.unchanged, sorted(read)) == (0, 2, ["bread.txt", "ferry.txt"])
    assert len(names(index)) == 2
    assert bring(folder).unchanged == 2
    assert len(read) == 2


def test_small_changes_find_what_a_rebuild_finds(folder: Path, index: Path, bring: Sync) -> None:
    for number in range(30):
        (folder / f"{number}.txt").write_text(f"Report {number} tells of ship {number % 7}.", encoding="utf-8")
    bring(folder)
    (folder / "3.txt").unlink()
    (folder / "4.txt").write_text("Ship nine sank.", encoding="utf-8")
    bring(folder)
    question = HashEncoder().encode(["ship nine"])[0]

    def found() -> list[str]:
        database = Database.open(index)
        engines = derived.open_engines(database)
        found = engines.vectors.search(question, k=1), engines.words.search("ship nine sank", k=1)
        texts = [database.passages_by_id([number])[number].text for ranking in found for number, _ in ranking]
        database.close()
        return texts

    changed = found()
    bring(folder, rebuild=True)

    assert found() == changed
    assert changed == ["Ship nine sank.", "Ship nine sank."]
