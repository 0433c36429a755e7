"""A folder as people have it: two hundred files of every format, twenty of them broken, in one run."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from rag import Archive
from rag.search.encode import HashEncoder
from tests.articles.formats.making import PAGE, make_mail, make_pdf, make_scan, make_word, make_zip

Maker = Callable[[str], str | bytes]


def in_page(text: str) -> str:
    return PAGE.replace("Two people died in a fire at the Orrin mill on Thursday, the fire service said.", text)


def in_table(text: str) -> str:
    return f"headline;body;date\nReport;{text};2024-05-02\n"


GOOD: dict[str, Maker] = {
    ".txt": str,
    ".md": "---\npublisher: Herald\n---\n{}".format,
    ".html": in_page,
    ".htm": in_page,
    ".pdf": make_pdf,
    ".docx": make_word,
    ".eml": make_mail,
    ".csv": in_table,
    ".tsv": lambda text: in_table(text).replace(";", "\t"),
    ".jsonl": lambda text: json.dumps({"text": text}) + "\n",
    ".json": lambda text: json.dumps([{"text": text}]),
    ".zip": lambda text: make_zip({"inside/report.txt": text}),
}
BROKEN: dict[str, tuple[str | bytes, str]] = {
    "empty.txt": ("", "is empty; write the article into it"),
    "noise.txt": (b"\0\1\2" * 99, "is binary, not text"),
    "pdf-inside.txt": (make_pdf("Two died."), "is binary, not text (a PDF file)"),
    "front.md": ("---\ntitle: [\n---\nText.", "has a broken front matter in line"),
    "date.md": (
        "---\npublished: 06/07/2023\n---\nText.",
        "has a front matter whose published:",
    ),
    "menu.html": ("<html><nav><a href='/'>Home</a></nav></html>", "has no article that can be told from the page"),
    "empty.html": ("", "has no article that can be told from the page"),
    "torn.pdf": (make_pdf("Two died.")[:600], "is a damaged PDF ("),
    "scan.pdf": (make_scan(), "is a PDF without text on its 1 page (a scan?); recognise its text first (OCR)"),
    "locked.pdf": (make_pdf("Two died.", password="secret"), "is a PDF locked with a password"),
    "no-pdf.pdf": ("words", "is a damaged PDF ("),
    "torn.docx": (make_word("Two died.")[:2000], "is a damaged zip ("),
    "empty.docx": (make_word(), "is a Word file without text"),
    "no-mail.eml": ("words alone", "is no mail (it has no From, Date or Subject)"),
    "no-column.csv": ("a,b\n1,2\n", "has no column for the text (it has a, b)"),
    "binary.csv": (b"text\n\0\0\n", "is binary, not text"),
    "torn.json": ('[{"text": "Two', "is no JSON ("),
    "bomb.zip": (make_zip({"a.txt": b"\0" * 9_000_000}), "unpacks to more than 200 times its size"),
    "no-zip.zip": (b"PK and then nothing", "is a damaged zip ("),
    "mapped.jsonl": ('{"a": "Two died."}\n', "has a side-car that maps 'body'"),
}
COUNT = 200


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder, with a side-car that maps what cannot be mapped."""
    place = tmp_path / "news"
    place.mkdir()
    for name, (content, _) in BROKEN.items():
        (place / name).write_bytes(content.encode() if isinstance(content, str) else content)
    (place / "mapped.jsonl.meta.yaml").write_text("columns: {body: a}", encoding="utf-8")
    for number in range(COUNT - len(BROKEN)):
        suffix = list(GOOD)[number % len(GOOD)]
        content = GOOD[suffix](sentence(number))
        path = place / f"folder-{number % 7}" / f"report-{number}{suffix}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return place


def sentence(number: int) -> str:
    return f"Report number {number} says that {number + 2} people were hurt in the storm over Port Lerna."


def test_two_hundred_files_of_every_format_index_in_one_run_with_a_message_for_each_broken_one(
    folder: Path, tmp_path: Path
) -> None:
    with Archive(tmp_path / "index", encoder=HashEncoder()) as archive:
        report = archive.sync(folder)
        articles = archive.articles()
        problems = archive.status(check=True).problems
        again = archive.sync(folder)

    failed = dict(report.failed)
    assert len(list(folder.rglob("*.*"))) == COUNT + 1  # and the side-car
    assert failed.keys() == BROKEN.keys()
    assert [name for name, (_, reason) in BROKEN.items() if not failed[name].startswith(reason)] == []
    assert [reason for reason in failed.values() if "\n" in reason or "; " not in reason] == []
    said = {" ".join(article.text.split()): article.file for article in articles}
    assert [number for number in range(180) if not any(sentence(number) in text for text in said)] == []
    assert problems == ()  # every passage and every quote is verbatim in its article, whatever the format
    assert len(report.added) == len(articles) == 180
    assert (again.unchanged, again.encoded, again.failed) == (180, 0, report.failed)
