"""The sentences that state what is asked answer it, by the right speaker; no other sentence does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from rag.answers.question import understand
from rag.answers.statements import CAUSELESS, DOUBTED, READ_ENOUGH, replies, speaks
from rag.reading.pair import SAME_MATTER, Context
from tests.answers.factories import FERRY_AND_MINE, make_evidence, statements_of

TALKS = {
    "talks.md": (
        "Hill Gazette",
        "2024-03-05",
        "The foreign minister, Aron Veld, said on Monday that the talks in Olvar had failed. "
        "The envoy Runa Skar said the talks in Olvar would go on. "
        "Skar said the lake was frozen. "
        "The hotel in Olvar was built by Dunmark. "
        "Will the talks in Olvar go on?",
    )
}


def quotes(question: str) -> list[str]:
    evidence = make_evidence(TALKS)
    return [reply.claim.quote for reply in replies(understand(question), evidence.claims, evidence)]


def test_only_the_asked_speaker_is_heard() -> None:
    assert quotes("What did Aron Veld say?") == [
        "The foreign minister, Aron Veld, said on Monday that the talks in Olvar had failed."
    ]


def test_a_topic_chooses_among_the_words_of_a_speaker() -> None:
    assert quotes("What did Runa Skar say about the lake?") == ["Skar said the lake was frozen."]


def test_a_speaker_who_is_not_there_said_nothing() -> None:
    assert quotes("What did Oskar Hald say?") == []


def test_who_built_it_is_answered_by_the_sentence_of_the_building() -> None:
    assert quotes("Who built the hotel in Olvar?") == ["The hotel in Olvar was built by Dunmark."]


@pytest.mark.parametrize(
    "question",
    ["Who financed the stadium?", "When was the airport opened?", "Where was the treaty signed?", "Who won the race?"],
)
def test_an_empty_slot_stays_empty(question: str) -> None:
    assert quotes(question) == []


def test_a_question_in_the_article_is_no_statement() -> None:
    assert all(not quote.endswith("?") for quote in quotes("Will the talks in Olvar go on?"))


def test_the_best_sentence_comes_first_and_none_twice() -> None:
    evidence = make_evidence(FERRY_AND_MINE)
    found = replies(understand("Where was the fire on the ferry Aurelia?"), evidence.claims, evidence)

    scores = [reply.score for reply in found]
    assert scores == sorted(scores, reverse=True)
    assert len({(r.claim.article_id, r.claim.start) for r in found}) == len(found)


@pytest.mark.parametrize(
    ("wanted", "heard"),
    [
        ("Aron Veld", True),
        ("Veld", True),
        ("the foreign minister", True),
        ("minister Aron Veld", True),
        ("Runa Skar", False),
        ("the mayor", False),
    ],
)
def test_a_speaker_is_known_by_name_or_office(wanted: str, heard: bool) -> None:
    [claim] = statements_of("The foreign minister, Aron Veld, said on Monday that the talks had failed.")

    assert speaks(wanted, claim) is heard


def test_nobody_speaks_in_the_articles_own_voice() -> None:
    [claim] = statements_of("The talks in Olvar had failed.")

    assert not speaks("Aron Veld", claim)


def test_no_claims_give_no_replies() -> None:
    evidence = make_evidence(TALKS)

    assert replies(understand("Who built the hotel?"), [], evidence) == []


KILN = {
    "kiln.md": (
        "Hill Gazette",
        "2024-03-05",
        "The kiln in Olvar burned down on Monday. A cracked flue did for it. The town hall was painted white.",
    )
}


def read_with(chances: dict[str, float], question: str) -> list[str]:
    """The replies when the reader gives the sentences that begin so their chances, and all others none."""
    evidence = replace(
        make_evidence(KILN),
        read=lambda _, contexts: [
            next((p for k, p in chances.items() if c.sentence.startswith(k)), 0.0) for c in contexts
        ],
    )
    return [reply.claim.quote for reply in replies(understand(question), evidence.claims, evidence)]


def test_a_sentence_in_other_words_answers_when_the_reader_takes_it() -> None:
    what = "What became of the oven?"

    assert read_with({"The kiln": READ_ENOUGH}, what) == ["The kiln in Olvar burned down on Monday."]
    assert read_with({"The kiln": READ_ENOUGH - 0.01}, what) == []


def test_a_sentence_without_a_word_of_cause_gives_one_only_when_the_reader_is_sure() -> None:
    why = "Why did the kiln in Olvar burn down?"

    assert "A cracked flue did for it." in read_with({"A cracked": CAUSELESS}, why)
    assert "A cracked flue did for it." not in read_with({"A cracked": CAUSELESS - 0.01}, why)


def test_a_sentence_with_all_the_words_is_left_out_when_the_reader_doubts_it() -> None:
    what = "What happened to the kiln in Olvar on Monday?"

    assert read_with({"The kiln": DOUBTED}, what) == ["The kiln in Olvar burned down on Monday."]
    assert read_with({"The kiln": DOUBTED / 2}, what) == []


@pytest.mark.parametrize(("same_matter", "stands"), [(0.95, True), (0.1, False)])
def test_the_other_side_is_known_by_what_it_is_about(same_matter: float, stands: bool) -> None:
    told = KILN | {"post.md": ("Valley Post", "2024-03-06", "The kiln is whole. Sheep were sold at the fair.")}

    def read(question: str, contexts: Sequence[Context]) -> list[float]:
        if question.startswith(SAME_MATTER):
            return [same_matter if "kiln" in one.sentence else 0.0 for one in contexts]
        sure = {"The kiln in": 0.9, "The kiln is": READ_ENOUGH - 0.01}
        return [next((p for k, p in sure.items() if one.sentence.startswith(k)), 0.0) for one in contexts]

    evidence = replace(make_evidence(told), read=read)
    found = [reply.claim.quote for reply in replies(understand("What became of the oven?"), evidence.claims, evidence)]

    assert ("The kiln is whole." in found) is stands
    assert "Sheep were sold at the fair." not in found


def test_what_the_reader_takes_for_the_speakers_words_counts_though_nobody_is_named() -> None:
    def read(_: str, contexts: Sequence[Context]) -> list[float]:
        return [0.9 if "lake was frozen" in one.sentence else 0.05 for one in contexts]

    told = {"talks.md": (*TALKS["talks.md"][:2], TALKS["talks.md"][2].replace("Skar said the", "The"))}
    evidence = replace(make_evidence(told), read=read)

    found = replies(understand("What did Runa Skar say about the lake?"), evidence.claims, evidence)

    assert [reply.claim.quote for reply in found] == ["The lake was frozen."]
