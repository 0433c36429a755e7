"""Tie: does every figure of a sentence stand with its own source, mark, aspect, event and time?

A sentence and the finding it is said to rest on in, what does not agree out, in plain words. Where ``verify`` asks
whether the evidence prints a figure at all, this asks whether it is this source's, marked [n], of this event: two
real sources swapped, a qualifier moved to the other side, or a right sentence under another event are named here.
A sentence is read mark by mark: the words up to a mark belong to the citation that it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rag.answers.compose import speaker, unmarked
from rag.answers.proof import Allowed, allowed, families, is_interval
from rag.answers.verify import foreign_words
from rag.claims.words import split_words, stem, stems_of
from rag.quantities.calendar import find_stamps
from rag.quantities.mentions import find_quantities
from rag.records import Citation, Finding

VOCABULARY = (
    "a an the of in at by to for from as and but while whereas with on that this there it they who which"
    " was were is are been be had has have stand stands stood came comes come"
    " said say says report reports reported give gives gave put puts speak speaks spoke count counts counted"
    " cite cites cited list lists listed name names named state states stated told according"
    " account accounts source sources figure figures number numbers toll total tally amount sum share cost"
    " agree agrees disagree disagrees differ differs same also compatible fit together"
    " earlier first initially now later latest current since then people"
).split()
"""The words that a written sentence may add to its finding: none denies, doubts, compares or qualifies."""

_MARK = re.compile(r"\[(\d+)\]")
_ODD = re.compile(r"\bnumber of \w+ed (?:at|as|was|is)\b")
_LABEL = re.compile(r" ?\((“.*”)\)")
_RELATION_WORDS = {
    "conflict": frozenset("disagree disagrees differ differs".split()),
    "agree": frozenset("agree agrees same".split()),
    "compatible": frozenset("compatible fit together".split()),
    "update": frozenset("earlier first initially now later latest current since then changed".split()),
}
_HARMONY = frozenset({"agree", "compatible"})
_BEFORE = frozenset("earlier first initially".split())
_AFTER = frozenset("now later latest current since".split())
_UNNAMED = frozenset({"figure", ""})
_KNOWN = frozenset(stem(word) for word in VOCABULARY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """One figure as one source gives it, at one citation."""

    value: str
    name: str
    citation: int
    is_current: bool = True

    @property
    def allows(self) -> Allowed | None:
        """What the figure allows, None where the value is no figure."""
        return next((allowed(m) for m in find_quantities(self.value) if is_interval(m)), None)


def ties_of(finding: Finding, citations: Mapping[int, Citation]) -> list[Tie]:
    """Every figure of a finding with its source and citation, in the order of the positions."""
    ties = (
        Tie(
            value=position.value,
            name=speaker(voice, citations),
            citation=voice.citation,
            is_current=position.current,
        )
        for position in finding.positions
        for voice in position.claims
    )
    return list(dict.fromkeys(ties))


def untied(text: str, finding: Finding, citations: Mapping[int, Citation]) -> tuple[str, ...]:
    """Return all in which the sentence disagrees with the finding, nothing where it says just what the finding says."""
    ties = ties_of(finding, citations)
    label = _LABEL.search(text)
    faults = [] if label is None or label[1] == f"“{unmarked(finding.event.label)}”" else [f"the event {label[1]}"]
    body = _LABEL.sub("", text)
    faults += _loose_parts(body, ties, is_update=finding.relation == "update")
    bare = _MARK.sub(" ", _blank(body, [tie.name for tie in ties] + [tie.value for tie in ties]))
    faults += _other_aspect(bare, finding.aspect)
    faults += _said_twice(body, ties, finding.aspect)
    faults += _strange_words(bare, finding)
    return tuple(dict.fromkeys(faults))


def _loose_parts(body: str, ties: list[Tie], *, is_update: bool) -> Iterator[str]:
    """The parts of a sentence, each up to its mark, that no tie bears out, and the ties that no part gives."""
    left, begin, name, figure = list(ties), 0, "", None
    names = [tie.name for tie in ties]
    for mark in _MARK.finditer(body):
        part = body[begin : mark.start()]
        begin = mark.end()
        said = _names_in(part, names)
        name = said[0] if len(said) == 1 else name if not said and not part.strip() else ""
        figures = [allowed(m) for m in find_quantities(_blank(part, names)) if is_interval(m)]
        figure = figures[0] if len(figures) == 1 else None if figures else figure
        found = next((t for t in left if (t.citation, t.name, t.allows) == (int(mark[1]), name, figure)), None)
        if found is None or (is_update and not _is_in_time(part, found)):
            yield f"“{part.strip()}” [{mark[1]}]"
        else:
            left.remove(found)
    if find_quantities(rest := _blank(body[begin:], names)) or _names_in(body[begin:], names):
        yield f"“{rest.strip()}” without a mark"
    yield from (f"{tie.value} [{tie.citation}] is left out" for tie in left)


def _is_in_time(part: str, tie: Tie) -> bool:
    """Whether an earlier figure is called earlier, and the current one current; a part without a figure inherits."""
    words = {word.lower for word in split_words(part)}
    if not any(is_interval(m) for m in find_quantities(part)):
        return not words & (_BEFORE | _AFTER)
    return bool(words & (_AFTER if tie.is_current else _BEFORE)) and not words & (_BEFORE if tie.is_current else _AFTER)


def _names_in(part: str, names: list[str]) -> list[str]:
    """The sources that a part names; one whose name stands within another's is that other's."""
    found = []
    for name in sorted(set(names), key=len, reverse=True):
        pattern = _pattern(name)
        if pattern.search(part):
            found.append(name)
            part = pattern.sub(" ", part)
    return found


def _blank(text: str, literals: list[str]) -> str:
    """The text without these literals, the longest first."""
    for one in sorted({one for one in literals if one}, key=len, reverse=True):
        text = _pattern(one).sub(" ", text)
    return text


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w\[]){re.escape(name)}(?!\w)", re.IGNORECASE)  # "2" is not the mark "[2]"


def _other_aspect(bare: str, aspect: str) -> Iterator[str]:
    """What the sentence says happened and the finding does not, and the other way round."""
    if more := families(bare) - families(aspect):
        yield f"it says {' and '.join(sorted(more))}, not {aspect}"
    if aspect not in _UNNAMED and (missing := foreign_words(aspect, evidence=[bare])):
        yield f"it does not say {' '.join(missing)}"


def _said_twice(body: str, ties: list[Tie], aspect: str) -> Iterator[str]:
    """What one part says of itself ("9 sheep were sheep"), or as no one would ("the number of voted")."""
    own = stems_of(aspect)
    for part in _MARK.split(_blank(body, [tie.name for tie in ties] + [tie.value for tie in ties])):
        said = [word.stem for word in split_words(part) if word.stem in own]
        if len(said) != len(set(said)):
            yield f"“{' '.join(part.split())}” says a thing of itself"
    if odd := _ODD.search(body):
        yield odd[0]


def _strange_words(bare: str, finding: Finding) -> Iterator[str]:
    """Words that neither the finding nor our small vocabulary has; days, names and further figures among them."""
    known = _KNOWN | stems_of(finding.aspect) | frozenset(word.stem for word in split_words(finding.aspect))
    said = families(finding.aspect)
    for word in split_words(bare):
        if (word.stem not in known and word.lower not in VOCABULARY and not families(word.text) & said) or (
            word.is_name and word.lower not in VOCABULARY and word.text not in finding.aspect
        ):
            yield word.text
    for relation, words in _RELATION_WORDS.items():
        fits = relation == finding.relation or {relation, finding.relation} <= _HARMONY
        if not fits and (said_so := words & {word.lower for word in split_words(bare)}):
            yield f"“{' '.join(sorted(said_so))}” of a finding that is {finding.relation}"
    yield from (bare[stamp.start : stamp.end] for stamp in find_stamps(bare))
    yield from (bare[m.start : m.end] for m in find_quantities(bare) if is_interval(m))
