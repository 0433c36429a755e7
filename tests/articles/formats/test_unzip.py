from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from rag.articles.formats import unzip
from tests.articles.formats.making import PAGE, make_pdf, make_zip
from tests.articles.writing import read_fault, read_parts, write

STORY = "Two people died in the fire."


def parts(folder: Path, members: dict[str, str | bytes]) -> tuple[dict[str, str], dict[str, str]]:
    """The first line of each article and the reason of each fault, by the member's name."""
    articles, faults = read_parts(folder, make_zip(members), "may.zip")
    said = {article.file.removeprefix("may.zip"): article.text.splitlines()[0] for article in articles}
    return said, {fault.member: fault.reason for fault in faults}


def test_every_format_is_read_inside_a_zip(tmp_path: Path) -> None:
    said, faults = parts(
        tmp_path,
        {
            "a.txt": STORY,
            "deep/b.html": PAGE,
            "c.csv": "text\nOne died.\nThree died.\n",
            "d.pdf": make_pdf(STORY),
            "picture.png": b"\x89PNG",
            "__MACOSX/._a.txt": "junk",
            ".hidden.txt": "junk",
            "inner.zip": make_zip({"e.txt": "Five died.", "f.jsonl": '{"text": "Six died."}\nbroken'}),
        },
    )

    assert said == {
        "/a.txt": STORY,
        "/c.csv#1": "One died.",
        "/c.csv#2": "Three died.",
        "/d.pdf": STORY,
        "/deep/b.html": "Fire at Orrin mill kills two",
        "/inner.zip/e.txt": "Five died.",
        "/inner.zip/f.jsonl#1": "Six died.",
    }
    assert list(faults) == ["/inner.zip/f.jsonl#2"]


def test_a_sidecar_in_the_zip_and_one_beside_it_both_count(tmp_path: Path) -> None:
    write(tmp_path, "may.zip.meta.yaml", "publisher: Herald\ntitle: May")
    articles, _ = read_parts(tmp_path, make_zip({"a.txt": STORY, "a.txt.meta.yaml": "title: Fire"}), "may.zip")

    [article] = articles
    assert (article.title, article.publisher) == ("Fire", "Herald")


def test_a_broken_member_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    said, faults = parts(tmp_path, {"a.txt": STORY, "b.txt": "", "c.pdf": b"%PDF", "d.zip": b"PK no zip"})

    assert said == {"/a.txt": STORY}
    assert {member: reason.split(" (")[0].split(";")[0] for member, reason in faults.items()} == {
        "/b.txt": "is empty",
        "/c.pdf": "is a damaged PDF",
        "/d.zip": "is a damaged zip",
    }


@pytest.mark.parametrize("name", ["../../etc/a.txt", "/etc/a.txt", "a/../../b.txt", "..\\b.txt"])
def test_a_name_that_leads_out_of_the_zip_is_an_error_of_its_own(tmp_path: Path, name: str) -> None:
    said, faults = parts(tmp_path, {name: STORY, "good.txt": "One died."})

    assert said == {"/good.txt": "One died."}
    assert set(faults.values()) == {"has a name that leads out of the zip; pack it anew"}
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["may.zip"]


def test_folders_parted_as_windows_does_are_folders(tmp_path: Path) -> None:
    said, faults = parts(tmp_path, {"news\\may\\a.txt": STORY})

    assert (said, faults) == ({"/news/may/a.txt": STORY}, {})


def test_a_locked_member_is_an_error_of_its_own(tmp_path: Path) -> None:
    content = bytearray(make_zip({"a.txt": STORY, "b.txt": "One died."}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1

    articles, [fault] = read_parts(tmp_path, bytes(content), "may.zip")

    assert [article.file for article in articles] == ["may.zip/b.txt"]
    assert (fault.member, fault.reason) == ("/a.txt", "is locked with a password; pack it without one")


def test_a_member_that_does_not_fit_its_checksum_is_damaged(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", STORY)

    _, [fault] = read_parts(tmp_path, file.getvalue().replace(b"Two people", b"Ten people"), "may.zip")

    assert fault.reason.startswith("is damaged in the zip (bad crc-32")


def test_a_zip_that_would_unpack_to_far_more_than_itself_is_refused(tmp_path: Path) -> None:
    assert read_fault(tmp_path, make_zip({"a.txt": b"\0" * 20_000_000}), "may.zip").startswith(
        "unpacks to more than 200"
    )


def test_a_size_that_is_lied_about_unpacks_no_further(tmp_path: Path) -> None:
    content = make_zip({"a.txt": "x" * 900_000})
    lied = content.replace((900_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))

    articles, [fault] = read_parts(tmp_path, lied, "may.zip")

    assert articles == []
    assert fault.reason.startswith("is damaged in the zip")


def test_a_zip_of_too_many_or_too_large_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = make_zip({f"{number}.txt": STORY * 10 for number in range(20)})

    monkeypatch.setattr(unzip, "MOST_BYTES", 1000)
    assert read_fault(tmp_path, content, "may.zip").startswith("unpacks to too much (0 MB, and the limit is 0 MB)")
    monkeypatch.setattr(unzip, "MOST_MEMBERS", 10)
    assert read_fault(tmp_path, content, "may.zip").startswith("holds 20 files, and the limit is 10")


def test_zips_in_zips_end_somewhere(tmp_path: Path) -> None:
    content = make_zip({"a.txt": STORY})
    for _ in range(5):
        content = make_zip({"in.zip": content})

    articles, [fault] = read_parts(tmp_path, content, "may.zip")

    assert articles == []
    assert (fault.member, fault.reason.split(";")[0]) == ("/in.zip/in.zip/in.zip/in.zip", "lies more than 3 files deep")
