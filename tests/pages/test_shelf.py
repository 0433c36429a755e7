from __future__ import annotations

from rag.pages import shelf
from rag.reports import SyncReport
from tests.factories import make_article
from tests.pages.reading import element_names, text_of


def test_a_report_names_each_unreadable_file_and_its_reason() -> None:
    shown = shelf.report(SyncReport(unchanged=3, failed=(("a.txt", "is empty"), ("b.bin", "is not text"))))

    assert text_of(shown).endswith("2 files could not be read; the others went on:a.txt — is emptyb.bin — is not text")


def test_a_report_without_trouble_is_one_line() -> None:
    assert text_of(shelf.report(SyncReport(added=("a.txt",), encoded=4, seconds=1.2))) == (
        "1 added, 0 changed, 0 removed, 0 unchanged; 4 passages encoded in 1.2 s"
    )


def test_a_very_large_archive_is_listed_in_part() -> None:
    articles = [make_article(title=f"Article {number}") for number in range(203)]

    shown = text_of(shelf.holdings(articles))

    assert shown.startswith("203 articles")
    assert shown.endswith("and 3 more")


def test_file_names_and_titles_cannot_become_markup() -> None:
    bad = "<img src=x onerror=alert(1)>.txt"

    shown = shelf.report(SyncReport(failed=((bad, bad),))) + shelf.holdings([make_article(title=bad)])

    assert "img" not in element_names(shown)
    assert text_of(shown).count(bad) == 3
