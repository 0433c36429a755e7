from __future__ import annotations

import json
from typing import Any

from rag.pages.exports import parcel
from rag.pages.talk import Turn
from tests.factories import make_answer, make_citation, make_finding, make_position, make_unanswered, make_voice
from tests.pages.reading import element_names, text_of, texts_of

DIED = Turn(question="How many died?", answer=make_answer())


def packed(kind: str, *turns: Turn) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(parcel(turns or (DIED,), kind))
    return made


def test_markdown_holds_the_question_the_sides_and_the_passages() -> None:
    made = packed("markdown")

    assert made["name"] == "how-many-died.md"
    assert made["text"].startswith("## How many died?\n\n4 died, said the coast guard \\[1\\]")
    assert "| at least 7 | St Brannoc hospital | Strait News |" in made["text"]
    assert "**Four people died aboard the Aurelia, the coast guard said.**" in made["text"]


def test_json_is_the_answer_contract_and_a_conversation_a_list_of_them() -> None:
    assert json.loads(packed("json")["text"])["findings"][0]["relation"] == "conflict"
    assert len(json.loads(packed("json", DIED, DIED)["text"])) == 2


def test_the_page_to_print_stands_alone_with_its_sources() -> None:
    made = packed("print")

    assert made["name"] == "how-many-died.html"
    assert texts_of(made["text"], "mark")[0] == "Four people died aboard the Aurelia, the coast guard said."
    assert "Sources disagree: killed" in text_of(made["text"])
    assert element_names(made["text"]).isdisjoint({"script", "link", "img", "iframe"})


def test_what_was_not_answered_says_so_and_what_went_wrong_is_left_out() -> None:
    turns = (Turn(question="Who?", answer=make_unanswered("Who?")), Turn(question="What?", problem="the index is gone"))

    text = packed("print", *turns)["text"]

    assert "The articles do not say" in text
    assert "What?" not in text


def test_a_file_name_holds_letters_and_digits_only() -> None:
    assert packed("json", Turn(question="../../etc/passwd <x>?", answer=make_answer()))["name"] == "etc-passwd-x.json"
    assert packed("json", Turn(question="؟", answer=make_answer()))["name"] == "answer.json"


def test_no_text_becomes_markup_on_paper() -> None:
    bad = "<script>alert(1)</script>"
    finding = make_finding(make_position(bad, make_voice(bad, via=bad)), aspect=bad)
    answer = make_answer(finding, question=bad, citations=(make_citation(id=1, title=bad, publisher=bad),))

    assert "script" not in element_names(packed("print", Turn(question=bad, answer=answer))["text"])
