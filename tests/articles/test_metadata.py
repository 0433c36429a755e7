"""Metadata: front matter as written, titles and dates as stated, faults by line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.articles.draft import Draft
from rag.articles.front_matter import split_front_matter
from rag.articles.metadata import completed, described
from rag.errors import ArticleError

FRONT = """---
title: "Ferry sinks: nine saved"
publisher: Orrin Herald
byline: Ann Lee
published: 2024-05-02T10:00Z
url: https://example.org/ferry
mood: grim
---

The ferry sank at dawn.
"""


def read_metadata(text: str) -> Draft:
    front, body = split_front_matter(text)
    return completed(described(Draft(text=body), front, basis="metadata"))


def test_front_matter_is_read_as_written() -> None:
    assert read_metadata(FRONT) == Draft(
        text="\nThe ferry sank at dawn.\n",
        title="Ferry sinks: nine saved",
        publisher="Orrin Herald",
        byline="Ann Lee",
        published="2024-05-02T10:00Z",
        url="https://example.org/ferry",
        bases=tuple((name, "metadata") for name in ("byline", "published", "publisher", "title", "url")),
    )


def test_values_that_yaml_would_convert_stay_text() -> None:
    meta = read_metadata(
        "---\ntitle: No\npublisher: 1984\npublished: 2024-05-02\nbyline: [Ann Lee, Jo Roe]\n---\nText."
    )

    assert (meta.title, meta.publisher, meta.published, meta.byline) == ("No", "1984", "2024-05-02", "Ann Lee, Jo Roe")


@pytest.mark.parametrize("value", ["", "null", "~", '""'])
def test_a_published_that_is_left_open_is_none(value: str) -> None:
    meta = read_metadata(f"---\npublished: {value}\n---\nText stands here.")

    assert (meta.published, meta.published_basis) == (None, "none")


def test_a_text_states_its_date_where_the_front_matter_is_silent() -> None:
    meta = read_metadata("---\ntitle: Blast\n---\nPosted 2 May 2022\n\nA boiler burst.")

    assert (meta.published, meta.published_basis) == ("2022-05-02", "text")


def test_each_field_says_where_it_stands() -> None:
    draft = read_metadata("---\npublisher: Herald\n---\nBlast in Orrin\n\nPosted 2 May 2022\n\nA boiler burst.")

    assert draft.bases == (("published", "text"), ("publisher", "metadata"), ("title", "text"))


def test_what_is_kept_is_not_overwritten_by_what_is_described() -> None:
    row = Draft(text="A boiler burst.", title="Blast", bases=(("title", "column"),))

    draft = described(row, {"title": "All blasts", "publisher": "Herald"}, basis="sidecar", keeps=True)

    assert (draft.title, draft.publisher) == ("Blast", "Herald")
    assert draft.bases == (("publisher", "sidecar"), ("title", "column"))


def test_a_date_that_can_be_read_in_two_ways_is_an_error_that_says_what_is_accepted() -> None:
    with pytest.raises(ArticleError, match=r"published: '06/07/2023' is no date; write published: 2024-05-02"):
        read_metadata("---\npublished: 06/07/2023\n---\nText.")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("---\ntitle: a\nbyline: [Ann\n---\nText.", "broken front matter in line 4"),
        ("---\ntitle: Ferry: nine: saved\n---\nText.", "broken front matter in line 2"),
        ("---\n- one\n- two\n---\nText.", "no mapping"),
        ("---\njust words\n---\nText.", "no mapping"),
        ("---\ntitle: {a: b}\n---\nText.", "whose title is no text"),
        ("---\ntitle: Ferry\n\nText without an end.", "never closes; end it with a line ---"),
        ("---\na: " + "[" * 5_000 + "\n---\nText.", "broken front matter"),
    ],
)
def test_front_matter_that_cannot_be_understood_is_named(text: str, fault: str) -> None:
    with pytest.raises(ArticleError, match=fault) as caught:
        read_metadata(text)

    assert "\n" not in str(caught.value)


def test_a_rule_at_the_top_of_a_text_is_no_front_matter() -> None:
    text = "---\nThe ferry sank at dawn and nobody saw it.\n"

    assert read_metadata(text).text == text


def test_a_yaml_tag_constructs_nothing() -> None:
    meta = read_metadata("---\ntitle: !!python/object/apply:os.getcwd []\npublisher: Herald\n---\nText.")

    assert (meta.title, meta.publisher) == ("", "Herald")


def test_escape_codes_smuggled_in_by_yaml_do_not_survive() -> None:
    assert read_metadata('---\ntitle: "red \\e[31m\\nalert \\uD800"\n---\nText.').title == "red [31m alert"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "https://a b", 'https://x"onclick='])
def test_an_address_that_is_unsafe_to_follow_is_dropped(url: str) -> None:
    assert read_metadata(f"---\nurl: {url!r}\n---\nText.").url is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Ferry sinks off Orrin\n\nNine were saved.", "Ferry sinks off Orrin"),
        ("# Ferry  sinks off Orrin #\n\nNine were saved.", "Ferry sinks off Orrin"),
        ("Who sank the ferry?\n \nNine were saved.", "Who sank the ferry?"),
        ("The ferry sank at dawn.\n\nNine were saved.", ""),
        ("“The ferry sank.”\n\nNine were saved.", ""),
        ("Ferry sinks off Orrin\nNine were saved.", ""),
        ("Ferry sinks off Orrin", ""),
        ("Ferry " * 40 + "\n\nNine were saved.", ""),
        ("HOME | NEWS | SPORT\n\nNine were saved.", ""),
    ],
)
def test_a_first_line_is_the_title_only_when_it_reads_as_one(text: str, title: str) -> None:
    meta = read_metadata(text)

    assert (meta.title, meta.text) == (title, text)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_front_matter_is_read_or_named(source: str) -> None:
    try:
        text = read_metadata(f"---\n{source}\n---\nThe ferry sank.").text
    except ArticleError as error:
        text = " ".join(str(error).splitlines()[:1])

    assert text.endswith("The ferry sank.") or "front matter" in text
