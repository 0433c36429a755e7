"""Loading: every readable file becomes its articles, every other one a line that says why not."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from rag.articles.draft import Fault
from rag.articles.formats.registry import KINDS, TEXT
from rag.articles.load import read_file
from tests.articles.writing import STORY, read_fault, read_one, read_parts, write

ROOT = Path(__file__).parent.parent.parent


def test_an_article_holds_its_text_as_written_and_its_metadata(tmp_path: Path) -> None:
    content = "---\ntitle: Fire at Orrin\npublished: 2024-05-02\n---\n\n  \n  Indented first line.\n\nLast line.  \n\n"

    article = read_one(tmp_path, content, name="news/fire.md")

    assert article.text == "  Indented first line.\n\nLast line."
    assert (article.files, article.title) == (("news/fire.md",), "Fire at Orrin")
    assert (article.published, article.published_basis) == ("2024-05-02", "metadata")


def test_the_id_follows_the_content_and_not_the_place(tmp_path: Path) -> None:
    first = read_one(tmp_path, STORY, name="a.txt")
    moved = read_one(tmp_path, STORY + "\n\n", name="elsewhere/b.md")
    edited = read_one(tmp_path, STORY.replace("12", "13"), name="c.txt")
    dated = read_one(tmp_path, "---\npublished: 2024-05-02\n---\n" + STORY, name="d.txt")

    assert first.id == moved.id
    assert len({first.id, edited.id, dated.id}) == 3
    assert len(first.id) == 16
    assert int(first.id, 16) >= 0


def test_escape_codes_and_control_characters_do_not_survive(tmp_path: Path) -> None:
    article = read_one(
        tmp_path, "Nine\x1b[31m died\x07, \x9b2Jsaid\tthe\x7f mayor of Orrin town.\u202e\n<script>x</script>"
    )

    assert article.text == "Nine[31m died, 2Jsaid\tthe mayor of Orrin town.\u202e\n<script>x</script>"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is empty; write the article into it"),
        (b" \n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"---\ntitle: Only this\n---\n\n", "holds no text; write the article below its front matter"),
        (b"abc\x00def", r"is binary, not text \(NUL bytes\); save it as plain UTF-8 text"),
        (bytes(range(1, 32)) * 20, r"is binary, not text \(control bytes\)"),
        (b"%PDF-1.7 some text", r"is binary, not text \(a PDF file\)"),
        (b"PK\x03\x04docx", r"a zip or office file"),
        (b"---\ntitle: [\n---\nText.", "broken front matter in line"),
    ],
)
def test_a_file_that_is_no_article_is_told_in_one_line(tmp_path: Path, content: bytes, fault: str) -> None:
    reason = read_fault(tmp_path, content)

    assert re.search(fault, reason)
    assert "\n" not in reason


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)

    [fault] = read_file(path, root=tmp_path)

    assert fault == Fault(reason="is too large (50 MB, and the limit is 20 MB); split it into smaller files")


def test_a_file_at_the_limit_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, ".txt", replace(TEXT, largest=100))

    assert read_one(tmp_path, "x" * 100).text == "x" * 100
    assert read_fault(tmp_path, "x" * 101).startswith("is too large")


def test_a_vanished_file_is_a_fault_that_may_pass(tmp_path: Path) -> None:
    [fault] = read_file(tmp_path / "gone.txt", root=tmp_path)

    assert isinstance(fault, Fault)
    assert fault.reason == "cannot be read (no such file or directory); mend or remove it, then index again"
    assert fault.is_passing


def test_a_file_without_permission_is_a_fault_that_may_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path, "locked.txt")
    monkeypatch.setattr(Path, "open", refuse)

    [fault] = read_file(path, root=tmp_path)

    assert isinstance(fault, Fault)
    assert fault.reason.startswith("cannot be read (permission denied)")
    assert fault.is_passing


def test_a_sidecar_counts_before_the_file_itself(tmp_path: Path) -> None:
    write(tmp_path, "story.txt.meta.yaml", "title: From beside\npublished: 2 May 2024\n")

    article = read_one(tmp_path, "---\ntitle: From within\npublisher: Herald\n---\nNine were saved.")

    assert (article.title, article.publisher, article.published) == ("From beside", "Herald", "2024-05-02")
    assert article.published_basis == "sidecar"
    assert article.bases == (("published", "sidecar"), ("publisher", "metadata"), ("title", "sidecar"))


@pytest.mark.parametrize(
    ("card", "fault"),
    [
        ("title: [", "has a broken side-car in line"),
        ("published: 06/07/2023", "has a side-car whose published: '06/07/2023' is no date; write published:"),
        ("- a\n- b", "has a side-car in line 1 that is no mapping"),
        ("title: a\n" * 10_000, r"has a side-car of 90000 bytes"),
    ],
)
def test_a_sidecar_that_cannot_be_understood_is_told_once(tmp_path: Path, card: str, fault: str) -> None:
    write(tmp_path, "a.csv.meta.yaml", card)

    assert read_fault(tmp_path, "text\nOne died.\nTwo died.\n", "a.csv").startswith(fault)


def test_of_very_many_faults_the_first_are_told_and_the_others_counted(tmp_path: Path) -> None:
    articles, faults = read_parts(tmp_path, "nonsense\n" * 150 + '{"text": "One died."}\n', "a.jsonl")

    assert [article.file for article in articles] == ["a.jsonl#151"]
    assert [fault.member for fault in faults[:2]] == ["#1", "#2"]
    assert faults[100:] == [Fault(member=" (more)", reason="50 more parts cannot be read; mend the first ones")]


def test_plain_text_is_read_without_the_libraries_of_other_formats() -> None:
    code = (
        "import sys, pathlib; from rag.articles.load import read_file; root = pathlib.Path('seeds');"
        "assert len([a for p in sorted(root.glob('*.md')) for a in read_file(p, root=root)]) >= 2;"
        "print(sorted({m.split('.')[0] for m in sys.modules} & set(sys.argv[1:])))"
    )
    foreign = ["trafilatura", "lxml", "pypdf", "docx", "csv", "email", "zipfile", "numpy", "charset_normalizer"]

    found = subprocess.run([sys.executable, "-c", code, *foreign], capture_output=True, text=True, check=True, cwd=ROOT)

    assert found.stdout == "[]\n"
