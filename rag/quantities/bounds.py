"""Read qualifiers: which interval do the words around a number leave open?

Words before ("at least", "nearly") and after ("or more", "or so") in, kind and span out; ``bound`` turns a
kind and a value into a closed interval by the project's convention: "more than 8" is 9.., "about 30" is 27..33,
"nearly 50" 45..50, "just over 50" 50..55. The longest phrase wins, so "no more than" is never "more than".
"""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["at least", "more than", "at most", "less than", "about", "nearly", "just over"]

_PHRASES: dict[Kind, str] = {
    "at least": "at least|at the least|at the very least|at a minimum|at minimum|no fewer than|no less than"
    "|not fewer than"
    "|not less than|a minimum of|minimum of|upwards of|upward of|minimum|never fewer than",
    "more than": "more than|over|above|in excess of|exceeding|exceeds|exceeded|greater than|higher than|beyond"
    "|north of"
    "|well over|far more than|much more than|many more than|well above|far above|far over|way over|way more than"
    "|larger than|topped|topping|surpassed|surpassing",
    "at most": "no more than|not more than|at most|at the most|at the very most|up to|as many as|as much as"
    "|a maximum of"
    "|maximum of|not exceeding|not exceed|no faster than|no deeper than|no longer than"
    "|no greater than|not over|no higher than|not above|never more than|anything up to"
    "|up to around|within"
    "|as high as",
    "less than": "fewer than|less than|under|below|well under|well below|far fewer than|far less than|south of"
    "|short of"
    "|not even|lower than|smaller than|much less than",
    "nearly": "nearly|almost|approaching|nigh on|close on|getting on for|just short of|just under|a little under"
    "|slightly under"
    "|slightly fewer than|slightly less than|just less than|a shade under|just below|very nearly"
    "|a little less than|not quite"
    "|a little short of|virtually",
    "just over": "just over|a little over|slightly over|slightly more than|just above|a little more than|a shade over"
    "|a touch over|just more than|little more than|not much more than|a little above|barely more than",
    "about": "about|around|some|roughly|approximately|an estimated|estimated|nearer|nearer to|close to|closer to"
    "|circa|c.|ca."
    "|in the region of|in the order of|on the order of|of the order of|something like|more like|somewhere near|approx"
    "|approx.|perhaps|maybe|probably|possibly|somewhere around|somewhere in the region of|an approximate|~|≈",
}
_KINDS: dict[str, Kind] = {phrase: kind for kind, phrases in _PHRASES.items() for phrase in phrases.split("|")}
_LAST_WORDS = frozenset(phrase.rpartition(" ")[2] for phrase in _KINDS)
_LONGEST = max(len(phrase.split()) for phrase in _KINDS)
_FILLER = re.compile(r"(?:\b(?:another|an additional|an extra|a further|a total of|a combined|just|only)|[\"“‘'(])\s*$")
_DENIED = re.compile(
    r"\b(?:not|never|nowhere|hardly|scarcely|\w+n[’']t)(?: (?:go|gone|went|rise|risen|be|been|have|had|come|reach|get"
    r"|got|last|lasted|take|taken|cost|see|seen|hold|held|number|total|carry|carried|fall|fallen|drop|dropped)){0,2} $"
)
_OPENING = "(\"“‘'—–-"
_REACH = 48

_END = r"(?=\s*(?:[.,;:)”\"–—]|$))"
_NO_NUMBER = (
    r"(?!\s+(?:an?|the|some|about|another|\d\S*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|\w+teen|\w+ty|half|dozens?|scores|hundreds|thousands)\b)"
)
_ANYWHERE = (
    rf"(?P<least>,? or more\b(?! than)|,? (?:and|if not) (?:possibly |perhaps |maybe |probably |even )?more{_END}"
    rf"|,? (?:possibly|perhaps|or even|maybe) more\b(?! than)|,? (?:and|or) (?:over|above|upwards|up){_END}"
    rf"|,? and counting\b"
    rf"|,? at (?:the )?(?:very )?least{_NO_NUMBER}|,? minimum{_END})"
    rf"|(?P<most>,? at (?:the )?(?:very )?most{_NO_NUMBER}|,? or (?:fewer|less|under)\b|,? (?:maximum|tops"
    rf"|at the outside){_END})"
    rf"|(?P<about>,? or so\b(?! (?:he|she|they|it|says|said)\b)|,? or thereabouts\b|,? give or take\b"
    rf"|,? (?:roughly|approximately){_END})"
)
_ADJACENT = re.compile(
    rf"(?P<plus>\+|-plus\b| plus\b(?! (?:an?|the|another|one|two|three|four|five|six|seven|eight|nine|ten|\d)))"
    rf"|(?P<odd>[- ]odd\b)|(?P<ish>-?ish\b)|{_ANYWHERE}"
)
_AFTER_NOUN = re.compile(rf"(?: [a-z][a-z’'-]+){{1,2}}?(?:{_ANYWHERE})")
_AFTER_KINDS: dict[str, Kind] = {
    "plus": "at least", "least": "at least", "most": "at most", "about": "about", "ish": "about", "odd": "just over",
}  # fmt: skip


def before(low: str, start: int, position: int) -> tuple[Kind | None, int, bool]:
    """The qualifier that ends right before ``position``: its kind, where it begins, and whether it says "about".

    Two may be stacked ("perhaps as many as", "at least about"): the bound decides, "about" is remembered.
    """
    kind, begin, vague = _one_before(low, start, position)
    if kind is None:
        return None, position, False
    if kind == "more than" and (denied := _DENIED.search(low, max(start, begin - _REACH), begin)):
        return "at most", denied.start(), vague  # "did not go above 72"
    vague = vague or kind == "about"
    outer, outer_begin, outer_vague = _one_before(low, start, begin)
    if outer is None:
        return kind, begin, vague
    stronger = outer if kind == "about" else kind
    return stronger, outer_begin, vague or outer_vague or outer == "about"


def _one_before(low: str, start: int, position: int) -> tuple[Kind | None, int, bool]:
    floor = max(start, position - _REACH)
    window = low[floor:position].rpartition("\n")[2]
    bare = window.rstrip()
    found = _lookup(bare)
    while found is None and (filler := _FILLER.search(bare)) is not None:
        bare = bare[: filler.start()].rstrip()
        found = _lookup(bare)
    if found is None:
        return None, position, False
    return found[0], position - len(window) + found[1], False


def _lookup(window: str) -> tuple[Kind, int] | None:
    """The longest known phrase at the end of the window, and where it begins there."""
    if window.rpartition(" ")[2].lstrip(_OPENING) not in _LAST_WORDS:
        return None
    words = window.split()[-_LONGEST:]
    for first in range(len(words)):
        phrase = " ".join(words[first:]).lstrip(_OPENING)
        kind = _KINDS.get(phrase)
        if kind is not None and window.endswith(phrase):
            return kind, len(window) - len(phrase)
    return None


def after(low: str, position: int, end: int, *, with_noun: bool) -> tuple[Kind | None, int]:
    """The qualifier that follows ``position``, after at most two words when ``with_noun``: its kind and end."""
    match = _ADJACENT.match(low, position)
    if match is None and with_noun:
        match = _AFTER_NOUN.match(low, position)
    if match is None or match.lastgroup is None or match.end() > end:
        return None, position
    return _AFTER_KINDS[match.lastgroup], match.end()


def bound(
    kind: Kind, low: float, high: float, *, is_whole: bool = True, is_count: bool = True
) -> tuple[float | None, float | None]:
    """The interval that a qualifier makes of a value; "more than N" begins at N + 1 where N is a whole number.

    "Fewer than N" ends at N - 1 only where things are counted: "less than 1 per cent" is not nothing.
    """
    if kind == "at least":
        return low, None
    if kind == "more than":
        return (low + 1 if is_whole and low == int(low) else low), None
    if kind == "at most":
        return None, high
    if kind == "less than":
        return None, (high - 1 if is_count and high == int(high) and high >= 1 else high)
    if kind == "about":
        return _trim(low * 0.9), _trim(high * 1.1)
    if kind == "nearly":
        return _trim(low * 0.9), high
    return low, _trim(high * 1.1)


def _trim(value: float) -> float:
    """Drop the dust of binary fractions: 310 * 1.1 is 341."""
    return round(value, 6)
