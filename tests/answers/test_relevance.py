"""A question chooses the events it names; one that names none asks about every article's own event."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from rag.answers.evidence import gather_happenings
from rag.answers.question import understand
from rag.answers.relevance import choose_events, kin
from rag.claims.grouping import group
from tests.answers.factories import FERRY_AND_MINE, MINE, Told, make_evidence

FERRY_FILES, MINE_FILES = {"id-courier.md", "id-strait.md"}, {"id-gazette.md"}


def asked_of(told: Mapping[str, Told], question: str) -> list[set[str]]:
    evidence = make_evidence(told)
    choice = choose_events(understand(question), group(gather_happenings(evidence.articles, evidence.claims)))
    return [{happening.article_id for happening in event} for event in choice.asked]


def test_a_question_without_an_event_asks_of_every_event() -> None:
    found = asked_of(FERRY_AND_MINE, "How many died?")

    assert FERRY_FILES in found
    assert MINE_FILES in found


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many died in 2024?", FERRY_FILES),
        ("How many died in 2019?", MINE_FILES),
        ("How many died in the fire on the Aurelia?", FERRY_FILES),
        ("How many died in Port Lerna?", FERRY_FILES),
        ("How many died in the Corla pit?", MINE_FILES),
    ],
)
def test_years_and_names_choose_the_event(question: str, expected: set[str]) -> None:
    assert asked_of(FERRY_AND_MINE, question) == [expected]


def test_no_event_is_asked_of_in_a_year_without_one() -> None:
    assert asked_of(FERRY_AND_MINE, "How many died in 2022?") == []


def test_what_is_not_asked_of_is_kept_apart() -> None:
    evidence = make_evidence(FERRY_AND_MINE)
    events = group(gather_happenings(evidence.articles, evidence.claims))

    choice = choose_events(understand("How many died in 2019?"), events)

    assert len(choice.asked) + len(choice.others) == len(events)
    assert [{h.article_id for h in event} for event in choice.others] == [FERRY_FILES]


def test_a_background_event_is_asked_of_only_by_its_own_words() -> None:
    text = f"{MINE[2]} In 1994, thirty miners were killed in a gas explosion at the Halm pit."
    told: dict[str, Told] = {"gazette.md": ("Hill Gazette", "2019-11-20", text, MINE[3])}
    evidence = make_evidence(told)
    events = group(gather_happenings(evidence.articles, evidence.claims))

    def scenes(question: str) -> list[bool]:
        return [h.scene.is_main for event in choose_events(understand(question), events).asked for h in event]

    assert scenes("How many died?") == [True]
    assert scenes("How many died in 2019?") == [True]
    assert scenes("How many died in 1994?") == [False]


def test_an_empty_archive_has_no_events() -> None:
    choice = choose_events(understand("How many died?"), [])

    assert (choice.asked, choice.others) == ((), ())


def kin_of(told: Mapping[str, Told], question: str) -> set[str]:
    evidence = make_evidence(told)
    choice = choose_events(understand(question), group(gather_happenings(evidence.articles, evidence.claims)))
    return {happening.article_id for happening in kin(choice)}


DINGHY: dict[str, Told] = {
    "guard.md": ("Coast Guard", "2021-06-02", "A dinghy with 71 people capsized off Cape Loro on Tuesday."),
    "letter.md": ("Evening Letter", "2021-06-05", "We were sixty when the water came in, she says from her bed."),
    "report.md": ("Harbour Board", "2023-01-10", "The crane at the north quay fell over in the January gale."),
}


def test_an_article_of_the_same_weeks_that_names_nothing_may_be_of_the_asked_event() -> None:
    assert kin_of(DINGHY, "How many were in the dinghy off Cape Loro?") == {"id-letter.md"}


def test_in_an_archive_of_many_articles_nothing_is_kin() -> None:
    more: dict[str, Told] = {
        f"{n}.md": ("Hill Gazette", "2021-06-03", f"The market of Brenn{n} opened with {n + 20} stalls.")
        for n in range(20)
    }

    assert kin_of(DINGHY | more, "How many were in the dinghy off Cape Loro?") == set()


FIRE: dict[str, Told] = {
    "post.md": (
        "Lerna Post",
        "2018-05-02",
        "Seven people died on Tuesday in a fire at the Aurora hotel in Lerna. In 2003 a fire at the Kometa club in Orle"
        " killed six people. Earlier that year a similar fire at a market left two dead.",
    ),
}


@pytest.mark.parametrize(
    ("question", "is_main", "said"),
    [
        ("How many people died in the fire at the Aurora hotel?", True, "Seven"),
        ("What was the death toll of the Kometa fire?", False, "six"),
        ("How many died in Orle?", False, "six"),
        ("How many people died at the market?", False, "two"),
        ("How many people died in the fire?", True, "Seven"),
    ],
)
def test_words_that_only_a_background_event_has_lead_to_it(question: str, is_main: bool, said: str) -> None:
    evidence = make_evidence(FIRE)
    choice = choose_events(understand(question), group(gather_happenings(evidence.articles, evidence.claims)))

    assert [happening.scene.is_main for event in choice.asked for happening in event] == [is_main]
    assert said in choice.asked[0][0].text
    assert choice.is_past is not is_main
    assert not (choice.is_past and kin(choice))


def test_an_earlier_event_is_never_the_articles_own() -> None:
    evidence = make_evidence(FIRE)
    asked = understand("How many people died in the previous fire?")
    choice = choose_events(asked, group(gather_happenings(evidence.articles, evidence.claims)))

    assert choice.is_past
    assert not any(happening.scene.is_main for event in choice.asked for happening in event)


RAID: dict[str, Told] = {
    "agency.md": ("Lenz Agency", "1994-06-03", "The rebels gave up 52 men at the Gorna bridge on Thursday, said Lemm."),
    "patriot.md": ("The Patriot", "1994-06-04", "Our boys are home: they crossed the Gorna bridge into freedom."),
}


def test_reports_of_one_week_that_the_same_words_of_a_question_name_are_of_one_event() -> None:
    assert asked_of(RAID, "How many crossed the Gorna bridge?") == [{"id-agency.md", "id-patriot.md"}]


def test_reports_that_share_no_word_of_the_question_stay_apart() -> None:
    crashes: dict[str, Told] = {
        "one.md": ("The Courier", "2024-05-06", "Six people died when a bus left the road at Halm on Monday."),
        "other.md": ("Strait News", "2024-05-09", "Nine people died when a bus overturned near Velm on Thursday."),
    }

    assert len(asked_of(crashes, "How many died?")) == 2
