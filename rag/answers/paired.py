"""Pair figures: which figures of an event, from different mouths, are of one thing?

The figures of one event in, groups of them out that may be set against each other. Those of one aspect, one noun and
one dimension are alike. With a reader, two figures are paired where each answers the question that the other raises
(``raised``), by the mean of its two chances: of those alike it must not doubt it, of others it must be sure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt

from rag.answers.evidence import Evidence
from rag.answers.figures import bounds, counts
from rag.answers.judge import judge_figures
from rag.answers.oppose import may_dispute
from rag.answers.raised import figure_question
from rag.claims.events import Happening
from rag.claims.voices import same_speaker
from rag.claims.words import split_words
from rag.records import Claim

PAIRED, ALIKE = 0.5, 0.15
MOST_FIGURES, MOST_TRIED = 30, 6
_OF_TIME = frozenset({"time", "age"})

Chances = Mapping[tuple[int, int], float]


def figures_of(event: Sequence[Happening], evidence: Evidence) -> list[Claim]:
    """The figures of an event that are claimed to be so, once each; times and ages are no measure of an event."""
    found: dict[tuple[str, tuple[int, int]], Claim] = {}
    for claim in evidence.claims_of(event):
        if claim.quantity and counts(claim) and claim.cue != "from" and claim.quantity.dimension not in _OF_TIME:
            found.setdefault((claim.article_id, claim.focus), claim)
    return list(found.values())


def alike(figures: Iterable[Claim]) -> list[list[Claim]]:
    """Figures of one aspect, noun and dimension, wholes only, put together; what has no like is left out."""
    groups: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in figures:
        if not claim.is_part and (key := _key(claim)):
            groups.setdefault(key, []).append(claim)
    return [claims for claims in groups.values() if len(claims) > 1]


def _key(claim: Claim) -> tuple[str, str, str] | None:
    assert claim.quantity is not None
    words = split_words(claim.noun)
    if not claim.aspect and not words:
        return None
    return (claim.aspect, claim.quantity.dimension, "" if claim.aspect else words[-1].stem)


def paired(figures: Sequence[Claim], evidence: Evidence) -> list[list[Claim]]:
    """Groups of two and more figures, the surest first; no figure stands in two. Without a reader those alike."""
    if evidence.read is None:
        return alike(figures)
    chosen = figures[:MOST_FIGURES]
    both = _both_ways(_read(chosen, evidence))
    margin = {pair: value - _enough(*(chosen[n] for n in pair)) for pair, value in both.items()}
    groups: list[list[int]] = []
    taken: set[int] = set()
    for one, other in sorted((pair for pair in margin if margin[pair] >= 0), key=lambda pair: -both[pair]):
        if one in taken or other in taken:
            continue
        group = [one, other]
        for third in (n for n in range(len(chosen)) if n not in taken and n not in group):
            links = [margin[link] for n in group if (link := (min(third, n), max(third, n))) in margin]
            is_other = any(_counts_another(chosen[third], chosen[n]) for n in group)
            if links and max(links) >= 0 and sum(links) >= 0 and not is_other:
                group.append(third)
        taken.update(group)
        groups.append(sorted(group))
    return [[chosen[number] for number in group] for group in groups]


def _counts_another(one: Claim, other: Claim) -> bool:
    """Whether two figures that one speaker gives in one sentence differ: they count two things."""
    is_one_place = (one.article_id, one.start) == (other.article_id, other.start)
    return is_one_place and same_speaker(one.holder, other.holder) and bounds(one) != bounds(other)


def _enough(one: Claim, other: Claim) -> float:
    """From which chance on two figures may be set against each other."""
    are_alike = _key(one) == _key(other) is not None and not (one.is_part or other.is_part)
    return ALIKE if are_alike else PAIRED


def _read(figures: Sequence[Claim], evidence: Evidence) -> Chances:
    """The chance that the second figure answers what the first asks, for those nearest to it in meaning."""
    if len(figures) < 2:
        return {}
    vectors = evidence.encode([c.quote for c in figures])
    found: dict[tuple[int, int], float] = {}
    for number, claim in enumerate(figures):
        others = [n for n, other in enumerate(figures) if _may_pair(claim, other)]
        others = sorted(others, key=lambda n: -float(vectors[n] @ vectors[number]))[:MOST_TRIED]
        chances = judge_figures(figure_question(claim), [figures[n] for n in others], evidence)
        found |= {(number, n): chance for n, chance in zip(others, chances, strict=True)}
    return found


def _may_pair(one: Claim, other: Claim) -> bool:
    """Whether two figures have one dimension and different sources."""
    assert one.quantity is not None
    assert other.quantity is not None
    is_apart = (one.article_id, one.start) != (other.article_id, other.start)
    return may_dispute(one, other) and is_apart and one.quantity.dimension == other.quantity.dimension


def _both_ways(chances: Chances) -> Chances:
    return {
        (one, other): sqrt(chance * chances[other, one])
        for (one, other), chance in chances.items()
        if one < other and (other, one) in chances
    }
