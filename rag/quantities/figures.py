"""Read one figure: what does a number measure, before any qualifier?

A numeral in its text in, a figure out: span, bare span, role, value and unit. Money, shares, magnitudes,
ages, measures, names and plain counts are tried in that order. It does not know "at least", ranges, or the
figures beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rag.quantities import money, roles, units
from rag.quantities.numerals import AND_PARTS, Numeral
from rag.quantities.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number with its unit; ``bare`` is the number without its scale word, ``vague`` one such as "dozens"."""

    start: int
    end: int
    number_start: int
    number_end: int
    role: Role
    low: float
    high: float
    bare: float
    unit: str = ""
    dimension: str = ""
    scale: float = 1.0
    vague: bool = False
    is_range: bool = False
    is_share: bool = False


_PERCENT = re.compile(r"[ \u00a0-]?(?:%|per ?cent\b|pct\b)(?: points?\b)?|[ -]percentage points?\b")
_POINTS = re.compile(r" points?\b(?= (?:on|from|up|down|higher|lower|ahead|behind|more|less|since)\b|[.,;])")
_DEGREES = re.compile(r" ?(?P<letter>[CF])(?![\w’'-])")
_MAGNITUDE_HEAD = re.compile(r"\bmagnitude(?:[ -](?:of )?|: )$")
_MAGNITUDE_TAIL = re.compile(r"[ -](?:magnitude|on the (?:richter|moment magnitude) scale)\b")
_PART_AFTER_UNIT = re.compile(r" and (a half|a quarter|three[- ]quarters)\b")
_METRES_NEXT = re.compile(
    r"[ -](?:high|wide|deep|tall|long|thick|above|below|away|from|off|up|down|under|underground|race|sprint|swim"
    r"|pool|wave|waves|drop|fall"
    r"|cliff|crane|tower|mast|stretch|section|wall|hole|shaft|tunnel|trench|boat|vessel|ship|yacht|fence|bridge"
    r"|deep|depth|hurdles|freestyle)\b"
)
_MILLIONS_NEXT = re.compile(r" (?:more |other )?(?:people|men|women|children|[a-z]{3,}s)\b")
_PRONOUN_BEFORE = re.compile(
    r"\b(?:no|any|every|each|some|this|that|which|the|another|a|last|next|first|only|as|good|bad|new|old|other)[ -]$"
)
_PRONOUN_AFTER = re.compile(
    r"[’']s\b|-(?:on-one|sided|off|time|way|to-one|upmanship|party|man)\b"
    r"| (?:of|another|morning|evening|afternoon|night|or another|by one|must|can|cannot|might|should|may|ought"
    r"|could say"
    r"|thing|way|reason|hand|point|time|side|who|could argue|would think|in particular)\b"
)
_COUNTED_PERSON = re.compile(
    r" (?:person|man|woman|death|survivor|fatality|victim|child|worker|passenger|officer|soldier|civilian|arrest"
    r"|policeman|policewoman|constable|guard|nurse|doctor|teacher|pupil|student|boy|girl|baby|sailor|fireman"
    r"|firefighter|fisherman|miner|driver|prisoner|hostage|rebel|demonstrator|protester|journalist|resident)\b"
)


_POINT_GROUPED = re.compile(r"[1-9]\d{0,2}\.\d{3}")  # "3.000 people": no one counts in thousandths
_BELOW_ZERO = re.compile(r"(?:\bminus |(?<![\w)])[-−])$")
_SIGNED = frozenset(("temperature", "degree", "percent"))
_HOTTEST = 150
_SHARES = {"half": 0.5, "a quarter of": 0.25, "quarter of": 0.25, "three quarters of": 0.75}
_HALVES = re.compile(
    r"\b(?:(?P<share>half|a quarter of|quarter of|three quarters of) an? (?P<part>hour|mile|kilomet(?:re|er)"
    r"|met(?:re|er)|tonne|ton"
    r"|acre|hectare|day|century|decade|gallon|lit(?:re|er))"
    r"|an? (?P<whole>hour|mile|kilomet(?:re|er)|met(?:re|er)|tonne|ton|day|week|month|year|century"
    r"|decade) and (?P<more>a half|a quarter|three[- ]quarters)"
    r"|(?=an? )(?:(?<=for )|(?<=took )|(?<=lasted )|(?<=nearly )|(?<=almost )|(?<=about )|(?<=spent )|(?<=waited )"
    r"|(?=an? \w+ and (?:[a-z]+|\d+)(?:-[a-z]+)? (?:minutes|seconds|hours|days|weeks|months)\b))"
    r"an? (?P<one>minute|hour|day|week|fortnight|month|year)(?! (?:ago|later|earlier|ahead|before|after)\b)(?!-))\b"
)


def plain(start: int, end: int, role: Role, value: float) -> Figure:
    """A figure that is all number, such as a date or a score."""
    return Figure(
        start=start, end=end, number_start=start, number_end=end, role=role, low=value, high=value, bare=value
    )  # fmt: skip


def read_figure(text: str, low: str, numeral: Numeral, limits: tuple[int, int]) -> Figure | None:
    """The numeral with its unit and role, within the limits; None where "one" is a pronoun."""
    start, stop = limits
    figure = Figure(
        start=numeral.start, end=numeral.end, number_start=numeral.start, number_end=numeral.end, role="count",
        low=numeral.low, high=numeral.high, bare=numeral.bare, vague=numeral.kind in ("vague", "fraction"),
    )  # fmt: skip
    if numeral.kind == "fraction":
        return replace(figure, role="percent", unit="%", dimension="percent", is_share=True)
    for read in (_as_money, _as_percent, _as_magnitude):
        if (found := read(low, figure, start, stop)) is not None:
            return _signed(low, found, start)
    span = (numeral.start, numeral.end)
    if (named := roles.age_or_rank(text, low, span, numeral.low)) is not None:
        role, after, unit = named
        return replace(figure, role=role, end=min(after, stop), unit=unit)
    if (found := _as_measure(low, figure, stop) or _as_degrees(text, low, figure, stop)) is not None:
        return _signed(low, found, start)
    if low[numeral.start : numeral.end] == "one" and _is_pronoun(low, numeral.start, numeral.end, stop):
        return None
    role, after = roles.plain_role(text, low, span)
    if role == "count" and _POINT_GROUPED.fullmatch(low, figure.start, figure.end):
        figure = replace(figure, low=figure.low * 1000, high=figure.high * 1000, bare=figure.bare * 1000)
    unit = "level" if role == "measure" else ""
    return replace(figure, role=role, end=min(after, stop), unit=unit, dimension=unit)


def _signed(low: str, figure: Figure, start: int) -> Figure:
    """Take in the "minus" of a temperature or a share."""
    if figure.dimension not in _SIGNED:
        return figure
    sign = _BELOW_ZERO.search(low, max(start, figure.start - len("minus ")), figure.start)
    if sign is None:
        return figure
    return replace(figure, start=sign.start(), low=-figure.high, high=-figure.low, bare=-figure.bare)


def _as_money(low: str, figure: Figure, start: int, stop: int) -> Figure | None:
    begin, after = figure.start, figure.end
    if (prefix := money.currency_before(low, start, figure.start)) is not None:
        currency, begin = prefix
    elif (suffix := money.currency_after(low, figure.end, stop)) is not None:
        currency, after = suffix
    elif (ending := money.pounds_after(low, figure.end, stop)) is not None:
        currency, after = money.POUND, ending
    else:
        return None
    return replace(
        figure, start=begin, end=after, role="money",
        unit=currency.unit, dimension=f"money:{currency.base}", scale=currency.scale,
    )  # fmt: skip


def _as_percent(low: str, figure: Figure, start: int, stop: int) -> Figure | None:
    match = _PERCENT.match(low, figure.end, stop)
    if match is None and figure.low != int(figure.low):
        match = _POINTS.match(low, figure.end, stop)
    if match is None:
        return None
    unit, dimension = ("points", "points") if "point" in match.group() else ("%", "percent")
    return replace(figure, end=match.end(), role="percent", unit=unit, dimension=dimension)


def _as_magnitude(low: str, figure: Figure, start: int, stop: int) -> Figure | None:
    head = _MAGNITUDE_HEAD.search(low, max(start, figure.start - 16), figure.start)
    tail = _MAGNITUDE_TAIL.match(low, figure.end, stop)
    if head is None and tail is None:
        return None
    return replace(
        figure, start=head.start() if head else figure.start, end=tail.end() if tail else figure.end,
        role="measure", unit="magnitude", dimension="magnitude",
    )  # fmt: skip


def _as_measure(low: str, figure: Figure, stop: int) -> Figure | None:
    if low[figure.end - 2 : figure.end][:1].isdigit() and low[figure.end - 1] == "m":
        return _as_metres(low, figure, stop)
    found = units.read_unit(low, figure.end, stop)
    if found is None:
        return None
    unit, after = found
    role: Role = "duration" if unit.dimension == "duration" else "measure"
    part = _PART_AFTER_UNIT.match(low, after, stop)
    extra = _more(part[1] if part else None)
    return replace(
        figure, end=part.end() if part else after, role=role, low=figure.low + extra, high=figure.high + extra,
        unit=unit.name, dimension=unit.dimension, scale=unit.scale,
    )  # fmt: skip


def _as_metres(low: str, figure: Figure, stop: int) -> Figure | None:
    """Read "300m" as metres unless what follows is counted by the million ("2.3m voters")."""
    is_counted = _MILLIONS_NEXT.match(low, figure.end, stop) is not None
    is_decimal = figure.bare < 100 and figure.bare != int(figure.bare)
    if (is_counted or is_decimal) and _METRES_NEXT.match(low, figure.end, stop) is None:
        return None
    return replace(
        figure, role="measure", low=figure.bare, high=figure.bare, number_end=figure.end - 1,
        unit="m", dimension="length",
    )  # fmt: skip


def _as_degrees(text: str, low: str, figure: Figure, stop: int) -> Figure | None:
    """Read "35C" as a temperature where no name ("Gate 35C") leads it."""
    match = _DEGREES.match(text, figure.end, stop)
    if match is None or figure.high > _HOTTEST or roles.is_name(text, low, figure.start, figure.end):
        return None
    unit = units.UNITS["°C" if match["letter"] == "C" else "°F"]
    return replace(figure, end=match.end(), role="measure", unit=unit.name, dimension=unit.dimension, scale=unit.scale)


def find_halves(low: str, start: int, stop: int) -> list[Figure]:
    """The measures that are written without a number: "half an hour", "a mile and a half", "for a week"."""
    return [half for match in _HALVES.finditer(low, start, stop) if (half := _half(low, match)) is not None]


def _half(low: str, match: re.Match[str]) -> Figure | None:
    named = next(name for name in ("whole", "part", "one") if match[name])
    found = units.read_unit(low, match.start(named) - 1, match.end())
    if found is None or low[match.start() - 3 : match.start()].strip(" -").isdigit():
        return None
    unit, value = found[0], _SHARES[match["share"]] if match["share"] else 1 + _more(match["more"])
    role: Role = "duration" if unit.dimension == "duration" else "measure"
    return replace(
        plain(match.start(), match.end(), role, value), unit=unit.name, dimension=unit.dimension, scale=unit.scale
    )


def _more(part: str | None) -> float:
    """What "and a quarter" adds to one."""
    return AND_PARTS[part.replace("-", " ")] if part else 0.0


def _is_pronoun(low: str, start: int, end: int, stop: int) -> bool:
    """Whether "one" counts nothing: "this one", "one another", "one of them"."""
    if _PRONOUN_BEFORE.search(low, max(0, start - 9), start):
        return _COUNTED_PERSON.match(low, end, stop) is None
    return _PRONOUN_AFTER.match(low, end, stop) is not None
