"""Build findings: which positions do the answering claims form, and how do they relate?

Answering claims of one event in, one finding with numbered citations out. Figures relate by the
table of ``claims.compare``, statements by the sides that ``oppose`` parts them into.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.answers.citing import CitationList, fold_copies
from rag.answers.evidence import Evidence
from rag.answers.figures import counts_people
from rag.answers.oppose import Sides, sides
from rag.answers.question import Question
from rag.answers.statements import Reply
from rag.claims.compare import Side, independent_sources, relation_of, sides_of
from rag.claims.events import Happening
from rag.claims.voices import same_speaker
from rag.claims.words import shortened
from rag.records import Claim, Event, Finding, Position, Quantity, QuestionKind, Relation, Voice

LONGEST_LABEL = 110
_AT_LEAST = re.compile(r"(?:at least|no fewer than|not fewer than|upwards of)\b", re.IGNORECASE)
ASPECTS: Mapping[QuestionKind, str] = {
    "yesno": "whether it is so",
    "who": "who",
    "list": "which",
    "when": "time",
    "where": "place",
    "why": "cause",
    "said": "statement",
    "what": "statement",
}


def figure_relation(claims: Sequence[Claim], evidence: Evidence) -> Relation:
    """How the positions relate that figures of one aspect and scope form; nothing is cited yet."""
    return relation_of(sides_of(_once(claims)), evidence.articles, evidence.origins)[0]


def figure_finding(
    claims: Sequence[Claim], event: Sequence[Happening], evidence: Evidence, cited: CitationList
) -> Finding:
    """The finding that figures of one aspect and scope form."""
    kept = _once(claims)
    relation, sides = relation_of(sides_of(kept), evidence.articles, evidence.origins)
    positions = tuple(_position(side, value_of(side.quantity), cited) for side in sides)
    return Finding(
        event=event_of(event, claims, evidence),
        aspect=aspect_of(claims[0]),
        relation=relation,
        independent_sources=independent_sources(kept, evidence.articles, evidence.origins),
        positions=positions,
    )


def denied_finding(
    denials: Sequence[Claim],
    told: Sequence[Reply],
    event: Sequence[Happening],
    evidence: Evidence,
    cited: CitationList,
) -> Finding:
    """The finding that "nobody was hurt" forms with sentences that say otherwise and give no figure."""
    finding = figure_finding(denials, event, evidence, cited)
    claims = [reply.claim for reply in told]
    return replace(
        finding,
        relation="conflict",
        independent_sources=independent_sources([*denials, *claims], evidence.articles, evidence.origins),
        positions=(*finding.positions, _position(Side(quantity=None, claims=tuple(claims)), "yes", cited)),
    )


def statement_finding(
    question: Question, replies: Sequence[Reply], event: Sequence[Happening], evidence: Evidence, cited: CitationList
) -> Finding:
    """The finding that sentences form: one position for each answer that excludes the others."""
    claims = [reply.claim for reply in replies]
    parted = sides(question, replies, evidence.articles)
    values = {number: reply.value for number, reply in reversed(list(zip(parted.numbers, replies, strict=True)))}
    formed = zip(sides_of(claims, dict(enumerate(parted.numbers))), dict.fromkeys(parted.numbers), strict=True)
    positions = tuple(_position(side, values[number], cited) for side, number in formed)
    return Finding(
        event=event_of(event, claims, evidence),
        aspect=ASPECTS[question.kind],
        relation=_statement_relation(parted, claims, evidence),
        independent_sources=independent_sources(claims, evidence.articles, evidence.origins),
        positions=positions,
    )


def _once(claims: Sequence[Claim]) -> list[Claim]:
    """One claim for each article, figure and speaker; a named speaker before the article's own voice."""
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda c: c.holder is None):
        if not any(_repeats(claim, k) for k in kept):
            kept.append(claim)
    order = {id(claim): index for index, claim in enumerate(claims)}
    return sorted(kept, key=lambda c: order[id(c)])


def _repeats(claim: Claim, kept: Claim) -> bool:
    if claim.article_id != kept.article_id or claim.quantity is None or kept.quantity is None:
        return False
    equal = (claim.quantity.low, claim.quantity.high, claim.quantity.unit) == (
        kept.quantity.low,
        kept.quantity.high,
        kept.quantity.unit,
    )
    return equal and (claim.holder is None or same_speaker(claim.holder, kept.holder))


def _position(side: Side, value: str, cited: CitationList) -> Position:
    voices = []
    for claim, copies in fold_copies(side.claims):
        number = cited.number(claim)
        for copy in copies:
            cited.add_copy(number, copy)
        voices.append(Voice(holder=claim.holder, via=claim.via, citation=number))
    quantity = side.quantity
    return Position(
        value=value,
        low=quantity.low if quantity else None,
        high=quantity.high if quantity else None,
        unit=(quantity.unit or unit_of(side.claims[0])) if quantity else "",
        current=side.current,
        claims=tuple(voices),
    )


def value_of(quantity: Quantity | None) -> str:
    """A figure in few words: "4", "at least 7", "about 30", "US$1.3 million" as printed."""
    if quantity is None:
        return ""
    low, high = quantity.low, quantity.high
    if quantity.unit or quantity.dimension:
        return quantity.text
    if low is not None and low == high:
        return f"{low:,.0f}" if low == int(low) else f"{low:,}"
    if low is not None and high is None and _AT_LEAST.match(quantity.text):
        return f"at least {low:,.0f}"
    return quantity.text[:1].lower() + quantity.text[1:]


def unit_of(claim: Claim) -> str:
    """What a count counts: "people", or the noun where it counts things."""
    return "people" if counts_people(claim) else claim.noun


def aspect_of(claim: Claim) -> str:
    """What a figure says: what happened, and to whom."""
    noun = claim.noun.lower() if claim.noun.isupper() else claim.noun
    return " ".join(part for part in (noun, claim.aspect.replace("_", " ")) if part) or "figure"


def event_of(event: Sequence[Happening], claims: Sequence[Claim], evidence: Evidence) -> Event:
    """The event under the title of an article that is cited for it; a background event under its own words."""
    cited = {claim.article_id for claim in claims}
    first = next((h for h in event if h.article_id in cited), event[0])
    article = evidence.articles[first.article_id]
    when = next((h.scene.when for h in event if h.scene.when), None)
    if first.scene.is_main:
        return Event(
            label=article.title or shortened(claims[0].quote, LONGEST_LABEL), when=when, where=first.scene.where
        )
    return Event(label=first.scene.label, when=first.scene.when, where=first.scene.where)


def _statement_relation(parted: Sides, claims: Sequence[Claim], evidence: Evidence) -> Relation:
    sources = independent_sources(claims, evidence.articles, evidence.origins)
    if sources == 1 and not (parted.are_rivals and len({claim.article_id for claim in claims}) > 1):
        return "single"
    if len(set(parted.numbers)) == 1:
        return "agree"
    return "conflict" if parted.are_rivals else "compatible"
