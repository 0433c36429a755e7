"""Tell roles apart: is this number a count, a year, an age, a score, or the name of a thing?

A numeral in its context in, its role out, by the words right before and after it. It reads neither the
sentence nor the qualifier; dates and hours were found before (``calendar``), units and money after.
"""

from __future__ import annotations

import re
from typing import Literal

Role = Literal[
    "count", "money", "percent", "measure", "age", "ordinal", "year", "date", "clock", "duration", "score",
    "identifier", "none",
]  # fmt: skip

_ORDINAL_TAIL = re.compile(r"(?:st|nd|rd|th)\b")
_TIMES_TAIL = re.compile(r"[ -](?:times|fold)\b|fold\b|x\b")
_AGE_TAIL = re.compile(r"(?:[ -](?:and[ -]a[ -]half[ -])?(?P<unit>year|month|week|day)s?[ -]olds?\b|[ -]years? of age\b)")
_AGE_HEAD = re.compile(
    r"\b(?:aged?|ages)(?: (?:of|as|between|about|around|just|only|from|at|is|was|to|under|over|and))*[ :]+"
    r"(?:[a-z0-9-]+(?:,| and| to|, and) )*$"
    r"|\b(?:pension|retirement|voting|drinking|school[- ]leaving) age\b[^.;]{0,40}\b(?:from|to|at|of) $"
)
_PERSON = (
    r"(?:man|woman|boy|girl|child|son|daughter|baby|toddler|infant|teenager|youth|youngster|lad|lass|brother|sister|father|mother"
    r"|grandmother|grandfather|nephew|niece|widow|widower|worker|student|pupil|driver|farmer|soldier|officer|teacher|nurse|miner"
    r"|fisherman|passenger|cyclist|motorist|pedestrian|walker|climber|skier|sailor|guard|clerk|veteran|pensioner|suspect|victim"
    r"|survivor|resident|mechanic|technician|engineer|labourer|laborer|villager|shepherd|apprentice|recruit|cook|waiter|doctor)"
)
_PERSON_OF = re.compile(rf"\b{_PERSON} of (?:about |only |just |around )?$")
_CLOSED = re.compile(r"\s*(?:[.,;:)–—”\"]|$| (?:who|whose|and|was|were|had|has|with|from|in|at|on|is|died|killed)\b)")
_NAMED = re.compile(r"(?:[A-Z][\w’'.-]*[a-z][\w’'.-]*|[A-Z]{3,}), $")
_PERSON_APPOSED = re.compile(rf"\b{_PERSON}, $")
_NAMED_PARENTHESIS = re.compile(r"[A-Z][\w’'-]+ \($")
_NOT_A_NAME = re.compile(
    r"\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september"
    r"|october|november|december|however|total|together|then|also|meanwhile|today|yesterday), $"
)
_AGE_CLOSE = re.compile(r",|\)|\.(?!\d)|;| and \w+ [A-Z]|$")
_TEENS_HEAD = re.compile(r"\b(?:under|over)[- ]$")
_IN_THEIR = re.compile(r"\b(?:his|her|their|its|my|your|our)(?: (?:early|mid|late|mid to late))?[ -]$")

_WORDS_OF_NAMES = (
    "gate|room|page|platform|flight|route|unit|chapter|section|article|paragraph|phase|stage|grade|channel|junction|pier|berth"
    "|ward|bay|lane|category|lot|item|highway|terminal|runway|exit|cell|block|sector|zone|reactor|stand|shaft|seam"
    "|bulletin|flash|newsflash|update|points|type|class|form|formula|apartment|flat|appendix|clause|rule|resolution|protocol|box"
    "|studio|shed|warehouse|borehole|buoy|dock|quay|carriage|coach|camp|hill|point|interstate|freeway|motorway"
    "|no|nos|file photo|serial|model|version|league|tier"
)
_NAME_HEAD = re.compile(rf"(?:^|[\s(“\"'‘/-])(?:{_WORDS_OF_NAMES})s?\.?[ \u00a0-]$|#$|№ ?$|\bno\.\s?$|\b(?:the|at|bus|house|mine|tram) number $")
_PROPER_HEAD = re.compile(
    r"(?:Year|Day|Week|Line|Level|District|Boeing|Airbus|Radio|Windows|Apollo|Soyuz|Area|Marine|Force|Act|Part|Round|Episode|Expo"
    r"|Covid|COVID|Mark|Bridge|Tower|Building|Pit|Mine|Platform|Bus|Train|Tram|Service|Ship|Squadron|Battalion|Brigade|Regiment"
    r"|Agenda|Vision|Studio|Bay|Hut|Post|Station|Ring|Season) $"
)
_LEVEL_HEAD = re.compile(r"\b(?:danger|alert|threat|warning|risk|avalanche|hazard) (?:level|rating|stage)\b[^.;\d]{0,30}$")
_SCALE_HEAD = re.compile(r"\bon a scale (?:that goes |of |from )?(?:up )?to $|\bout of a possible $")
_LETTER_HYPHEN = re.compile(r"(?<![a-z])(?!(?:under|over|mid|pre|post|sub|the|a|about|around|some|magnitude)-)[a-z]+-$")
_ATTACHED = re.compile(r"[a-z/]|[-–][a-z](?!\w)|-(?=[a-z])")
_STREET = re.compile(
    r",? (?:[A-Z][\w’'-]+ ){1,3}(?:Street|Road|Lane|Avenue|Terrace|Drive|Square|Close|Court|Boulevard|Row|Gardens|Way|St|Rd|Ave)\b"
)
_HYPHEN_COUNT = re.compile(r"-(?:strong|odd|plus|some)\b")
_HYPHEN_WORD = re.compile(r"-[a-z]{2,}")
_SCORE = re.compile(r"(?<![\w.,-])(\d{1,3}) ?[-–] ?(\d{1,3})(?![\w%]|[.,]\d|[-–]\w)")
_SCORE_CUE = re.compile(
    r"\b(?:won|win|wins|lost|lose|drew|draw|drawn|beat|beats|beaten|victory|defeat|defeated|score|scored|vote|voted|ruled|ruling"
    r"|lead|led|leading|trailing|final|half-time|set|sets|scoreline|goals?|aggregate|match|verdict)\b[^.;]{0,40}$"
)
_COUNTED_NEXT = re.compile(r" (?!(?:and|in|at|on|to|for|with|against|win|victory|defeat|draw|loss|lead|after|by|from|vote|aggregate)\b)[a-z]{3,}")
SCORE = _SCORE


def is_score(low: str, match: re.Match[str]) -> bool:
    """Whether "2-1" is a result and not a range: it falls or ties, or the words around speak of a game or a vote."""
    first, second = int(match.group(1)), int(match.group(2))
    if first >= second:
        return True
    if _COUNTED_NEXT.match(low, match.end()):
        return False
    return _SCORE_CUE.search(low[max(0, match.start() - 60) : match.start()]) is not None


def role_before_units(text: str, low: str, span: tuple[int, int], value: float) -> tuple[Role, int, str] | None:
    """The role that the words around decide before any unit is read, with where it ends and the unit of an age."""
    start, end = span
    before = low[max(0, start - 60) : start]
    if (tail := _AGE_TAIL.match(low, end)) is not None:
        return "age", tail.end(), tail["unit"] or "year"
    if (tail := _ORDINAL_TAIL.match(low, end)) is not None:
        return "ordinal", tail.end(), ""
    if low.startswith("s", end) and not low[end + 1 : end + 2].isalnum() and low[end - 1].isdigit():
        return ("age" if _IN_THEIR.search(before) or _TEENS_HEAD.search(before) else "year"), end + 1, "year"
    if _is_name(text, low, span, before):
        return "identifier", _name_end(low, end), ""
    if value <= 120 and _is_age(text, low, span, before):
        return "age", end, "year"
    return None


def role_after_units(low: str, end: int) -> tuple[Role, int]:
    """The role of a number with no unit: a count, unless a letter or a compound makes it a name."""
    if (tail := _TIMES_TAIL.match(low, end)) is not None:
        return "ordinal", tail.end()
    if _HYPHEN_COUNT.match(low, end):
        return "count", end
    if _HYPHEN_WORD.match(low, end) or _ATTACHED.match(low, end):
        return "identifier", _name_end(low, end)
    return "count", end


def _is_name(text: str, low: str, span: tuple[int, int], before: str) -> bool:
    start, end = span
    if _NAME_HEAD.search(before) or _LEVEL_HEAD.search(before) or _SCALE_HEAD.search(before):
        return True
    if _LETTER_HYPHEN.search(before):
        return True
    original = text[max(0, start - 12) : start]
    return _PROPER_HEAD.search(original) is not None or _STREET.match(text, end) is not None


def _is_age(text: str, low: str, span: tuple[int, int], before: str) -> bool:
    start, end = span
    if _AGE_HEAD.search(before):
        return True
    if _PERSON_OF.search(before) and _CLOSED.match(low, end):
        return True
    if _PERSON_APPOSED.search(before) and low.startswith(",", end):
        return True
    original = text[max(0, start - 30) : start]
    if _NAMED_PARENTHESIS.search(original):
        return low.startswith(")", end)
    return _NAMED.search(original) is not None and not _NOT_A_NAME.search(before) and bool(_AGE_CLOSE.match(text, end))


def _name_end(low: str, end: int) -> int:
    while end < len(low) and (low[end].isalnum() or (low[end] in "-/" and low[end + 1 : end + 2].isalnum())):
        end += 1
    return end
