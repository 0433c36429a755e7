"""Spot dates and hours: where does a text write a date, a year or a time of day?

Text in, stamps out: character offsets, the kind, and the parts that are printed (year, month, day, hour,
minute), None for those that are not. Shared by the figures, which must not count dates, and by the times,
which read them. It does not know today's date and fills nothing in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

StampKind = Literal["date", "month", "year", "clock"]

MONTHS = "january february march april may june july august september october november december".split()
_MONTH_NUMBER = {name: n for n, name in enumerate(MONTHS, 1)} | {name[:3]: n for n, name in enumerate(MONTHS, 1)}
_MONTH_NUMBER["sept"] = 9
MONTH = (
    r"(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?)"
)
_TH = r"(?:st|nd|rd|th)?\b"
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_HOUR_VALUE = {word: n for n, word in enumerate(_HOURS.split("|"), 1)}
_ZONE = r"(?: ?(?:hrs|hours|gmt|utc|bst|cet|est|local time|h\b|z\b))"

DATE = re.compile(
    r"(?=[\djfmasond])(?<![\w.,/$£€-])(?:"
    rf"(?P<iso>{_YEAR}-\d\d-\d\d)(?:t\d\d:\d\d(?::\d\d)?z?)?"
    rf"|(?P<slashed>\d{{1,2}}[./]\d{{1,2}}[./](?:\d{{4}}|\d{{2}})|\d{{1,2}}-\d{{1,2}}-{_YEAR})"
    rf"|(?P<day>\d{{1,2}}){_TH}(?: ?(?:-|–|to|and|or) ?(?:the )?(?P<last>\d{{1,2}}){_TH})? (?:of )?(?P<month>{MONTH})"
    rf"(?:,? (?P<year>{_YEAR})\b)?"
    rf"|(?P<month2>{MONTH}) (?:the )?(?P<day2>\d{{1,2}}){_TH}(?! ?(?:%|per cent|percent))(?![\d:.,/]\d)"
    rf"(?: ?[-–] ?(?P<last2>\d{{1,2}})\b)?(?:,? (?P<year2>{_YEAR})\b)?"
    rf"|(?P<month3>{MONTH}),? (?:of )?(?P<year3>{_YEAR})\b"
    r"|(?<=the )(?P<day4>\d{1,2})(?:st|nd|rd|th)\b(?=\s*(?:[.,;:)”\"]|$|of (?:the|this|last|next) month))"
    r")(?![\w/%])"
)
CLOCK = re.compile(
    r"(?=\d|half|quart|a qu|on|tw|thr|f[iou]|s[ie]|ei|ni|te|el)(?<![\w,$£€/-])(?<!\d[.:])(?:"
    r"(?P<span>(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)? ?[-–] ?)?"
    rf"(?P<hour>[01]?\d|2[0-4])(?:[.:](?P<minute>[0-5]\d))? ?(?P<half>a\.m\.?|p\.m\.?|am\b|pm\b)"
    rf"|(?P<hour2>[01]?\d|2[0-4]):(?P<minute2>[0-5]\d)(?::[0-5]\d)?{_ZONE}?"
    rf"|(?P<hour3>[01]\d|2[0-4])(?P<minute3>[0-5]\d){_ZONE}"
    r"|(?P<hour4>0\d)\.(?P<minute4>[0-5]\d)\b"
    r"|(?<=\bat )(?P<hour5>[01]?\d|2[0-4])\.(?P<minute5>[0-5]\d)\b"
    r"|(?<=\bat )(?P<hour6>[01]\d|2[0-3])(?P<minute6>[0-5]\d)\b(?! (?:prices|levels|rates|values)\b)"
    r"|(?P<hour7>[01]?\d|2[0-4])h(?P<minute7>[0-5]\d)\b"
    rf"|(?P<past>half|(?:a )?quarter|five|ten|twenty|twenty-five)(?: minutes?)? past (?P<hour8>{_HOURS})\b"
    rf"|(?:(?:a )?quarter|(?<=\bat )(?:five|ten|twenty|twenty-five))(?: minutes)? to (?P<hour9>{_HOURS})\b"
    rf"|(?P<hour10>\d{{1,2}}|{_HOURS}) o[’']clock\b"
    rf"|(?:(?<=until )|(?<=\btill ))(?P<hour11>{_HOURS}|1?\d)(?=\s*(?:[.,;)”\"]|$| (?:and|but|when|in the|on"
    rf"|yesterday|last|this)\b))"
    r")(?![\w%])(?![.,:]\d)"
)

_WRAPPED = re.compile(r"(?<=[a-z,])\n(?=[a-z])|(?<=[^\n]{40}[a-z,])\n(?=\d)")
_BARE_YEAR = re.compile(
    rf"(?=[12]\d)(?<![\w.,$£€#/-])(?:{_YEAR}(?: ?[-–/] ?(?:{_YEAR}|\d\d)\b|s\b)?)(?![\w%/]|[.,]\d|-\w)"
)
_LED = re.compile(
    r"\b(?:in|since|during|until|till|early|late|mid|year|spring|summer|autumn|fall|winter|christmas|the|of|by"
    r"|from|for"
    r"|after|before|between|season|this|as far back as|circa)[ -]$"
)
_WEAKLY_LED = ("the ", "of ", "by ", "from ", "for ", "after ", "before ", "between ", "this ")
_COUNTS_ON = re.compile(
    r" (?:people|persons?|men|women|children|troops|police|staff|dead|injured|wounded|killed|missing|more|others?"
    r"|hurt|jobs"
    r"|civilians|soldiers|officers|residents|homes|houses|families|victims|deaths|cases|workers|miles|metres"
    r"|meters|feet"
    r"|tonnes|tons|acres|hectares|dollars|euros|pounds|kilometres|kilometers|km|kg|m|ft|votes|million|billion)\b"
)
_LEVELLED = re.compile(
    r"\b(?:toll|number|numbers|total|figure|put|stood|stands|estimated|count|price|crowd|valued|peaked)\b[^.;]*$"
)
_QUALIFIED = re.compile(r"\b(?:than|least|some|over|under|nearly|almost|approximately|roughly|about|around) $")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A date, year or hour as printed; what is not printed is None."""

    start: int
    end: int
    kind: StampKind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None


@lru_cache(maxsize=8)
def find_stamps(text: str, start: int = 0, end: int | None = None) -> tuple[Stamp, ...]:
    """Return the dates, years and hours of ``text[start:end]``, in order, none overlapping.

    The figures and the times of one text both ask, one after the other: the last answers are kept.
    """
    stop = len(text) if end is None else min(end, len(text))
    low = lowered(text)
    stamps = [stamp for match in DATE.finditer(low, start, stop) if (stamp := _date(text, match))]
    stamps += [_clock(match) for match in CLOCK.finditer(low, start, stop) if not _is_level(low, match)]
    stamps += [_year(match) for match in _BARE_YEAR.finditer(low, start, stop) if _is_year(low, match)]
    return tuple(_apart(stamps))


@lru_cache(maxsize=8)
def lowered(text: str) -> str:
    """The text in lower case with every character at its own offset (a few capitals lower to two).

    A line that plainly goes on in the next one is joined to it with a space.
    """
    flowing = _WRAPPED.sub(" ", text)
    low = flowing.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in flowing)


def _apart(stamps: list[Stamp]) -> list[Stamp]:
    kept: list[Stamp] = []
    for stamp in sorted(stamps, key=lambda one: (one.start, -one.end)):
        if not kept or stamp.start >= kept[-1].end:
            kept.append(stamp)
    return kept


def _date(text: str, match: re.Match[str]) -> Stamp | None:
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
    elif match["slashed"]:
        first, second, last = (int(part) for part in re.split("[./-]", match["slashed"]))
        day, month = (first, second) if second <= 12 else (second, first)
        year = last if last > 99 else 2000 + last
        if first <= 12 and second <= 12 and first != second and "." not in match["slashed"]:
            return Stamp(start=match.start(), end=match.end(), kind="date", year=year)
    else:
        return _written_date(text, match)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Stamp(start=match.start(), end=match.end(), kind="date", year=year, month=month, day=day)


def _written_date(text: str, match: re.Match[str]) -> Stamp | None:
    group = next((name for name in ("month", "month2", "month3") if match[name]), None)
    day = match["day"] or match["day2"] or match["day4"]
    if day and not 1 <= int(day) <= 31:
        return None
    year = match["year"] or match["year2"] or match["year3"]
    if group is None:
        return Stamp(start=match.start(), end=match.end(), kind="date", day=int(day))
    if not text[match.start(group)].isupper() or _is_modal_may(text, match, group):
        return None
    if group == "month2" and not year and text[max(0, match.start() - 3) : match.start()].lower() == "in ":
        return None
    month = _MONTH_NUMBER[match[group].rstrip(".")[:3]]
    return Stamp(
        start=match.start(),
        end=match.end(),
        kind="date" if day else "month",
        year=int(year) if year else None,
        month=month,
        day=int(day) if day and not (match["last"] or match["last2"]) else None,
    )


def _is_modal_may(text: str, match: re.Match[str], group: str) -> bool:
    return match[group] == "may" and re.match(r" (?:have|be|not|well|also)\b", text[match.end() :], re.I) is not None


def _clock(match: re.Match[str]) -> Stamp:
    name, written = next((n, v) for n, v in match.groupdict().items() if v and n.startswith("hour"))
    hour = _HOUR_VALUE[written] if written in _HOUR_VALUE else int(written)
    half = match["half"]
    minute = match.groupdict().get(f"minute{name[4:]}")
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    spoken = match["span"] is not None or name in ("hour8", "hour9", "hour10", "hour11")
    return Stamp(
        start=match.start(),
        end=match.end(),
        kind="clock",
        hour=None if spoken else hour,
        minute=None if spoken or minute is None else int(minute),
    )


def _is_level(low: str, match: re.Match[str]) -> bool:
    """Whether four digits after "at" are a number: "put the toll at 2000", "at 1500 metres"."""
    if match["hour6"] is None:
        return False
    before = low[max(0, match.start() - 48) : match.start()]
    return _COUNTS_ON.match(low, match.end()) is not None or (
        match["minute6"] == "00" and _LEVELLED.search(before) is not None
    )


def _year(match: re.Match[str]) -> Stamp:
    written = match.group()
    return Stamp(start=match.start(), end=match.end(), kind="year", year=int(written) if written.isdigit() else None)


def _is_year(low: str, match: re.Match[str]) -> bool:
    """Whether a bare four-digit number is a year ("the 2007 stoppage") and not a count ("2000 troops")."""
    before = low[max(0, match.start() - 16) : match.start()]
    led = _LED.search(before)
    if led is not None and not led.group().startswith(_WEAKLY_LED):
        return True
    if _COUNTS_ON.match(low, match.end()):
        return False
    if before.endswith(" at ") and _LEVELLED.search(low, max(0, match.start() - 48), match.start()):
        return False
    return not match.group().isdigit() or led is not None or _QUALIFIED.search(before) is None
