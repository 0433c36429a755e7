"""Which claims one article makes: every figure and every statement, verbatim, with its speaker, scene and sense."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.claims.extract import extract_claims
from rag.records import Claim
from tests.claims.factories import make_article, read_claims, read_figures


def only(text: str) -> Claim:
    [claim] = read_figures(text)
    return claim


def statement(text: str) -> Claim:
    [claim] = [claim for claim in read_claims(text) if claim.quantity is None]
    return claim


def cues(text: str) -> list[str]:
    return [claim.cue for claim in read_figures(text)]


def lows(claims: list[Claim]) -> list[float | None]:
    return [claim.quantity.low for claim in claims if claim.quantity]


# A whole claim


def test_a_figure_is_read_with_all_that_is_known_of_it() -> None:
    claim = only("At least 12 Tarovian sailors were killed, harbour master Ewan Strand told Radio Lerna.")

    assert claim.quantity is not None
    assert (claim.quantity.low, claim.quantity.high, claim.quantity.text) == (12, None, "At least 12")
    assert (claim.aspect, claim.noun, claim.is_part) == ("killed", "Tarovian sailors", False)
    assert (claim.holder, claim.via) == ("harbour master Ewan Strand", "Radio Lerna")
    assert (claim.polarity, claim.cue, claim.scene.is_main) == ("asserted", "", True)


def test_a_claim_quotes_its_sentence_and_points_at_its_figure() -> None:
    text = "The gale passed. Nine sheep drowned, the shepherd said. Rain fell."
    claim = only(text)

    assert claim.quote == "Nine sheep drowned, the shepherd said."
    assert text[claim.start : claim.end] == claim.quote
    assert text[slice(*claim.focus)] == "Nine"


def test_every_sentence_is_a_statement_and_every_figure_a_claim() -> None:
    claims = read_claims("The gale passed. Nine sheep drowned and 12 goats fled.")

    assert [(claim.quote, claim.quantity.text if claim.quantity else None) for claim in claims] == [
        ("The gale passed.", None),
        ("Nine sheep drowned and 12 goats fled.", None),
        ("Nine sheep drowned and 12 goats fled.", "Nine"),
        ("Nine sheep drowned and 12 goats fled.", "12"),
    ]


def test_an_article_without_text_makes_no_claim() -> None:
    assert read_claims("") == ()


@pytest.mark.parametrize(
    "text",
    [
        "The 34-year-old driver was fined.",
        "The road was closed on 12 May 2030.",
        "The shop at 14 Mill Street burned.",
        "The boat left at 16:05.",
        "The team lost 3-1.",
        "It was the 12th fire of the year.",
    ],
)
def test_a_number_that_counts_nothing_is_no_figure(text: str) -> None:
    assert read_figures(text) == []


def test_minutes_after_something_measure_and_years_after_it_do_not() -> None:
    assert lows(read_figures("The valves were shut 18 minutes after the pressure fell.")) == [18]
    assert read_figures("The bridge fell two years after the flood.") == []


# Speakers


def test_each_figure_has_the_speaker_of_its_own_clause() -> None:
    claims = read_figures("Organisers counted 12,000 marchers; police counted 4,500.")

    assert [(low, claim.holder) for low, claim in zip(lows(claims), claims, strict=True)] == [
        (12000, "Organisers"),
        (4500, "police"),
    ]


def test_a_figure_that_nobody_is_quoted_for_is_the_articles_own() -> None:
    assert (only("Nine sheep drowned.").holder, only("Nine sheep drowned.").via) == (None, None)


def test_a_sentence_that_opens_with_a_pronoun_brings_the_one_before_it() -> None:
    text = "Mayor Jonas Lind toured the quay. He said nine sheep had drowned."

    assert text[only(text).context_start :] == text


def test_a_sentence_that_opens_with_a_name_stands_alone() -> None:
    text = "The mayor toured the quay. Jonas Lind said nine sheep had drowned."
    claim = only(text)

    assert claim.context_start == claim.start


# Figures without a noun


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("25 people were killed and 51 wounded.", [("killed", "people"), ("injured", "people")]),
        (
            "The union said 61 per cent of teachers stayed away; the ministry put it at 28 per cent.",
            [("on_strike", "teachers"), ("on_strike", "teachers")],
        ),
        ("Police arrested 12 hooligans. The mayor put the number at 40.", [("arrested", "hooligans")] * 2),
        ("The blaze destroyed 12 barns and damaged 30 others.", [("destroyed", "barns"), ("damaged", "barns")]),
    ],
)
def test_a_bare_figure_counts_what_the_one_before_it_counts(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(claim.aspect, claim.noun) for claim in read_figures(text)] == expected


def test_a_bare_figure_in_the_next_paragraph_counts_nothing_known() -> None:
    _, bare = read_figures("Police arrested 12 hooligans.\n\nThe mayor put the number at 40.")

    assert bare.noun == ""


@pytest.mark.parametrize("text", ["Nobody was hurt.", "No one was hurt in the gale, the mayor said."])
def test_nobody_is_no_people(text: str) -> None:
    claim = only(text)

    assert claim.quantity is not None
    assert (claim.quantity.low, claim.quantity.high, claim.noun, claim.aspect) == (0, 0, "people", "injured")


# Parts


@pytest.mark.parametrize(
    "text",
    [
        "Forty-three people died, including 12 children.",
        "Forty-three people died, 12 of them children.",
        "Forty-three people died, among them 12 children.",
    ],
)
def test_a_group_among_the_dead_is_a_part_of_the_toll(text: str) -> None:
    claims = read_figures(text)

    assert [(claim.noun, claim.aspect, claim.is_part) for claim in claims] == [
        ("people", "killed", False),
        ("children", "killed", True),
    ]


def test_no_arrest_of_one_kind_is_a_part() -> None:
    assert only("There was no arrest of a financier.").is_part


def test_no_arrests_at_all_is_no_part() -> None:
    assert not only("No arrests were made.").is_part


# Cues


def test_a_change_has_an_old_and_a_new_figure() -> None:
    claims = read_figures("The number of dead rose from 12 to 19 on Tuesday.")

    assert [(low, claim.cue) for low, claim in zip(lows(claims), claims, strict=True)] == [(12, "from"), (19, "to")]


def test_a_change_may_name_the_new_figure_first() -> None:
    claims = read_figures("The toll was revised to 54 from 61.")

    assert [(low, claim.cue, claim.aspect) for low, claim in zip(lows(claims), claims, strict=True)] == [
        (54, "to", "killed"),
        (61, "from", "killed"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "If the dam broke, 4,000 people could die.",
        "Up to 4,000 people may be displaced, the ministry warned.",
        "The ministry feared 4,000 deaths.",
        "Some 4,000 people are expected to march on Sunday.",
    ],
)
def test_what_might_happen_is_hypothetical(text: str) -> None:
    assert cues(text) == ["hypothetical"]


def test_the_month_of_may_is_no_doubt() -> None:
    assert cues("LERNA, May 22 - Customs officers have seized 12 crates of pistols.") == [""]


def test_the_whole_of_which_a_figure_counts_some_is_marked() -> None:
    assert cues("About 350 of the nation's 1,900 members came.") == ["", "whole"]


@pytest.mark.parametrize(
    "text", ["In the drill, 40 volunteers were treated for burns.", "The mock blast killed 40 people, the army said."]
)
def test_what_a_drill_counts_is_an_exercise(text: str) -> None:
    assert cues(text) == ["exercise"]


@pytest.mark.parametrize("text", ["All 40 passengers survived.", "All the 40 passengers survived."])
def test_all_of_a_group_is_marked(text: str) -> None:
    assert cues(text) == ["all"]


@pytest.mark.parametrize(
    "text",
    ["The toll was corrected on Friday: 54 people died.", "The death toll climbed overnight, and 54 people are dead."],
)
def test_a_figure_that_says_it_replaces_another_is_revised(text: str) -> None:
    assert cues(text) == ["revised"]


def test_a_plain_count_has_no_cue() -> None:
    assert cues("Four thousand people marched.") == [""]


# Polarity


@pytest.mark.parametrize(
    "text",
    [
        "There were no weapons in the barn.",
        "The army denied there were weapons in the barn.",
        "The weapons weren’t in the barn.",
        "Neither barn held weapons.",
        "The claim that the barn held weapons is untrue.",
    ],
)
def test_a_statement_that_says_no_is_denied(text: str) -> None:
    claims = [claim for claim in read_claims(text) if claim.quantity is None]

    assert [claim.polarity for claim in claims] == ["denied"]


@pytest.mark.parametrize("text", ["The barn held weapons.", "Nothing burned but the barn.", "The noble knot held."])
def test_a_plain_statement_is_asserted(text: str) -> None:
    assert statement(text).polarity == "asserted"


def test_a_figure_behind_a_denial_is_denied() -> None:
    assert only("Officials denied that 40 prisoners had escaped.").polarity == "denied"
    assert only("Officials said that 40 prisoners had escaped.").polarity == "asserted"


def test_both_sides_of_a_stance_keep_their_words_and_their_speakers() -> None:
    hit = statement("Warehouses were hit, the rebels said.")
    denied = statement("The army denied that there were warehouses.")

    assert (hit.holder, hit.polarity) == ("the rebels", "asserted")
    assert (denied.holder, denied.polarity) == ("The army", "denied")
    assert "warehous" in hit.terms & denied.terms


# Scenes


def test_the_toll_of_an_earlier_fire_is_not_the_toll_of_this_one() -> None:
    ferry, earlier = read_figures("Nine people died when the ferry burned. In 2009 a fire killed 40 people.")

    assert (ferry.scene.key, ferry.aspect) == ("", "killed")
    assert (earlier.scene.key, earlier.aspect) == ("2009", "killed")


def test_the_toll_of_what_a_strike_answered_is_not_the_toll_of_the_strike() -> None:
    raid, answered = read_figures(
        "Twelve gunmen were killed in retaliation for an attack which left three guards dead."
    )

    assert raid.scene.is_main
    assert not answered.scene.is_main


# Untrusted text

SCRAPS = [
    *"the police said that nine people , including two children were killed . ; : ( ) according to citing 40".split(),
    *"per cent $3m in 2009 last year no one he they told Reuters between and from up to at least of them drill".split(),
    *"12-14 ½ nobody put it at revised rose 12,000 1e9 99999999999999999999 -5 °C ² ١٢ مرحبا 😀 “ ” ’ - —".split(),
    *["\n", '"', "\u202e", "\u200b", "\x00", "\u2028"],
]
TEXTS = st.one_of(st.text(max_size=400), st.lists(st.sampled_from(SCRAPS), max_size=60).map(" ".join))
DATES = st.sampled_from([None, "2031-03-12", "2031-03-12T09:12Z", "2031", "yesterday", ""])


@given(TEXTS, DATES)
def test_every_claim_of_any_text_is_verbatim_and_points_into_its_quote(text: str, published: str | None) -> None:
    for claim in read_claims(text, id="any", published=published):
        assert claim.article_id == "any"
        assert text[claim.start : claim.end] == claim.quote
        assert 0 <= claim.context_start <= claim.start <= claim.focus[0] <= claim.focus[1] <= claim.end


@given(TEXTS)
def test_a_figure_is_worded_as_the_text_words_it(text: str) -> None:
    assert all(c.quantity.text == text[slice(*c.focus)] for c in read_figures(text) if c.quantity)


@given(TEXTS)
def test_claims_come_in_the_order_of_the_text_and_the_same_each_time(text: str) -> None:
    article = make_article(text)
    claims = extract_claims(article)

    assert claims == extract_claims(article)
    assert all(one.start <= other.start for one, other in pairwise(claims))


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000,
        "ferry " * 1_700,
        '"' * 10_000,
        "Police said, " * 770,
        "and, " * 2_000,
        "told Reuters " * 770,
        "retaliation for an attack after an attack " * 240,
        "😀" * 10_000,
        "مرحبا بكم " * 1_000,
        "\u202e\u200b\x00" * 3_000,
        "\n" * 10_000,
        '"x\n' * 3_300,
    ],
    ids=lambda text: ascii(text[:12]),
)
@pytest.mark.timeout(3)
def test_ten_thousand_characters_of_anything_are_read_without_delay(text: str) -> None:
    assert all(text[claim.start : claim.end] == claim.quote for claim in read_claims(text))


def test_a_line_of_thousands_of_numbers_is_a_table_and_claims_nothing() -> None:
    assert [claim for claim in read_claims("1 " * 5000) if claim.quantity] == []
