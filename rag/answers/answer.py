"""Answer: in which order does a question become an answer?

A question, its evidence and perhaps a language model in; each verified sentence out as soon as it
stands, the complete Answer last. The one place that knows the stages of answering: respond,
compose, write.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from rag.answers.compose import abstain, compose
from rag.answers.evidence import Evidence
from rag.answers.question import Question
from rag.answers.respond import Draft, respond
from rag.answers.write import rewrite
from rag.models.language import LanguageModel
from rag.records import Answer, Coverage, Sentence


def answer(question: Question, evidence: Evidence, *, model: LanguageModel | None = None) -> Iterator[Sentence | Answer]:
    """Yield the sentences of an answer one by one, then the answer itself; without a model all are composed."""
    began = time.perf_counter()
    draft = respond(question, evidence)
    responded = time.perf_counter()
    said: list[Sentence] = []
    for sentence in _sentences(question, draft, model):
        said.append(sentence)
        yield sentence
    timings = (("respond", 1000 * (responded - began)), ("write", 1000 * (time.perf_counter() - responded)))
    yield _whole(question, evidence, draft, said, model=model.name if model else None, timings=timings)


def _sentences(question: Question, draft: Draft, model: LanguageModel | None) -> Iterator[Sentence]:
    if not draft.findings:
        yield from abstain(question, draft.nearest)
        return
    composed = compose(question, draft.findings, draft.citations)
    if model is None:
        yield from composed
        return
    passages = {citation.id: citation.passage for citation in draft.citations}
    yield from rewrite(question.text, composed, passages, model=model)


def _whole(
    question: Question, evidence: Evidence, draft: Draft, said: Sequence[Sentence], *, model: str | None, timings: tuple[tuple[str, float], ...]
) -> Answer:
    return Answer(
        question=question.text, standalone_question=question.standalone, status="answered" if draft.findings else "unanswered",
        sentences=tuple(said), findings=draft.findings, related=draft.related, also_mentioned=draft.nearest, citations=draft.citations,
        coverage=Coverage(articles=evidence.archive_size, considered=len(evidence.articles)), model=model, timings_ms=timings,
    )
