"""Rules and reader each have a voice on a figure: doubt removes, certainty adds, and other people are never added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.answers.figures import figures_for, in_one_unit
from rag.answers.judge import undated
from rag.answers.question import understand
from rag.answers.reading import (
    DOUBTED,
    RIVALLED,
    RIVALLED_BY_ANOTHER,
    SURE,
    SURE_OF_BARE,
    figures_read,
    figures_surely,
    undoubted,
)
from rag.answers.respond import SURE_OF_KIN
from rag.reading.pair import Context
from tests.answers.factories import Told, make_evidence

DAM = {
    "ledger.md": (
        "The Ledger",
        "2022-04-02",
        "The Oster dam cost 40 million crowns to mend, the company said. A fence cost 2 million crowns.",
    ),
    "herald.md": ("The Herald", "2022-04-03", "At the end stood 55 million crowns, the auditor wrote."),
}
JAIL: dict[str, Told] = {
    "gazette.md": ("Gazette", "2022-04-02", "Nine inmates and four guards were hurt at Halm jail, the warden said.")
}


def read_as(told: Mapping[str, Told], question: str, chances: Mapping[str, float]) -> list[str]:
    """The figures that answer when the reader gives each marked figure its chance (0.3 where none is given)."""

    def read(_: str, contexts: Sequence[Context]) -> list[float]:
        marked = [one.sentence[slice(*one.focus)] if one.focus else "" for one in contexts]
        return [chances.get(text, 0.3) for text in marked]

    evidence = replace(make_evidence(told), read=read)
    asked, claims = understand(question), list(evidence.claims)
    found = figures_read(asked, claims, figures_for(asked, claims), evidence)
    return sorted(claim.quantity.text for claim in found if claim.quantity)


COST = "How much did it cost to mend the Oster dam?"


def test_a_figure_that_the_reader_doubts_is_left_out() -> None:
    assert read_as(DAM, COST, {"2 million crowns": DOUBTED / 2}) == ["40 million crowns"]


def test_of_the_figures_of_an_article_one_far_less_likely_than_another_is_left_out() -> None:
    assert read_as(DAM, COST, {"40 million crowns": 0.9, "2 million crowns": 0.3}) == ["40 million crowns"]


def test_a_figure_in_other_words_is_added_when_the_reader_is_sure() -> None:
    doubted = {"2 million crowns": 0.0}

    assert read_as(DAM, COST, doubted | {"55 million crowns": SURE}) == ["40 million crowns", "55 million crowns"]
    assert read_as(DAM, COST, doubted | {"55 million crowns": SURE - 0.01}) == ["40 million crowns"]


def test_a_figure_without_a_unit_is_taken_when_the_reader_is_sure_and_has_the_unit_of_the_others() -> None:
    told: dict[str, Told] = {
        "ledger.md": ("The Ledger", "2022-04-02", "The Oster dam cost 40 million crowns to mend, the company said."),
        "herald.md": ("The Herald", "2022-04-03", "At the end it stood at 55 million, the auditor wrote."),
    }

    assert read_as(told, COST, {"55 million": SURE_OF_BARE}) == ["40 million crowns", "55 million"]
    assert read_as(told, COST, {"55 million": SURE_OF_BARE - 0.01}) == ["40 million crowns"]

    figures = [c for c in make_evidence(told).claims if c.quantity]
    levelled = in_one_unit([c for c in figures if "million" in (c.quantity.text if c.quantity else "")])
    assert len({(c.quantity.unit, c.quantity.dimension) for c in levelled if c.quantity}) == 1


def test_a_figure_of_what_may_be_the_event_is_taken_only_when_the_reader_is_sure() -> None:
    def taken(chance: float) -> list[str]:
        evidence = replace(make_evidence(DAM), read=lambda _, contexts: [chance] * len(contexts))
        found = figures_surely(understand(COST), list(evidence.claims), evidence, sure=SURE_OF_KIN)
        return sorted(c.quantity.text for c in found if c.quantity)

    assert taken(SURE_OF_KIN - 0.01) == []
    assert "55 million crowns" in taken(0.95)


def test_other_people_than_those_asked_about_are_never_added() -> None:
    assert read_as(JAIL, "How many guards were killed?", {"Nine": 1.0}) == []


def test_without_a_reader_the_rules_decide() -> None:
    evidence = make_evidence(JAIL)
    asked, claims = understand("How many guards were hurt?"), list(evidence.claims)
    fitting = figures_for(asked, claims)

    assert figures_read(asked, claims, fitting, evidence) == fitting
    assert undoubted(asked, fitting, evidence) == fitting


def test_a_question_is_read_without_its_dates_too() -> None:
    assert undated("How many died in Karath on 6 March 2014?") == "How many died in Karath?"
    assert undated("How many died in the 2021 derailment?") == "How many died in the derailment?"
    assert undated("How many died?") == "How many died?"


MILL: dict[str, Told] = {
    "post.md": ("The Post", "2022-04-02", "None of the 46 men on the night shift at Orle was injured."),
}


def test_the_whole_of_which_none_was_hurt_is_not_how_many_were_hurt() -> None:
    sure = {"None": 0.9, "46": 0.9}

    assert read_as(MILL, "How many people were injured at Orle?", sure) == ["None"]
    assert read_as(MILL, "How many men were on the night shift?", sure) == ["46"]


def test_a_figure_of_another_speaker_is_not_left_out_so_soon() -> None:
    told: dict[str, Told] = {
        "gazette.md": (
            "Gazette",
            "2022-04-02",
            "Four men were killed at Halm pit, the owner said. Seven men were killed, a doctor said.",
        )
    }
    asked = "How many men were killed at Halm pit?"
    far = 0.9 * (RIVALLED + RIVALLED_BY_ANOTHER) / 2

    assert read_as(told, asked, {"Four": far, "Seven": 0.9}) == ["Four", "Seven"]
    one_voice = {"gazette.md": (*told["gazette.md"][:2], told["gazette.md"][2].replace("a doctor", "the owner"))}
    assert read_as(one_voice, asked, {"Four": far, "Seven": 0.9}) == ["Seven"]
