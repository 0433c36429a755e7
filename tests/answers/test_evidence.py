"""Evidence keeps the order of retrieval, tells copies from reports of their own, and sorts claims by happening."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rag.answers.evidence import gather, gather_happenings
from rag.claims.grouping import group
from rag.reading.pair import Context
from tests.answers.factories import COURIER, FERRY, FERRY_AND_MINE, MINE, make_evidence


def test_articles_stay_in_the_order_given() -> None:
    assert list(make_evidence(FERRY_AND_MINE).articles) == ["id-courier.md", "id-strait.md", "id-gazette.md"]


def test_a_copy_shares_the_origin_of_its_original() -> None:
    origins = make_evidence(FERRY | {"echo.md": ("The Echo", *COURIER[1:])}).origins

    assert origins["id-echo.md"] == origins["id-courier.md"]
    assert origins["id-strait.md"] != origins["id-courier.md"]


def test_every_claim_belongs_to_one_happening() -> None:
    evidence = make_evidence(FERRY_AND_MINE)

    assert sum(map(len, evidence.told.values())) == len(evidence.claims)


def test_two_reports_of_one_fire_are_one_event_and_a_mine_is_another() -> None:
    evidence = make_evidence(FERRY_AND_MINE)

    events = group(gather_happenings(evidence.articles, evidence.claims))

    assert sorted(sorted(h.article_id for h in event) for event in events) == [
        ["id-courier.md", "id-strait.md"],
        ["id-gazette.md"],
    ]


def test_a_background_event_of_an_article_is_its_own() -> None:
    text = f"{MINE[2]} In 1994, thirty miners were killed in a gas explosion at the Halm pit."
    evidence = make_evidence({"gazette.md": ("Hill Gazette", "2019-11-20", text, MINE[3])})

    events = group(gather_happenings(evidence.articles, evidence.claims))

    assert sorted(h.scene.is_main for event in events for h in event) == [False, True]
    assert len(events) == 2


def test_no_articles_make_no_evidence() -> None:
    evidence = make_evidence({})

    assert (list(evidence.claims), evidence.told, dict(evidence.origins)) == ([], {}, {})
    assert group(gather_happenings(evidence.articles, evidence.claims)) == []


def test_meanings_are_rows_of_length_one() -> None:
    vectors = make_evidence(FERRY).encode(["a fire", "a flood"])

    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)


def test_a_question_is_asked_of_a_sentence_once() -> None:
    asked: list[tuple[str, str]] = []

    def read(question: str, contexts: Sequence[Context]) -> list[float]:
        asked.extend((question, one.sentence) for one in contexts)
        return [len(one.sentence) / 10 for one in contexts]

    judged = gather({}, (), encode=lambda _: np.zeros((0, 3), np.float32), archive_size=0, read=read).read
    one, two = (Context(title="", before="", sentence=text) for text in ("a", "bc"))

    assert judged is not None
    assert judged("Who?", [one, one]) == [0.1, 0.1]
    assert judged("Who?", [two, one]) == [0.2, 0.1]
    assert judged("Why?", [one]) == [0.1]
    assert asked == [("Who?", "a"), ("Who?", "bc"), ("Why?", "a")]
