"""Which words English uses for one thing: the data file is whole, and its tables do not contradict each other."""

from __future__ import annotations

from itertools import combinations

import pytest

from rag.claims.lexicon import (
    COUNTING,
    DENYING,
    FAMILIES,
    GROUPS,
    IRREGULAR,
    PAST_FORMS,
    PRONOUNS,
    SAYING,
    SOURCES,
    STOP_WORDS,
)


@pytest.mark.parametrize(("form", "base"), [("sold", "sell"), ("children", "child"), ("dead", "die"), ("fled", "flee")])
def test_an_irregular_form_leads_to_its_base(form: str, base: str) -> None:
    assert IRREGULAR[form] == base


@pytest.mark.parametrize(
    ("family", "wording"),
    [
        ("killed", "lost their lives"),
        ("injured", "wounded"),
        ("missing", "unaccounted for"),
        ("arrested", "taken into custody"),
        ("displaced", "homeless"),
        ("attendance", "marched"),
        ("laid_off", "redundancies"),
    ],
)
def test_a_family_holds_the_wordings_of_one_happening(family: str, wording: str) -> None:
    assert wording in FAMILIES[family]


def test_no_wording_stands_in_two_families() -> None:
    shared = {
        (one, other): common
        for one, other in combinations(FAMILIES, 2)
        if (common := set(FAMILIES[one]) & set(FAMILIES[other]))
    }

    assert shared == {}


def test_no_wording_is_empty() -> None:
    assert all(wording for table in (FAMILIES, GROUPS) for wordings in table.values() for wording in wordings)


def test_a_group_is_named_by_its_first_word() -> None:
    assert {name: words[0] for name, words in GROUPS.items()} == {name: name for name in GROUPS}


def test_everything_in_the_tables_is_lower_case() -> None:
    words = [*STOP_WORDS, *PRONOUNS, *SAYING, *COUNTING, *DENYING, *SOURCES, *PAST_FORMS, *IRREGULAR]

    assert [word for word in words if word != word.lower()] == []


@pytest.mark.parametrize("verb", ["say", "tell", "claim", "deny", "estimate", "insist"])
def test_verbs_of_saying_are_listed_by_their_base(verb: str) -> None:
    assert verb in SAYING


def test_whoever_denies_says_something() -> None:
    assert {"denied", "disputes", "rejected"} <= DENYING
