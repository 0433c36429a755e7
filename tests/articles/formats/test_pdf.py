from __future__ import annotations

import io
from pathlib import Path

import pytest

from rag.articles.formats import pdf
from tests.articles.formats.making import make_pdf, make_scan
from tests.articles.writing import read_fault, read_one

FIRST = (
    "Two people died in the fire at the Orrin mill, the fire service said on Thursday, and three others were "
    "hurt when its roof came down on them."
)
SECOND = (
    "The mill’s owner, José Peña, spoke of an accident; the police did not say how the fire had begun there, or where."
)


def stories(count: int) -> list[str]:
    """Paragraphs of the same words, each in an order of its own, that end on a short line."""
    words = f"{FIRST} {SECOND}".lower().replace(".", "").split()
    rotated = ([*words[number % 37 :], *words[: number % 37]] for number in range(count))
    return [" ".join(one).capitalize() + f", as report {number} has it." for number, one in enumerate(rotated)]


def test_a_pdf_is_read_by_paragraphs(tmp_path: Path) -> None:
    article = read_one(tmp_path, make_pdf(FIRST, SECOND, title="Fire at Orrin mill"), "fire.pdf")

    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert (article.title, article.published) == ("Fire at Orrin mill", None)
    assert article.bases == (("title", "metadata"),)


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    numbered = stories(40)

    assert read_one(tmp_path, make_pdf(*numbered, columns=2), "fire.pdf").text.split("\n\n") == numbered


def test_running_heads_and_page_numbers_part_no_sentence(tmp_path: Path) -> None:
    numbered = stories(80)

    article = read_one(tmp_path, make_pdf(*numbered, head="Orrin Herald, 2 May 2024"), "fire.pdf")

    assert article.text.split("\n\n") == ["Orrin Herald, 2 May 2024", *numbered]
    assert (article.published, article.published_basis) == (None, "none")


@pytest.mark.parametrize("title", ["Microsoft Word - fire.docx", "untitled", "fire.indd", "(anonymous)"])
def test_a_title_that_a_program_made_up_is_left_out(tmp_path: Path, title: str) -> None:
    assert read_one(tmp_path, make_pdf(FIRST, title=title), "fire.pdf").title == ""


def test_letters_that_were_set_as_one_are_told_apart() -> None:
    assert "the ﬁre oﬃce".translate(pdf._LIGATURES) == "the fire office"


def test_a_pdf_of_pictures_says_that_its_text_must_be_recognised(tmp_path: Path) -> None:
    assert read_fault(tmp_path, make_scan(), "scan.pdf") == (
        "is a PDF without text on its 1 page (a scan?); recognise its text first (OCR)"
    )


def test_a_locked_pdf_is_told(tmp_path: Path) -> None:
    assert read_fault(tmp_path, make_pdf(FIRST, password="secret"), "a.pdf").startswith(
        "is a PDF locked with a password"
    )


@pytest.mark.parametrize("content", [b"%PDF-1.7\nnothing more", b"no pdf at all", make_pdf(FIRST)[:700], b""])
def test_a_damaged_pdf_is_told_in_one_line(tmp_path: Path, content: bytes) -> None:
    reason = read_fault(tmp_path, content, "a.pdf")

    assert reason.startswith("is a damaged PDF (")
    assert "\n" not in reason


def test_a_pdf_without_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = make_pdf(*[FIRST] * 200)

    monkeypatch.setattr(pdf, "MOST_CHARACTERS", 5000)
    assert read_fault(tmp_path, whole, "a.pdf").startswith("is a PDF that takes too long or holds too much")
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    assert read_fault(tmp_path, whole, "a.pdf").startswith("is a PDF of 9 pages, and the limit is 2")


def test_a_stream_that_unpacks_beyond_measure_is_refused(tmp_path: Path) -> None:
    import zlib

    packed = zlib.compress(b"(fire) Tj " * 20_000_000, 9)
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    head += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
    file = io.BytesIO()
    file.write(
        head + b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream endobj\n"
    )
    file.write(b"trailer<</Root 1 0 R>>\n%%EOF")

    assert "PDF" in read_fault(tmp_path, file.getvalue(), "bomb.pdf")
