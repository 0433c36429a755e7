"""Read numerals: which number do these digits or words say?

Lower-case text in, numerals with character offsets and values out: "1,200", "3.5 million", "two hundred
and five", "half a dozen", "dozens" (24..99), "two-thirds". It does not know what is counted, nor any
word around the number: qualifiers, units and roles are other modules' work. The bounds of the vague
words are the project's convention; a later word of the same scale begins where an earlier one ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

NumeralKind = Literal["digits", "words", "vague", "fraction"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number as written: its span, its value (``low`` to ``high`` when vague), ``bare`` without its scale word."""

    start: int
    end: int
    low: float
    high: float
    bare: float
    kind: NumeralKind


_ONES = {w: n for n, w in enumerate("one two three four five six seven eight nine".split(), 1)}
_TEENS = {
    w: n
    for n, w in enumerate("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 10)
}
_TENS = {w: n * 10 for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SMALL = {"zero": 0, **_ONES, **_TEENS, **_TENS}
SCALES = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "m": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
}
_SHARED_SCALES = ("dozen", "hundred", "thousand", "million", "billion", "trillion", "lakh", "crore")
_VAGUE = {"dozens": (24, 99), "scores": (40, 199), "hundreds": (200, 999), "thousands": (2e3, 99_999)}
_VAGUE |= {"millions": (2e6, 999_999_999), "billions": (2e9, 999_999_999_999), "tens": (20, 99)}
_SEVERAL = {"dozen": (24, 99), "hundred": (200, 999), "thousand": (2e3, 9_999), "million": (2e6, 9_999_999)}
_SEVERAL |= {"billion": (2e9, 9_999_999_999)}
_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}

_ONE, _TEEN, _TEN = "|".join(_ONES), "|".join(_TEENS), "|".join(_TENS)
_ORDINAL = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_HUNDRED = rf"(?:(?:{_TEN})(?:[- ](?:{_ONE})\b)?|{_TEEN}|{_ONE})\b(?!-(?:{_ORDINAL})\b)"
_FULL_HUNDRED = rf"(?:an?|{_HUNDRED})[- ]hundred\b(?:(?: and |[- ]){_HUNDRED})?"
_THOUSAND = rf"(?:{_FULL_HUNDRED}|{_HUNDRED})"
_BIG = "thousand|million|billion|trillion|lakh|crore"
_AND_PART = r"(?:[- ]and[- ](?:a[- ]half|a[- ]quarter|three[- ]quarters)\b)"
_WORDS = (
    rf"(?:half an?|an?|{_THOUSAND}{_AND_PART}?)[- ](?:{_BIG})\b{_AND_PART}?"
    rf"(?:,? (?:and )?{_THOUSAND}[- ]thousand\b)?(?:,? (?:and )?{_FULL_HUNDRED}| and {_HUNDRED})?"
    rf"|{_THOUSAND}[- ]dozen\b|half[- ](?:a[- ])?dozen\b|a dozen\b|{_THOUSAND}{_AND_PART}?"
    rf"|(?<!\d )(?:hundred|thousand|million|dozen)\b|(?<!below )(?<!above )(?<!ground )(?<!net )zero\b(?!-| tolerance"
    rf"| hour| sum)"
)
_VAGUE_WORDS = (
    r"(?:tens|dozens|scores|hundreds|thousands) of (?:thousands|millions|billions)\b"
    r"|(?:several|a few|few|many) (?:hundred thousand|dozen|hundred|thousand|million|billion)\b"
    r"|dozens\b|hundreds\b|thousands\b|millions\b|billions\b"
    r"|(?<!the )(?<!test )(?<!exam )(?<!their )(?<!its )scores\b(?= of\b| more\b| others?\b| (?:were|are|have|had"
    r"|dead|died|killed|injured|wounded|hurt|missing"
    r"|feared)\b)"
    r"|a couple(?: of)? (?:dozen|hundred|thousand|million)\b|a couple\b|a pair\b(?= of\b)(?! of (?:[\w’']+ ){0,3}?(?:"
    r"gloves|shoes|boots|trousers|corduroys|jeans|shorts|socks|glasses|spectacles|binoculars|scissors|handcuffs"
    r"|pyjamas|tights"
    r")\b)|a single\b"
)
_FRACTION = (
    rf"(?:{_ONE})[- ](?:thirds|quarters|fifths|sixths|sevenths|eighths|ninths|tenths)\b(?! of an? )"
    r"|(?:an?|one)[- ](?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)\b(?= of (?!an? ))"
    r"|(?<!first )(?<!second )(?<!other )(?<!latter )(?<!opening )half\b(?= (?:of|the)\b)"
    r"(?! of (?:\d{4}|the (?:year|month|day|decade|century))\b)"
    rf"|(?:{_ONE}) (?:in|out of)(?: every)? (?:{_ONE}|ten|twelve|twenty|fifty|a hundred|\d{{1,3}})\b"
    r"(?! (?:seconds|minutes|hours|days|weeks|months|years|attacks|raids|strikes|incidents|accidents|crashes"
    r"|matches|games|cities|towns"
    r"|villages|places|locations|districts|provinces|states|countries|separate|different)\b)(?!\.\d)"
)
_SCALE_WORDS = "dozen|hundred|thousand|million|billion|trillion|lakh|crore|mln|mn|bn|tn"
_AMOUNT = rf"(?=\d[\d,]*(?:\.\d+)?(?:(?<=,\d\d\d)(?!\d)|[ \u00a0]?(?:{_SCALE_WORDS}|m)\b))"
_DIGITS = (
    rf"(?=\d)(?:(?<!\w)|(?:(?<=\b[a-z])|(?<=\b[a-z][a-z])|(?<=\b[a-z][a-z][a-z])){_AMOUNT})(?<!\d[.,:/])"
    r"(?:\d{1,3}(?:[,'’\u00a0\u202f\u2009 ]\d{3})+(?!\d)|\d{1,2}(?:,\d\d)+,\d{3}(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?!\d)"
    r"|\d+(?:,\d{1,2}(?![\d,]))?)(?:\.\d+)?(?!\.\d)(?:[½¼¾]| (?:1/2|1/4|3/4)\b)?"
    rf"(?:(?:[ \u00a0-]?(?:{_SCALE_WORDS})s?|[km]|(?<=\d)b)\b(?![/²³]))?"
)
_BEGINS = (
    r"(?=an? |on|tw|th[ior]|f[eio]|s[cei]|ei|ni|te|el|hu|hal|ze|do|mi|many|bi)"  # one look spares most words the rest
)
_ODDS = (
    r"(?<![\w.,])(?:1 in (?:every )?\d{1,3}(?:,\d{3})?|[1-9] in (?:every )?100?|\d{1,2} in every \d{1,4}"
    r"|[1-9]/(?:[2-9]|10)(?= of\b| majority\b))\b(?![.,:]\d)"
)
NUMERAL = re.compile(
    rf"(?P<odds>{_ODDS})|(?P<digits>{_DIGITS})|\b{_BEGINS}(?:(?P<fraction>{_FRACTION})|(?P<vague>{_VAGUE_WORDS})"
    rf"|(?P<words>{_WORDS}))"
)
_DIGIT_PARTS = re.compile(
    r"(\d{1,3}(?:\.\d{3}){2,}|[\d.,'’\u00a0\u202f\u2009 ]*?\d)([½¼¾]| \d/\d)?[ \u00a0-]?([a-z]+)?$"
)
_LARGEST = 1e15  # a longer run of digits is a code, not a figure
_GLYPHS = {"½": 0.5, "¼": 0.25, "¾": 0.75, " 1/2": 0.5, " 1/4": 0.25, " 3/4": 0.75}
AND_PARTS = {"a half": 0.5, "a quarter": 0.25, "three quarters": 0.75}
_PART_TAIL = re.compile(r" and (a half|a quarter|three quarters)")


def find_numerals(low: str, start: int, end: int) -> Iterator[Numeral]:
    """Yield the numerals of lower-case text between two offsets, from left to right."""
    for match in NUMERAL.finditer(low, start, end):
        written = match.group()
        kind = match.lastgroup
        if kind == "digits":
            bare, scale = _digit_value(written)
            if bare > _LARGEST:
                continue
            yield _numeral(match, (bare * scale, bare * scale), bare, "digits")
        elif kind == "vague":
            bounds = _vague_value(written)
            yield _numeral(match, bounds, bounds[0], "vague" if bounds[0] != bounds[1] else "words")
        elif kind in ("fraction", "odds"):
            share = round(100 * _fraction_value(written), 2)
            yield _numeral(match, (share, share), share, "fraction")
        else:
            value = word_value(written)
            yield _numeral(match, (value, value), value / _last_scale(written), "words")


def _last_scale(written: str) -> float:
    """What "four hundred" shares with the "two" of "two to four hundred": 100."""
    last = written.replace("-", " ").rpartition(" ")[2]
    return SCALES.get(last, 1.0) if last in _SHARED_SCALES else 1.0


def _numeral(match: re.Match[str], bounds: tuple[float, float], bare: float, kind: NumeralKind) -> Numeral:
    return Numeral(start=match.start(), end=match.end(), low=bounds[0], high=bounds[1], bare=bare, kind=kind)


def _digit_value(written: str) -> tuple[float, float]:
    """The bare number and its scale: "3.5 million" is 3.5 and 1,000,000."""
    parts = _DIGIT_PARTS.match(written)
    if parts is None:  # unreachable for text the pattern found; a guard, not a rule
        return 0.0, 1.0
    digits, glyph, scale = parts.groups()
    decimal_comma = re.fullmatch(r"\d+,\d{1,2}", digits)
    if digits.count(".") > 1:
        digits = digits.replace(".", "")
    number = float(digits.replace(",", ".") if decimal_comma else re.sub(r"[^\d.]", "", digits))
    return number + _GLYPHS.get(glyph, 0.0), SCALES.get((scale or "").removesuffix("s") or "", 1.0)


def word_value(written: str) -> float:
    """The value of number words: "two hundred and five" is 205, "a million and a half" 1,500,000."""
    plain = written.replace("-", " ").replace(",", "")
    halves = plain.startswith("half ")
    part = _PART_TAIL.search(plain)
    part_is_last = part is not None and part.end() == len(plain)
    plain = _PART_TAIL.sub("", plain)
    total = current = 0.0
    unit = 1.0
    for word in plain.split():
        if word in SMALL:
            current += SMALL[word]
        elif word in ("hundred", "dozen"):
            current = (current or 1) * SCALES[word]
        elif word in SCALES:
            if part is not None and not part_is_last:
                current += AND_PARTS[part.group(1)]
                part = None
            unit = SCALES[word]
            total += (current or 1) * unit
            current = 0.0
    value = total + current + (AND_PARTS[part.group(1)] * unit if part else 0.0)
    return value / 2 if halves else value


def _vague_value(written: str) -> tuple[float, float]:
    words = written.split()
    if words[0] == "a" and words[1] in ("couple", "pair", "single"):
        each = SCALES.get(words[-1], 1.0)
        return (each, each) if words[1] == "single" else (2 * each, 2 * each)
    if words[0] in ("several", "a", "few", "many"):
        low, high = _SEVERAL[words[-1]] if "hundred thousand" not in written else (2e5, 999_999)
        return float(low), float(high)
    low, high = _VAGUE[words[0]]
    if words[0] == "thousands" and len(words) > 1:
        high = 9_999
    scale = SCALES[words[-1].removesuffix("s")] if len(words) > 1 else 1.0
    return low * scale, high * scale + scale - 1


def _fraction_value(written: str) -> float:
    words = written.replace("-", " ").replace("/", " in ").split()
    if words[0] == "half":
        return 0.5
    if words[1] in ("in", "out"):
        whole = 100.0 if words[-1] == "hundred" else float(SMALL.get(words[-1]) or words[-1].replace(",", ""))
        return float(SMALL.get(words[0]) or words[0]) / whole if whole else 0.0
    return SMALL.get(words[0], 1) / _PARTS[words[1].removesuffix("s")]
