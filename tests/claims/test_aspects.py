"""What a figure counts, what happened to it, and whether it is a part of a larger whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.claims.aspects import Reading, families_in, families_of, read_figure
from rag.claims.words import split_words, stem
from rag.quantities.mentions import find_quantities


def readings(sentence: str) -> list[Reading]:
    figures = [(m.start, m.end) for m in find_quantities(sentence)]
    return [read_figure(sentence, (0, len(sentence)), figures, index) for index in range(len(figures))]


def nouns(sentence: str) -> list[str]:
    return [reading.noun for reading in readings(sentence)]


def aspects(sentence: str) -> list[str]:
    return [reading.aspect for reading in readings(sentence)]


def parts(sentence: str) -> list[bool]:
    return [reading.is_part for reading in readings(sentence)]


# Nouns


@pytest.mark.parametrize(
    ("sentence", "noun"),
    [
        ("Nine sheep drowned in the flood.", "sheep"),
        ("At least 12 Tarovian sailors were killed.", "Tarovian sailors"),
        ("The flood drowned 1,200 goats.", "goats"),
        ("The bank laid off 300 clerks.", "clerks"),
        ("Police counted 40 stolen church bells behind the barn.", "stolen church bells"),
        ("Seven bodies were found.", "bodies"),
        ("No police officers were injured.", "police officers"),
        ("Some 120 members of the brass band fell ill.", "members"),
        ("Police arrested 12, all students.", ""),
    ],
)
def test_what_is_counted_stands_behind_the_figure(sentence: str, noun: str) -> None:
    assert nouns(sentence)[0] == noun


@pytest.mark.parametrize("sentence", ["28 were injured.", "28 hurt in gale", "They lost 28.", "The toll stands at 28."])
def test_a_bare_figure_has_no_noun(sentence: str) -> None:
    assert nouns(sentence) == [""]


@pytest.mark.parametrize(
    ("sentence", "noun"),
    [
        ("The number of escapees at 23 is the highest yet.", "escapees"),
        ("The count of missing hikers stood at 23.", "missing hikers"),
        ("The total number of stolen bells was 23.", "stolen bells"),
        ("Arrests: 23", "Arrests"),
    ],
)
def test_what_is_counted_may_stand_before_the_figure(sentence: str, noun: str) -> None:
    assert nouns(sentence) == [noun]


@pytest.mark.parametrize(
    "sentence",
    ["61 per cent of teachers stayed away.", "A third of teachers stayed away.", "None of the teachers came."],
)
def test_a_share_is_counted_of_what_follows_it(sentence: str) -> None:
    assert nouns(sentence) == ["teachers"]


def test_a_noun_is_read_to_its_mark() -> None:
    assert nouns("They took nine lanterns, ropes and a saw.") == ["lanterns"]


# Families


@pytest.mark.parametrize(
    ("sentence", "aspect"),
    [
        ("Nine people perished.", "killed"),
        ("Nine people lost their lives.", "killed"),
        ("The fire took nine lives.", "killed"),
        ("The storm has claimed at least nine lives.", "killed"),
        ("The toll stands at nine.", "killed"),
        ("The gale killed nine.", "killed"),
        ("Nine were wounded.", "injured"),
        ("Nine people needed treatment.", "injured"),
        ("Nine hikers are unaccounted for.", "missing"),
        ("Nine miners are still trapped.", "trapped"),
        ("Rescuers winched nine men from the deck.", "rescued"),
        ("Nine pickpockets were taken into custody.", "arrested"),
        ("The flood left 340 families homeless.", "displaced"),
        ("The flood destroyed nine barns.", "destroyed"),
        ("Nine barns were damaged.", "damaged"),
        ("Some 300 clerks lost their jobs.", "laid_off"),
        ("Some 14,000 people marched through the rain.", "attendance"),
        ("Nine pupils fell ill after lunch.", "ill"),
        ("Thieves stole nine bells.", "stolen"),
        ("Customs officers seized 900 kg of shark fins.", "seized"),
        ("Nine prisoners escaped through a drain.", "escaped"),
        ("Turnout was 61 per cent.", "turnout"),
        ("The kidnappers demanded €5 million.", "demanded"),
        ("NINE DEAD AS TRAWLER SINKS", "killed"),
        ("The orchestra played nine waltzes.", ""),
    ],
)
def test_what_happened_is_read_from_any_of_its_wordings(sentence: str, aspect: str) -> None:
    assert aspects(sentence) == [aspect]


def test_two_figures_of_one_sentence_have_each_their_own_happening() -> None:
    assert aspects("25 people were killed and 51 wounded.") == ["killed", "injured"]
    assert aspects("The blaze destroyed 12 barns and damaged 30 others.") == ["destroyed", "damaged"]
    assert aspects("Ninety people were aboard; 12 were pulled from the sea.") == ["aboard", "rescued"]
    assert aspects("The bomb killed 12 and wounded 30 people.") == ["killed", "injured"]
    assert aspects("The kidnappers demanded €5 million but settled for €2 million.") == ["demanded", "paid"]


def test_figures_joined_by_and_share_their_happening() -> None:
    assert aspects("112 passengers and six deckhands died.") == ["killed", "killed"]


def test_a_happening_reaches_over_an_insertion() -> None:
    assert aspects("Seven people, including two children, died.") == ["killed", "killed"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Forty officers were sent after the arrest of a driver.",
        "Forty planes flew over the march.",
        "Forty wreaths were laid behind the dead.",
    ],
)
def test_what_stands_in_a_prepositional_phrase_did_not_happen_to_the_figure(sentence: str) -> None:
    assert aspects(sentence) == [""]


def test_what_happens_in_a_subordinate_clause_did_not_happen_to_the_figure() -> None:
    assert aspects("Forty monks prayed while the wounded slept.") == [""]


def test_the_month_of_march_is_no_march() -> None:
    assert aspects("The museum sold 40 tickets in March.") == [""]


# Parts


@pytest.mark.parametrize(
    "sentence",
    [
        "Seven people died, two of them children.",
        "Seven people died, including two children.",
        "Seven people, including two children, died.",
        "Seven people died, among them two children.",
        "Seven people, two of whom were children, died.",
        "Seven people died, including at least two children.",
    ],
)
def test_a_figure_within_another_is_a_part(sentence: str) -> None:
    assert parts(sentence) == [False, True]


@pytest.mark.parametrize(
    "sentence",
    ["None of the passengers was hurt.", "Nine of the barns burned down.", "Nine of its clerks were sacked."],
)
def test_some_of_the_whole_is_a_part(sentence: str) -> None:
    assert parts(sentence) == [True]


@pytest.mark.parametrize(
    "sentence", ["Nine barns burned down.", "Nine members of the band fell ill.", "A dozen of Lerna's best."]
)
def test_a_figure_of_its_own_is_no_part(sentence: str) -> None:
    assert parts(sentence) == [False]


# Words


def test_the_terms_of_a_figure_are_the_words_on_its_side_of_the_sentence() -> None:
    barns, cows = readings("The blaze destroyed 12 barns and killed 30 cows.")

    assert barns.terms == {stem(word) for word in ("blaze", "destroyed", "barns")}
    assert cows.terms == {stem(word) for word in ("killed", "cows")}


def test_families_are_found_in_the_order_of_the_words() -> None:
    words = split_words("The gale killed nine, and forty are unaccounted for.")

    assert families_in(words) == [("killed", 2), ("missing", 7)]


@pytest.mark.parametrize(("word", "family"), [("perished", "killed"), ("detained", "arrested"), ("waltzed", "")])
def test_a_word_belongs_to_one_family_or_none(word: str, family: str) -> None:
    assert families_of(stem(word)) == family


@given(
    st.lists(
        st.sampled_from(
            "nine 40 people of them including , . : the dead were killed and number at who none ( ) “ – 6% $3m".split()
        ),
        max_size=25,
    ).map(" ".join)
)
def test_any_order_of_counting_words_is_read(sentence: str) -> None:
    assert all(reading.noun in sentence for reading in readings(sentence))
