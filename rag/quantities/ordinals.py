"""Find ordinals: which of them say how many have died: "a fifth passenger died", "the 26th victim"?

Lower-case text in, spans and values out. Behind "a" before a word for a person or a body, where the words behind tell
of a death; behind "the" where somebody is called the fourth victim or is the fourth "to die". Of other things a second
one may be the first that is counted, and "the second victim died" is of one among several that are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_VALUES = {
    word: number
    for number, word in enumerate(
        "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), start=2
    )
}
_PERSON = (
    r"(?:person|man|woman|boy|girl|child|baby|victim|body|passenger|soldier|worker|miner|officer|policeman|patient|guest"
    r"|resident|student|pupil|sailor|fisherman|fireman|firefighter|climber|driver|hostage|prisoner|villager|pilgrim"
    r"|skier|swimmer|hiker|walker|cyclist|pedestrian|nurse|doctor|teacher|journalist|inmate|detainee|refugee|migrant"
    r"|civilian|tourist|spectator|demonstrator|protester|striker|farmer|herder|crewman|crew member)"
)
_RANK = rf"(?:(?P<rank>{'|'.join(_VALUES)})|(?P<digits>\d{{1,3}})(?:st|nd|rd|th))"
_COUNTING = re.compile(rf"\b(?P<number>an? {_RANK}) (?=(?:[a-z-]+ )?{_PERSON}\b(?P<rest>[^.;\n]{{0,80}}))")
_DEAD = re.compile(
    rf"(?P<said>, |\b(?:is|was|be|became|becomes|become|becoming|as) )?(?P<number>the {_RANK}) "
    rf"(?=(?:[a-z-]+ )?(?:(?P<victim>victim|fatality)|(?:{_PERSON} )?to (?:die|be killed|lose (?:his|her) life))\b)"
)
_DEATH = re.compile(r"\b(?:died|dies|dead|death|killed|succumbed|drowned|body|recovered|found)\b")


def find_ordinals(low: str, start: int, end: int) -> Iterator[tuple[int, int, float]]:
    """Yield the spans of the ordinals that count the dead, each with how many there are then."""
    for match in _COUNTING.finditer(low, start, end):
        before = low[max(start, match.start() - 30) : match.start()]
        if _DEATH.search(before + low[match.start() : match.end("rest")]):
            yield _read(match)
    yield from (_read(match) for match in _DEAD.finditer(low, start, end) if match["said"] or not match["victim"])


def _read(match: re.Match[str]) -> tuple[int, int, float]:
    value = _VALUES[match["rank"]] if match["rank"] else int(match["digits"])
    return match.start("number"), match.end("number"), float(value)
