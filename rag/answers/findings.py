"""Build findings: which positions do the answering claims form, and how do they relate?

Answering claims of one event in, one finding with numbered citations out. Figures relate by the
table of ``claims.compare``; statements conflict only where one denies what another says, or where
their short answers exclude each other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rag.answers.citing import CitationList, fold_copies
from rag.answers.evidence import Evidence
from rag.answers.figures import counts_people
from rag.answers.question import Question
from rag.answers.slots import is_denial
from rag.answers.statements import Reply
from rag.claims.compare import Side, independent_sources, relation_of, sides_of
from rag.claims.events import Happening
from rag.claims.voices import same_speaker
from rag.claims.words import shortened, stems_of
from rag.records import Claim, Event, Finding, Position, Quantity, QuestionKind, Relation, Voice

EXCLUSIVE = ("when", "where")
LONGEST_LABEL = 110
_CONTRAST = re.compile(r"\b(?:maintain|insist|disput|disagree|contrary|rather than|instead)\w*\b", re.IGNORECASE)
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


def statement_finding(
    question: Question, replies: Sequence[Reply], event: Sequence[Happening], evidence: Evidence, cited: CitationList
) -> Finding:
    """The finding that sentences form: one position for each answer that excludes the others."""
    claims = [reply.claim for reply in replies]
    numbers = _same_answers(question, replies)
    sides = sides_of(claims, dict(enumerate(numbers)))
    values = {number: reply.value for number, reply in reversed(list(zip(numbers, replies, strict=True)))}
    are_hours = question.kind == "when" and all(re.search(r"\d", value) for value in values.values())
    relation = _statement_relation(question, sides, claims, evidence, are_hours=are_hours)
    positions = tuple(_position(side, values[n], cited) for side, n in zip(sides, dict.fromkeys(numbers), strict=True))
    return Finding(
        event=event_of(event, claims, evidence),
        aspect=ASPECTS[question.kind],
        relation=relation,
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


def _same_answers(question: Question, replies: Sequence[Reply]) -> list[int]:
    """Number the replies so that those with one answer share a number."""
    numbers: list[int] = []
    for index, reply in enumerate(replies):
        same = (n for n, other in zip(numbers, replies, strict=False) if _same_answer(question, reply, other))
        numbers.append(next(same, index))
    return numbers


def _same_answer(question: Question, one: Reply, other: Reply) -> bool:
    if question.kind == "yesno":
        return is_denial(one.claim) == is_denial(other.claim)
    digits = [frozenset(re.findall(r"\d+", reply.value)) for reply in (one, other)]
    if all(digits) and digits[0] != digits[1]:
        return False
    a, b = stems_of(one.value), stems_of(other.value)
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= 0.6


def _statement_relation(
    question: Question, sides: Sequence[Side], claims: Sequence[Claim], evidence: Evidence, *, are_hours: bool
) -> Relation:
    sources = independent_sources(claims, evidence.articles, evidence.origins)
    if len(sides) == 1:
        return "single" if sources == 1 else "agree"
    if sources == 1:
        return "single"
    holders = {claim.holder for side in sides for claim in side.claims}
    is_held = None not in holders and len(holders) > 1
    is_contrasted = any(is_denial(claim) or _CONTRAST.search(claim.quote) for claim in claims) or are_hours
    is_disputed = is_held and (question.kind == "why" or (question.kind in EXCLUSIVE and is_contrasted))
    return "conflict" if question.kind == "yesno" or is_disputed else "compatible"
