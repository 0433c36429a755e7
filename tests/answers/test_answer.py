"""An answer comes sentence by sentence, verified and cited, and is coherent whatever the articles say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.answers.verify import check
from rag.records import Answer, Sentence
from tests.answers.factories import FERRY_AND_MINE, Told, ask, bounds, make_evidence, markers, parts

QUESTIONS = [
    "How many died?",
    "How many people were killed in the fire on the Aurelia?",
    "How many were injured?",
    "How many are missing?",
    "What did Olan Brey say?",
    "What did Dunmark say?",
    "Where was the fire on the ferry Aurelia?",
    "Did the fire begin in the engine room?",
    "Who called the fire a disgrace?",
    "Where do the articles disagree?",
    "How many children died?",
    "Who owned the ferry?",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_marker_has_its_citation_and_every_citation_is_verbatim(question: str) -> None:
    answer, evidence = ask(FERRY_AND_MINE, question), make_evidence(FERRY_AND_MINE)
    by_file = {article.file: article.text for article in evidence.articles.values()}

    ids = [citation.id for citation in answer.citations]
    assert ids == list(range(1, len(ids) + 1))
    assert set(markers(answer.answer)) <= set(ids)
    for citation in answer.citations:
        assert by_file[citation.article][citation.start : citation.end] == citation.quote
        assert citation.quote in citation.passage


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_citation_is_needed(question: str) -> None:
    answer = ask(FERRY_AND_MINE, question)

    findings = (*answer.findings, *answer.related)
    voiced = {voice.citation for finding in findings for position in finding.positions for voice in position.claims}
    assert {citation.id for citation in answer.citations} == voiced | set(answer.also_mentioned)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_composed_sentence_is_borne_out_by_what_it_cites(question: str) -> None:
    answer = ask(FERRY_AND_MINE, question)

    for sentence in answer.sentences if answer.findings else ():
        assert check(sentence.text, [proof_of(answer, number) for number in markers(sentence.text)])
        assert markers(sentence.text)


def proof_of(answer: Answer, number: int) -> str:
    """The passage of a citation, its metadata, and who is said to speak in it."""
    [citation] = [citation for citation in answer.citations if citation.id == number]
    voices = [v for f in answer.findings for p in f.positions for v in p.claims if v.citation == number]
    names = [name for voice in voices for name in (voice.holder, voice.via) if name]
    return "\n".join([citation.passage, citation.title, citation.publisher, citation.published or "", *names])


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_sentences_come_first_and_the_whole_answer_last(question: str) -> None:
    *sentences, whole = parts(FERRY_AND_MINE, question)

    assert isinstance(whole, Answer)
    assert tuple(sentences) == whole.sentences
    assert whole.answer == " ".join(sentence.text for sentence in whole.sentences)


def test_each_sentence_points_at_its_finding() -> None:
    answer = ask(FERRY_AND_MINE, "How many died?")

    assert [sentence.finding for sentence in answer.sentences] == [0, 1]


def test_the_question_and_what_was_read_for_it_are_told() -> None:
    answer = ask(FERRY_AND_MINE, "And how many were injured?", history=["How many died in Port Lerna?"])

    assert answer.question == "And how many were injured?"
    assert answer.standalone_question == "And how many were injured (in Port Lerna)?"
    assert (answer.coverage.articles, answer.coverage.considered) == (3, 3)
    assert [name for name, _ in answer.timings_ms] == ["respond", "write"]
    assert (answer.model, answer.written_by) == (None, "template")


def test_parts_are_sentences_and_one_answer() -> None:
    kinds = [type(part) for part in parts(FERRY_AND_MINE, "How many died?")]

    assert kinds == [Sentence, Sentence, Answer]


def test_a_citation_has_no_day_or_address_that_its_article_lacks() -> None:
    told: dict[str, Told] = {"undated.txt": ("", "", "Four people were killed when the Halm bridge fell, police said.")}

    answer = ask(told, "How many died?")

    [citation] = answer.citations
    assert (citation.published, citation.url, citation.publisher) == (None, None, "")
    assert answer.findings[0].event.when is None
    assert answer.answer == "4, according to police [1]."


def test_an_empty_archive_abstains_without_passages() -> None:
    answer = ask({}, "How many died?")

    assert (answer.status, answer.also_mentioned, answer.citations) == ("unanswered", (), ())
    assert answer.answer == "The articles do not say: nothing in them answers “How many died?”."
    assert answer.coverage.articles == 0


SENTENCES = [
    "Four people were killed in the fire at Olvar, the mayor said.",
    "The toll rose from 31 to 57 on Tuesday, officials told Halm Radio.",
    "NO ONE WAS HURT IN OLVAR.",
    "“We lost 12 men,” said Runa Skar, “and more.”",
    "He denied it.",
    "Up to 20 and at least 5 were missing, police said, denying that 40 were.",
    "About $3m (€2.8m) was stolen in Olvar.",
    "More than half of the dead were children.",
    "At 6 a.m. on 3 May 2024 the dam broke because of a leak, flooding 400 homes.",
    "It was the 3rd fire since 1994; nine died then.",
    "四人死亡。",
    "Nobody knows why…",
    "<b>7</b> died & 8 were hurt!",
    "Dr. A. B. Hald, 54, said: “No.”",
]
TOLD = st.dictionaries(
    st.sampled_from(["a.md", "b.md", "c.txt"]),
    st.tuples(
        st.sampled_from(["", "Halm Post", "The Echo"]),
        st.sampled_from(["", "2024-05-04", "2019-01-02"]),
        st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5).map(" ".join),
    ),
)


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(told=TOLD, question=st.sampled_from([*QUESTIONS, "Did anyone die?", "How much was stolen?", "Why?"]))
def test_whatever_the_articles_say_an_answer_is_coherent(told: dict[str, Told], question: str) -> None:
    answer = ask(told, question)

    assert (answer.status == "answered") is bool(answer.findings)
    assert set(markers(answer.answer)) <= {citation.id for citation in answer.citations}
    assert all(told[c.article][2][c.start : c.end] == c.quote for c in answer.citations)
    for finding in (*answer.findings, *answer.related):
        figures = [position for position in finding.positions if position.low is not None or position.high is not None]
        assert finding.independent_sources >= 1
        assert len(finding.positions) > 1 or finding.relation in ("single", "agree")
        assert finding.relation != "single" or len(figures) < 2
        assert len(set(bounds(finding))) == len(figures) or not figures
