"""Copies: one report under many names is found, and what only resembles it is not."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.articles.copies import credits, find_origins, fingerprints, is_copy, shared_share

WIRE = """ORRIN, Nov 13 (NNA) - Nine miners were killed and 14 were trapped when a shaft filled with water at the
Tellow copper pit on Tuesday night, the regional safety office said.

Rescuers lowered two pumps into the flooded shaft before dawn but both had failed by noon, foreman Ade Rusk told
reporters at the gate. The pit had been inspected in August and no fault was noted at that time.

The company that runs the pit said it would pay for the funerals and had closed its other sites until further notice.
Relatives waited in the canteen, where the Red Cross had set out blankets, tea and a list of names.
"""
OTHER_WORDS = """The death toll at the Tellow copper pit has climbed to eleven, officials in Orrin said on Thursday.

Divers found two more bodies on the lowest level overnight. Twelve men are unaccounted for. New pumps brought from the
coast were said to be clearing water faster than it ran in, and engineers hoped to reach a side gallery by evening.

The owner faces questions in parliament about an inspection made three months ago, which listed no defects.
"""
LOCAL = """Schools in the valley will stay shut for the rest of this week, the council decided at a special meeting.

The bus to the hospital runs every half hour and is free to families. The choir's concert has been put off, and the
football club has offered its hall to visitors who need a bed for the night.
"""
QUOTE = (
    "“We asked for the second pump in spring and again in June, and each time were told that it was on its way to us”"
)


def origins(**texts: str) -> dict[str, str]:
    return find_origins(texts)


def test_a_copy_under_another_headline_has_the_same_origin() -> None:
    assert origins(a=WIRE, b="Tragedy in the deep\n\n" + WIRE) == {"a": "a", "b": "a"}


def test_a_copy_cut_to_two_paragraphs_has_the_same_origin() -> None:
    assert origins(b=WIRE, a="\n\n".join(WIRE.split("\n\n")[:2])) == {"a": "a", "b": "a"}


def test_a_copy_inside_a_longer_local_story_has_the_same_origin() -> None:
    assert origins(a=LOCAL + WIRE + LOCAL.upper() + OTHER_WORDS, b=WIRE) == {"a": "a", "b": "a"}


def test_a_copy_whose_toll_was_corrected_is_still_a_copy() -> None:
    corrected = WIRE.replace("Nine miners", "Seven miners").replace("14 were", "16 were")

    assert shared_share(WIRE, corrected) > 0.8
    assert origins(a=WIRE, b=corrected) == {"a": "a", "b": "a"}


def test_an_update_in_other_words_is_an_origin_of_its_own() -> None:
    assert origins(a=WIRE, b=OTHER_WORDS, c=LOCAL) == {"a": "a", "b": "b", "c": "c"}


def test_a_quotation_that_two_reporters_heard_makes_no_copy() -> None:
    one = (
        f"Mine flood kills nine\n\n{QUOTE}, said the foreman, who has worked there for thirty years and knows it well."
    )
    two = (
        f"{QUOTE}, Ade Rusk told this paper on Thursday beside the gate, where a small crowd had gathered in the rain."
    )

    assert shared_share(one, two) > 0.5
    assert origins(a=one, b=two) == {"a": "a", "b": "b"}


def test_copies_of_copies_share_one_origin_and_its_smallest_id() -> None:
    paragraphs = WIRE.split("\n\n")

    assert origins(m="\n\n".join(paragraphs[:2]), k=WIRE, z="\n\n".join(paragraphs[1:])) == {
        "k": "k",
        "m": "k",
        "z": "k",
    }


def test_a_short_text_is_a_copy_only_when_nearly_all_of_it_is_contained() -> None:
    flash = "Nine miners were killed and 14 were trapped when a shaft filled with water at the Tellow copper pit"

    assert is_copy(flash, WIRE)
    assert not is_copy(flash + ". The prime minister has called a meeting of his cabinet for tonight.", WIRE)


def test_texts_of_a_few_words_are_copies_only_when_they_are_equal() -> None:
    assert origins(a="Nine dead.", b="NINE DEAD", c="Nine hurt.") == {"a": "a", "b": "a", "c": "c"}


def test_texts_without_a_word_are_no_copies() -> None:
    assert origins(a="", b="...", c="") == {"a": "a", "b": "b", "c": "c"}


def rewrite(credit: str) -> str:
    return (
        "Nine miners were killed and 14 were trapped when a shaft filled with water at a copper pit near Orrin, "
        "according to the safety office. Both pumps broke down. Rescuers lowered two pumps into the flooded shaft "
        f"before dawn. A minister is on his way. Grief counsellors were sent to three villages in the hills. {credit}"
    )


def test_a_rewrite_that_credits_the_same_agency_has_the_same_origin() -> None:
    assert 0.3 <= shared_share(WIRE, rewrite("")) < 0.6
    assert origins(a=WIRE, b=rewrite("(NNA)")) == {"a": "a", "b": "a"}
    assert origins(a=WIRE, b=rewrite("")) == {"a": "a", "b": "b"}


def test_a_rewrite_that_names_the_other_publisher_has_the_same_origin() -> None:
    texts = {"a": WIRE, "b": rewrite("(Orrin Herald)")}

    assert find_origins(texts, publishers={"a": "The Orrin Herald (online)"}) == {"a": "a", "b": "a"}
    assert find_origins(texts, publishers={"a": "Valley Post", "b": ""}) == {"a": "a", "b": "b"}


def test_a_credit_stands_in_the_dateline_or_ends_a_line() -> None:
    assert credits("ORRIN (NNA) - Nine (9) died.\nA pump (Type B) broke.\nNobody knew. (Vell Press)") == {
        "nna",
        "vell press",
    }


def test_fingerprints_are_the_same_on_every_machine() -> None:
    assert fingerprints("nine men were hurt here") == {1736911716}
    assert fingerprints("nine men were hurt") == frozenset()


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from("abcdef"), max_size=30), st.lists(st.sampled_from("abcdef"), max_size=30))
def test_the_shared_share_is_that_of_counting_runs_by_hand(a: list[str], b: list[str]) -> None:
    runs = sorted(({tuple(t[i : i + 5]) for i in range(len(t) - 4)} for t in (a, b)), key=len)
    expected = sum(run in runs[1] for run in runs[0]) / len(runs[0]) if runs[0] else float(bool(a) and a == b)

    assert shared_share(" ".join(a), " ".join(b)) == expected


@pytest.mark.parametrize("seed", range(4))
def test_groups_are_those_of_comparing_every_pair(seed: int) -> None:
    chance = random.Random(seed)
    words = [f"w{number}" for number in range(400)]
    bases = [" ".join(chance.choices(words, k=80)) for _ in range(4)]
    texts = {f"{number:02}": chance.choice(bases)[: chance.randint(200, 400)] for number in range(24)}

    found = find_origins(texts)

    copies = [(a, b) for a, b in combinations(texts, 2) if is_copy(texts[a], texts[b])]
    assert [pair for pair in copies if found[pair[0]] != found[pair[1]]] == []
    assert len(set(found.values())) == len({text[:40] for text in texts.values()})
