"""Which figures agree, which cannot both hold, which replace one another, and how many sources stand behind them."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.claims.compare import Side, copied, independent_sources, relation_of, sides_of
from rag.records import Article, Claim, Quantity, Relation
from tests.claims.factories import DAY, make_article, make_claim

NEXT_DAY = "2031-03-13"


def archive(claims: tuple[Claim, ...], published: Mapping[str, str | None]) -> dict[str, Article]:
    names = {claim.article_id for claim in claims}
    return {name: make_article(id=name, published=published.get(name, DAY)) for name in names}


def sides(*claims: Claim, **published: str | None) -> tuple[Relation, list[Side]]:
    articles = archive(claims, published)
    return relation_of(sides_of(claims), articles, {name: name for name in articles})


def relation(*claims: Claim, **published: str | None) -> Relation:
    return sides(*claims, **published)[0]


def between(one: str, other: str) -> Relation:
    """How the figures of two speakers in two papers of one day relate."""
    return relation(
        make_claim(one, article="courier", holder="the ministry"),
        make_claim(other, article="gazette", holder="the hospital"),
    )


def sources(*claims: Claim, origins: Mapping[str, str] | None = None) -> int:
    articles = archive(claims, {})
    return independent_sources(claims, articles, origins or {name: name for name in articles})


# The relation table


def test_a_figure_and_a_bound_above_it_conflict() -> None:
    officials = make_claim("4", article="courier", holder="harbour officials")
    monitor = make_claim("at least 7", article="gazette", holder="the Strait Observatory")

    assert relation(officials, monitor) == "conflict"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("at least 12", "9"),
        ("no more than 20", "43"),
        ("none", "1"),
        ("10", "no one"),
        ("more than 40", "40"),
        ("fewer than 10", "10"),
        ("between 10 and 20", "25"),
        ("dozens", "9"),
        ("about 1,200", "900"),
        ("3 km", "5 miles"),
        ("$2 million", "$3 million"),
        ("61 per cent", "28 per cent"),
    ],
)
def test_two_speakers_whose_figures_share_no_value_conflict(one: str, other: str) -> None:
    assert between(one, other) == between(other, one) == "conflict"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("at least 7", "9"),
        ("up to 60", "21"),
        ("dozens", "43"),
        ("about 1,200", "1,187"),
        ("1,000 acres", "405 hectares"),
        ("5 miles", "8 km"),
        ("between 10 and 20", "15"),
        ("more than 40", "41"),
        ("scores of people", "dozens of people"),
        ("at least 7", "at least 9"),
    ],
)
def test_two_speakers_whose_figures_share_a_value_are_compatible(one: str, other: str) -> None:
    assert between(one, other) == between(other, one) == "compatible"


def test_the_same_figure_of_two_own_counts_agrees() -> None:
    assert between("43", "43") == "agree"


def test_the_same_figure_of_one_speaker_in_two_papers_is_single() -> None:
    ministry = make_claim("43", article="courier", holder="the health ministry")
    quoted = make_claim("43", article="gazette", holder="the health ministry", via="the United Nations")

    assert relation(ministry, quoted) == "single"


def test_one_claim_is_single() -> None:
    assert relation(make_claim("43")) == "single"


def test_a_toll_that_is_higher_a_day_later_is_an_update_whose_last_figure_is_current() -> None:
    tuesday = make_claim("31", article="courier", holder="the mayor")
    wednesday = make_claim("57", article="gazette", holder="the rescue service")

    found, ordered = sides(wednesday, tuesday, courier=DAY, gazette=NEXT_DAY)

    assert found == "update"
    assert [(side.quantity.low, side.current) for side in ordered if side.quantity] == [(31, False), (57, True)]


def test_a_correction_in_one_article_is_an_update_although_it_is_lower() -> None:
    before = make_claim("61", cue="from", holder="the ministry")
    after = make_claim("54", cue="to", holder="the ministry")

    found, ordered = sides(after, before)

    assert found == "update"
    assert [(side.quantity.low, side.current) for side in ordered if side.quantity] == [(61, False), (54, True)]


def test_a_later_article_that_says_it_corrects_replaces_the_earlier() -> None:
    first = make_claim("61", article="courier", holder="the ministry")
    corrected = make_claim("54", article="gazette", holder="the coroner", cue="revised")

    assert relation(first, corrected, courier=DAY, gazette=NEXT_DAY) == "update"


# Time


def test_different_tolls_of_one_day_conflict() -> None:
    assert between("31", "57") == "conflict"


def test_a_toll_that_is_lower_a_day_later_is_disputed_unless_it_is_called_a_correction() -> None:
    high = make_claim("57", article="courier", holder="the mayor")
    low = make_claim("31", article="gazette", holder="the rescue service")

    assert relation(high, low, courier=DAY, gazette=NEXT_DAY) == "conflict"


def test_a_speaker_who_lowers_a_figure_a_day_later_updates_it() -> None:
    high = make_claim("57", article="courier", holder="the rescue service")
    low = make_claim("31", article="gazette", holder="the rescue service")

    assert relation(high, low, courier=DAY, gazette=NEXT_DAY) == "update"


def test_a_crowd_does_not_grow_overnight() -> None:
    police = make_claim("4,500", article="courier", holder="police", aspect="attendance")
    union = make_claim("12,000", article="gazette", holder="the union", aspect="attendance")

    assert relation(police, union, courier=DAY, gazette=NEXT_DAY) == "conflict"


@pytest.mark.parametrize(("outlet", "expected"), [("The Post", "update"), ("The Herald", "conflict")])
def test_an_outlet_that_lowers_its_own_count_a_day_later_updates_it(outlet: str, expected: str) -> None:
    claims = make_claim("9", article="first"), make_claim("8", article="second")
    articles = {
        "first": make_article(id="first", publisher="The Post", published=DAY),
        "second": make_article(id="second", publisher=outlet, published=NEXT_DAY),
    }

    assert relation_of(sides_of(claims), articles, {name: name for name in articles})[0] == expected


def test_articles_without_a_date_cannot_update_each_other() -> None:
    one = make_claim("31", article="courier", holder="the mayor")
    other = make_claim("57", article="gazette", holder="the rescue service")

    assert relation(one, other, courier=None, gazette=None) == "conflict"


def test_one_speaker_who_contradicts_himself_on_one_day_is_no_update() -> None:
    one = make_claim("31", article="courier", holder="the mayor")
    other = make_claim("57", article="gazette", holder="the mayor")

    assert relation(one, other) == "conflict"


def test_a_third_figure_that_disputes_an_update_keeps_the_conflict() -> None:
    tuesday = make_claim("31", article="courier", holder="the mayor")
    wednesday = make_claim("57", article="gazette", holder="the rescue service")
    doubter = make_claim("12", article="herald", holder="the harbour board")

    assert relation(tuesday, wednesday, doubter, courier=DAY, gazette=NEXT_DAY, herald=NEXT_DAY) == "conflict"


# Sides


def test_claims_of_one_figure_stand_on_one_side() -> None:
    mayor, priest, nurse = make_claim("4", holder="a mayor"), make_claim("9"), make_claim("4", holder="a nurse")

    assert [side.claims for side in sides_of([mayor, priest, nurse])] == [(mayor, nurse), (priest,)]


def test_a_figure_and_the_bound_of_the_same_number_are_two_sides() -> None:
    assert [side.quantity for side in sides_of([make_claim("7"), make_claim("at least 7")])] == [
        make_claim("7").quantity,
        make_claim("at least 7").quantity,
    ]


def test_statements_that_are_numbered_alike_stand_on_one_side() -> None:
    yes, no, also = (make_claim(quote=quote, quantity=None) for quote in ("It burned.", "It did not.", "It was lit."))

    assert [side.claims for side in sides_of([yes, no, also], {0: 0, 1: 1, 2: 0})] == [(yes, also), (no,)]


def test_statements_without_numbers_stand_alone() -> None:
    yes, no = (make_claim(quote=quote, quantity=None) for quote in ("It burned.", "It did not."))

    assert [side.claims for side in sides_of([yes, no])] == [(yes,), (no,)]


# Independent sources


def test_two_speakers_are_two_sources_even_in_one_article() -> None:
    assert sources(make_claim("4", holder="the mayor"), make_claim("4", holder="a nurse")) == 2


def test_one_speaker_in_two_papers_is_one_source() -> None:
    assert (
        sources(make_claim(article="courier", holder="a nurse"), make_claim(article="gazette", holder="a nurse")) == 1
    )


def test_a_short_form_of_a_name_is_the_same_source() -> None:
    full = make_claim(article="courier", holder="harbour master Ewan Strand")
    short = make_claim(article="gazette", holder="Strand")

    assert sources(full, short) == 1


def test_two_papers_that_speak_for_themselves_are_two_sources() -> None:
    assert sources(make_claim(article="courier"), make_claim(article="gazette")) == 2


def test_a_report_and_its_copy_are_one_source() -> None:
    wire, copy = make_claim(article="courier"), make_claim(article="gazette")

    assert sources(wire, copy, origins={"courier": "wire", "gazette": "wire"}) == 1


def test_two_speakers_in_copies_of_one_report_are_two_sources() -> None:
    wire = make_claim(article="courier", holder="the mayor")
    copy = make_claim(article="gazette", holder="a nurse")

    assert sources(wire, copy, origins={"courier": "wire", "gazette": "wire"}) == 2


def test_a_sentence_taken_over_with_a_word_changed_is_copied() -> None:
    one = make_claim(article="courier", quote="Four deckhands suffocated below when smoke filled the engine room.")
    other = make_claim(article="gazette", quote="Four deckhands suffocated below as smoke filled the engine room")

    assert copied(one, other)


def test_two_short_sentences_of_the_same_words_are_no_copies() -> None:
    assert not copied(make_claim(quote="Four died."), make_claim(quote="Four died, all told."))


def test_a_sentence_in_capitals_is_a_copy_of_itself() -> None:
    assert copied(make_claim(quote="Four died at sea."), make_claim(quote="FOUR DIED AT SEA."))


# Properties

INTERVALS = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: (min(pair), max(pair)))


def interval_claim(index: int, interval: tuple[int, int]) -> Claim:
    quantity = Quantity(low=interval[0], high=interval[1])
    return make_claim(article=f"paper{index}", holder=f"speaker{index}", quantity=quantity)


@given(st.lists(INTERVALS, min_size=2, max_size=5, unique=True))
def test_speakers_of_one_day_conflict_exactly_when_two_intervals_are_disjoint(intervals: list[tuple[int, int]]) -> None:
    disjoint = any(a[1] < b[0] or b[1] < a[0] for a, b in itertools.combinations(intervals, 2))

    found = relation(*(interval_claim(i, interval) for i, interval in enumerate(intervals)))

    assert found == ("conflict" if disjoint else "compatible")


@given(st.lists(INTERVALS, min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_the_claims_does_not_change_their_relation(
    intervals: list[tuple[int, int]], random: Random
) -> None:
    claims = [interval_claim(i, interval) for i, interval in enumerate(intervals)]
    days = {claim.article_id: f"2031-03-{12 + i}" for i, claim in enumerate(claims)}
    shuffled = list(claims)
    random.shuffle(shuffled)

    assert relation(*claims, **days) == relation(*shuffled, **days)


@given(st.lists(INTERVALS, max_size=6))
def test_no_claim_is_lost_or_doubled_between_the_sides(intervals: list[tuple[int, int]]) -> None:
    claims = [interval_claim(i, interval) for i, interval in enumerate(intervals)]

    stood = [claim for side in sides_of(claims) for claim in side.claims]

    assert sorted(stood, key=claims.index) == claims


@pytest.mark.parametrize(("late", "found"), [(None, "update"), ("a doctor", "conflict")])
def test_what_is_told_months_later_replaces_the_first_count_unless_another_named_speaker_tells_it(
    late: str | None, found: Relation
) -> None:
    first = make_claim("Nine people were injured.", article="courier", holder="the ministry")
    last = make_claim("Four people were injured.", article="gazette", holder=late)

    assert relation(first, last, courier="2031-03-12", gazette="2031-09-12") == found
