"""Tell roles apart: is this number a count, an age, a score, or part of a name?

A numeral in its context in, its role out, by the words right before and after it. Dates and hours were
found before (``calendar``); units and money are read elsewhere (``figures``). The lists of words are ours,
from reading news in English. It does not read the sentence, only its nearest words.
"""

from __future__ import annotations

import re
from typing import Literal

Role = Literal[
    "count", "money", "percent", "measure", "age", "ordinal", "year", "date", "clock", "duration", "score",
    "identifier", "none",
]  # fmt: skip

_REACH = 60
_PERSON = (
    "(?:man|woman|boy|girl|child|son|daughter|baby|toddler|infant|teenager|youth|youngster|lad|lass|brother"
    "|sister|father|mother"
    "|grandmother|grandfather|nephew|niece|widow|widower|worker|student|pupil|driver|farmer|soldier|officer"
    "|teacher|nurse|miner"
    "|fisherman|passenger|cyclist|motorist|pedestrian|walker|climber|skier|sailor|guard|clerk|veteran|pensioner"
    "|suspect|victim"
    "|survivor|resident|mechanic|technician|engineer|labourer|laborer|villager|shepherd|apprentice|recruit|cook"
    "|waiter|doctor)"
)
_AGE_TAIL = re.compile(r"[ -](?:and[- ]a[- ]half[ -])?(?P<unit>year|month|week|day)s?[ -]olds?\b|[ -]years? of age\b")
_AGE_HEAD = re.compile(
    r"\b(?:aged?|ages)(?: (?:of|as|between|about|around|just|only|from|at|is|was|to|under|over|and))*[ :]+"
    r"(?:[a-z0-9-]+(?:,| and| to|, and) )*$"
    r"|\b(?:pension|retirement|voting|drinking|school[- ]leaving) age\b[^.;]{0,40}\b(?:from|to|at|of) $"
)
_PERSON_OF = re.compile(rf"\b{_PERSON} of (?:about |only |just |around )?$")
_SOMEBODY_OF = re.compile(
    r"\ban? (?:\w+ )?(?:man|woman|boy|girl|child|lad|lass|widow|widower|youth|pensioner) of "
    r"(?:about |only |just |around )?$"
)
_NO_PLURAL = re.compile(r" (?!\w+s\b)[a-z]")
_PERSON_APPOSED = re.compile(rf"\b{_PERSON}s?, $")
_TURNED = re.compile(r"\b(?:he|she|who|and|has|had|just) turn(?:ed|s) $|\b(?:he|she|who) (?:was|is) (?:just |only )?$")
_CLOSED = re.compile(r"\s*(?:[.,;:)–—”\"]|$| (?:who|whose|and|was|were|had|has|with|from|in|at|on|is|died|killed)\b)")
_NAMED = re.compile(r"(?:[A-Z][\w’'.-]*[a-z][\w’'.-]*|[A-Z]{3,}), $")
_NAMED_PARENTHESIS = re.compile(r"[A-Z][\w’'-]+ \($")
_NOT_A_NAME = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september"
    " october november december however total together then also meanwhile today yesterday tomorrow overall"
    " altogether"
    " nationwide elsewhere".split()
)
_AND_NUMBER = re.compile(r" and \d")
_AGE_CLOSE = re.compile(r",|\)|\.(?!\d)|;| and \w+ [A-Z]|$")
_IN_THEIR = re.compile(
    r"\b(?:his|her|their|its|my|your|our)(?: (?:early|mid|late|mid to late))?[ -]$|\b(?:under|over)[- ]$"
)
_DESIGNATORS = frozenset(
    "gate gates room rooms page pages platform platforms flight flights route routes unit units chapter section"
    " article"
    " paragraph phase stage grade channel junction pier berth ward bay lane category lot item highway terminal"
    " runway exit"
    " cell block sector zone reactor stand shaft seam bulletin flash newsflash update points type class form formula"
    " apartment"
    " flat appendix clause rule resolution protocol box studio warehouse borehole buoy dock quay carriage"
    " coach camp"
    " hill interstate freeway motorway no nos serial model version league tier # №".split()
)
_PROPER = frozenset(
    "Shed Year Day Week Line Level District Boeing Airbus Radio Windows Apollo Soyuz Area Marine Force Act Part Round"
    " Episode Expo"
    " Covid COVID Mark Bridge Tower Building Pit Mine Bus Train Tram Service Ship Squadron Battalion Brigade Regiment"
    " Agenda Vision War Title iPhone Bay Hut Post Station Ring Season Well Court Group Update Order".split()
)
_NUMBER_HEAD = re.compile(r"\b(?:the|at|bus|house|mine|tram) number $")
_LEVEL_HEAD = re.compile(
    r"\b(?:danger|alert|threat|warning|risk|avalanche|hazard) (?:level|rating|stage)\b[^.;\d]{0,30}$"
)
_SCALE_HEAD = re.compile(r"\bon a scale (?:that goes |of |from )?(?:up )?to $|\bout of a possible $")
_WORD_PREFIXES = frozenset("under over mid pre post sub the a about around some magnitude".split())
_STREET = re.compile(
    r",? (?:[A-Z][\w’'-]+ ){1,3}"
    r"(?:Street|Road|Lane|Avenue|Terrace|Drive|Square|Close|Court|Boulevard|Row|Gardens|Way|St|Rd|Ave)\b"
)
_ORDINAL_TAIL = re.compile(r"(?:st|nd|rd|th)\b")
_OFTEN_TAIL = re.compile(r"[ -](?:times|fold)\b|fold\b|x\b")
_COUNT_TAIL = re.compile(r"-(?:strong|odd|plus|some)\b")
_NAME_TAIL = re.compile(r"-[a-z]{2,}|[a-z/]|-(?=[a-z])|–[a-z](?!\w)")
SCORE = re.compile(r"(?<![\w.,-])(\d{1,3}) ?[-–] ?(\d{1,3})(?![\w%]|[.,]\d|[-–]\w)")
_SCORE_CUE = re.compile(
    r"\b(?:won|wins?|lost|lose|drew|draw|drawn|beat|beats|beaten|victory|defeat|defeated|scored?|voted?|ruled|ruling"
    r"|lead|led|leading|trailing|final|half-time|sets?|scoreline|goals?|aggregate|match|verdict)\b[^.;]{0,40}$"
)
_COUNTED_NEXT = re.compile(
    r" (?!(?:and|in|at|on|to|for|with|against|win|victory|defeat|draw|loss|lead|after|by|from|vote"
    r"|aggregate)\b)[a-z]{3,}"
)


def is_score(low: str, match: re.Match[str]) -> bool:
    """Whether "2-1" is a result and not a range: it falls or ties, or the words around speak of a game or a vote."""
    if int(match.group(1)) >= int(match.group(2)):
        return True
    if _COUNTED_NEXT.match(low, match.end()):
        return False
    return _SCORE_CUE.search(low[max(0, match.start() - _REACH) : match.start()]) is not None


def age_or_rank(text: str, low: str, span: tuple[int, int], value: float) -> tuple[Role, int, str] | None:
    """An age, an ordinal or a decade, with where it ends and its unit; None when it is none of these."""
    start, end = span
    before = low[max(0, start - _REACH) : start]
    if (tail := _AGE_TAIL.match(low, end)) is not None:
        return "age", tail.end(), tail["unit"] or "year"
    if (tail := _ORDINAL_TAIL.match(low, end)) is not None:
        return "ordinal", tail.end(), ""
    is_decade = not _is_compound(before)
    if is_decade and low.startswith("s", end) and not low[end + 1 : end + 2].isalnum() and low[end - 1].isdigit():
        return ("age" if _IN_THEIR.search(before) else "year"), end + 1, "year"
    if value <= 120 and _is_age(text, low, span, before):
        return "age", end, "year"
    return None


def _is_age(text: str, low: str, span: tuple[int, int], before: str) -> bool:
    start, end = span
    if "age" in before and _AGE_HEAD.search(before):
        return True
    if before.endswith((" turned ", " turns ", " was ", " is ", " just ", " only ")) and _TURNED.search(before):
        return _CLOSED.match(low, end) is not None
    if before.endswith((" of ", " about ", " only ", " just ", " around ")):
        return bool(
            (_PERSON_OF.search(before) and _CLOSED.match(low, end))
            or (_SOMEBODY_OF.search(before) and _NO_PLURAL.match(low, end))
        )
    if before.endswith(", both "):
        return low.startswith(",", end)
    original = text[max(0, start - 30) : start]
    if before.endswith(" ("):
        return _NAMED_PARENTHESIS.search(original) is not None and low.startswith(")", end)
    if not before.endswith(", "):
        return False
    if _PERSON_APPOSED.search(before) and (low.startswith(",", end) or _AND_NUMBER.match(low, end)):
        return True
    word = before[:-2].rpartition(" ")[2]
    return word not in _NOT_A_NAME and _NAMED.search(original) is not None and _AGE_CLOSE.match(text, end) is not None


def plain_role(text: str, low: str, span: tuple[int, int]) -> tuple[Role, int]:
    """The role of a number without a unit: a count, unless a name or a compound holds it; and where it ends.

    "Measure" is the number of a level on some scale, such as that of avalanche danger.
    """
    start, end = span
    if _is_level(low[max(0, start - _REACH) : start]):
        return "measure", end
    if is_name(text, low, start, end):
        return "identifier", _name_end(low, end)
    if (tail := _OFTEN_TAIL.match(low, end)) is not None:
        return "ordinal", tail.end()
    if _COUNT_TAIL.match(low, end):
        return "count", end
    if _NAME_TAIL.match(low, end):
        return "identifier", _name_end(low, end)
    return "count", end


def _is_level(before: str) -> bool:
    has_word = "level" in before or "rating" in before or "stage" in before
    return has_word and _LEVEL_HEAD.search(before) is not None


def is_name(text: str, low: str, start: int, end: int) -> bool:
    """Whether the number is part of a name: "Gate 7", "F-15", "44 Mill Lane"."""
    before = low[max(0, start - _REACH) : start]
    last = before[-1:]
    if last == "#" or (last == "-" and _is_compound(before)):
        return True
    if last in (" ", "\u00a0", "-"):
        word = before[:-1].replace("\u00a0", " ").rpartition(" ")[2].lstrip("(“\"'‘/\n").rpartition("\n")[2]
        if word.rstrip(".") in _DESIGNATORS or text[start - 1 - len(word) : start - 1] in _PROPER:
            return True
    if before.endswith((" to ", " possible ", " number ", " per ", " of ")):
        is_scale = _SCALE_HEAD.search(before) is not None or _NUMBER_HEAD.search(before) is not None
        return is_scale or before.endswith(" per ") or text.endswith("the Group of ", 0, start)
    return _STREET.match(text, end) is not None


def _is_compound(before: str) -> bool:
    """Whether letters and a hyphen lead the number ("F-15", "Covid-19"), and not a word such as "mid-"."""
    word = re.search(r"([^\W\d_]+)-$", before)
    return word is not None and word.group(1) not in _WORD_PREFIXES


def _name_end(low: str, end: int) -> int:
    while end < len(low) and (low[end].isalnum() or (low[end] in "-/" and low[end + 1 : end + 2].isalnum())):
        end += 1
    return end
