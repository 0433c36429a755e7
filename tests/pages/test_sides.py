from __future__ import annotations

import pytest

from rag.pages.sides import marker, related_panel, side_panel
from rag.records import Citation, Finding, Relation
from tests.factories import make_citation, make_finding, make_position, make_voice
from tests.pages.reading import element_names, elements, text_of, texts_of


def cited(*citations: Citation) -> dict[int, Citation]:
    return {citation.id: citation for citation in citations}


BOTH = cited(make_citation(id=1), make_citation(id=2, publisher="Strait News", title="Toll rises", published=None))


def panel(finding: Finding, citations: dict[int, Citation] = BOTH) -> str:
    return side_panel([finding], citations, "t1")


def test_each_side_has_a_row_with_its_value_its_holder_and_where_it_is_printed() -> None:
    shown = text_of(panel(make_finding()))

    assert shown.endswith(
        "4the coast guardFerry burns off Port Lerna · The Lerna Courier · 12 March 2031 [1]"
        "at least 7St Brannoc hospitalToll rises · Strait News · no date given [2]"
    )


@pytest.mark.parametrize(
    ("relation", "words"),
    [
        ("conflict", "Sources disagree"),
        ("agree", "Sources agree"),
        ("compatible", "Sources are compatible"),
        ("update", "Changed over time"),
        ("single", "One source"),
    ],
)
def test_the_relation_is_said_in_words_and_by_a_sign(relation: Relation, words: str) -> None:
    shown = panel(make_finding(relation=relation))

    assert words in text_of(shown)
    assert {"class": "sign", "aria-hidden": "true"} in elements(shown, "span")


def test_whom_a_source_was_told_through_stands_beside_it() -> None:
    shown = panel(make_finding(make_position("25", make_voice("a spokesman", via="the Lerna News Agency"))))

    assert "a spokesman through the Lerna News Agency" in text_of(shown)


def test_a_claim_without_a_holder_is_the_articles_own_and_one_that_is_unclear_says_so() -> None:
    shown = panel(make_finding(make_position("4", make_voice(None)), make_position("7", make_voice(""))))

    assert "the article’s own words" in text_of(shown)
    assert "who says so is not clear; see the passage" in text_of(shown)


def test_a_statement_is_shown_verbatim_beside_who_makes_it() -> None:
    denial = make_position("no", make_voice("the port authority", citation=1), low=None, high=None)

    assert texts_of(panel(make_finding(denial, aspect="yesno")), "q") == [BOTH[1].quote]
    assert "Sources disagree1 independent sourceyes or no" in text_of(panel(make_finding(denial, aspect="yesno")))
    assert texts_of(panel(make_finding()), "q") == []


def test_a_statement_that_was_cut_short_stands_whole_and_once() -> None:
    quote = BOTH[1].quote
    cut = make_position(quote[:30] + "…", make_voice("the port authority", citation=1), low=None, high=None)

    shown = panel(make_finding(cut, aspect="which"))

    assert text_of(shown).count(quote) == 1
    assert texts_of(shown, "q") == []
    assert "Sources disagree1 independent sourcewho or what" in text_of(shown)


def test_a_long_figure_keeps_its_place_in_the_picture() -> None:
    long = make_position("somewhere between 1,200 and 1,400", low=1200.0, high=1400.0)

    rows = elements(panel(make_finding(long, make_position("900"))), "li")

    assert [row["class"] for row in rows if "side" in str(row.get("class"))] == ["side drawn", "side drawn"]


def test_a_change_over_time_is_an_ordered_list_that_names_the_latest() -> None:
    earlier = make_position("61", make_voice(citation=1), current=False)
    latest = make_position("54", make_voice(citation=2))

    shown = panel(make_finding(earlier, latest, relation="update"))

    assert elements(shown, "ol") == [{"class": "sides"}]
    rows = text_of(shown.partition("<ol")[2])
    assert [rows.index(word) for word in ("61", "earlier", "54", "latest")] == sorted(
        rows.index(word) for word in ("61", "earlier", "54", "latest")
    )


def test_copies_are_folded_and_counted_once() -> None:
    copied = cited(make_citation(id=1, copies=("wire-a.txt", "wire-b.txt")))

    shown = panel(make_finding(make_position("4", make_voice(citation=1))), copied)

    assert texts_of(shown, "summary") == ["and 2 that carry the same report"]
    assert "wire-a.txt" in text_of(shown)
    assert "wire-b.txt" in text_of(shown)


def test_events_that_are_not_the_answer_stand_under_their_own_heading() -> None:
    shown = related_panel([make_finding(make_position("25"), relation="single")], BOTH, "t1")

    assert texts_of(shown, "h3") == ["Other events mentioned — not part of this answer"]
    assert "killed: 25 – the coast guard [1] (one source)" in text_of(shown)


def test_without_other_events_there_is_no_such_heading() -> None:
    assert related_panel([], BOTH, "t1") == ""


def test_a_marker_links_to_its_card_and_tells_the_source_aloud() -> None:
    assert elements(marker(2, BOTH, "t3"), "a") == [
        {"class": "marker", "href": "#t3-c2", "aria-label": "Citation 2: Strait News"}
    ]


def test_a_marker_without_a_card_is_plain_text() -> None:
    assert element_names(marker(9, BOTH, "t1")) == {"span"}


def test_no_field_of_a_finding_can_become_markup() -> None:
    bad = "<script>alert(1)</script>"
    finding = make_finding(make_position(bad, make_voice(bad, via=bad)), aspect=bad)
    citations = cited(make_citation(id=1, title=bad, publisher=bad, published=bad, copies=(bad,)))

    shown = panel(finding, citations) + related_panel([finding], citations, "t1")

    assert "script" not in element_names(shown)
    assert text_of(shown).count(bad) == 12
