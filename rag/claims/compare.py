"""Compare: which claims about the same thing agree, and which cannot both hold?

Claims of one event, one aspect and one scope in; positions and their relation out. Copies of one
report and repetitions of one speaker count once. No model, no file, no clock, and no opinion about
who is right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.claims.events import days_between
from rag.claims.lexicon import CUMULATIVE
from rag.claims.voices import one_source, same_speaker
from rag.claims.words import stems_of
from rag.quantities.units import may_agree, same_dimension
from rag.records import Article, Claim, Quantity, Relation

RETROSPECT_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One value and the claims that hold it."""

    quantity: Quantity | None
    claims: tuple[Claim, ...]
    current: bool = True


def sides_of(claims: Sequence[Claim], same: Mapping[int, int] | None = None) -> list[Side]:
    """Claims that give the same figure stand on one side; statements stand together as ``same`` numbers them."""
    groups: dict[object, list[Claim]] = {}
    for index, claim in enumerate(claims):
        key = (
            (claim.quantity.low, claim.quantity.high, claim.quantity.unit)
            if claim.quantity
            else (same or {}).get(index, index)
        )
        groups.setdefault(key, []).append(claim)
    return [Side(quantity=group[0].quantity, claims=tuple(group)) for group in groups.values()]


def relation_of(
    sides: Sequence[Side], articles: Mapping[str, Article], origins: Mapping[str, str]
) -> tuple[Relation, list[Side]]:
    """How figures relate, tested in this order: origin, intervals, time; the sides come back in order."""
    clashes = [(a, b) for i, a in enumerate(sides) for b in sides[i + 1 :] if _clash(a, b)]
    if not clashes:
        if independent_sources([c for side in sides for c in side.claims], articles, origins) == 1 and len(sides) == 1:
            return "single", list(sides)
        return ("agree" if len(sides) == 1 else "compatible"), list(sides)
    if all(_is_update(a, b, articles) for a, b in clashes):
        ordered = sorted(sides, key=lambda side: _latest(side, articles))
        return "update", [Side(quantity=s.quantity, claims=s.claims, current=s is ordered[-1]) for s in ordered]
    return "conflict", list(sides)


def _clash(one: Side, other: Side) -> bool:
    if not one.quantity or not other.quantity or not same_dimension(one.quantity, other.quantity):
        return False
    if may_agree(one.quantity, other.quantity):
        return False
    return any(_are_rivals(a, b) for a in one.claims for b in other.claims)


def _are_rivals(one: Claim, other: Claim) -> bool:
    """Whether two claims can dispute each other: an article contradicts itself only through two named speakers."""
    return one.article_id != other.article_id or "from" in (one.cue, other.cue) or _are_two_speakers(one, other)


def _are_two_speakers(one: Claim, other: Claim) -> bool:
    return bool(one.holder and other.holder) and not same_speaker(one.holder, other.holder)


def _is_update(one: Side, other: Side, articles: Mapping[str, Article]) -> bool:
    """Whether a later report replaces an earlier one rather than disputing it.

    What is told in retrospect does, unless one named speaker told the first and another tells the last.
    """
    early, late = sorted((one, other), key=lambda side: _latest(side, articles))
    if _says_revised(late):
        return True
    pairs = [(a, b) for a in early.claims for b in late.claims]
    gaps = [days_between(articles[a.article_id].published, articles[b.article_id].published) or 0 for a, b in pairs]
    if min(gaps) > RETROSPECT_DAYS and not all(_are_two_speakers(a, b) for a, b in pairs):
        return True
    later = all(_instant(a, articles) < _instant(b, articles) for a, b in pairs)
    if not later:
        return False
    if any(_is_one_voice(a, b, articles) for a, b in pairs):
        return True
    cumulative = early.claims[0].aspect in CUMULATIVE
    return cumulative and max(gaps) >= 1 and _is_higher(late.quantity, early.quantity)


def _is_one_voice(one: Claim, other: Claim, articles: Mapping[str, Article]) -> bool:
    """Whether one speaker says both, or one outlet in its own voice, whose later count replaces its earlier one."""
    if one.holder or other.holder:
        return bool(one.holder and other.holder) and same_speaker(one.holder, other.holder)
    outlet = articles[one.article_id].publisher
    return bool(outlet) and outlet == articles[other.article_id].publisher


def _says_revised(side: Side) -> bool:
    return any(claim.cue in ("revised", "to") for claim in side.claims)


def _is_higher(late: Quantity | None, early: Quantity | None) -> bool:
    if late is None or early is None:
        return False
    low, high = late.low if late.low is not None else late.high, early.high if early.high is not None else early.low
    return low is not None and high is not None and low > high


def _instant(claim: Claim, articles: Mapping[str, Article]) -> str:
    return articles[claim.article_id].published or ""


def _latest(side: Side, articles: Mapping[str, Article]) -> tuple[bool, str, bool]:
    instants = [_instant(claim, articles) for claim in side.claims]
    return (not all(c.cue == "from" for c in side.claims), max(instants), _says_revised(side))


def independent_sources(claims: Sequence[Claim], articles: Mapping[str, Article], origins: Mapping[str, str]) -> int:
    """How many origins stand behind claims: one speaker, or one report and its copies, is one origin."""
    found: list[Claim] = []
    for claim in claims:
        if not any(_one_origin(claim, earlier, articles, origins) for earlier in found):
            found.append(claim)
    return len(found)


def _one_origin(one: Claim, other: Claim, articles: Mapping[str, Article], origins: Mapping[str, str]) -> bool:
    a, b = articles[one.article_id], articles[other.article_id]
    mine, theirs = one.holder or a.publisher or a.file, other.holder or b.publisher or b.file
    if (
        one_source(mine, theirs)
        or (a.id == b.id and same_speaker(mine, theirs))
        or (not one.holder and not other.holder and origins.get(a.id) == origins.get(b.id))
    ):
        return True
    return a.id != b.id and copied(one, other)


def copied(one: Claim, other: Claim) -> bool:
    """Whether two claims of different articles stand in the same sentence, give or take a few words."""
    bounds = [(c.quantity.low, c.quantity.high) if c.quantity else None for c in (one, other)]
    if bounds[0] != bounds[1] or one.polarity != other.polarity or not same_speaker(one.holder, other.holder):
        return False
    if one.quote.casefold() == other.quote.casefold():
        return True
    a, b = stems_of(one.quote), stems_of(other.quote)
    return min(len(a), len(b)) > 4 and len(a & b) / min(len(a), len(b)) >= 0.8
