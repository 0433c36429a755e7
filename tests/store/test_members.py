"""Files of many articles, side-cars and faults: what of a file is read again, and what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.articles.draft import Fault
from rag.store import gather
from rag.store.database import Database
from rag.store.files import faults
from tests.store.conftest import BRIDGE, Sync, names


def lines(*texts: str) -> str:
    return "".join(f'{{"text": "{text}"}}\n' if text else "nonsense\n" for text in texts)


def test_every_row_of_a_file_is_an_article_of_its_own(folder: Path, index: Path, bring: Sync) -> None:
    (folder / "may.jsonl").write_text(lines("One died.", "", "Two died."), encoding="utf-8")
    report = bring(folder)

    assert report.added == ("bread.txt", "ferry.txt", "may.jsonl#1", "may.jsonl#3")
    assert [name for name, _ in report.failed] == ["may.jsonl#2"]
    assert names(index)["Two died."] == ("may.jsonl#3",)


def test_an_unchanged_file_of_many_articles_is_not_read_again_and_keeps_its_faults(
    folder: Path, bring: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "may.jsonl").write_text(lines("One died.", "", "Two died."), encoding="utf-8")
    first_report = bring(folder)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file was read though nothing changed")

    monkeypatch.setattr(gather, "read_file", refuse)
    report = bring(folder)

    assert (report.unchanged, report.failed, report.encoded) == (4, first_report.failed, 0)


def test_only_the_new_rows_of_a_changed_file_are_encoded(folder: Path, index: Path, bring: Sync) -> None:
    (folder / "may.jsonl").write_text(lines("One died.", "Two died."), encoding="utf-8")
    bring(folder)
    (folder / "may.jsonl").write_text(lines("Nobody died.", "One died.", "Two died."), encoding="utf-8")
    report = bring(folder)

    assert (report.added, report.changed, report.removed) == (("may.jsonl#1",), (), ())
    assert (report.unchanged, report.encoded) == (4, 1)
    assert names(index)["Two died."] == ("may.jsonl#3",)


def test_a_row_that_became_unreadable_keeps_its_article_until_it_is_mended(
    folder: Path, index: Path, bring: Sync
) -> None:
    path = folder / "may.jsonl"
    path.write_text(lines("One died.", "Two died."), encoding="utf-8")
    bring(folder)
    path.write_text(lines("One died.", ""), encoding="utf-8")
    assert [name for name, _ in bring(folder).failed] == ["may.jsonl#2"]
    assert names(index)["Two died."] == ("may.jsonl#2",)

    path.write_text(lines("One died.", "Three died."), encoding="utf-8")
    assert bring(folder).changed == ("may.jsonl#2",)
    path.write_text(lines("One died.", "Two died."), encoding="utf-8")
    bring(folder)
    assert "Three died." not in names(index)
    assert names(index)["Two died."] == ("may.jsonl#2",)


def test_a_sidecar_that_changes_is_read_though_its_file_is_the_same(folder: Path, index: Path, bring: Sync) -> None:
    bring(folder)
    (folder / "ferry.txt.meta.yaml").write_text("publisher: The Lerna Courier", encoding="utf-8")

    assert bring(folder).changed == ("ferry.txt",)
    assert {article.publisher for article in Database.open(index).articles()} == {"", "The Lerna Courier"}


def test_a_file_that_could_not_be_opened_is_tried_again(
    folder: Path, bring: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> Iterator[Fault]:
        return iter([Fault(reason="cannot be read (permission denied)", is_passing=True)])

    with monkeypatch.context() as patched:
        patched.setattr(gather, "read_file", refuse)
        (folder / "new.txt").write_text(BRIDGE, encoding="utf-8")
        assert [name for name, _ in bring(folder).failed] == ["bread.txt", "ferry.txt", "new.txt"]

    report = bring(folder)
    assert (report.added, report.failed) == (("bread.txt", "ferry.txt", "new.txt"), ())


def test_a_fault_is_remembered_until_the_file_changes_or_goes(folder: Path, index: Path, bring: Sync) -> None:
    (folder / "noise.txt").write_bytes(b"\0\1\2" * 100)
    bring(folder)
    assert list(faults(Database.open(index), str(folder))) == ["noise.txt"]

    (folder / "noise.txt").unlink()
    bring(folder)
    assert faults(Database.open(index), str(folder)) == {}
