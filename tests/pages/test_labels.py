from __future__ import annotations

import pytest

from rag.pages.labels import count, day, source
from tests.factories import make_citation


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("2021-06-28", "28 June 2021"),
        ("2021-06-28T23:10:00Z", "28 June 2021"),
        ("June 2021", "June 2021"),
        ("2021", "2021"),
        (None, ""),
    ],
)
def test_a_date_is_worded_and_never_completed(given: str | None, shown: str) -> None:
    assert day(given) == shown


def test_one_thing_is_singular_and_two_are_plural() -> None:
    assert [count(1, "copy", "copies"), count(2, "copy", "copies"), count(2, "article")] == [
        "1 copy",
        "2 copies",
        "2 articles",
    ]


def test_a_source_is_its_publisher_or_else_its_title_or_else_its_file() -> None:
    named = make_citation(publisher="Strait News", title="Fire", article="a.txt")
    untold = make_citation(publisher="", title="Fire", article="a.txt")
    bare = make_citation(publisher="", title="", article="a.txt")

    assert [source(named), source(untold), source(bare)] == ["Strait News", "Fire", "a.txt"]
