"""Classify: what does a figure count, and what happened to it?

A sentence with its figures in; for one figure the counted noun ("Iraqi militiamen"), the family of
words that says what happened ("killed"), whether it is a part of a larger whole, and the word stems
around it. What is counted is an open set: a noun needs no entry in the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.claims.lexicon import BREAKERS, FAMILIES, MODIFIERS, PAST_FORMS
from rag.claims.words import Word, content_stems, split_words, stem

Span = tuple[int, int]

_PHRASES: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _family, _wordings in FAMILIES.items():
    for _wording in _wordings:
        _stems = tuple(stem(part) for part in _wording.split())
        _PHRASES.setdefault(_stems[0], []).append((_stems, _family))
for _options in _PHRASES.values():
    _options.sort(key=lambda option: -len(option[0]))

_CONJUNCTION = re.compile(r"\b(?:and|or|but)\b|[,;]")
_SUBORDINATE = frozenset("that which when while after before because as if where since until although though".split())
_MONTHS = ("March", "May")
_PREPOSITIONS = frozenset(
    "behind against of for about over after before during in at from near since on under to with by "
    "beside outside inside among".split()
)
_LABEL = re.compile(r"\s*((?:[A-Za-z][\w'’-]* ){0,4}[A-Za-z][\w'’-]*)[ :]+")
_CLAUSE = re.compile(r"[,;:]\s|\bthat\b|\bwhile\b")
_LEFT_NOUN = re.compile(
    r"\b(?:number|count|total|tally|toll|figure) of ((?:[\w'’-]+ ){0,3}?[\w'’-]+?)"
    r"(?= (?:at|to|was|is|had|has|who|in|on|aboard|reached|stood|rose)\b|$)",
    re.IGNORECASE,
)
_INSERTION = re.compile(
    r"[,;(–—-]?\s*(?:and )?(?:including|among them|at least|some of|most of|all of|\w+ of them|\w+ of whom)",
    re.IGNORECASE,
)
_COORDINATION = re.compile(r"\s+and\s+(?:\w+|\d+)\s+\w+\s+(?!,)", re.IGNORECASE)
_LIFE = stem("lives")
_COSTING = frozenset("cost costs costing take takes took taken taking claim claims claimed claiming lost".split())
REACH = 140
_PARTITIVE = re.compile(r"\s+of\s+(?:the|its|their|his|her|those|these|all)?\s*(?:[\w'’]+\s+)?")
_NO_LABEL = frozenset("now this all the these those at then so".split())
_PART_BEFORE = re.compile(
    r"\b(?:including|includes|among them|among whom|of them|of whom)\s*(?:at least |about |some |as many as )?$",
    re.IGNORECASE,
)
_HEADING = re.compile(r"([A-Za-z][\w '’-]{1,30}):\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one figure counts. ``noun`` is "" when the words around it do not say.

    ``is_whole`` says that the figure before it counts some of what it counts: "eleven of the 40".
    """

    noun: str
    aspect: str
    is_part: bool
    terms: frozenset[str]
    is_whole: bool = False


def families_in(words: Sequence[Word]) -> list[tuple[str, int]]:
    """The families of words that occur, each with the index of its first word, longest wordings first."""
    found: list[tuple[str, int]] = []
    for index, word in enumerate(words):
        if word.text in _MONTHS:
            continue
        for stems, family in _PHRASES.get(word.stem, ()):
            if _stands_at(stems, words, index):
                found.append((family, index))
                break
    return found


def families_of(word_stem: str) -> str:
    """The family that a single word belongs to, "" when it belongs to none."""
    return next((family for stems, family in _PHRASES.get(word_stem, ()) if len(stems) == 1), "")


def _stands_at(stems: tuple[str, ...], words: Sequence[Word], index: int) -> bool:
    """Whether the stems follow each other from an index on, with at most two words between."""
    position = index
    for wanted in stems[1:]:
        following = [w.stem for w in words[position + 1 : position + 4]]
        if wanted not in following:
            return False
        position += 1 + following.index(wanted)
    return True


def read_figure(text: str, sentence: Span, figures: Sequence[Span], index: int) -> Reading:
    """Read one figure of a sentence; ``figures`` are the spans of all its figures in order."""
    if index and _PARTITIVE.fullmatch(text, figures[index - 1][1], figures[index][0]):
        return _base(text, sentence, figures, index)
    whole = index + 1 < len(figures) and _PARTITIVE.fullmatch(text, figures[index][1], figures[index + 1][0])
    apart = [figure for number, figure in enumerate(figures) if not whole or number != index + 1]
    left, right = _segments(text, sentence, apart, index)
    noun_words, is_part = _noun(text, split_words(text, right[0], min(sentence[1], right[0] + REACH)), figures, index)
    noun = text[noun_words[0].start : noun_words[-1].end] if noun_words else _noun_before(text[left[0] : left[1]])
    return Reading(
        noun=noun,
        aspect=_aspect(text, sentence, (left, right), noun_words),
        is_part=(is_part and not whole) or _is_inserted(text[sentence[0] : figures[index][0]]),
        terms=content_stems([*split_words(text, *left), *split_words(text, *right)]),
    )


def _base(text: str, sentence: Span, figures: Sequence[Span], index: int) -> Reading:
    """The whole of which a figure counts some: "the 40 passengers" in "Eleven of the 40 passengers died"."""
    end = figures[index][1]
    noun_words, _ = _noun(text, split_words(text, end, min(sentence[1], end + REACH)), figures, index)
    noun = text[noun_words[0].start : noun_words[-1].end] if noun_words else ""
    return Reading(noun=noun, aspect="", is_part=False, terms=content_stems(noun_words), is_whole=True)


def _segments(text: str, sentence: Span, figures: Sequence[Span], index: int) -> tuple[Span, Span]:
    """The words that belong to a figure: between it and its neighbours, divided at the last conjunction."""
    start, end = figures[index]
    left_from = _division(text, figures[index - 1][1], start) if index else sentence[0]
    right_to = _division(text, end, figures[index + 1][0]) if index + 1 < len(figures) else sentence[1]
    return (left_from, start), (end, right_to)


def _division(text: str, start: int, end: int) -> int:
    last = _last(_CONJUNCTION, text, start, end)
    return last.start() if last else end


def _noun(text: str, words: Sequence[Word], figures: Sequence[Span], index: int) -> tuple[list[Word], bool]:
    """The counted noun right behind a figure, and whether "of them" makes it a part."""
    taken: list[Word] = []
    position, is_part = figures[index][1], False
    later = {start: end for start, end in figures[index + 1 :]}
    for number, word in enumerate(words):
        gap = text[position : word.start]
        if taken and "." in taken[-1].text:
            gap = gap.lstrip(".")
        if re.search(r"[,.;:()\"”“—–!?]", gap) and not (not taken and re.fullmatch(r"\s*[\"”“]?\s*", gap)):
            break
        if word.text[0].isdigit() and word.start not in later:
            break
        if word.start in later and not taken:
            is_part, position = True, later[word.start]
            continue
        if not taken and word.lower == "of":
            following = words[number + 1].lower if number + 1 < len(words) else ""
            is_part = is_part or following in ("them", "whom", "the", "its", "their", "those", "these", "his", "her")
        elif (taken and (_ends_noun(word) or word.lower == "of")) or (
            not taken and (word.lower in BREAKERS or _is_bare_verb(words, number))
        ):
            break
        elif (taken or not (word.lower in MODIFIERS or word.lower in ("them", "whom"))) and not _owns(words, number):
            taken.append(word)
        position = word.end
        if len(taken) == 5:
            break
    return taken, is_part


def _owns(words: Sequence[Word], index: int) -> bool:
    """Whether a word says whose the counted things are: "the nation's" 1,900 members."""
    return words[index].lower.endswith(("'s", "’s")) and index + 1 < len(words)


def _ends_noun(word: Word) -> bool:
    lower = word.lower
    if (
        lower in BREAKERS
        or lower in PAST_FORMS
        or lower in ("dead", "missing", "hurt", "ill", "alive", "unhurt", "short")
    ):
        return True
    return (
        (lower.endswith("ed") and len(lower) > 4)
        or lower.endswith("ly")
        or (lower.endswith("ing") and word.stem in _PHRASES)
    )


def _is_bare_verb(words: Sequence[Word], index: int) -> bool:
    """Whether no noun follows: "28 injured" has none, "28 injured people" has one."""
    word = words[index]
    if not _ends_noun(word):
        return False
    following = words[index + 1] if index + 1 < len(words) else None
    adjective = word.lower.endswith("ed") or word.lower in ("dead", "missing")
    return not (
        adjective
        and following
        and not following.is_stop
        and following.start == word.end + 1
        and not _ends_noun(following)
    )


def _noun_before(left: str) -> str:
    """Find the noun in front of a figure: "the number of escapees at" 23, "Arrests:" 12."""
    if match := _last(_LEFT_NOUN, left.rstrip(), 0, len(left)):
        return match[1].strip()
    match = _HEADING.search(left) or _LABEL.fullmatch(left)
    words = split_words(match[1]) if match else []
    is_label = any(not w.is_stop for w in words) and not any(_ends_noun(w) or w.lower in BREAKERS for w in words)
    return match[1].strip() if match and is_label and words[0].lower not in _NO_LABEL else ""


def _aspect(text: str, sentence: Span, segments: tuple[Span, Span], noun: Sequence[Word]) -> str:
    """The nearest family of words: behind the figure, before it, or behind what is inserted after it."""
    left, right = segments
    if heading := _HEADING.search(text[left[0] : left[1]]):
        return next((family for family, _ in families_in(split_words(heading[1]))), "")
    left_words = split_words(text, _last_clause(text, *left), left[1])
    if noun and noun[-1].stem == _LIFE and any(word.lower in _COSTING for word in left_words[-3:]):
        return "killed"
    if said := _right_before(left_words):
        return said
    right_words = split_words(text, *right)
    behind = [word for word in right_words if not noun or word.start >= noun[-1].end]
    if said := _predicates(_main_clause(behind)):
        return said
    if found := families_in(left_words):
        return found[-1][0]
    if said := _predicates(list(noun)):
        return said
    if _INSERTION.match(text, right[1]) or (noun and _COORDINATION.match(text, noun[-1].end)):
        return _predicates(_main_clause(split_words(text, right[1], sentence[1])))
    return ""


def _right_before(words: Sequence[Word]) -> str:
    """The family of the verb that a figure is the object of: "killed" one man, "wounding about" ten."""
    found = families_in(words[-3:])
    is_verb = bool(found) and words[-3:][found[-1][1]].lower.endswith(("ed", "ing", "hurt"))
    between = words[-3:][found[-1][1] + 1 :] if found else []
    return found[-1][0] if is_verb and not any(w.lower in BREAKERS for w in between) else ""


def _predicates(words: Sequence[Word]) -> str:
    """The first family that is said of the figure; one inside a prepositional phrase ("behind the march") is not."""
    for family, index in families_in(words):
        before = [w.lower for w in words[max(0, index - 2) : index]]
        near = bool(before) and before[-1] in _PREPOSITIONS
        far = len(before) == 2 and before[0] in _PREPOSITIONS and before[1] in ("the", "a", "an", "their", "its")
        if not (near or far):
            return family
    return ""


def _last_clause(text: str, start: int, end: int) -> int:
    """Where the clause begins in which a stretch of text ends."""
    last = _last(_CLAUSE, text, start, end)
    return last.end() if last else start


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    return max(pattern.finditer(text, start, end), key=lambda match: match.end(), default=None)


def _main_clause(words: Sequence[Word]) -> Sequence[Word]:
    """The words up to a subordinate clause; one that follows the noun at once ("people who died") belongs to it."""
    for index, word in enumerate(words):
        if index and word.lower in _SUBORDINATE:
            return words[:index]
    return words


def _is_inserted(before: str) -> bool:
    """Whether a figure is a part of one before it: "…, including" 12 children."""
    return bool(_PART_BEFORE.search(before))
