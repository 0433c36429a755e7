"""An answer as another program reads it is the contract, key by key."""

from __future__ import annotations

import json
from typing import Any

from rag.records import Answer
from tests.answers.factories import FERRY, FERRY_AND_MINE, ask


def plain(answer: Answer) -> Any:
    """An answer as another program reads it."""
    return json.loads(json.dumps(answer.to_dict()))


def test_the_answer_as_data_is_the_contract_key_by_key() -> None:
    given = plain(ask(FERRY_AND_MINE, "How many died in 2024?"))

    assert given["question"] == given["standalone_question"] == "How many died in 2024?"
    assert (given["status"], given["model"], given["written_by"]) == ("answered", None, "template")
    assert given["answer"] == " ".join(sentence["text"] for sentence in given["sentences"])
    assert given["coverage"] == {"articles": 3, "considered": 3}
    assert given["also_mentioned"] == []
    assert set(given["timings_ms"]) == {"respond", "write"}
    assert set(given) >= {
        "question", "standalone_question", "status", "answer", "findings", "related", "also_mentioned", "citations",
        "coverage", "model", "written_by", "restated_by", "timings_ms",
    }  # fmt: skip


def test_a_finding_as_data_is_the_contract_key_by_key() -> None:
    given = plain(ask(FERRY_AND_MINE, "How many died in 2024?"))

    [finding], [other] = given["findings"], given["related"]
    assert set(finding) == set(other) == {"event", "aspect", "relation", "independent_sources", "positions"}
    assert set(finding["event"]) == {"label", "when", "where"}
    assert (finding["relation"], finding["independent_sources"]) == ("conflict", 2)
    four, seven = finding["positions"]
    assert set(four) == {"value", "low", "high", "unit", "current", "claims"}
    assert (four["value"], four["low"], four["high"], four["current"]) == ("4", 4, 4, True)
    assert (seven["low"], seven["high"], seven["current"]) == (7, None, True)
    assert four["claims"] == [{"holder": "the coast guard", "via": None, "citation": 1}]
    assert seven["claims"] == [{"holder": "St Brannoc hospital", "via": None, "citation": 2}]


def test_a_position_as_data_has_the_value_and_unit_of_the_contract() -> None:
    _, seven = plain(ask(FERRY, "How many died?"))["findings"][0]["positions"]

    assert (seven["value"], seven["unit"]) == ("at least 7", "people")


def test_a_citation_as_data_is_the_contract_key_by_key() -> None:
    given = plain(ask(FERRY_AND_MINE, "How many died in 2024?"))["citations"][0]
    publisher, published, text, title = FERRY["courier.md"]
    quote = text[: given["end"]]

    assert given == {
        "id": 1, "article": "courier.md", "title": title, "publisher": publisher, "published": published, "url": None,
        "quote": quote, "start": 0, "end": len(quote), "passage": given["passage"], "copies": [],
    }  # fmt: skip
    assert quote.endswith("the coast guard said.")
    assert quote in given["passage"]
    assert given["passage"] in text


def test_a_statement_as_data_has_no_bounds() -> None:
    given = plain(ask(FERRY, "What did Olan Brey say?"))

    [position] = given["findings"][0]["positions"]
    assert (position["low"], position["high"], position["unit"]) == (None, None, "")
    assert position["value"] == "Captain Olan Brey said the fire began in the engine room."


def test_an_abstention_as_data_has_no_findings() -> None:
    given = plain(ask(FERRY, "Who owned the ferry?"))

    assert (given["status"], given["findings"], given["related"]) == ("unanswered", [], [])
    assert given["also_mentioned"] == [citation["id"] for citation in given["citations"]]
