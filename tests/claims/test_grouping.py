"""Grouping compares few happenings, and finds what comparing all of them would find."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.claims import grouping
from rag.claims.events import Happening, Weights, compare_happenings, happenings, weights
from rag.claims.extract import extract_claims
from rag.claims.grouping import group
from rag.records import Article
from tests.claims.factories import make_article

CASES = sorted((Path(__file__).parents[2] / "evals" / "cases").glob("*.json"))


def told(article: Article) -> list[Happening]:
    return happenings(article, extract_claims(article))


@pytest.fixture(scope="module")
def found() -> list[Happening]:
    """What the articles of all cases tell, as if they lay in one archive."""
    read = [json.loads(path.read_text(encoding="utf-8")) for path in CASES]
    articles = [
        make_article(
            one["text"], id=f"{case['id']} {one['file']}", title=one.get("title", ""), published=one.get("published")
        )
        for case in read
        for one in case["articles"]
    ]
    return [happening for article in articles for happening in told(article)]


def all_with_all(found: list[Happening]) -> list[list[Happening]]:
    weight = weights(found)
    groups: list[list[Happening]] = []
    for happening in sorted(found, key=lambda h: (not h.scene.is_main, h.published or "", h.article_id)):
        for members in groups:
            verdicts = [compare_happenings(happening, member, weight)[0] for member in members]
            if "same" in verdicts and "different" not in verdicts:
                members.append(happening)
                break
        else:
            groups.append([happening])
    return groups


def test_the_groups_are_those_of_comparing_all_with_all(found: list[Happening]) -> None:
    assert group(found) == all_with_all(found)
    assert len(group(found)) < len(found)


def test_events_of_other_years_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    reports = [make_article(id=f"{year}", published=f"{year}-03-12") for year in range(1940, 2000)]
    compared: list[tuple[str, str]] = []

    def counted(one: Happening, other: Happening, weight: Weights) -> tuple[str, str]:
        compared.append((one.article_id, other.article_id))
        return compare_happenings(one, other, weight)

    monkeypatch.setattr(grouping, "compare_happenings", counted)

    assert len(group([happening for report in reports for happening in told(report)])) == 60
    assert compared == []
