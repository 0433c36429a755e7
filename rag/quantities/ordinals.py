"""Find ordinals: which of them say how many have died: "a fifth passenger died"?

Lower-case text in, spans and values out. Only behind "a" ("the second victim" is one of several that are known), before
a word for a person or a body, and where the words behind tell of a death: of other things a second one may be the first
that is counted.
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
    r"|resident|student|pupil|sailor|fisherman|fireman|firefighter|climber|driver|hostage|prisoner|villager|pilgrim)"
)
_COUNTING = re.compile(
    rf"\b(?P<number>an? (?P<rank>{'|'.join(_VALUES)})) (?=(?:[a-z-]+ )?{_PERSON}\b(?P<rest>[^.;\n]{{0,80}}))"
)
_DEATH = re.compile(r"\b(?:died|dies|dead|death|killed|succumbed|drowned|body|recovered|found)\b")


def find_ordinals(low: str, start: int, end: int) -> Iterator[tuple[int, int, float]]:
    """Yield the spans of the ordinals that count the dead, each with how many there are then."""
    for match in _COUNTING.finditer(low, start, end):
        before = low[max(start, match.start() - 30) : match.start()]
        if _DEATH.search(before + low[match.start() : match.end("rest")]):
            yield match.start("number"), match.end("number"), float(_VALUES[match["rank"]])
