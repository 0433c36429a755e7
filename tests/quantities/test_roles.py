"""What a number is there for: a count, an age, an hour, a score or a part of a name, or no figure at all."""

from __future__ import annotations

import pytest

from rag.quantities.mentions import find_quantities


@pytest.mark.parametrize(
    "text",
    [
        "There is no evidence of that.",
        "There was no word from the ship.",
        "It is no longer open.",
        "She had no doubt and no comment.",
        "They had no idea, no matter what.",
        "There was no Belvaux, he said.",
        "This one is mine, that one is yours.",
        "They looked at one another.",
        "One of them seriously.",
        "the one that got away",
        "several goats, many goats, a few goats",
        "She kept a pair of gloves.",
        "Both the mayor and the vicar came.",
        "for the second time",
        "the twenty-first meeting",
        "about a year ago",
        "an A380, a B52 and the M25",
    ],
)
def test_words_that_only_look_like_figures_are_left_alone(text: str) -> None:
    assert find_quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("It opened in 2019.", "year"),
        ("the 2007 stoppage", "year"),
        ("since the 1880s", "year"),
        ("the 2019-20 season", "year"),
        ("on 13 November", "date"),
        ("on Nov 13", "date"),
        ("on November 13, 2019", "date"),
        ("on 9 May.", "date"),
        ("a march on the 26th.", "date"),
        ("the 3rd and 4th of July", "date"),
        ("on 2021-06-27", "date"),
        ("at 0410 HRS", "clock"),
        ("TAKEN OFF AT 0725, OFFICE SAYS", "clock"),
        ("by 6.30am", "clock"),
        ("the 16:05 ferry", "clock"),
        ("at ten past eight", "clock"),
        ("around 10pm", "clock"),
        ("at 11.50 it fell", "clock"),
        ("It docked at 1745.", "clock"),
        ("9-11am", "clock"),
        ("awake until four;", "clock"),
        ("a girl of 9", "age"),
        ("A woman of 71 broke her ankle.", "age"),
        ("A child of 12 farmers", "count"),
        ("Maura Linnet, 67, saw it", "age"),
        ("the driver, 55, said", "age"),
        ("Linnet and her brother, both 51, drowned", "age"),
        ("Maura Linnet (67) saw it", "age"),
        ("aged 51", "age"),
        ("a 29-year-old", "age"),
        ("a track worker of 26 who slept", "age"),
        ("a man in his 60s", "age"),
        ("She was 34.", "age"),
        ("He turned 40 on the pier", "age"),
        ("her 14th goat", "ordinal"),
        ("shot three times", "ordinal"),
        ("won 2-1", "score"),
        ("a 0-0 draw", "score"),
        ("lost 1-2", "score"),
        ("an F-15 jet", "identifier"),
        ("pit No. 2", "identifier"),
        ("Flash 3", "identifier"),
        ("Gate 7 of the ground", "identifier"),
        ("most of Year 9.", "identifier"),
        ("Points 14B", "identifier"),
        ("BULLETIN 14", "identifier"),
        ("on a scale that goes to 5", "identifier"),
        ("at 44 Mill Lane", "identifier"),
        ("a three-storey house", "identifier"),
        ("Marine One", "identifier"),
    ],
)
def test_numbers_that_count_nothing_have_a_role_of_their_own(text: str, role: str) -> None:
    assert [mention.role for mention in find_quantities(text)] == [role]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("In 2012 300 goats drowned", [300]),
        ("In March 12 people fell ill", [12]),
        ("The hall held 2000 people.", [2000]),
        ("a group of nine from the lowlands", [9]),
        ("Police say 45,000 came", [45_000]),
        ("All agree about the seven dead.", [7]),
        ("25 militants died, and at least 51 were wounded", [25, 51]),
        ("two of ten turnstiles were open", [2, 10]),
        ("a town of 6,000, it said", [6000]),
        ("the office put the toll at seven.", [7]),
        ("killing 14 and injuring 30", [14, 30]),
        ("One died, and 28 were hurt", [1, 28]),
        ("a 200-strong crowd", [200]),
        ("It was said that at least\nsixty came.", [60]),
        ("Rooms 12 and 14 were let to 9 guests", [9]),
        ("her sons, 9 and 12, and 3 cousins", [3]),
        ("two dozen people and at least half a dozen dogs", [24, 6]),
        ("3.000 people", [3000]),
        ("put the toll at 2000.", [2000]),
    ],
)
def test_counts_stay_counts(text: str, counts: list[float]) -> None:
    assert [m.quantity.low for m in find_quantities(text) if m.role == "count"] == counts


def test_a_code_of_many_digits_is_no_figure() -> None:
    assert find_quantities("code " + "7" * 400) == ()
