"""Figures in different words are paired where each answers what the other asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from rag.answers.evidence import Evidence, gather_happenings
from rag.answers.paired import ALIKE, PAIRED, figures_of, paired
from rag.claims.events import Happening
from rag.claims.grouping import group
from rag.reading.pair import Context
from tests.answers.factories import Told, make_evidence

MUSEUM: dict[str, Told] = {
    "courier.md": (
        "The Lerna Courier",
        "2024-05-02",
        "Thieves took five paintings from the Halm museum in Lerna on Wednesday, its director said. "
        "Nineteen guards were on duty, the director said.",
        "Five paintings taken from Halm museum in Lerna",
    ),
    "strait.md": (
        "Strait News",
        "2024-05-03",
        "Six pictures are missing from the Halm museum in Lerna since Wednesday, the police said.",
        "Six pictures missing from Halm museum in Lerna",
    ),
}
ART = ("paintings", "pictures")


def museum(one_way: float, other_way: float) -> tuple[Evidence, list[list[str]]]:
    """What is paired when the pictures answer the paintings' question so likely, and the paintings theirs."""

    def read(question: str, contexts: Sequence[Context]) -> list[float]:
        asked = one_way if "paintings" in question else other_way if "pictures" in question else 0.0
        return [asked if any(word in one.sentence for word in ART) else 0.0 for one in contexts]

    evidence = replace(make_evidence(MUSEUM), read=read)
    pairs = paired(figures_of(event_of(evidence), evidence), evidence)
    return evidence, [sorted(claim.quantity.text for claim in pair if claim.quantity) for pair in pairs]


def test_two_figures_that_answer_each_other_are_paired() -> None:
    assert museum(0.9, 0.9)[1] == [["Six", "five"]]


@pytest.mark.parametrize(("one_way", "other_way"), [(0.99, PAIRED**2 / 2), (PAIRED / 2, PAIRED / 2)])
def test_one_way_alone_is_not_enough(one_way: float, other_way: float) -> None:
    assert museum(one_way, other_way)[1] == []


def test_figures_alike_need_no_more_than_that_nothing_speaks_against_it() -> None:
    told = MUSEUM | {
        "gazette.md": (
            "Gazette",
            "2024-05-03",
            "Seven paintings were taken from the Halm museum in Lerna, a guard said.",
        )
    }

    def read(likely: float) -> Evidence:
        return replace(make_evidence(told), read=lambda _, contexts: [likely] * len(contexts))

    def found(evidence: Evidence) -> list[set[str]]:
        pairs = paired(figures_of(event_of(evidence), evidence), evidence)
        return [{claim.quantity.text for claim in pair if claim.quantity} for pair in pairs]

    assert found(read(ALIKE)) == [{"five", "Seven"}]
    assert found(read(ALIKE / 2)) == []
    assert found(replace(read(0.0), read=None)) == [{"five", "Seven"}]


def event_of(evidence: Evidence) -> Sequence[Happening]:
    [event] = group(gather_happenings(evidence.articles, evidence.claims))
    return event
