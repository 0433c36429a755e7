"""Match figures: which claims of an event give the figure that a question asks for?

A question and the claims of one event in, the claims that answer out. A figure must have the asked
dimension, count the asked noun, and speak of the asked happening; a part of a whole, a forecast, a
drill and an old value never stand for the figure itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.answers.question import Question
from rag.claims.aspects import families_of
from rag.claims.lexicon import GENERIC_NOUNS, GROUPS
from rag.claims.voices import same_speaker
from rag.claims.words import split_words, stem, stems_of
from rag.records import Claim, Quantity

_GENERIC = frozenset(stem(word) for word in GENERIC_NOUNS)
_GROUPS = {name: frozenset(stem(w) for phrase in members for w in phrase.split()) for name, members in GROUPS.items()}
_PEOPLE = frozenset().union(*_GROUPS.values()) | frozenset(
    stem(w) for w in "people person persons body bodies victim victims".split()
)
NAMED = 0.9
"""A noun fits as well as the asked one: the very noun, or another for the same group."""
_AGENTS = ("ers", "ors", "ists", "ees", "ians", "men", "women", "ants", "ents")
_STATES = frozenset({"", "enrolled", "capacity", "aboard"})
_RELATED = {
    "attendance": {"on_strike"},
    "arrested": {"charged"},
    "survived": {"rescued"},
    "ill": {"infected", "injured"},
    "infected": {"ill"},
    "worth": {"cost"},
    "cost": {"worth", "paid"},
    "paid": {"cost"},
    "stolen": {"seized"},
    "seized": {"stolen"},
}


def figures_for(question: Question, claims: Sequence[Claim]) -> list[Claim]:
    """The claims whose figure answers the question, best fitting scope only."""
    fitting = [c for c in claims if c.quantity and counts(c) and fits(question, c)]
    return _one_scope(question, _one_of_a_sentence(question, fitting))


def counts(claim: Claim) -> bool:
    """Whether a figure is claimed to be so: not denied, feared, or part of a drill."""
    return claim.polarity == "asserted" and claim.cue not in ("hypothetical", "exercise")


def _one_of_a_sentence(question: Question, claims: Sequence[Claim]) -> list[Claim]:
    """Of the figures that one speaker gives in one sentence, those that fit best: the others count other things."""
    best: dict[tuple[str, int, str], float] = {}
    fit = {id(c): closeness(question, c) for c in claims}
    for claim in claims:
        key = (claim.article_id, claim.start, claim.holder or "")
        best[key] = max(best.get(key, 0.0), fit[id(claim)])
    return [c for c in claims if fit[id(c)] >= best[(c.article_id, c.start, c.holder or "")]]


def closeness(question: Question, claim: Claim) -> float:
    """How closely a figure's noun, words and happening fit what is asked; to compare the figures of one sentence."""
    happening = bool(question.aspect) and claim.aspect == question.aspect
    words = bool(question.terms & claim.terms)
    return 2 * noun_fit(question.noun, claim) + 0.5 * (words or happening) - 0.2 * claim.is_part


def fits(question: Question, claim: Claim) -> bool:
    """Whether a figure has the asked dimension, noun and happening."""
    return has_dimension(question, claim) and noun_fit(question.noun, claim) > 0 and _has_predicate(question, claim)


def has_dimension(question: Question, claim: Claim) -> bool:
    """Whether a figure is of the kind asked for: a count, money, a share, a length."""
    assert claim.quantity is not None
    dimension = claim.quantity.dimension.split(":")[0]
    if question.kind == "amount":
        return (dimension or "count") in question.dimensions
    return dimension == "" and claim.quantity.unit == "" and _is_whole_number(claim.quantity)


def _is_whole_number(quantity: Quantity) -> bool:
    """Whether a figure can count: no exact fraction, such as "9.5"."""
    return quantity.low is None or quantity.low != quantity.high or quantity.low == int(quantity.low)


def may_have_dimension(question: Question, claim: Claim) -> bool:
    """Whether a figure is of the kind asked for or names no unit: "the damage stands at 30 million"."""
    is_bare = claim.quantity is not None and not claim.quantity.dimension and not claim.quantity.unit
    return has_dimension(question, claim) or (question.kind == "amount" and is_bare)


def in_one_unit(claims: Sequence[Claim]) -> list[Claim]:
    """Claims of one amount; a figure that leaves the unit out has the unit of the others, where they share one."""
    units = {(c.quantity.unit, c.quantity.dimension, c.quantity.scale) for c in claims if c.quantity}
    named = {unit for unit in units if unit[0]}
    if len(named) != 1 or len(units) == 1:
        return list(claims)
    unit, dimension, scale = named.pop()
    return [
        replace(c, quantity=replace(c.quantity, unit=unit, dimension=dimension, scale=scale)) if c.quantity else c
        for c in claims
    ]


def noun_fit(wanted: str, claim: Claim) -> float:
    """1 for the asked noun, less for one of its kind or an unnamed one, 0 for another."""
    if not wanted:
        return 1.0
    head, mine = stem(wanted.rsplit(maxsplit=1)[-1]), [w.stem for w in split_words(claim.noun)]
    if head in mine:
        return 1.0
    if claim.quantity and claim.quantity.high == 0 and head in _PEOPLE and set(mine) & _GENERIC:
        return NAMED
    if any(head in group and group & set(mine) for name, group in _GROUPS.items() if stem(name) == head):
        return NAMED
    if not mine or set(mine) & _GENERIC or families_of(mine[-1]):
        return 0.5
    return 0.4 if head in claim.terms and claim.quantity and claim.quantity.unit == "%" else 0.0


def is_group(noun: str) -> bool:
    """Whether a noun names a group of people: soldiers, passengers, "contractors"."""
    head = noun.lower().rsplit(maxsplit=1)[-1] if noun else ""
    return bool(head) and stem(head) in _PEOPLE - _GENERIC


def _has_predicate(question: Question, claim: Claim) -> bool:
    terms = question.terms
    if question.asks_of_a_state:
        return (claim.aspect in _STATES or claim.cue == "all") and noun_fit(question.noun, claim) >= NAMED
    if question.aspect:
        if claim.aspect in {question.aspect, *_RELATED.get(question.aspect, ())}:
            return True
        is_worded = not claim.aspect and bool((terms - stems_of(question.noun)) & claim.terms)
        return is_worded and noun_fit(question.noun, claim) >= NAMED and (bool(question.noun) or counts_people(claim))
    if not terms:
        return bool(question.noun) and noun_fit(question.noun, claim) >= NAMED
    return bool(terms & (claim.terms | stems_of(claim.quote)))


def by_group(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Claims parted by the group of people they count: prisoners and guards are never set against each other."""
    parted: list[list[Claim]] = []
    for claim in claims:
        home = next((group for group in parted if not any(_other_group(claim, member) for member in group)), None)
        if home is None:
            parted.append([claim])
        else:
            home.append(claim)
    return parted


def _other_group(one: Claim, other: Claim) -> bool:
    """Whether two nouns name groups that have no word in common."""
    mine, theirs = _groups_of(one), _groups_of(other)
    return bool(mine and theirs and not mine & theirs)


def _groups_of(claim: Claim) -> set[str]:
    stems = {w.stem for w in split_words(claim.noun)}
    return set() if stems & _GENERIC else {name for name, group in _GROUPS.items() if stems & group}


def counts_people(claim: Claim) -> bool:
    """Whether what a figure counts can be people: a word for a group of them, an agent noun, or no noun at all."""
    mine = [w.stem for w in split_words(claim.noun)]
    return not mine or bool(set(mine) & _PEOPLE) or claim.noun.lower().endswith(_AGENTS)


def _one_scope(question: Question, claims: Sequence[Claim]) -> list[Claim]:
    """Claims of the whole, unless a part is what is asked for; never a part beside its whole."""
    if question.noun:
        named = [c for c in claims if noun_fit(question.noun, c) >= NAMED]
        naming = {c.article_id for c in named}
        return [c for c in claims if c in named or (named and not c.is_part and c.article_id not in naming)]
    whole = [c for c in claims if not c.is_part and not _is_empty_group(c, claims)]
    if question.kind == "amount":
        return whole or list(claims)
    return _one_of_a_speaker(whole) or [c for c in claims if c.is_part]


def _is_empty_group(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Whether "no staff were killed" stands beside a count of people who were."""
    is_zero = claim.quantity is not None and claim.quantity.high == 0
    return is_zero and not _is_general(claim) and any(c.quantity and c.quantity.high != 0 for c in claims)


def _one_of_a_speaker(claims: Sequence[Claim]) -> list[Claim]:
    """Of several totals that one speaker gives in one article, the most general, else the largest; old values stay."""
    kept: list[Claim] = []
    for claim in (c for c in claims if c.cue != "from"):
        rival = next((k for k in kept if _is_one_voice(claim, k)), None)
        if rival is None:
            kept.append(claim)
        elif _rank(claim) > _rank(rival):
            kept[kept.index(rival)] = claim
    said = [c for c in claims if any(_is_one_voice(c, k) and bounds(c) == bounds(k) for k in kept)]
    return [c for c in claims if c.cue == "from" or c in said]


def _is_one_voice(one: Claim, other: Claim) -> bool:
    return one.article_id == other.article_id and same_speaker(one.holder, other.holder)


def bounds(claim: Claim) -> tuple[float | None, float | None]:
    """The least and the most that a claim's figure allows; None is an open end."""
    return (claim.quantity.low, claim.quantity.high) if claim.quantity else (None, None)


def _rank(claim: Claim) -> tuple[bool, bool, bool, float]:
    assert claim.quantity is not None
    size = claim.quantity.low if claim.quantity.low is not None else claim.quantity.high or 0.0
    return (claim.cue in ("to", "revised"), counts_people(claim), _is_general(claim), size)


def _is_general(claim: Claim) -> bool:
    mine = {w.stem for w in split_words(claim.noun)}
    return not mine or bool(mine & _GENERIC)
