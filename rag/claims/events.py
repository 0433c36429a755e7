"""Match: which happenings of several articles are one event?

Happenings (the main event of an article, or one of its background events) in; for two of them same,
different or unsure, with the reason. Shared names and rare words, weighed by how few articles carry
them, and dates are evidence; a recurring place or similar wording is not. "Unsure" is never merged:
a wrong merge is worse than a missed one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rag.claims.lexicon import COMMON_NAMES
from rag.claims.words import Word, is_shouted, split_words, stems_of
from rag.records import Article, Claim, Sameness, Scene

SAME_NAMES = 0.45
SAME_WITH_WORDS = 0.25
COPIED_WORDS = 0.7
UNDATED_NAMES, UNDATED_WORDS = 0.55, 0.35
NEAR_WORDS = 0.26
NEAR_TOGETHER = 0.38
STORY_DAYS = 60
OTHER_STORY_DAYS = 200
NEAR_DAYS = 4
LONG_ENOUGH = 8
TITLE_WORDS, TITLE_SHARE = 3, 0.7
NAMED_DAYS = 14

_OFFICE = re.compile(
    r"\b(President|Prime Minister|Chancellor|Governor|Mayor|Defen[cs]e Secretary|Secretary of State)\s+"
    r"((?:[A-Z][\w'’-]+\s?){1,3})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event as one article tells it, with what could tell it from others."""

    article_id: str
    scene: Scene
    text: str
    names: frozenset[str]
    stems: frozenset[str]
    years: frozenset[str]
    published: str | None
    offices: tuple[tuple[str, str], ...] = ()
    outlet: frozenset[str] = frozenset()
    figures: frozenset[tuple[float, str]] = frozenset()

    @property
    def carried(self) -> frozenset[str]:
        """The words that a question may name it by: its own, and those of the outlet that tells it."""
        return self.stems | self.names | self.outlet

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from every other happening."""
        return (self.article_id, self.scene.key)


def happenings(article: Article, claims: Sequence[Claim]) -> list[Happening]:
    """The events of one article: the main one first, then each that its sentences set apart."""
    by_key: dict[str, list[Claim]] = {}
    for claim in claims:
        by_key.setdefault(claim.scene.key, []).append(claim)
    title = "" if article.text.startswith(article.title) else article.title
    return [_happening(article, group, title) for _, group in sorted(by_key.items())]


def _happening(article: Article, claims: Sequence[Claim], title: str) -> Happening:
    scene = claims[0].scene
    quotes = list(dict.fromkeys(claim.quote for claim in claims))
    text = "\n".join([title, *quotes] if scene.is_main else quotes)
    when = scene.when if not scene.is_main else _main_day(claims)
    return Happening(
        article_id=article.id,
        scene=Scene(key=scene.key, label=scene.label or article.title, when=when, where=scene.where, cues=scene.cues),
        text=text,
        names=names_in(text),
        stems=frozenset(w.stem for w in split_words(text) if not w.is_stop and len(w.stem) > 2),
        outlet=stems_of(article.publisher) if scene.is_main else frozenset(),
        years=frozenset(re.findall(r"\b(?:1[89]|20)\d\d\b", text)) | ({when[:4]} if when else set()),
        published=article.published,
        offices=tuple((m[1], m[2].split()[-1]) for m in _OFFICE.finditer(text)),
        figures=_figures(claims),
    )


def _figures(claims: Sequence[Claim]) -> frozenset[tuple[float, str]]:
    """The telling figures: a number of two digits or more with what it counts."""
    return frozenset(
        (c.quantity.low, c.aspect or c.noun.lower().split()[-1])
        for c in claims
        if c.quantity and c.quantity.low and c.quantity.low >= 10 and (c.aspect or c.noun)
    )


def _main_day(claims: Sequence[Claim]) -> str | None:
    """The day that the first sentences of an article give, if they give one."""
    days = [claim.scene.when for claim in claims[:6] if claim.scene.when and len(claim.scene.when) == 10]
    return days[0] if days else None


def names_in(text: str) -> frozenset[str]:
    """The stems of the words written as names: capitalised inside a sentence, or anywhere if known from inside."""
    found: set[str] = set()
    for line in text.split("\n"):
        words = split_words(line)
        if _is_headline(words):
            continue
        for index, word in enumerate(words):
            if _is_name(word, opens=_opens(line, words, index)):
                found.add(word.stem)
    return frozenset(found)


def _opens(line: str, words: Sequence[Word], index: int) -> bool:
    return index == 0 or bool(re.search(r"[.!?“\"‘:]\s*[\"“‘(]?$", line[words[index - 1].end : words[index].start]))


def _is_headline(words: Sequence[Word]) -> bool:
    """Whether a line is set in capitals or title case, where capitals tell no name."""
    content = [w for w in words if not w.is_stop and w.text[0].isalpha()]
    return len(content) > TITLE_WORDS and sum(w.text[0].isupper() for w in content) > TITLE_SHARE * len(content)


def _is_name(word: Word, *, opens: bool) -> bool:
    if word.is_stop or word.lower in COMMON_NAMES or len(word.text) < 3 or not word.is_name:
        return False
    return not opens


class Weights(dict[str, float]):
    """How much each word tells; sums over whole texts are kept, for each text is compared with many."""

    def __init__(self, of: Mapping[str, float]) -> None:
        super().__init__(of)
        self._totals: dict[frozenset[str], float] = {}

    def total(self, stems: frozenset[str]) -> float:
        """The weight of all the words of a text."""
        if stems not in self._totals:
            self._totals[stems] = self.sum(stems)
        return self._totals[stems]

    def sum(self, stems: frozenset[str]) -> float:
        """The weight of some words."""
        return sum(self.get(stem, 1.0) for stem in stems)


def weights(found: Sequence[Happening]) -> Weights:
    """How much each name tells: the fewer articles carry it, the more (inverse document frequency)."""
    carriers: dict[str, set[str]] = {}
    for happening in found:
        for stem in happening.names | happening.stems:
            carriers.setdefault(stem, set()).add(happening.article_id)
    total = len({h.article_id for h in found})
    return Weights({stem: math.log(1 + (total + 3) / (len(ids) + 0.5)) for stem, ids in carriers.items()})


def compare_happenings(one: Happening, other: Happening, weight: Weights) -> tuple[Sameness, str]:
    """Whether two happenings are one event, and why."""
    if one.article_id == other.article_id:
        return _in_one_article(one, other)
    if clash := _office_clash(one, other):
        return "different", clash
    if one.scene.is_main != other.scene.is_main:
        return _with_background(one, other, weight)
    if not one.scene.is_main:
        return _both_background(one, other, weight)
    return _both_main(one, other, weight)


def _in_one_article(one: Happening, other: Happening) -> tuple[Sameness, str]:
    """An article's events differ; only one of its last weeks may be its own event under another name."""
    if one.key == other.key:
        return "same", "one scene"
    past = other if one.scene.is_main else one
    apart = days_between(f"{past.scene.when or ''}-15"[:10], past.published)
    if (one.scene.is_main or other.scene.is_main) and apart is not None and apart <= STORY_DAYS:
        return "unsure", "an event of the same weeks"
    return "different", "the article sets them apart"


def _both_main(one: Happening, other: Happening, weight: Weights) -> tuple[Sameness, str]:
    apart = days_between(one.scene.when or one.published, other.scene.when or other.published)
    if apart is not None and apart > STORY_DAYS:
        return ("different" if apart > OTHER_STORY_DAYS else "unsure"), f"{apart} days lie between them"
    names, words = names_shared(one, other, weight), words_shared(one, other, weight)
    if words >= COPIED_WORDS:
        return "same", f"words shared {words:.2f}"
    if apart is None:
        sure = names >= UNDATED_NAMES and words >= UNDATED_WORDS
        return ("same" if sure else "unsure"), f"undated, names shared {names:.2f}, words shared {words:.2f}"
    several = len(shared_names(one, other)) > 1
    if (names >= SAME_NAMES and several and apart <= NAMED_DAYS) or (
        names >= SAME_WITH_WORDS and words >= SAME_WITH_WORDS
    ):
        return "same", f"names shared {names:.2f}, words shared {words:.2f}"
    if apart > NEAR_DAYS:
        return "unsure", f"too few names shared ({names:.2f})"
    if _tell_same(one, other):
        return "same", "the same figures within days"
    is_nameless = names == 0 and bool(one.names and other.names)
    if not is_nameless and (words >= NEAR_WORDS or names + words >= NEAR_TOGETHER):
        return "same", f"within days, names shared {names:.2f}, words shared {words:.2f}"
    return "unsure", f"too few names shared ({names:.2f})"


def _with_background(one: Happening, other: Happening, weight: Weights) -> tuple[Sameness, str]:
    main, past = (one, other) if one.scene.is_main else (other, one)
    day = main.scene.when or main.published
    if not past.scene.when or not day or not is_dated(past.scene.when):
        return "unsure", "the background event has no date"
    length = min(len(past.scene.when), len(day), 7)
    if past.scene.when[:length] != day[:length]:
        return "different", f"{past.scene.when} is not {day}"
    known = main.names | frozenset(main.stems if is_shouted(main.text) else ())
    shared = past.names & known
    if one.figures & other.figures and words_shared(past, main, weight) > 0.2:
        return "same", f"dated {past.scene.when}, with the same figure"
    return (
        ("same", f"dated {past.scene.when}, shares {', '.join(sorted(shared)[:3])}")
        if shared
        else ("unsure", "same date, no shared name")
    )


def _both_background(one: Happening, other: Happening, weight: Weights) -> tuple[Sameness, str]:
    if one.scene.when and other.scene.when:
        length = min(len(one.scene.when), len(other.scene.when))
        if one.scene.when[:length] != other.scene.when[:length]:
            return "different", f"{one.scene.when} is not {other.scene.when}"
    words = words_shared(one, other, weight)
    dated = one.scene.when is not None and one.scene.when == other.scene.when
    long_enough = min(len(one.stems), len(other.stems)) >= LONG_ENOUGH
    told_alike = words >= 0.6 or (words >= 0.3 and dated and names_shared(one, other, weight) >= 0.5)
    if (words >= 0.8 and long_enough) or (dated and told_alike):
        return "same", f"words shared {words:.2f}"
    return "unsure", f"words shared {words:.2f}"


def words_shared(one: Happening, other: Happening, weight: Weights) -> float:
    """The share of the poorer text's words that the other carries too."""
    return _shared(one.stems, other.stems, weight)


def _tell_same(one: Happening, other: Happening) -> bool:
    """Whether two texts give the same figures for the same things: several, or one that is no round accident."""
    shared = one.figures & other.figures
    return len(shared) > 1 or any(value >= 1000 for value, _ in shared)


def shared_names(one: Happening, other: Happening) -> frozenset[str]:
    """The names of either text that the other has too."""
    return (one.names & other.names) | (one.names & other.stems) | (other.names & one.stems)


def names_shared(one: Happening, other: Happening, weight: Weights) -> float:
    """The weight of the names that the other text has too, as a share of the poorer one's names."""
    first, second = weight.total(one.names), weight.total(other.names)
    total = min(first, second) if first and second else first or second
    return min(1.0, weight.sum(shared_names(one, other)) / total) if total else 0.0


def _shared(one: frozenset[str], other: frozenset[str], weight: Weights) -> float:
    """The weight of what both carry, as a share of what the poorer one carries."""
    total = min(weight.total(one), weight.total(other))
    return weight.sum(one & other) / total if total else 0.0


def _office_clash(one: Happening, other: Happening) -> str:
    """Two holders of one office: the articles speak of different times."""
    for office, holder in one.offices:
        rivals = {name for title, name in other.offices if title == office}
        if rivals and holder not in rivals and not rivals & {name for title, name in one.offices if title == office}:
            return f"{office} {holder} here, {sorted(rivals)[0]} there"
    return ""


def is_dated(when: str) -> bool:
    """Whether a time begins with a year."""
    return len(when) >= 4 and when[:4].isdecimal()


def days_between(one: str | None, other: str | None) -> int | None:
    """The days between two ISO dates, None when either is missing or coarser than a day."""
    try:
        first, second = (date.fromisoformat((value or "")[:10]) for value in (one, other))
    except ValueError:
        return None
    return abs((first - second).days)
