"""Answer: in which order does a question become an answer?

A question, its evidence and perhaps a language model in; each verified sentence out as soon as it
stands, the complete Answer last. The one place that knows the stages of answering: respond,
compose, verify, phrase.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from rag.answers.compose import abstain, compose, markers_of, quoted, unmarked
from rag.answers.evidence import Evidence
from rag.answers.phrase import Told, phrase
from rag.answers.question import Question
from rag.answers.respond import Draft, respond
from rag.answers.verify import check
from rag.models.language import LanguageModel
from rag.records import Answer, Citation, Coverage, Finding, Sentence


def answer(
    question: Question, evidence: Evidence, *, model: LanguageModel | None = None
) -> Iterator[Sentence | Answer]:
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
    proof = {citation.id: _proof(citation, draft.findings) for citation in draft.citations}

    def is_borne_out(text: str) -> bool:
        return check(text, [proof[number] for number in markers_of(text)])

    composed = [
        sentence if is_borne_out(sentence.text) else quoted(sentence, draft.citations)
        for sentence in compose(draft.findings, draft.citations)
    ]
    if model is None:
        yield from composed
        return
    by_number = {citation.id: citation for citation in draft.citations}
    told = Told(question=question.standalone, findings=draft.findings, citations=by_number)
    yield from phrase(told, composed, model=model, is_borne_out=is_borne_out)


def _proof(citation: Citation, findings: Sequence[Finding]) -> str:
    """What a citation bears out: its passage, its article's metadata, and the speakers read from that article."""
    voices = [v for f in findings for p in f.positions for v in p.claims if v.citation == citation.id]
    labels = [f.event.label for f in findings if any(v.citation == citation.id for p in f.positions for v in p.claims)]
    names = [name for voice in voices for name in (voice.holder, voice.via) if name]
    metadata = [citation.title, citation.publisher, citation.published or "", citation.article]
    return unmarked("\n".join([citation.quote, citation.passage, *metadata, *names, *labels]))


def _whole(
    question: Question,
    evidence: Evidence,
    draft: Draft,
    said: Sequence[Sentence],
    *,
    model: str | None,
    timings: tuple[tuple[str, float], ...],
) -> Answer:
    return Answer(
        question=question.text,
        standalone_question=question.standalone,
        restated_by="model" if question.is_restated else "rules",
        status="answered" if draft.findings else "unanswered",
        sentences=tuple(said),
        findings=draft.findings,
        related=draft.related,
        also_mentioned=draft.nearest,
        citations=draft.citations,
        coverage=Coverage(articles=evidence.archive_size, considered=len(evidence.articles)),
        model=model,
        timings_ms=timings,
    )
