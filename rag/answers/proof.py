"""Read evidence: which figures, dates, names and words do the cited passages print?

Texts in, one record out that answers quickly what stands in them: words by place, stems, families of
happenings, and every figure with what happened around it. Draws no conclusion about any sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rag.claims.aspects import families_in
from rag.claims.words import split_words, stem
from rag.quantities.calendar import Stamp, find_stamps
from rag.quantities.mentions import Mention, find_quantities
from rag.quantities.numerals import find_numerals

NAME_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*(?:['’][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?][\"”’]) |(?<=[.!?]) |\n")
_CLAUSE_END = re.compile(r"[;:()—–]|,(?!\d)|\b(?:and|but|while|whereas)\b")

Allowed = tuple[float | None, float | None, str, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The evidence read once.

    ``places`` says where each plain word stands in ``words``; ``figures`` what happened, in each clause that prints
    the figure; ``values`` every bare number; ``squashed`` is the text with plain quotation marks and single spaces.
    """

    squashed: str
    words: tuple[str, ...]
    places: dict[str, tuple[int, ...]]
    stems: frozenset[str]
    families: frozenset[str]
    figures: dict[Allowed, tuple[frozenset[str], ...]]
    values: frozenset[float]
    stamps: tuple[Stamp, ...]


@lru_cache(maxsize=64)
def read_proof(evidence: tuple[str, ...]) -> Proof:
    """Read the evidence; the last few are kept, since the sentences of an answer share theirs."""
    text = "\n".join(evidence)
    words = tuple(match.group() for match in NAME_WORD.finditer(text))
    return Proof(
        squashed=squash(text),
        words=words,
        places=_places(words),
        stems=frozenset(word.stem for word in split_words(text)) | {stem(plain(word)) for word in words},
        families=families(text),
        figures=_figures(text),
        values=frozenset(numeral.low for numeral in find_numerals(text.lower(), 0, len(text))),
        stamps=tuple(find_stamps(text)),
    )


def _places(words: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    places: dict[str, tuple[int, ...]] = {}
    for place, word in enumerate(words):
        places[plain(word)] = (*places.get(plain(word), ()), place)
    return places


def _figures(text: str) -> dict[Allowed, tuple[frozenset[str], ...]]:
    figures: dict[Allowed, tuple[frozenset[str], ...]] = {}
    for sentence in _SENTENCE_END.split(text):
        for mention in find_quantities(sentence):
            if is_interval(mention):
                around = happened(sentence, mention) or families(sentence)
                figures[allowed(mention)] = (*figures.get(allowed(mention), ()), around)
    return figures


def squash(text: str) -> str:
    """The text with straight quotation marks and single spaces."""
    straight = text.translate(str.maketrans("“”„«»‘’", '"""""\'\''))
    return re.sub(r"\s+", " ", straight)


def plain(word: str) -> str:
    """A word for comparison: small letters, no possessive, no dots."""
    return re.sub(r"['’](?:s\b|$)", "", word.lower()).replace(".", "").replace("’", "'")


def is_interval(mention: Mention) -> bool:
    """Whether a figure counts or measures, as against dates, ages and numbers in names."""
    is_bounded = mention.quantity.low is not None or mention.quantity.high is not None
    return is_bounded and mention.role not in ("date", "clock", "year")


def allowed(mention: Mention) -> Allowed:
    """What a figure allows, in the base unit of its dimension; equal where two figures say the same."""
    quantity = mention.quantity
    low, high = (None if end is None else round(end * quantity.scale, 6) for end in (quantity.low, quantity.high))
    return low, high, quantity.dimension or quantity.unit, mention.approximate


def happened(text: str, mention: Mention) -> frozenset[str]:
    """The nearest family of words ("killed", "injured") on either side of a figure, within its clause."""
    start, end = clause(text, mention)
    before = families_in(split_words(text, start, mention.start))
    after = families_in(split_words(text, mention.end, end))
    return frozenset(family for family, _ in before[-1:] + after[:1])


def families(text: str) -> frozenset[str]:
    """The kinds of happening that a text names: "killed" for died and deaths, "injured" for wounded and hurt."""
    return frozenset(family for family, _ in families_in(split_words(text)))


def clause(text: str, mention: Mention) -> tuple[int, int]:
    """The span around a figure up to the nearest comma, colon, bracket or conjunction on either side."""
    ends = list(_CLAUSE_END.finditer(text))
    start = max((match.end() for match in ends if match.end() <= mention.start), default=0)
    return start, min((match.start() for match in ends if match.start() >= mention.end), default=len(text))
