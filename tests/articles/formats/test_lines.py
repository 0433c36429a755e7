from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.articles.writing import read_fault, read_one, read_parts, write


def test_each_line_is_an_article_and_a_broken_one_a_fault(tmp_path: Path) -> None:
    lines = [
        '{"text": "One died."}',
        "{broken",
        "",
        '"words"',
        '{"title": "No text"}',
        '{"body": ["Two died.", "More."]}',
    ]
    articles, faults = read_parts(tmp_path, "\n".join(lines), "a.jsonl")

    assert [(article.file, article.text) for article in articles] == [
        ("a.jsonl#1", "One died."),
        ("a.jsonl#6", "Two died.\n\nMore."),
    ]
    assert [(fault.member, fault.reason.split(";")[0]) for fault in faults] == [
        ("#2", "is no JSON (expecting property name enclosed in double quotes)"),
        ("#4", "is no JSON object with named values"),
        ("#5", "has no text (it has title)"),
    ]


def test_names_inside_objects_are_understood(tmp_path: Path) -> None:
    entry = {
        "content": "Two died.",
        "source": {"id": None, "name": "Herald"},
        "authors": [{"name": "Ann Lee"}, {"name": "Jo Roe"}],
        "publishedAt": 1714644000,
        "url": "javascript:alert(1)",
    }
    article = read_one(tmp_path, json.dumps(entry), "a.ndjson")

    assert (article.publisher, article.byline, article.url) == ("Herald", "Ann Lee, Jo Roe", None)
    assert article.published == "2024-05-02T10:00:00Z"


def test_a_dot_in_a_sidecar_leads_into_an_object(tmp_path: Path) -> None:
    write(tmp_path, "a.jsonl.meta.yaml", "columns: {text: doc.body, title: doc.head}")

    article = read_one(tmp_path, '{"doc": {"body": "Two died.", "head": "Fire"}}', "a.jsonl")

    assert (article.text, article.title) == ("Two died.", "Fire")


@pytest.mark.parametrize(
    "found",
    [
        [{"text": "One."}, {"text": "Two."}],
        {"status": "ok", "tags": ["a"], "articles": [{"text": "One."}, {"text": "Two."}]},
    ],
)
def test_a_document_may_be_a_list_or_hold_one(tmp_path: Path, found: object) -> None:
    articles, faults = read_parts(tmp_path, json.dumps(found, indent=1), "a.json")

    assert [(article.file, article.text) for article in articles] == [("a.json#1", "One."), ("a.json#2", "Two.")]
    assert faults == []


def test_a_document_may_be_one_article(tmp_path: Path) -> None:
    article = read_one(tmp_path, '{"title": "Fire", "text": "Two died.", "tags": [{"a": 1}]}', "a.json")

    assert (article.file, article.text) == ("a.json", "Two died.")


def test_a_document_of_lines_is_read_as_lines(tmp_path: Path) -> None:
    articles, _ = read_parts(tmp_path, '{"text": "One."}\n{"text": "Two."}\n', "a.json")

    assert [article.file for article in articles] == ["a.json#1", "a.json#2"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("[1, 2", "is no JSON (expecting ',' delimiter); mend it"),
        ('"words"', "holds no list of articles"),
        ("[" * 100_000, "is no JSON (it is nested or long beyond measure)"),
        ('["a", "b"]', "holds no list of articles"),
        ('{"name": "package", "version": 1}', "has no text (it has name, version); name its column in a side-car"),
        ('{"name": "package", "text": ""}', "has no text; fill it in"),
    ],
)
def test_a_document_without_articles_is_told(tmp_path: Path, content: str, fault: str) -> None:
    assert read_fault(tmp_path, content, "a.json").startswith(fault)
