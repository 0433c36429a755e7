"""Stage: does a sentence tell of the article's own event, or of another one?

An article's text and sentences in, one scene a sentence out: the main event, or a background event
with the words that set it apart ("in 1991", "earlier that month", "a similar attack"). A figure in
a clause about what a strike answered ("retaliation for an attack that killed one") has a scene of
its own. Knows one article at a time; which scenes of several articles are one is ``events``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.claims.words import shortened
from rag.quantities.times import TimeMention, find_times
from rag.records import Scene

Span = tuple[int, int]
LONGEST_LABEL = 110

_HAPPENING = (
    r"(?:attack|strike|airstrike|raid|bombing|blast|explosion|shooting|ambush|clash|fire|crash|accident|collision|derailment|flood|storm|"
    r"earthquake|quake|riot|protest|march|demonstration|collapse|disaster|avalanche|outbreak|operation|offensive|assault|incident|killing|"
    r"sinking|shipment|seizure|strike action|stoppage|walkout|election|vote|match|episode)s?"
)
_EARLIER = re.compile(
    r"\b(?:earlier|previous|prior|past|similar|separate|another|unrelated|last such|other)\s+"
    rf"(?:\w+\s+){{0,2}}{_HAPPENING}\b"
    r"|\bat (?:that|the) time\b|\bthose strikes\b|\bon that occasion\b|\bback then\b",
    re.IGNORECASE,
)
_IN_ANSWER = re.compile(
    rf"\b(?:retaliation|retaliated|response|revenge|reprisal|avenge|answer)\b[^.;]{{0,40}}?\b(?:for|to|against)\b[^.;]{{0,60}}?{_HAPPENING}\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"\b{_HAPPENING}\b[^.;]{{0,120}}?\b(?:after|following)\b[^.;]{{0,60}}?\b{_HAPPENING}\b", re.IGNORECASE
)
_SINCE = re.compile(r"\b(?:since|than (?:that )?(?:in|of))\s+(?:\w+\s+)?((?:1[89]|20)\d\d),? when\b", re.IGNORECASE)
_NOW = re.compile(r"\bthis (?:time|year|week|one)\b|\bnow\b|\btoday\b|\byesterday\b", re.IGNORECASE)
_ATTRIBUTE_YEAR = re.compile(
    r"\b(?:built|founded|opened|established|born|since|elected|appointed|joined|launched|bought|renewed|made|inspected|installed|licensed|"
    r"registered|introduced|commissioned|closed|model|class of|until|by|from|to)\s+(?:\w+\s+){0,1}$",
    re.IGNORECASE,
)
_THAT_ONE = re.compile(rf"^\W*(?:in )?th(?:at|ose) (?:\w+ ){{0,2}}?{_HAPPENING}\b", re.IGNORECASE)
_BEFORE = re.compile(
    rf"\b(?:after|following|since|before|response|retaliation|retaliated|reprisal|revenge|answer)\b.*?(?:{_HAPPENING}|\w+ed)\b",
    re.IGNORECASE,
)
_DRILL = re.compile(
    r"\b(?:drill|simulat\w+|mock|(?:training|emergency|military|an|the) exercise(?! book)|rehearsal|hypothetical)\b",
    re.IGNORECASE,
)


def scenes(text: str, sentences: Sequence[Span], *, published: str | None) -> list[Scene]:
    """For each sentence the event that it tells of, as far as the sentence and those before it say."""
    found: list[Scene] = []
    for index, (start, end) in enumerate(sentences):
        times = find_times(text, start, end, published=published)
        own = _background(text, start, end, times) or (_that_one(text, sentences, index, found) if index else None)
        if own is None and index and not found[-1].is_main and _continues(text, sentences, index):
            own = found[-1]
        if own is not None:
            own = _known(own, found)
        found.append(own or Scene(when=_day(times)))
    return found


def _known(scene: Scene, before: Sequence[Scene]) -> Scene:
    """A background event told before: "in 2008" goes on about "August 2008"."""
    for earlier in reversed(before):
        if scene.when and earlier.when and not earlier.is_main and earlier.when.startswith(scene.when):
            return earlier
    return scene


def scene_of_figure(text: str, sentence: Span, position: int, scene: Scene) -> Scene:
    """The scene of one figure: a clause about what an attack answered, or "since 2004, when", stands apart."""
    if match := _SINCE.search(text, sentence[0], position):
        return Scene(
            key=match[1],
            label=shortened(text[match.start() : sentence[1]], LONGEST_LABEL),
            when=match[1],
            cues=(match[0],),
        )
    for pattern in (_IN_ANSWER, _AFTER):
        match = pattern.search(text, *sentence)
        if (
            match
            and match.end() <= position
            and re.search(r"\b(?:which|that|who|killing|wounding|leaving|injuring)\b", text[match.end() : position])
        ):
            label = text[match.start() : sentence[1]]
            return Scene(
                key=f"{scene.key}|answered:{match.end()}",
                label=shortened(label, LONGEST_LABEL),
                when=scene.when if not scene.is_main else None,
                cues=("in answer to",),
            )
    return scene


def is_exercise(sentence: str) -> bool:
    """Whether a sentence tells of a drill, whose figures never happened."""
    return bool(_DRILL.search(sentence))


def _background(text: str, start: int, end: int, times: Sequence[TimeMention]) -> Scene | None:
    for mention in times:
        if mention.is_background and not _is_attribute(text, start, mention):
            cue = text[mention.start : mention.end]
            return Scene(
                key=mention.value or cue.lower(),
                label=shortened(text[start:end], LONGEST_LABEL),
                when=mention.value,
                cues=(cue,),
            )
    match = _EARLIER.search(text, start, end)
    if match and not _NOW.search(text, start, end):
        return Scene(key=match[0].lower(), label=shortened(text[start:end], LONGEST_LABEL), cues=(match[0],))
    return None


def _that_one(text: str, sentences: Sequence[Span], index: int, before: Sequence[Scene]) -> Scene | None:
    """Find the event that the sentence before went back to: "That rocket attack killed one"."""
    match = _THAT_ONE.search(text[slice(*sentences[index])])
    earlier = text[slice(*sentences[index - 1])]
    if match is None or not before[-1].is_main or not _BEFORE.search(earlier):
        return None
    return Scene(
        key=match[0].strip().lower(), label=shortened(text[slice(*sentences[index])], LONGEST_LABEL), cues=(match[0],)
    )


def _is_attribute(text: str, start: int, mention: TimeMention) -> bool:
    """Whether a year describes a thing, not the time of an event: "built in 1998", "since 2015"."""
    return bool(_ATTRIBUTE_YEAR.search(re.sub(r"\b(?:in|on|back)\s+$", "", text[start : mention.start])))


def _continues(text: str, sentences: Sequence[Span], index: int) -> bool:
    """Whether a sentence goes on with the background event of the sentence before it."""
    start, end = sentences[index]
    same_paragraph = "\n" not in text[sentences[index - 1][1] : start]
    if _NOW.search(text, start, end):
        return False
    return same_paragraph or bool(
        re.search(r"\balso\b[^.]{0,40}\b(?:attack|strike|blast|raid|crash)\b", text[start:end])
    )


def _day(times: Sequence[TimeMention]) -> str | None:
    return next((mention.value for mention in times if mention.value and len(mention.value) == 10), None)
