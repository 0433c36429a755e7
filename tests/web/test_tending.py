from __future__ import annotations

from pathlib import Path

from rag.web.tending import MOST_FILES, Tending
from tests.pages.reading import elements, text_of
from tests.web.conftest import equip
from tests.web.fake_archive import FakeArchive, Progress


def test_re_indexing_shows_progress_and_then_the_report(articles: Path) -> None:
    archive = FakeArchive()
    archive.unreadable = (("torn.txt", "not a text file"),)

    start, step, done = Tending(equip(archive, articles=articles)).reindex()

    assert text_of(start) == "Looking"
    assert elements(step, "progress") == [{"aria-label": "Reading articles: 1 of 1", "max": "1", "value": "1"}]
    assert text_of(done).startswith("1 added, 0 changed, 0 removed, 0 unchanged, 1 unreadable;")
    assert text_of(done).endswith("1 file could not be read; the others went on:torn.txt — not a text file")


def test_re_indexing_without_a_folder_or_with_one_that_is_gone_says_so(tmp_path: Path) -> None:
    [none] = Tending(equip(FakeArchive())).reindex()
    *_, gone = Tending(equip(FakeArchive(), articles=tmp_path / "gone")).reindex()

    assert text_of(none) == "this server was started without a folder of articles: rag serve FOLDER"
    assert text_of(gone) == "there is no folder gone; make it, or name another"


def test_a_change_that_is_stopped_keeps_what_it_did(articles: Path) -> None:
    for number in range(5):
        (articles / f"{number}.txt").write_text("A report.", encoding="utf-8")
    archive = FakeArchive()
    tending = Tending(equip(archive, articles=articles))

    shown = []
    for html in tending.reindex():
        shown.append(text_of(html))
        if "2 of 6" in shown[-1]:
            tending.stop()

    assert 2 <= len(archive.files) <= 6
    assert shown[-1].startswith(f"{len(archive.files)} added")


def test_each_upload_is_added_by_itself_and_taken_out_of_the_folder_of_uploads(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("one.txt", "two.exe", "three.md")]
    for file in files:
        file.write_text("A report.", encoding="utf-8")
    archive = FakeArchive()

    *_, done = Tending(equip(archive)).add_files([str(file) for file in files])

    assert sorted(archive.files) == ["one.txt", "three.md"]
    assert text_of(done).endswith("two.exe — two.exe is of no kind that can be read: add .md or .txt files")
    assert list(tmp_path.iterdir()) == []


def test_too_many_uploads_and_one_that_is_too_large_are_refused_and_removed(tmp_path: Path) -> None:
    many = [tmp_path / f"{number}.txt" for number in range(MOST_FILES + 1)]
    for file in many:
        file.touch()
    large = tmp_path / "large.txt"
    with large.open("wb") as opened:
        opened.truncate(21 * 2**20)

    *_, refused = Tending(equip(FakeArchive())).add_files([str(file) for file in many])
    *_, left_out = Tending(equip(FakeArchive())).add_files([str(large)])

    assert text_of(refused) == "51 files are too many at once: upload at most 50, or a zip of them"
    assert "the file is larger than 20 MB" in text_of(left_out)
    assert list(tmp_path.iterdir()) == []


def test_a_pasted_text_becomes_a_file_with_what_is_known_of_it() -> None:
    archive = FakeArchive()

    fields = {"title": "Ferry: a fire", "publisher": "", "published": "2031-03-12"}
    *_, done = Tending(equip(archive)).add_text(fields, "Four died.\n")

    text = archive.files["ferry-a-fire.md"].text
    assert text == '---\ntitle: "Ferry: a fire"\npublished: "2031-03-12"\n---\n\nFour died.\n'
    assert text_of(done).startswith("1 added")


def test_a_text_that_is_none_and_an_address_that_is_none_are_refused() -> None:
    *_, empty = Tending(equip(FakeArchive())).add_text({"title": "x"}, "  ")
    *_, long = Tending(equip(FakeArchive())).add_text({}, "x" * 500_001)
    *_, nowhere = Tending(equip(FakeArchive())).add_url("news.example")

    assert text_of(empty) == "there is no text: paste the article first"
    assert text_of(long) == "the text has 500,001 characters; paste at most 500,000"
    assert text_of(nowhere).startswith("'news.example' is no address")


def test_a_bug_in_a_change_is_told_plainly() -> None:
    class Broken(FakeArchive):
        def add_url(self, url: str, *, progress: Progress | None = None) -> None:  # type: ignore[override]
            raise ZeroDivisionError(url)

    *_, last = Tending(equip(Broken())).add_url("https://news.example")

    assert "Something went wrong inside the program" in text_of(last)
