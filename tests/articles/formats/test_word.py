from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from tests.articles.formats.making import make_word, make_zip
from tests.articles.writing import read_fault, read_one

STORY = "Two people died in the fire at the Orrin mill, the fire service said."


def test_headings_paragraphs_and_tables_stand_in_their_order(tmp_path: Path) -> None:
    content = make_word("Posted 2 May 2024", STORY, heading="Mill fire", rows=[["dead", "2"], ["hurt", "3"]])

    article = read_one(tmp_path, content, "fire.docx")

    assert article.text == f"Mill fire\n\nPosted 2 May 2024\n\n{STORY}\n\n| dead | 2 |\n| hurt | 3 |"
    assert (article.title, article.byline) == ("Mill fire", "")
    assert (article.published, article.published_basis) == ("2024-05-02", "text")


def test_the_title_of_the_properties_stands_in_where_there_is_no_heading(tmp_path: Path) -> None:
    article = read_one(tmp_path, make_word(STORY, title="Mill fire"), "fire.docx")

    assert (article.title, article.bases) == ("Mill fire", (("title", "metadata"),))


WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_tracked_and_framed_text_is_read_and_what_was_struck_out_is_not(tmp_path: Path) -> None:
    def run(text: str, tag: str = "t") -> str:
        return f"<w:r><w:{tag}>{text}</w:{tag}></w:r>"

    body = (
        f"<w:p>{run('Two ')}<w:del>{run('three', 'delText')}</w:del><w:ins>{run('people')}</w:ins>{run(' died.')}</w:p>"
        f"<w:sdt><w:sdtContent><w:p>{run('In a frame.')}</w:p></w:sdtContent></w:sdt>"
        f"<w:p><w:hyperlink>{run('Linked')}</w:hyperlink>{run('', 'tab')}{run('text')}</w:p>"
    )
    document = f"<w:document {WORDS}><w:body>{body}</w:body></w:document>".encode()

    article = read_one(tmp_path, replaced(make_word(STORY), "word/document.xml", document), "fire.docx")

    assert article.text == "Two people died.\n\nIn a frame.\n\nLinked\ttext"


def torn(content: bytes) -> bytes:
    """A file whose text cannot be unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        at = archive.getinfo("word/document.xml").header_offset
    start = at + 30 + len("word/document.xml")
    return content[:start] + b"\xff" * 20 + content[start + 20 :]


def replaced(content: bytes, part: str, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return make_zip(members | {part: data})


def test_an_entity_is_never_expanded(tmp_path: Path) -> None:
    bomb = (
        b'<!DOCTYPE x [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        b"<w:t>Two died. &b;&f;</w:t></w:r></w:p></w:body></w:document>"
    )
    article = read_one(tmp_path, replaced(make_word(STORY), "word/document.xml", bomb), "fire.docx")

    assert article.text == "Two died."


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"no zip", "is a damaged zip (file is not a zip file)"),
        (make_zip({"a.txt": "x"}), "is a damaged Word file ("),
        (replaced(make_word(STORY), "word/document.xml", b"<broken"), "is a damaged Word file ("),
        (torn(make_word(STORY)), "is a damaged Word file ("),
        (make_word(), "is a Word file without text"),
        (
            replaced(make_word(STORY), "word/extra.xml", random.Random(7).randbytes(1_000_000).hex().encode() * 11),
            "is a Word file of 22 MB of text and markup",
        ),
        (replaced(make_word(STORY), "word/media/a.bin", b"\0" * 5_000_000), "unpacks to more than 200 times its size"),
    ],
)
def test_a_word_file_that_cannot_be_read_is_told(tmp_path: Path, content: bytes, fault: str) -> None:
    assert read_fault(tmp_path, content, "fire.docx").startswith(fault)
