"""Survey: on which points do the articles disagree?

Events in, every conflict of their figures out, unasked. Only figures of one aspect, one noun and
one scope are set against each other; what merely looks alike is left alone. The largest events are
also asked by rote for what readers ask of every event: cause, time, place, blame and cost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rag.answers.citing import CitationList
from rag.answers.evidence import Evidence
from rag.answers.figures import counts
from rag.answers.findings import figure_finding, figure_relation
from rag.answers.question import Question, understand
from rag.claims.events import Happening
from rag.claims.words import split_words
from rag.records import Claim, Finding

Key = tuple[str, str, str]
Ask = Callable[[Question, Sequence[Happening], Evidence, CitationList], list[Finding]]

MOST_ASKED_BY_ROTE = 3
ASKED_BY_ROTE = (
    "What caused it?",
    "When did it happen?",
    "Where did it happen?",
    "Who was responsible?",
    "What did it cost?",
)


def conflicts(events: Sequence[Sequence[Happening]], evidence: Evidence, cited: CitationList) -> list[Finding]:
    """Every finding of the events whose sources conflict."""
    return [
        figure_finding(claims, event, evidence, cited)
        for event in events
        for claims in _comparable(event, evidence)
        if figure_relation(claims, evidence) == "conflict"
    ]


def survey(events: Sequence[Sequence[Happening]], evidence: Evidence, cited: CitationList, ask: Ask) -> list[Finding]:
    """The conflicts of some events' figures, and those in what the largest of them answer by rote."""
    found = conflicts(events, evidence, cited)
    largest = sorted(events, key=lambda event: -len({h.article_id for h in event}))[:MOST_ASKED_BY_ROTE]
    for question in map(understand, ASKED_BY_ROTE):
        for event in largest:
            tried = ask(question, event, evidence, CitationList(evidence.articles))
            if any(_is_new(finding, found) for finding in tried):
                found += [f for f in ask(question, event, evidence, cited) if _is_new(f, found)]
    return found


def _is_new(finding: Finding, found: Sequence[Finding]) -> bool:
    """Whether a finding is a conflict whose figures are not among those found before."""
    values = _values(finding)
    return finding.relation == "conflict" and not any(len(values & _values(other)) > 1 for other in found)


def _values(finding: Finding) -> set[object]:
    return {(p.low, p.high) if p.low is not None else p.value for p in finding.positions}


def _comparable(event: Sequence[Happening], evidence: Evidence) -> list[list[Claim]]:
    """Figures of one aspect and dimension, wholes only, put together."""
    groups: dict[Key, list[Claim]] = {}
    for claim in (c for h in event for c in evidence.told.get(h.key, [])):
        if claim.quantity and not claim.is_part and counts(claim) and (key := _key(claim)):
            groups.setdefault(key, []).append(claim)
    return [claims for claims in groups.values() if len(claims) > 1]


def _key(claim: Claim) -> Key | None:
    assert claim.quantity is not None
    words = split_words(claim.noun)
    if not claim.aspect and not words:
        return None
    return (claim.aspect, claim.quantity.dimension, "" if claim.aspect else words[-1].stem)
