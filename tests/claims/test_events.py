"""Which happenings of several articles are one event; what is merely unsure stays apart."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.claims.events import (
    Happening,
    compare_happenings,
    days_between,
    happenings,
    names_in,
    names_shared,
    weights,
    words_shared,
)
from rag.claims.extract import extract_claims
from rag.claims.grouping import group
from rag.claims.words import stem
from rag.records import Article, Sameness, Scene
from tests.claims.factories import DAY, make_article

FERRY = (
    "Four people died when fire broke out aboard the ferry Aurelia off Port Lerna, the coast guard said.\n\n"
    "The Aurelia was bound for Skerrow with 90 passengers."
)
HOSPITAL = (
    "At least seven passengers of the Aurelia have died, a doctor at St Brannoc hospital in Port Lerna said.\n\n"
    "The ferry caught fire on its way to Skerrow."
)
LUNCH = "Nine pupils fell ill after lunch at Tolley Grange school, the head teacher said."
LATER = "A trawler sank off Vaskay on Monday.\n\n"


def told(article: Article) -> list[Happening]:
    return happenings(article, extract_claims(article))


def happening(text: str = FERRY, **fields: object) -> Happening:
    """The one event of an article with that text."""
    [found] = told(make_article(text, **fields))
    return found


def verdict(one: Happening, other: Happening) -> Sameness:
    weight = weights([one, other])
    there, back = compare_happenings(one, other, weight)[0], compare_happenings(other, one, weight)[0]
    assert there == back
    return there


def of_two(one: str, other: str, *, days: tuple[str | None, str | None] = (DAY, DAY)) -> Sameness:
    """How the events of two articles compare, given their days."""
    return verdict(happening(one, id="courier", published=days[0]), happening(other, id="gazette", published=days[1]))


# The happenings of one article


def test_an_article_has_its_main_event_first_and_then_what_it_sets_apart() -> None:
    text = "Nine people died when the ferry burned.\n\nIn 2009 a blaze killed 40.\n\nIn 2017 a blaze killed six."

    assert [found.key for found in told(make_article(text))] == [
        ("courier", ""),
        ("courier", "2009"),
        ("courier", "2017"),
    ]


def test_the_main_event_carries_title_names_and_telling_figures() -> None:
    main = happening("The Aurelia carried 90 passengers when she burned off Lerna.", title="Ferry burns")

    assert main.scene.label == "Ferry burns"
    assert main.text.startswith("Ferry burns\n")
    assert main.names == {stem("Aurelia"), stem("Lerna")}
    assert main.figures == {(90, "aboard")}


def test_the_day_of_the_main_event_is_the_first_that_the_article_gives() -> None:
    assert happening("Fire broke out on Monday. The port was shut on Tuesday.").scene.when == "2031-03-10"


def test_a_day_is_never_guessed() -> None:
    assert happening("Fire broke out aboard the ferry.").scene.when is None


# Names and days


def test_names_are_written_with_a_capital_inside_a_sentence() -> None:
    assert names_in("The ferry Aurelia left Skerrow. Smoke rose.") == {stem("Aurelia"), stem("Skerrow")}


def test_the_names_of_days_offices_and_countries_tell_nothing() -> None:
    assert names_in("On Monday the President of the United States met the Police of March.") == frozenset()


def test_capital_letters_throughout_name_nobody() -> None:
    assert names_in("FERRY AURELIA BURNS OFF SKERROW") == frozenset()


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        ("2031-03-12", "2031-03-14", 2),
        ("2031-03-14", "2031-03-12T23:59Z", 2),
        ("2031-02-28", "2031-03-01", 1),
        ("2031-03-12", "2031-03", None),
        ("2031-03-12", None, None),
        ("soon", "2031-03-12", None),
    ],
)
def test_days_between_two_dates(one: str | None, other: str | None, days: int | None) -> None:
    assert days_between(one, other) == days


# Two main events


def test_two_reports_that_share_their_names_within_days_are_one_event() -> None:
    assert of_two(FERRY, HOSPITAL, days=("2031-03-12", "2031-03-14")) == "same"


def test_a_report_in_capitals_is_of_the_same_event() -> None:
    assert of_two("FOUR DEAD AS FERRY AURELIA BURNS OFF PORT LERNA, COAST GUARD SAYS", HOSPITAL) == "same"


def test_the_same_telling_figures_within_days_are_one_event() -> None:
    assert of_two("Thieves stole 1,342 bells.", "Police say 1,342 bells were stolen in one night by sea.") == "same"


def test_two_reports_without_a_shared_name_are_not_one_event() -> None:
    assert of_two(FERRY, LUNCH) == "unsure"


def test_the_same_ferry_a_year_later_burns_anew() -> None:
    assert of_two(FERRY, FERRY, days=("2031-03-12", "2032-03-12")) == "different"


def test_the_same_names_three_months_later_are_unsure() -> None:
    assert of_two(FERRY, HOSPITAL, days=("2031-03-12", "2031-06-14")) == "unsure"


def test_a_recurring_place_a_year_apart_is_not_one_event() -> None:
    trawler = "Twelve people drowned when the trawler Bonaventure sank off Port Lerna in a gale, the coast guard said."

    assert of_two(FERRY, trawler, days=("2031-03-12", "2032-06-14")) == "different"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("President Anna Moe", "President Karl Strand"),
        ("Mayor Jonas Lind", "Mayor Ida Holm"),
        ("Prime Minister Omar Sabry", "Prime Minister Lucia Prat"),
    ],
)
def test_two_holders_of_one_office_are_of_two_times(one: str, other: str) -> None:
    riot = "{} sent troops to Lerna, where people were killed in riots."

    assert of_two(riot.format(one), riot.format(other)) == "different"


def test_one_holder_of_an_office_is_no_difference() -> None:
    riot = "President Anna Moe sent troops to Lerna, where people were killed in riots."

    assert of_two(riot, riot) == "same"


# Background events


def test_a_background_event_is_the_main_event_of_the_article_of_its_month() -> None:
    ferry = happening(FERRY, id="courier")
    _, past = told(
        make_article(f"{LATER}In March 2031 a fire aboard the Aurelia killed four.", id="g", published="2033-05-02")
    )

    assert verdict(ferry, past) == "same"


def test_a_background_event_of_another_year_is_another_event() -> None:
    ferry = happening(FERRY, id="courier")
    _, past = told(
        make_article(f"{LATER}In 2029 a fire aboard the Aurelia killed four.", id="g", published="2033-05-02")
    )

    assert verdict(ferry, past) == "different"


def test_a_background_event_without_a_date_is_unsure() -> None:
    ferry = happening(FERRY, id="courier")
    _, past = told(make_article(f"{LATER}An earlier fire killed four on the Aurelia.", id="g", published="2031-05-02"))

    assert verdict(ferry, past) == "unsure"


def test_a_background_event_of_the_year_without_a_shared_name_is_unsure() -> None:
    ferry = happening(FERRY, id="courier")
    _, past = told(make_article(f"{LATER}In March 2031 a mill burned in Ulm.", id="g", published="2033-05-02"))

    assert verdict(ferry, past) == "unsure"


def test_two_articles_recall_one_event_of_one_year() -> None:
    _, one = told(
        make_article(f"{LATER}In 2024 a fire aboard the Marta killed 40 people.", id="c", published="2033-05-02")
    )
    _, other = told(make_article(f"{LATER}In 2024 fire killed 41 people on the Marta.", id="g", published="2034-05-02"))

    assert verdict(one, other) == "same"


def test_two_articles_that_recall_different_years_recall_different_events() -> None:
    _, one = told(
        make_article(f"{LATER}In 2024 a fire aboard the Marta killed 40 people.", id="c", published="2033-05-02")
    )
    _, other = told(make_article(f"{LATER}In 2027 fire killed 41 people on the Marta.", id="g", published="2034-05-02"))

    assert verdict(one, other) == "different"


def test_an_article_knows_its_own_events_apart() -> None:
    main, past = told(make_article("The Aurelia burned off Lerna.\n\nIn 2009 the Aurelia burned off Lerna."))

    assert verdict(main, past) == "different"
    assert verdict(main, main) == "same"


# Groups


def keys(found: list[Happening]) -> list[list[str]]:
    return [[member.article_id for member in members] for members in group(found)]


def test_two_strikes_are_never_grouped() -> None:
    raid = happening("An airstrike on the Hadar ridge killed 25 gunmen.", id="raid", published="2031-03-12")
    other = happening("An airstrike on the Solun bridge killed four gunmen.", id="other", published="2032-03-12")

    assert keys([raid, other]) == [["raid"], ["other"]]


def test_an_event_that_is_unsure_stands_alone() -> None:
    ferry, lunch = happening(FERRY, id="ferry"), happening(LUNCH, id="lunch")

    assert verdict(ferry, lunch) == "unsure"
    assert keys([ferry, lunch]) == [["ferry"], ["lunch"]]


def test_a_report_joins_the_group_of_its_event() -> None:
    found = [happening(FERRY, id="ferry"), happening(LUNCH, id="lunch"), happening(HOSPITAL, id="hospital")]

    assert keys(found) == [["ferry", "hospital"], ["lunch"]]


def test_a_group_takes_in_no_event_that_differs_from_one_of_its_members() -> None:
    spring = happening(FERRY, id="spring", published="2031-01-01")
    summer = happening(FERRY, id="summer", published="2031-02-20")
    autumn = happening(FERRY, id="autumn", published="2031-10-01")

    assert keys([autumn, summer, spring]) == [["spring", "summer"], ["autumn"]]


def test_no_happening_makes_no_group() -> None:
    assert group([]) == []


# Weights and shares


def test_a_name_in_fewer_articles_weighs_more() -> None:
    found = [happening("Smoke rose over the Aurelia at Lerna.", id="a"), happening("Rain fell on Lerna.", id="b")]

    assert weights(found)[stem("Aurelia")] > weights(found)[stem("Lerna")]


NAMES = st.frozensets(st.sampled_from(["aurelia", "lerna", "skerrow", "vaskay", "strand"]))


def named(names: frozenset[str], article: str) -> Happening:
    return Happening(
        article_id=article, scene=Scene(), text="", names=names, stems=names, years=frozenset(), published=DAY
    )


@given(NAMES, NAMES)
def test_a_share_lies_between_nothing_and_all_and_goes_both_ways(mine: frozenset[str], theirs: frozenset[str]) -> None:
    one, other = named(mine, "a"), named(theirs, "b")
    weight = weights([one, other])

    for share in (names_shared, words_shared):
        assert 0 <= share(one, other, weight) <= 1
        assert share(one, other, weight) == pytest.approx(share(other, one, weight))


@given(st.lists(NAMES, max_size=6), st.randoms(use_true_random=False))
def test_groups_hold_every_happening_once_in_whatever_order_they_come(
    sets: list[frozenset[str]], random: Random
) -> None:
    found = [named(names, f"paper{index}") for index, names in enumerate(sets)]
    shuffled = list(found)
    random.shuffle(shuffled)

    assert group(found) == group(shuffled)
    assert sorted(m.article_id for members in group(found) for m in members) == [h.article_id for h in found]
