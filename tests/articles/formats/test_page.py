from __future__ import annotations

from pathlib import Path

import pytest

from rag.articles.formats.page import page_draft
from tests.articles.formats.making import PAGE
from tests.articles.writing import read_fault, read_one, write

TEXT = """Fire at Orrin mill kills two

Two people died in a fire at the Orrin mill on Thursday, the fire service said.

- The mill made flour for the valley.
- It was built in 1911.

The mill’s owner, José Peña, said that three others were hurt."""


def test_a_page_is_its_article_without_navigation_scripts_and_rights(tmp_path: Path) -> None:
    article = read_one(tmp_path, PAGE, "fire.html")

    assert article.text == TEXT
    assert (article.title, article.publisher, article.byline) == (
        "Fire at Orrin mill kills two",
        "Orrin Herald",
        "Ann Lee",
    )
    assert (article.published, article.published_basis) == ("2024-05-02T10:15:00+02:00", "page")
    assert article.url == "https://orrin.example/fire"
    assert {where for _, where in article.bases} == {"page"}


BODY = "<p>Two people died in a fire at the Orrin mill, the fire service said. Nobody knows how it began.</p>"


@pytest.mark.parametrize(
    ("head", "body", "address", "day"),
    [
        (
            "<meta property='article:published_time' content='2024-05-02T23:30:00-07:00'>",
            "",
            None,
            "2024-05-02T23:30:00-07:00",
        ),
        (
            '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","dateModified":'
            '"2024-05-09T08:00:00Z","datePublished":"2024-05-02T08:00Z"}</script>',
            "",
            None,
            "2024-05-02T08:00Z",
        ),
        ("<meta name='date' content='2024-05-02'>", "", None, "2024-05-02"),
        ("<meta name='date' content='13/05/2024'>", "", None, "2024-05-13"),
        ("", "<time datetime='2024-05-02'>Thursday</time>", None, "2024-05-02"),
        ("", "", "https://orrin.example/2024/05/02/fire", "2024-05-02"),
        ("<meta name='date' content='06/07/2023'>", "", None, None),
        ("<meta property='article:modified_time' content='2024-05-09T10:00:00Z'>", "", None, None),
        ("", "<p>On 3 March 2021 the mill had burned before, the mayor told reporters.</p>", None, None),
        ("", "<footer>© 2023 Orrin Herald</footer>", None, None),
    ],
)
def test_the_day_of_a_page_is_read_where_one_day_is_meant(
    head: str, body: str, address: str | None, day: str | None
) -> None:
    html = f"<html><head>{head}</head><body><article><h1>Mill fire kills two in Orrin</h1>{body}{BODY * 3}</article>"

    assert page_draft(html, address=address).published == day


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252", "iso-8859-1"])
def test_a_page_is_decoded_as_it_says_itself(tmp_path: Path, encoding: str) -> None:
    content = PAGE.replace("utf-8", encoding).replace("&eacute;", "é").replace("&rsquo;", "'").encode(encoding)

    assert "'s owner, José Peña" in read_one(tmp_path, content, "fire.htm").text


def test_the_encoding_that_a_server_names_counts_first(tmp_path: Path) -> None:
    write(tmp_path, "fire.html.meta.yaml", "charset: windows-1251")
    content = PAGE.replace("Jos&eacute;", "Юрий").encode("cp1251")

    assert "Юрий" in read_one(tmp_path, content, "fire.html").text


def test_a_page_that_names_no_publisher_has_that_of_its_address() -> None:
    plain = "<html><body><article>" + "<p>Two people died in a fire at the mill on Thursday, they said.</p>" * 3

    draft = page_draft(plain, address="https://www.orrin.example/a/b")

    assert (draft.publisher, draft.url) == ("orrin.example", "https://www.orrin.example/a/b")
    assert dict(draft.bases)["publisher"] == "address"


def test_a_feed_says_what_the_page_leaves_open(tmp_path: Path) -> None:
    write(
        tmp_path,
        "fire.html.meta.yaml",
        "address: https://www.orrin.example/a\nfeed: {publisher: Orrin Herald, published: 2024-05-02}",
    )
    plain = "<html><body><article>" + "<p>Two people died in a fire at the mill on Thursday, they said.</p>" * 3

    article = read_one(tmp_path, plain, "fire.html")

    assert (article.publisher, article.published, article.published_basis) == ("Orrin Herald", "2024-05-02", "feed")
    assert dict(article.bases)["url"] == "address"


def test_a_sidecar_corrects_what_the_markup_says(tmp_path: Path) -> None:
    write(tmp_path, "fire.html.meta.yaml", "published: 2024-05-03")

    article = read_one(tmp_path, PAGE, "fire.html")

    assert (article.published, article.published_basis, article.publisher) == ("2024-05-03", "sidecar", "Orrin Herald")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("<html><body><nav><a href='/'>Home</a></nav></body></html>", "has no article that can be told from the page"),
        ("<div>" * 50_000 + "x", "has no article"),
        ("<b>" * 100_001, "is a page of 100001 tags, and the limit is 100000"),
        ("", "has no article"),
        (b"\0\1\2\3" * 50, "has no article"),
        ('<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><html>&b;</html>', "has no article"),
    ],
)
def test_a_page_without_an_article_says_so(tmp_path: Path, content: str | bytes, fault: str) -> None:
    assert read_fault(tmp_path, content, "page.html").startswith(fault)


def test_markup_in_an_article_stays_text_and_never_fetches() -> None:
    html = (
        '<html><body><article><p onclick="x()">Two died in <img src="http://10.0.0.1/t.gif">the fire, he said.</p>'
        "<p>He wrote &lt;script&gt;alert(1)&lt;/script&gt; on the wall of the mill that afternoon.</p></article></body>"
    )
    assert page_draft(html).text == (
        "Two died in the fire, he said.\n\nHe wrote <script>alert(1)</script> on the wall of the mill that afternoon."
    )
