"""Figures as news prints them: what is read, what each allows, and what is not a figure at all."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.quantities.mentions import Mention, find_quantities

Interval = tuple[float | None, float | None]


def read(text: str) -> list[tuple[str, str, float | None, float | None]]:
    return [(m.quantity.text, m.role, m.quantity.low, m.quantity.high) for m in find_quantities(text)]


def only(text: str) -> Mention:
    [mention] = find_quantities(text)
    return mention


def interval(text: str) -> Interval:
    mention = only(text)
    return mention.quantity.low, mention.quantity.high


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The flood drowned 1,200 goats.", 1200),
        ("The flood drowned 1\u00a0200 goats.", 1200),
        ("They sold 12,34,000 bags.", 1_234_000),
        ("He counted 3.5 million bees.", 3_500_000),
        ("Two hundred and five passengers got off.", 205),
        ("TWO HUNDRED AND FIVE PASSENGERS GOT OFF", 205),
        ("Sixty-four pupils went home.", 64),
        ("The mill is to shed 640 of its hands.", 640),
        ("He told them that one nurse had been hurt.", 1),
        ("The lots added up to 81 crates.", 81),
        ("twenty one crates", 21),
        ("a dozen crates", 12),
        ("half a dozen crates", 6),
        ("Half-a-dozen crates", 6),
        ("two dozen crates", 24),
        ("a hundred crates", 100),
        ("a hundred and one crates", 101),
        ("fifteen hundred crates", 1500),
        ("half a million crates", 500_000),
        ("two and a half million crates", 2_500_000),
        ("a million and a half crates", 1_500_000),
        ("three hundred thousand crates", 300_000),
        ("two million three hundred thousand crates", 2_300_000),
        ("4 lakh crates", 400_000),
        ("2 crore crates", 20_000_000),
        ("7bn people", 7_000_000_000),
        ("2.3m voters stayed at home", 2_300_000),
        ("40k tickets", 40_000),
        ("1.200.000 tickets", 1_200_000),
        ("a couple of crates", 2),
        ("a pair of swans", 2),
        ("a single swan", 1),
        ("Both swans had flown.", 2),
        ("zero cases", 0),
        ("0 cases", 0),
    ],
)
def test_digits_and_words_say_the_same_numbers(text: str, value: float) -> None:
    mention = only(text)

    assert (mention.role, mention.quantity.low, mention.quantity.high) == ("count", value, value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dozens of geese", (24, 99)),
        ("scores of geese", (40, 199)),
        ("hundreds of geese", (200, 999)),
        ("several hundred geese", (200, 999)),
        ("thousands of geese", (2_000, 99_999)),
        ("tens of thousands of geese", (20_000, 99_999)),
        ("hundreds of thousands of geese", (200_000, 999_999)),
        ("a few dozen geese", (24, 99)),
    ],
)
def test_vague_words_have_wide_bounds_and_are_approximate(text: str, expected: Interval) -> None:
    assert interval(text) == expected
    assert only(text).approximate


@pytest.mark.parametrize(
    ("text", "expected", "approximate"),
    [
        ("at least seven goats", (7, None), False),
        ("No fewer than seven goats", (7, None), False),
        ("not less than seven goats", (7, None), False),
        ("a minimum of seven goats", (7, None), False),
        ("upwards of “60” goats", (60, None), False),
        ("at least another 12 goats", (12, None), False),
        ("30+ goats", (30, None), False),
        ("60 goats or more", (60, None), False),
        ("60 or more goats", (60, None), False),
        ("12 goats at least.", (12, None), False),
        ("60 and counting", (60, None), False),
        ("more than eight goats", (9, None), False),
        ("Over 300 goats", (301, None), False),
        ("in excess of 300 goats", (301, None), False),
        ("well over a hundred goats", (101, None), False),
        ("no more than twenty goats", (None, 20), False),
        ("not more than twenty goats", (None, 20), False),
        ("up to 20 goats", (None, 20), False),
        ("as many as 20 goats", (None, 20), False),
        ("perhaps as many as 20 goats", (None, 20), True),
        ("20 goats at the most.", (None, 20), False),
        ("fewer than 20 goats", (None, 19), False),
        ("under 20 goats", (None, 19), False),
        ("nearly 50 goats", (45, 50), True),
        ("almost 50 goats", (45, 50), True),
        ("just under 50 goats", (45, 50), True),
        ("just over 50 goats", (50, 55), True),
        ("50-odd goats", (50, 55), True),
        ("about 310 goats", (279, 341), True),
        ("some sixty goats", (54, 66), True),
        ("an estimated 1,200 goats", (1080, 1320), True),
        ("nearer 600 goats", (540, 660), True),
        ("600 or so goats", (540, 660), True),
        ("a dozen or so goats", (10.8, 13.2), True),
        ("between 10 and 20 goats", (10, 20), False),
        ("10 to 20 goats", (10, 20), False),
        ("10-20 goats", (10, 20), False),
        ("10–20 goats", (10, 20), False),
        ("two or three goats", (2, 3), False),
        ("ranging from 10 to 20 goats", (10, 20), False),
        ("between 2 and 3 million goats", (2_000_000, 3_000_000), False),
        ("at least 12 to 15 goats", (12, None), False),
        ("between two and four hundred goats", (200, 400), False),
        ("60 and possibly more.", (60, None), False),
        ("They never had more than 30 goats.", (None, 30), False),
        ("The pen shall not exceed 40 goats.", (None, 40), False),
        ("It is not known whether more than 30 goats died.", (31, None), False),
    ],
)
def test_qualifiers_open_the_interval_that_they_name(text: str, expected: Interval, approximate: bool) -> None:
    mention = only(text)

    assert (mention.quantity.low, mention.quantity.high) == expected
    assert mention.approximate is approximate


def test_the_expression_holds_the_qualifier_and_the_number_does_not() -> None:
    text = "Officials spoke of no fewer than 40 barrels or so."
    mention = only("Officials spoke of no fewer than 40 sheep.")

    assert mention.quantity.text == "no fewer than 40"
    assert (mention.number_start, mention.number_end) == (33, 35)
    assert only(text).quantity.text == "no fewer than 40 barrels or so"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The count was cut from 61 to 54.", [("61", "from"), ("54", "to")]),
        ("It has 57 names, up from 31.", [("57", ""), ("31", "from")]),
        ("The office cut the number to seven, from eight.", [("seven", "to"), ("eight", "from")]),
        ("The toll rose to 57.", [("57", "to")]),
        ("Fares went from about $2 a ride to more than $3.", [("about $2", "from"), ("more than $3", "to")]),
        ("35 athletes from 12 countries", [("35", ""), ("12", "")]),
        ("The list goes to 57 homes.", [("57", "")]),
    ],
)
def test_the_two_ends_of_a_change_are_marked_and_are_no_range(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(m.quantity.text, m.change) for m in find_quantities(text)] == expected


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("a $3.5 million pier", "USD", (3_500_000, 3_500_000)),
        ("US$1.3 million", "USD", (1_300_000, 1_300_000)),
        ("£12m", "GBP", (12_000_000, 12_000_000)),
        ("€4bn", "EUR", (4e9, 4e9)),
        ("more than €4bn", "EUR", (4e9 + 1, None)),
        ("5.45 rupees", "rupee", (5.45, 5.45)),
        ("Rs 500", "rupee", (500, 500)),
        ("12 million euros", "EUR", (12_000_000, 12_000_000)),
        ("20 million Swiss francs", "CHF", (20_000_000, 20_000_000)),
        ("CHF 300", "CHF", (300, 300)),
        ("four centimes", "centime", (4, 4)),
        ("50p", "penny", (50, 50)),
        ("$2-3bn", "USD", (2e9, 3e9)),
        ("between $2m and $3m", "USD", (2e6, 3e6)),
        ("millions of dollars", "USD", (2e6, 999_999_999)),
        ("The bridge cost 40,000 pounds.", "GBP", (40_000, 40_000)),
        ("RM5 million", "MYR", (5e6, 5e6)),
        ("R2.5 million", "rand", (2_500_000, 2_500_000)),
        ("P300,000", "P", (300_000, 300_000)),
        ("Rs50,000", "rupee", (50_000, 50_000)),
        ("USD5m", "USD", (5e6, 5e6)),
    ],
)
def test_money_is_in_whole_units_of_its_currency(text: str, unit: str, expected: Interval) -> None:
    mention = only(text)

    assert (mention.role, mention.quantity.unit) == ("money", unit)
    assert (mention.quantity.low, mention.quantity.high) == expected


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("78 per cent", "%", (78, 78)),
        ("31%", "%", (31, 31)),
        ("nine percent", "%", (9, 9)),
        ("nearly 40 per cent", "%", (36, 40)),
        ("5 to 6 per cent", "%", (5, 6)),
        ("four percentage points", "points", (4, 4)),
        ("less than 1 per cent", "%", (None, 1)),
        ("1 in 10 members", "%", (10, 10)),
        ("half of the members", "%", (50, 50)),
        ("three-quarters of the members", "%", (75, 75)),
        ("a third of members", "%", (33.33, 33.33)),
        ("one in five members", "%", (20, 20)),
        ("nine out of ten members", "%", (90, 90)),
    ],
)
def test_shares_are_percentages_as_printed(text: str, unit: str, expected: Interval) -> None:
    mention = only(text)

    assert (mention.role, mention.quantity.unit) == ("percent", unit)
    assert (mention.quantity.low, mention.quantity.high) == expected


@pytest.mark.parametrize(
    ("text", "role", "unit", "low"),
    [
        ("2,900 metres", "measure", "m", 2900),
        ("a 12m wave", "measure", "m", 12),
        ("300m below the deck", "measure", "m", 300),
        ("150 m", "measure", "m", 150),
        ("9,500 feet", "measure", "ft", 9500),
        ("a zone 9,500 feet up", "measure", "ft", 9500),
        ("950 kg", "measure", "kg", 950),
        ("4,850 pounds of shells", "measure", "lb", 4850),
        ("1,000 acres", "measure", "acre", 1000),
        ("405 hectares", "measure", "ha", 405),
        ("30 sq km", "measure", "sq km", 30),
        ("96 km/h", "measure", "km/h", 96),
        ("40 miles an hour", "measure", "mph", 40),
        ("85 kilometres an hour", "measure", "km/h", 85),
        ("34 degrees Celsius", "measure", "°C", 34),
        ("34°C", "measure", "°C", 34),
        ("magnitude 6.4", "measure", "magnitude", 6.4),
        ("a 6.4-magnitude quake", "measure", "magnitude", 6.4),
        ("3 million barrels", "measure", "barrel", 3e6),
        ("72 hours", "duration", "hour", 72),
        ("a nine-day siege", "duration", "day", 9),
        ("two hours and ten minutes", "duration", "minute", 130),
        ("64 years and six months", "duration", "month", 774),
        ("two and a half hours", "duration", "hour", 2.5),
        ("6 feet 2 inches", "measure", "in", 74),
        ("35C heat", "measure", "°C", 35),
        ("minus 12 degrees Celsius", "measure", "°C", -12),
        ("The danger level was set at 4.", "measure", "level", 4),
        ("The load weighed 500 pounds.", "measure", "lb", 500),
        ("half an hour", "duration", "hour", 0.5),
        ("a mile and a half", "measure", "mile", 1.5),
        ("an hour and a quarter", "duration", "hour", 1.25),
        ("It took an hour and five minutes", "duration", "minute", 65),
        ("It lasted a week.", "duration", "week", 1),
        ("3 1/2 hours", "duration", "hour", 3.5),
    ],
)
def test_measures_carry_a_canonical_unit(text: str, role: str, unit: str, low: float) -> None:
    mention = only(text)

    assert (mention.role, mention.quantity.unit, mention.quantity.low) == (role, unit, low)


@pytest.mark.parametrize(
    ("text", "zeros"),
    [
        ("No prisoner escaped.", ["No"]),
        ("NO STAFF WERE KILLED.", ["NO"]),
        ("There were no injuries.", ["no"]),
        ("Nobody died and no one was hurt.", ["Nobody", "no one"]),
        ("None of the goats was found.", ["None"]),
        ("Not a single window broke.", ["Not a single"]),
        ("Not one goat was lost.", ["Not one"]),
    ],
)
def test_words_for_nothing_are_zero(text: str, zeros: list[str]) -> None:
    assert read(text) == [(zero, "none", 0, 0) for zero in zeros]


def test_none_of_a_number_gives_the_zero_and_the_number() -> None:
    assert read("None of the 40 goats died.") == [("None", "none", 0, 0), ("40", "count", 40, 40)]


def test_a_bound_that_begins_with_no_is_not_a_zero() -> None:
    assert read("no more than five goats") == [("no more than five", "count", None, 5)]


def test_over_is_a_bound_where_something_lasted_and_no_bound_where_it_was_spread() -> None:
    assert interval("It burned for over 3 hours.") == (4, None)
    assert interval("a rise over two years") == (2, 2)


def test_a_span_of_the_text_can_be_read_alone() -> None:
    text = "Nine geese. At least ten ducks. Eleven swans."

    [mention] = find_quantities(text, 12, 31)

    assert text[mention.start : mention.end] == "At least ten"


_WORDS = st.sampled_from(
    (
        "at least no more than 12 1,200 3.5 million two hundred and five $ £ % per cent from to - \u2013 between"
        " about"
        " no one none half a dozen or so killed İstanbul people km/h hours minutes 2019 May 9 13:05 pm , . ; \n “"
        " ” 30+"
        " F-15 '60s ½ 0 1e9 \u0661\u0662 aged Gate"
    ).split(" ")
)


_TEXTS = st.one_of(st.text(max_size=60), st.lists(_WORDS, max_size=14).map(" ".join))


@given(_TEXTS, st.integers(0, 20), st.integers(0, 90))
def test_spans_are_verbatim_in_order_and_apart(text: str, start: int, end: int) -> None:
    for first, last in ((0, None), (start, end)):
        mentions = find_quantities(text, first, last)

        for mention in mentions:
            assert mention.quantity.text == text[mention.start : mention.end]
            assert mention.start <= mention.number_start < mention.number_end <= mention.end
            assert first <= mention.start
            assert mention.end <= (len(text) if last is None else max(first, last))
        assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("They handed over 52 men.", 52, 52),
        ("They turned over 12 prisoners.", 12, 12),
        ("Over 52 men came.", 53, None),
        ("The fans ran within two minutes.", None, 2),
        ("Seas of two metres at most had let it land, he said.", None, 2),
        ("At least 31 people, at most 40, were hurt.", 31, None),
    ],
)
def test_a_word_of_a_verb_is_no_bound_and_a_bound_may_stand_behind(
    text: str, low: float | None, high: float | None
) -> None:
    first = find_quantities(text)[0].quantity

    assert (first.low, first.high) == (low, high)
