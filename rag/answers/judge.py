"""Judge: what does the trained reader make of these sentences?

A question and claims in; for each claim the chance, 0 to 1, that its sentence states what is asked, or
nothing where the evidence has no reader. Each sentence is read once, with its article's title and the
sentence before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from rag.answers.evidence import Evidence
from rag.answers.question import Question
from rag.reading.pair import Context
from rag.records import Claim

Place = tuple[str, int]


def judge(question: Question, claims: Sequence[Claim], evidence: Evidence) -> list[float]:
    """The chance of each claim's sentence, in order; an empty list without a reader."""
    if evidence.read is None or not claims:
        return []
    before = _sentences_before(evidence.claims)
    places = {(c.article_id, c.start): c for c in claims}
    contexts = [
        Context(title=evidence.articles[c.article_id].title, before=before.get(place, ""), sentence=c.quote)
        for place, c in places.items()
    ]
    chance = dict(zip(places, evidence.read(question.standalone, contexts), strict=True))
    return [chance[(c.article_id, c.start)] for c in claims]


def _sentences_before(claims: Sequence[Claim]) -> dict[Place, str]:
    """For each sentence the one before it in its article."""
    found: dict[Place, str] = {}
    last: Claim | None = None
    for claim in (c for c in claims if c.quantity is None):
        if last is not None and last.article_id == claim.article_id:
            found[(claim.article_id, claim.start)] = last.quote
        last = claim
    return found
