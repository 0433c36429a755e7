"""Phrase: which sentences of an answer does a language model word, and which stay as composed?

Composed sentences and their findings in, the same sentences out in the same order, each as soon as it stands: a finding
of figures may be written anew, the passages of another may be told in prose. What does not pass its checks, or is not
there when the time is over, stays as composed; each sentence says who wrote it. No finding, figure, source or mark
changes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rag.answers.compose import label_of
from rag.answers.prompting import PATIENCE
from rag.answers.summarise import Asked, summarise
from rag.answers.write import write
from rag.models.language import LanguageModel
from rag.records import Citation, Finding, Sentence

SECONDS = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an answer has to say: its findings, and the citations that they rest on by number."""

    question: str
    findings: Sequence[Finding]
    citations: Mapping[int, Citation]


def phrase(
    told: Told,
    composed: Sequence[Sentence],
    *,
    model: LanguageModel,
    is_borne_out: Callable[[str], bool],
    seconds: float = SECONDS,
) -> Iterator[Sentence]:
    """Yield each sentence in the model's words where they hold, else as composed; after ``seconds`` all as composed.

    A model that still loads is waited for briefly: the first answer of a session does without it.

    ``is_borne_out`` says whether the cited passages bear a sentence out, whoever wrote it.

    Raises:
        ModelError: the model cannot be loaded or run.
    """
    if not model.is_loaded(within=min(seconds, PATIENCE)):
        yield from composed
        return
    until = time.monotonic() + seconds
    for sentence in composed:
        worded = None if sentence.finding is None else _worded(told, sentence.finding, model=model, until=until)
        if worded is not None and is_borne_out(worded):
            yield replace(sentence, text=worded, written_by="model")
        else:
            yield sentence


def is_figures(finding: Finding) -> bool:
    """Whether a finding gives figures, as against statements."""
    return all(position.low is not None or position.high is not None for position in finding.positions)


def _worded(told: Told, index: int, *, model: LanguageModel, until: float) -> str | None:
    finding = told.findings[index]
    label = label_of(finding, told.findings)
    if is_figures(finding):
        return write(finding, told.citations, model=model, label=label, until=until)
    asked = Asked(question=told.question, finding=finding, label=label)
    return summarise(asked, told.citations, model=model, until=until)
