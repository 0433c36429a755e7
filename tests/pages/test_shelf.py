from __future__ import annotations

from rag.pages import shelf
from rag.reports import SyncReport
from tests.factories import make_article
from tests.pages.reading import element_names, elements, text_of


def test_a_report_names_each_unreadable_file_and_its_reason() -> None:
    shown = shelf.report(SyncReport(unchanged=3, failed=(("a.txt", "is empty"), ("b.bin", "is not text"))))

    assert text_of(shown).endswith("2 files could not be read; the others went on:a.txt — is emptyb.bin — is not text")


def test_a_report_without_trouble_is_one_line() -> None:
    assert text_of(shelf.report(SyncReport(added=("a.txt",), encoded=4, seconds=1.2))) == (
        "1 added, 0 changed, 0 removed, 0 unchanged; 4 passages encoded in 1.2 s"
    )


def test_articles_are_listed_with_what_is_known_and_what_is_missing() -> None:
    bare = make_article(title="", id="x", files=("bare.txt",), publisher="", published=None)

    shown = shelf.listing([bare, make_article()])

    assert text_of(shown).startswith("2 articles12 March 2031Ferry burns off Port LernaThe Lerna Courier · ferry-burns")
    assert text_of(shown).endswith("no date givenbare.txtno publisher given · bare.txt")
    assert [link["href"] for link in elements(shown, "a")][1] == "/articles?read=bare.txt"


def test_a_search_looks_at_names_dates_and_the_text() -> None:
    articles = [make_article(), make_article("Sheep were lost.", title="The flood", publisher="Strait News")]

    assert "1 article of 2" in text_of(shelf.listing(articles, "sheep STRAIT"))
    assert text_of(shelf.listing(articles, "nothing of it")) == "No article holds all of these words."


def test_a_very_large_archive_is_listed_in_part() -> None:
    shown = text_of(shelf.listing([make_article(title=f"Article {number}") for number in range(203)]))

    assert shown.startswith("203 articles")
    assert shown.endswith("and 3 more: search for them")


def test_an_empty_archive_says_what_to_do() -> None:
    assert text_of(shelf.listing([])).startswith("No article is indexed yet. Add some")


def test_file_names_and_titles_cannot_become_markup() -> None:
    bad = "<img src=x onerror=alert(1)>.txt"

    shown = shelf.report(SyncReport(failed=((bad, bad),))) + shelf.listing([make_article(title=bad)])

    assert "img" not in element_names(shown)
    assert text_of(shown).count(bad) == 3
