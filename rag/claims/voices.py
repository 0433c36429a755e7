"""Name the speakers: whom do "he", "the officials" and an unattributed quotation stand for?

An article's text and sentences in, one list of attributions a sentence out. Pronouns and short
forms take the fuller name that stands before them; a sentence wholly inside a quotation takes the
speaker of the quotation's other sentences. Knows one article at a time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.claims.holders import Attribution, attributions
from rag.claims.lexicon import SOURCES
from rag.claims.words import split_words, stems_of

Span = tuple[int, int]

REACH = 1000
"""How many characters a label's words go on within a paragraph."""

_PERSONAL = frozenset("he she him her".split())
_PLURAL = frozenset("they them".split())
_LABEL = re.compile(r"((?:[A-Z][A-Z.'’-]+|[A-Z][\w.'’-]+ [A-Z][\w'’-]+)(?: [A-Z][\w.'’-]+){0,3}):\s+(?=[\"“A-Z])")
_INTRODUCED = re.compile(r"(?<!of )(?<!for )\b([A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2}), (?:an? |the |\d\d,|aged |who )")
_CLOSED = re.compile(r"[.?!…\"”)] $")
_NO_LABELS = frozenset(
    "read update updated note editors source sources photo picture credit lost found for elsewhere more related "
    "contact correction breaking urgent tags watch listen see opinion analysis".split()
)
_ORGANISATION = re.compile(
    r"\b(?:of|for|ministry|department|council|union|federation|agency|authority|forces?|trust|groups?|observatory|police|association|"
    r"associated|press|reuters|news|office|pentagon|army|hospital|bank|company)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:\w*man|\w*woman|minister|chief|director|president|spokesperson|adviser|doctor|captain|inspector|secretary|governor|mayor|coroner|"
    r"lawyer|officer|commissioner|leader|general|warden|foreman|nurse|professor)$",
    re.IGNORECASE,
)
_OPENING, _CLOSING = '“"', '”"'


def voices(text: str, sentences: Sequence[Span]) -> list[list[Attribution]]:
    """For each sentence its attributions, with every speaker by the fullest name given so far."""
    spoken: list[list[Attribution]] = []
    known: list[str] = []
    for start, end in sentences:
        found = attributions(text, start, end) or _labelled(text, start, end)
        named = [_told_on(_named(a, known, text[:start]), a, spoken[-1] if spoken else []) for a in found]
        known.extend(_people(text[start:end]))
        known.extend(a.holder for a in named if a.holder.lower() not in _PERSONAL | _PLURAL | {"it"})
        spoken.append([a for a in named if a.holder])
    return _carried(text, sentences, spoken)


def speaker_at(attributed: Sequence[Attribution], position: int) -> Attribution | None:
    """Who answers for the words at a position of the text."""
    return next((a for a in attributed if a.start <= position < a.end), None)


def _told_on(named: Attribution, printed: Attribution, before: Sequence[Attribution]) -> Attribution:
    """Go on telling whom the sentence before told: "They said"."""
    if named.via or printed.holder.lower() not in _PLURAL | _PERSONAL:
        return named
    return next((replace(named, via=a.via) for a in before if a.holder == named.holder and a.via), named)


def _people(sentence: str) -> list[str]:
    """The persons whom a sentence introduces with name and place in life: "Anna Moe, a farmer,"."""
    return [match[1] for match in _INTRODUCED.finditer(sentence)]


def _labelled(text: str, start: int, end: int) -> list[Attribution]:
    """The speaker of a transcript: "BRANDT: We closed the gate." holds until the next label of its paragraph."""
    opening = text.rfind("\n", 0, start) + 1
    labels = [
        m
        for m in _LABEL.finditer(text, opening, end)
        if m.start() == opening or _CLOSED.search(text, opening, m.start())
    ]
    label = next((m[1] for m in reversed(labels) if m.start() <= start), "")
    if not label or label.split()[0].lower() in _NO_LABELS:
        return []
    return [Attribution(holder=label, start=start, end=end)]


def _named(spoken: Attribution, known: Sequence[str], before: str) -> Attribution:
    lower = spoken.holder.lower()
    if lower in _PERSONAL | _PLURAL | {"it"}:
        return replace(spoken, holder=_antecedent(lower, known))
    if spoken.holder.isupper() and (full := _spelt_out(spoken.holder, before)):
        return replace(spoken, holder=full)
    is_common = spoken.holder.rsplit(" ", 1)[-1][:1].islower() or spoken.holder.isupper()
    match = re.match(r"(?:the|one of the|its|his|her|their)\s+([\w'’-]+)$", lower) if is_common else None
    return replace(spoken, holder=_fuller(match[1], known, before) or spoken.holder) if match else spoken


def _spelt_out(label: str, before: str) -> str:
    """The name in ordinary letters whose last word a transcript prints in capitals."""
    match = re.search(r"((?:[A-Z][\w.'’-]+ ){1,3}" + re.escape(label.rsplit(maxsplit=1)[-1].title()) + r")\b", before)
    return match[1] if match else ""


def _antecedent(pronoun: str, known: Sequence[str]) -> str:
    """The latest speaker that the pronoun can stand for; "" when there is none."""
    if pronoun in _PERSONAL:
        people = [name for name in known if _is_person(name)]
        return people[-1] if people else ""
    others = [name for name in known if not _is_person(name)] or list(known)
    if pronoun in _PLURAL:
        plural = [name for name in others if re.search(r"s\b|police|two\b", name.lower())]
        return (plural or others or [""])[-1]
    return others[-1] if others else ""


def _is_person(name: str) -> bool:
    """Whether a speaker is one person: a name of two or three words, or an office that one person holds."""
    last = name.rsplit(",", maxsplit=1)[-1].strip()
    words = last.split()
    organisation = bool(_ORGANISATION.search(" ".join(words[-2:])))
    is_named = (
        bool(words)
        and all(word[0].isupper() for word in words[-2:])
        and not last.lower().startswith(("the ", "a ", "an "))
    )
    return (is_named and not organisation and not last.isupper()) or bool(
        _OFFICE.search(name.split(" of ", maxsplit=1)[0].split(" for ", maxsplit=1)[0])
    )


def _fuller(noun: str, known: Sequence[str], before: str) -> str:
    """The fullest earlier name that ends in a noun: "the officials" are "Iraqi militia officials"."""
    earlier = [name for name in known if noun in (w.lower for w in split_words(name)) and len(name.split()) > 2]
    if earlier:
        return earlier[-1]
    adjectives = r"((?:[\w'’-]+ ){1,3}" + re.escape(noun) + r")\b"
    for match in reversed(list(re.finditer(adjectives, before, re.IGNORECASE))):
        words = split_words(match[1])
        stops = [i for i, w in enumerate(words) if w.is_stop]
        words = words[stops[-1] + 1 :] if stops else words
        if len(words) > 1:
            return match[1][words[0].start :]
    return ""


def _carried(text: str, sentences: Sequence[Span], spoken: list[list[Attribution]]) -> list[list[Attribution]]:
    """Give each sentence inside a quotation the speaker named before or behind it."""
    carried = [list(a) for a in spoken]
    for index, (start, end) in enumerate(sentences):
        if carried[index] or not _is_quotation(text[start:end]):
            continue
        for other in (index - 1, index + 1):
            if 0 <= other < len(sentences) and carried[other] and _is_beside(text, sentences[index], sentences[other]):
                source = carried[other][-1 if other < index else 0]
                carried[index] = [replace(source, start=start, end=end)]
                break
    return carried


def _is_quotation(sentence: str) -> bool:
    stripped = sentence.strip()
    return stripped[:1] in _OPENING and (stripped[-1:] in _CLOSING or stripped.count('"') == 1 or "”" not in stripped)


def _is_beside(text: str, one: Span, other: Span) -> bool:
    """Whether two sentences stand in one paragraph, or a quotation opens the next."""
    gap = text[min(one[1], other[1]) : max(one[0], other[0])]
    return gap.count("\n") == 0


def one_source(one: str, other: str) -> bool:
    """Whether two names in two articles stand for one speaker; "the ministry" alone may be any ministry."""
    a, b = stems_of(one), stems_of(other)
    shorter = min(one, other, key=len)
    is_name = shorter[:1].isupper() and shorter.lower() not in SOURCES and " " not in shorter
    return a == b or (same_speaker(one, other) and (min(len(a), len(b)) > 1 or is_name))


def same_speaker(one: str | None, other: str | None) -> bool:
    """Whether two names stand for one speaker: all the content words of the shorter are in the longer."""
    if not one or not other:
        return not one and not other
    a, b = stems_of(one), stems_of(other)
    return bool(a and b) and (a <= b or b <= a)
