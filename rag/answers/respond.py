"""Respond: from a question and its evidence, what are the findings?

A question and evidence in; findings, related findings and citations out, still without prose. Tries
figures where a figure is asked for, then statements; abstains where the slot stays empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from rag.answers.broad import survey
from rag.answers.citing import CitationList
from rag.answers.dated import of_the_day
from rag.answers.evidence import Evidence, gather_happenings
from rag.answers.figures import NAMED, by_group, figures_for, in_one_unit, noun_fit
from rag.answers.findings import denied_finding, figure_finding, figure_relation, statement_finding
from rag.answers.oppose import may_dispute
from rag.answers.pinned import pinned
from rag.answers.question import Question
from rag.answers.reading import figures_read, figures_surely, undoubted
from rag.answers.relevance import Choice, are_many, choose_events, kin, kin_of, strangers
from rag.answers.statements import Reply, replies
from rag.claims.events import Happening
from rag.claims.grouping import group
from rag.claims.words import stems_of
from rag.records import Citation, Claim, Finding

MOST_EVENTS = 6
MOST_RELATED = 4
MOST_NEAREST = 3
MOST_COMPARED = 40
SAID_OTHERWISE, SURE_OF_CARRIED = 0.6, 0.7
SURE_OF_KIN, SURE_OF_STRANGERS, SAID_SURELY = 0.6, 0.7, 0.4
"""From which chance on the reader's word alone brings in figures and sentences of events that are not surely the asked
one: of its kin beside it, of strangers only where it says nothing."""

Event = Sequence[Happening]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an answer will say: findings about the asked events, figures of other events apart."""

    findings: tuple[Finding, ...]
    related: tuple[Finding, ...] = ()
    nearest: tuple[int, ...] = ()
    citations: tuple[Citation, ...] = ()


def respond(question: Question, evidence: Evidence) -> Draft:
    """Find what the articles say, or nothing where they do not say it."""
    cited = CitationList(evidence.articles)
    if question.kind == "broad":
        question = _without_speakers(question, evidence)
    choice = _choose(question, evidence)
    findings: list[Finding] = []
    related: list[Finding] = []
    if question.kind == "broad":
        findings = survey(
            _surveyed(question, choice), evidence, cited, _figures_of_one, kin=partial(kin_of, choice=choice)
        )
    elif question.is_numeric or question.asks_whether_any:
        findings = _figures(question, choice.asked, evidence, cited, choice=choice)
        findings = findings or _figures(question, _of_other_events(question, choice, evidence), evidence, cited)
        findings = findings or _figures_of_strangers(question, choice, evidence, cited)
        related = _related(question, choice.others, evidence, cited) if findings else []
    if not findings and not question.is_numeric and question.kind != "broad":
        events = (*choice.asked, *choice.others) if question.kind == "said" else choice.asked
        findings = _statements(question, events, evidence, cited, choice=choice)
        findings = findings or _statements_of_strangers(question, choice, evidence, cited)
    nearest = () if findings else _nearest(question, evidence, cited)
    return Draft(findings=tuple(findings), related=tuple(related), nearest=nearest, citations=cited.citations())


def _choose(question: Question, evidence: Evidence) -> Choice:
    """The events asked about: those that the question pins down, else those that fit it best."""
    found = gather_happenings(evidence.articles, evidence.claims)
    meant = pinned(question, found)
    if meant is None:
        return choose_events(question, group(found))
    keys = {h.key for h in meant}
    others = group([h for h in found if h.key not in keys])
    return Choice(asked=tuple(map(tuple, group(meant))), others=tuple(map(tuple, others)))


def _without_speakers(question: Question, evidence: Evidence) -> Question:
    """A broad question without the names of those who speak: "the bank and Interpag" tell no event."""
    speakers = frozenset[str]().union(*(stems_of(c.holder) for c in evidence.claims if c.holder))
    return replace(question, names=question.names - speakers, terms=question.terms - speakers)


def _surveyed(question: Question, choice: Choice) -> tuple[Event, ...]:
    """The events that a broad question looks at: those it names, or all of them where it names none."""
    is_of_all = not choice.asked and not (question.names or question.years)
    return choice.others if is_of_all else choice.asked


def _figures_of_one(question: Question, event: Event, evidence: Evidence, cited: CitationList) -> list[Finding]:
    """What the figures of one event answer to one question."""
    return _figures(question, [event], evidence, cited)


def claims_of(event: Event, evidence: Evidence) -> list[Claim]:
    """The claims of all the happenings of an event, in the order of retrieval and of the text."""
    rank = {article_id: index for index, article_id in enumerate(evidence.articles)}
    ordered = sorted(event, key=lambda h: (h.published or "", rank[h.article_id]))
    return evidence.claims_of(ordered)


def _figures(
    question: Question,
    events: Sequence[Event],
    evidence: Evidence,
    cited: CitationList,
    *,
    choice: Choice | None = None,
) -> list[Finding]:
    """What the figures of each event say, conflicts first; counts of different groups stay apart.

    What events say that may be the first one stands with it where the reader is sure.
    """
    found: list[tuple[Event, list[Claim]]] = []
    taken: set[int] = set()
    for number, event in enumerate(events):
        akin = kin_of(event, choice) if choice and not number else ()
        for claims in _matching(question, event, evidence, kin=akin):
            if left := [claim for claim in claims if id(claim) not in taken]:
                found.append((event, left))
        if not number:
            taken = {id(claim) for _, claims in found for claim in claims}
    ordered = sorted(found, key=lambda pair: figure_relation(pair[1], evidence) != "conflict")[:MOST_EVENTS]
    return [_figure_finding(question, claims, event, evidence, cited) for event, claims in ordered]


def _figure_finding(
    question: Question, claims: Sequence[Claim], event: Event, evidence: Evidence, cited: CitationList
) -> Finding:
    """The finding of some figures; where they all say "nobody", with what surely says otherwise in other articles."""
    if question.kind == "yesno" and all(claim.quantity and claim.quantity.high == 0 for claim in claims):
        told = replies(question, claims_of(event, evidence), evidence)
        others = [one for one in told if one.value == "yes" and one.is_sure and one.chance >= SAID_OTHERWISE]
        if others := [one for one in others if all(may_dispute(one.claim, claim) for claim in claims)]:
            return denied_finding(claims, others, event, evidence, cited)
    return figure_finding(claims, event, evidence, cited)


def _figures_of_strangers(question: Question, choice: Choice, evidence: Evidence, cited: CitationList) -> list[Finding]:
    """What the reader takes for the answer in the first event that has one, where the asked ones have none."""
    for event in strangers(question, choice):
        sure = figures_surely(question, claims_of(event, evidence), evidence, sure=SURE_OF_STRANGERS)
        if sure:
            return [figure_finding(claims, event, evidence, cited) for claims in by_group(in_one_unit(sure))]
    return []


def _related(question: Question, events: Sequence[Event], evidence: Evidence, cited: CitationList) -> list[Finding]:
    """What the fitting figures of a few other events say, those the reader does not doubt."""
    found: list[Finding] = []
    for event in events:
        fitting = figures_for(question, claims_of(event, evidence))
        groups = by_group(undoubted(question, fitting, evidence)) if fitting else []
        found += [figure_finding(claims, event, evidence, cited) for claims in groups]
        if len(found) >= MOST_RELATED:
            break
    return found[:MOST_RELATED]


def _matching(question: Question, event: Event, evidence: Evidence, *, kin: Event) -> list[list[Claim]]:
    claims = of_the_day(question, claims_of(event, evidence), evidence)
    fitting = figures_for(question, claims)
    matching = figures_read(question, claims, fitting, evidence)
    matching += figures_surely(question, claims_of(kin, evidence), evidence, sure=SURE_OF_KIN)
    return by_group(in_one_unit(matching)) if matching else []


def _of_other_events(question: Question, choice: Choice, evidence: Evidence) -> tuple[Event, ...]:
    """The other events, where only they count the asked group: "contractors" that no main event mentions."""
    if not question.noun:
        return ()
    figures = (c for event in choice.asked for c in claims_of(event, evidence) if c.quantity)
    return () if any(noun_fit(question.noun, c) >= NAMED for c in figures) else choice.others


def _statements(
    question: Question, events: Sequence[Event], evidence: Evidence, cited: CitationList, *, choice: Choice
) -> list[Finding]:
    claims = [claim for event in events for claim in claims_of(event, evidence)]
    found: list[Reply] = replies(question, claims, evidence)
    if not found:
        akin = [] if question.kind == "said" else kin(choice)
        of_kin = _sure_replies(question, claims_of(akin, evidence), evidence, sure=SURE_OF_KIN)
        return [statement_finding(question, of_kin, akin, evidence, cited)] if of_kin else []
    home = {h.key: event for event in events for h in event}
    best = home[(found[0].claim.article_id, found[0].claim.scene.key)]
    if question.kind == "said":
        return [statement_finding(question, found, best, evidence, cited)]
    own = [reply for reply in found if home[(reply.claim.article_id, reply.claim.scene.key)] is best]
    passing = _sure_replies(question, _of_background(best, choice, evidence), evidence, sure=SURE_OF_CARRIED)
    of_kin = _sure_replies(question, claims_of(kin_of(best, choice), evidence), evidence, sure=SURE_OF_KIN)
    return [statement_finding(question, [*own, *passing, *of_kin], best, evidence, cited)]


def _sure_replies(question: Question, claims: Sequence[Claim], evidence: Evidence, *, sure: float) -> list[Reply]:
    """The sentences that the reader takes for the answer with such a chance."""
    return [one for one in replies(question, claims, evidence) if one.chance >= sure]


def _of_background(event: Event, choice: Choice, evidence: Evidence) -> list[Claim]:
    """What the articles tell of background events, which may be of the asked one; of many, what merely goes on."""
    if are_many((*choice.asked, *choice.others)):
        return _carried_on(event, evidence)
    return claims_of([h for other in choice.others for h in other if not h.scene.is_main], evidence)


def _carried_on(event: Event, evidence: Evidence) -> list[Claim]:
    """What the event's articles tell behind a background event, without a word that sets it apart: of either."""
    articles = {h.article_id for h in event if h.scene.is_main}
    told = (
        claim for (article, key), claims in evidence.told.items() if key and article in articles for claim in claims
    )
    return [claim for claim in told if not any(cue in claim.quote for cue in claim.scene.cues)]


def _statements_of_strangers(
    question: Question, choice: Choice, evidence: Evidence, cited: CitationList
) -> list[Finding]:
    """What the sentences that the reader takes for the answer say in the event where it is surest of one."""
    told = [
        (event, _sure_replies(question, claims_of(event, evidence), evidence, sure=SAID_SURELY))
        for event in strangers(question, choice)
    ]
    event, best = max(told, key=lambda pair: max((one.chance for one in pair[1]), default=0.0), default=((), []))
    return [statement_finding(question, best, event, evidence, cited)] if best else []


def _nearest(question: Question, evidence: Evidence, cited: CitationList) -> tuple[int, ...]:
    """The passages nearest to a question that the articles do not answer; words choose which are compared."""
    asked = stems_of(question.standalone)
    statements = [c for c in evidence.claims if c.quantity is None]
    worded = sorted(statements, key=lambda c: -len(asked & c.terms))[:MOST_COMPARED]
    if not worded:
        return ()
    vectors = evidence.encode([question.standalone, *(c.quote for c in worded)])
    order = (vectors[1:] @ vectors[0]).argsort()[::-1][:MOST_NEAREST]
    return tuple(cited.number(worded[int(i)]) for i in order)
