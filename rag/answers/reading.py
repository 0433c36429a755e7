"""Read figures: which of an event's figures does the trained reader take for the one asked for?

A question, the claims of an event and those that fit it by rule in; the figures that answer out. Rules and reader each
have a voice: what both take is given, what the rules alone take must not be doubted, and what the reader alone takes it
must be sure of. Without a reader the rules decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rag.answers.evidence import Evidence
from rag.answers.figures import NAMED, bounds, counts, has_dimension, is_group, may_have_dimension, noun_fit
from rag.answers.judge import judge_figures
from rag.answers.pinned import MANY
from rag.answers.question import Question
from rag.claims.voices import same_speaker
from rag.records import Claim

DOUBTED, SURE = 0.1, 0.55
DOUBTED_AMONG_MANY = 0.15
DOUBTED_BY_NAME, SURE_OF_ANOTHER, SURE_OF_UNNAMED = 0.01, 0.76, 0.9
SURE_OF_BARE = 0.6
DOUBTED_APART = 0.05
RIVALLED, RIVALLED_BY_ANOTHER = 0.6, 0.4
NEVER = 2.0
MOST_FIGURES = 60


def figures_read(
    question: Question, claims: Sequence[Claim], fitting: Sequence[Claim], evidence: Evidence
) -> list[Claim]:
    """The fitting figures that the reader does not doubt, and from other articles those it is sure of."""
    figures, chance = _judged(question, claims, evidence)
    if not chance:
        return list(fitting)
    likely = [c for c in figures if noun_fit(question.noun, c) and has_dimension(question, c)]
    kept = [
        c
        for c in fitting
        if chance.get(id(c), 1.0) >= max(_doubted(question, c, evidence), _rivalled(c, likely, chance))
    ]
    settled = {c.article_id for c in kept}
    sure = [c for c in figures if c.article_id not in settled and chance[id(c)] >= _sure(question, c)]
    return [*kept, *_best_of_sentence(sure, chance)]


def _rivalled(claim: Claim, likely: Sequence[Claim], chance: Mapping[int, float]) -> float:
    """Below which chance a figure gives way to a different one of its article: sooner to one of the same speaker."""
    rivals = (c for c in likely if c.article_id == claim.article_id and bounds(c) != bounds(claim))
    shares = (
        chance[id(c)] * (RIVALLED if same_speaker(c.holder, claim.holder) else RIVALLED_BY_ANOTHER) for c in rivals
    )
    return max(shares, default=0.0)


def figures_surely(question: Question, claims: Sequence[Claim], evidence: Evidence, *, sure: float) -> list[Claim]:
    """The figures that the reader is so sure of where only it can tell that they are of the asked event."""
    figures, chance = _judged(question, claims, evidence)
    taken = [c for c in figures if chance.get(id(c), 0.0) >= max(sure, _sure(question, c))]
    return _best_of_sentence(taken, chance)


def _judged(question: Question, claims: Sequence[Claim], evidence: Evidence) -> tuple[list[Claim], dict[int, float]]:
    """The figures that may be of the kind asked for, and by identity the chance of each; none without a reader."""
    figures = [c for c in claims if c.quantity and counts(c) and may_have_dimension(question, c)]
    figures = [c for c in figures if not _is_whole_of(question, c, figures)][:MOST_FIGURES]
    chances = judge_figures(question, figures, evidence)
    return figures, {id(c): value for c, value in zip(figures, chances, strict=False)}


def _is_whole_of(question: Question, claim: Claim, figures: Sequence[Claim]) -> bool:
    """Whether a figure is the whole of which another counts those asked about: "none of the 46 men was injured"."""
    if claim.cue != "whole" or not question.aspect:
        return False
    place = (claim.article_id, claim.start)
    return any((c.article_id, c.start) == place and c is not claim and c.aspect == question.aspect for c in figures)


def _doubted(question: Question, claim: Claim, evidence: Evidence) -> float:
    """Below which chance a fitting figure is left out.

    It takes more doubt where the asked noun itself stands by it, and less among many articles, where most figures of
    a kind are of other events.
    """
    if len(evidence.articles) >= MANY:
        return DOUBTED_AMONG_MANY
    is_named = bool(question.noun) and noun_fit(question.noun, claim) >= NAMED
    return DOUBTED_BY_NAME if is_named else DOUBTED


def _sure(question: Question, claim: Claim) -> float:
    """From which chance on a figure that fits by no rule is taken: never one of other people than those asked about."""
    fit = noun_fit(question.noun, claim)
    if is_group(question.noun) and fit < NAMED:
        return NEVER if is_group(claim.noun) else SURE_OF_UNNAMED
    sure = SURE if fit else SURE_OF_ANOTHER
    return sure if has_dimension(question, claim) else max(sure, SURE_OF_BARE)


def undoubted(question: Question, fitting: Sequence[Claim], evidence: Evidence) -> list[Claim]:
    """The fitting figures of another event, among many articles those that the reader does not doubt; none is added."""
    if len(evidence.articles) < MANY:
        return list(fitting)
    chances = judge_figures(question, fitting[:MOST_FIGURES], evidence)
    return [c for c, value in zip(fitting, chances, strict=False) if value >= DOUBTED_APART] if chances else [*fitting]


def _best_of_sentence(figures: Sequence[Claim], chance: Mapping[int, float]) -> list[Claim]:
    """Of the figures of one sentence the likeliest: the others count other things."""
    best: dict[tuple[str, int], Claim] = {}
    for claim in sorted(figures, key=lambda c: -chance[id(c)]):
        best.setdefault((claim.article_id, claim.start), claim)
    return list(best.values())
