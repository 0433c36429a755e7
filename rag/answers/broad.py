"""Survey: on which points do the articles disagree?

Events in, every conflict of their figures out, unasked: figures that are ``paired`` are set against each other,
what merely looks alike is left alone. In the largest events two sentences on one matter that name other hours stand
against each other, it is asked whether it is so, of all that somebody denies, what it cost and, of few articles, what
caused it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations

from rag.answers.citing import CitationList
from rag.answers.evidence import Evidence
from rag.answers.findings import figure_finding, figure_relation, statement_finding
from rag.answers.judge import on_one_matter
from rag.answers.moments import clash, moments
from rag.answers.oppose import may_dispute
from rag.answers.paired import alike, figures_of, paired
from rag.answers.pinned import MANY
from rag.answers.question import Question, understand
from rag.answers.raised import denial_question
from rag.answers.slots import is_denial, short_answer
from rag.answers.statements import Reply, replies
from rag.claims.events import Happening
from rag.claims.words import shortened
from rag.records import Claim, Finding

Event = Sequence[Happening]
Ask = Callable[[Question, Event, Evidence, CitationList], list[Finding]]
Kin = Callable[[Event], Event]
Make = Callable[[Event, Evidence, CitationList], Finding | None]

MOST_ASKED, MOST_READ, MOST_DENIED = 3, 20, 12
"""So many of the largest events are asked, the figures alike of so many are read, and so many denials asked about."""
FEW = 8
"""Of so many articles several may be of one event; of more, most are of others."""
SURELY = 0.4
LONGEST_ASPECT = 90
ONE_MATTER, MOST_TIMED = 0.3, 12
CAUSE_ASKED = "What caused it?"
AMOUNT_ASKED = "What did it cost?"
TIME_ASKED = "At what time did it happen?"


def survey(
    events: Sequence[Event], evidence: Evidence, cited: CitationList, ask: Ask, *, kin: Kin = lambda _: ()
) -> list[Finding]:
    """The conflicts of some events' figures, and those in what the largest of them answer when they are asked.

    ``kin`` gives what may be of the largest, for a reader to tell; ``ask`` what an event answers to a question for a
    figure.
    """
    found: list[Finding] = []
    ordered = sorted(events, key=lambda event: -len({h.article_id for h in event}))
    for number, event in enumerate(ordered):
        whole = [*event, *kin(event)] if not number and _may_be_of_one_story(evidence) else event
        makers: list[Make] = [partial(figure_finding, claims) for claims in _disputed(whole, evidence, number)]
        if number < MOST_ASKED and len({h.article_id for h in whole}) <= MANY:
            makers += [*_timed(whole, evidence), *_caused(whole, evidence), *_denied(whole, evidence)]
            makers.append(partial(_first, ask, understand(AMOUNT_ASKED)))
        for make in makers:
            tried = make(event, evidence, CitationList(evidence.articles))
            if tried is not None and _is_new(tried, found) and (finding := make(event, evidence, cited)):
                found.append(finding)
    return found


def _may_be_of_one_story(evidence: Evidence) -> bool:
    """Whether so few articles are considered that a reader may tell which of them are of one event."""
    return evidence.read is not None and len(evidence.articles) <= FEW


def _first(ask: Ask, question: Question, event: Event, evidence: Evidence, cited: CitationList) -> Finding | None:
    """What an event answers to a question for a figure; None where it does not."""
    return next(iter(ask(question, event, evidence, cited)), None)


def _disputed(event: Event, evidence: Evidence, number: int) -> list[list[Claim]]:
    """The figures of an event that may be set against each other; in all but the largest, of those alike only."""
    figures = figures_of(event, evidence)
    if number < MOST_ASKED:
        return paired(figures, evidence)
    rivals = [claims for claims in alike(figures) if figure_relation(claims, evidence) == "conflict"]
    if number >= MOST_READ:
        return rivals
    return [claims for likely in rivals for claims in paired(likely, evidence)]


def _timed(event: Event, evidence: Evidence) -> Iterator[Make]:
    """Two sentences on one matter that name other hours."""
    stated = [claim for claim in evidence.claims_of(event) if claim.quantity is None]
    when = {id(claim): moments(claim.quote, evidence.articles[claim.article_id].published) for claim in stated}
    timed = [claim for claim in stated if when[id(claim)].hours]
    asked = understand(TIME_ASKED)
    for one, other in combinations(timed[:MOST_TIMED], 2):
        if not (may_dispute(one, other) and clash(when[id(one)], when[id(other)])):
            continue
        chance = on_one_matter(one, other, evidence)
        if chance >= ONE_MATTER:
            told = [
                Reply(claim=claim, score=chance, value=short_answer(asked, claim), chance=chance)
                for claim in (one, other)
            ]
            yield partial(statement_finding, asked, told)


def _caused(event: Event, evidence: Evidence) -> Iterator[Make]:
    """What is given for the cause of an event; of many articles most are of others, whose causes differ."""
    question = understand(CAUSE_ASKED)
    told = _surely(question, evidence.claims_of(event), evidence) if len(evidence.articles) <= FEW else []
    if told:
        yield partial(statement_finding, question, told)


def _denied(event: Event, evidence: Evidence) -> Iterator[Make]:
    """What an event says of what somebody denies in it; the denial itself says what that is about."""
    claims = evidence.claims_of(event)
    asked: dict[str, tuple[Question, Claim]] = {}
    for claim in (c for c in claims if c.quantity is None and is_denial(c)):
        if question := denial_question(claim):
            asked.setdefault(question.text, (question, claim))
    answered: set[int] = set()
    for question, denial in list(asked.values())[:MOST_DENIED]:
        told = [] if id(denial) in answered else _surely(question, claims, evidence)
        if any(one.claim is denial for one in told):
            answered.update(id(one.claim) for one in told)
            yield partial(_denial_finding, question, denial, told)


def _denial_finding(
    question: Question, denial: Claim, told: Sequence[Reply], event: Event, evidence: Evidence, cited: CitationList
) -> Finding:
    finding = statement_finding(question, told, event, evidence, cited)
    return replace(finding, aspect=f"{finding.aspect}: {shortened(denial.quote, LONGEST_ASPECT)}")


def _surely(question: Question, claims: Sequence[Claim], evidence: Evidence) -> list[Reply]:
    """The sentences that the reader takes for the answer; without a reader those that words and meaning give."""
    return [one for one in replies(question, claims, evidence) if evidence.read is None or one.chance >= SURELY]


def _is_new(finding: Finding, found: Sequence[Finding]) -> bool:
    """Whether a finding is a conflict whose figures are not among those found before."""
    values = _values(finding)
    return finding.relation == "conflict" and not any(len(values & _values(other)) > 1 for other in found)


def _values(finding: Finding) -> set[object]:
    """What tells a finding from others: its figures and answers; a yes and a no say nothing without what is asked."""
    return {(p.low, p.high) if p.low is not None else (finding.aspect, p.value) for p in finding.positions}
