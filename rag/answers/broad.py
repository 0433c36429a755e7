"""Survey: on which points do the articles disagree?

Events in, every conflict of their figures out, unasked. Only figures of one aspect, one noun and
one scope are set against each other; what merely looks alike is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.answers.citing import CitationList
from rag.answers.evidence import Evidence
from rag.answers.figures import counts
from rag.answers.findings import figure_finding, figure_relation
from rag.claims.events import Happening
from rag.claims.words import split_words
from rag.records import Claim, Finding

Key = tuple[str, str, str]


def conflicts(events: Sequence[Sequence[Happening]], evidence: Evidence, cited: CitationList) -> list[Finding]:
    """Every finding of the events whose sources conflict."""
    return [
        figure_finding(claims, event, evidence, cited)
        for event in events
        for claims in _comparable(event, evidence)
        if figure_relation(claims, evidence) == "conflict"
    ]


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
