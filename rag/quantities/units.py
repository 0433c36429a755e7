"""Measure units: which unit follows a number, and which interval is that in the base unit?

A word after a number in, its unit out: canonical name, dimension, scale to the base unit of the
dimension (metres, kilograms, square metres, litres, seconds, …). ``convert`` and ``may_agree`` compare
quantities in different units, allowing for the rounding of what was printed. A table of our own: the
factors are the definitions of the SI brochure and of the international yard and pound (1959); importing
the library pint with its registry takes 190 ms, this module 16. It does not know which quantity is meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.records import Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit of measurement: ``value * scale + offset`` is the value in the base unit of ``dimension``."""

    name: str
    dimension: str
    scale: float = 1.0
    offset: float = 0.0


# name, dimension, scale, offset, spellings (lower case; "s?" and the like are regular expressions)
_TABLE: tuple[tuple[str, str, float, float, str], ...] = (
    ("mm", "length", 0.001, 0, r"mm|millimet(?:re|er)s?"),
    ("cm", "length", 0.01, 0, r"cms?|centimet(?:re|er)s?"),
    ("m", "length", 1, 0, r"m|met(?:re|er)s?"),
    ("km", "length", 1000, 0, r"kms?|kilomet(?:re|er)s?"),
    ("in", "length", 0.0254, 0, r"inch(?:es)?"),
    ("ft", "length", 0.3048, 0, r"ft|feet|foot"),
    ("yd", "length", 0.9144, 0, r"yds?|yards?"),
    ("mile", "length", 1609.344, 0, r"miles?|mi"),
    ("nautical mile", "length", 1852, 0, r"nautical miles?|nm"),
    ("fathom", "length", 1.8288, 0, r"fathoms?"),
    ("mg", "mass", 1e-6, 0, r"mg|milligram(?:me)?s?"),
    ("g", "mass", 0.001, 0, r"g|grams?|grammes?"),
    ("kg", "mass", 1, 0, r"kgs?|kilos?|kilogram(?:me)?s?"),
    ("tonne", "mass", 1000, 0, r"tonnes?|metric tons?|t"),
    ("ton", "mass", 1000, 0, r"(?:short |long )?tons?"),
    ("lb", "mass", 0.45359237, 0, r"lbs?|pounds?"),
    ("oz", "mass", 0.028349523, 0, r"oz|ounces?"),
    ("sq m", "area", 1, 0, r"sq\.? ?m|m²|m2|square met(?:re|er)s?"),
    ("sq km", "area", 1e6, 0, r"sq\.? ?km|km²|km2|square kilomet(?:re|er)s?"),
    ("sq ft", "area", 0.09290304, 0, r"sq\.? ?ft|square (?:feet|foot)"),
    ("sq mile", "area", 2589988.110336, 0, r"sq\.? ?mi(?:les?)?|square miles?"),
    ("acre", "area", 4046.8564224, 0, r"acres?"),
    ("ha", "area", 10000, 0, r"ha|hectares?"),
    ("ml", "volume", 0.001, 0, r"ml|millilit(?:re|er)s?"),
    ("litre", "volume", 1, 0, r"l|lit(?:re|er)s?"),
    ("cu m", "volume", 1000, 0, r"cu\.? ?m|m³|m3|cubic met(?:re|er)s?|cumecs?"),
    ("cu ft", "volume", 28.316846592, 0, r"cu\.? ?ft|cubic (?:feet|foot)"),
    ("gallon", "volume", 3.785411784, 0, r"gallons?|gal"),
    ("barrel", "volume", 158.987294928, 0, r"barrels?|bbl"),
    ("km/h", "speed", 1 / 3.6, 0, r"km/h|kph|kmh|kilomet(?:re|er)s? (?:an|per) hour|km (?:an|per) hour"),
    ("mph", "speed", 0.44704, 0, r"mph|miles? (?:an|per) hour"),
    ("m/s", "speed", 1, 0, r"m/s|met(?:re|er)s? (?:a|per) second"),
    ("knot", "speed", 1852 / 3600, 0, r"knots?|kts?"),
    ("°C", "temperature", 1, 273.15, r"° ?c|degrees? (?:celsius|centigrade|c)|degs? c"),
    ("°F", "temperature", 5 / 9, 459.67 * 5 / 9, r"° ?f|degrees? (?:fahrenheit|f)|degs? f"),
    ("degree", "degree", 1, 0, r"degrees?|°"),
    ("W", "power", 1, 0, r"watts?"),
    ("kW", "power", 1e3, 0, r"kw|kilowatts?"),
    ("MW", "power", 1e6, 0, r"mw|megawatts?"),
    ("GW", "power", 1e9, 0, r"gw|gigawatts?"),
    ("kWh", "energy", 3.6e6, 0, r"kwh|kilowatt[- ]hours?"),
    ("MWh", "energy", 3.6e9, 0, r"mwh|megawatt[- ]hours?"),
    ("GWh", "energy", 3.6e12, 0, r"gwh|gigawatt[- ]hours?"),
    ("TWh", "energy", 3.6e15, 0, r"twh|terawatt[- ]hours?"),
    ("second", "duration", 1, 0, r"seconds?|secs?"),
    ("minute", "duration", 60, 0, r"minutes?|mins?"),
    ("hour", "duration", 3600, 0, r"hours?|hrs?"),
    ("day", "duration", 86400, 0, r"days?"),
    ("night", "duration", 86400, 0, r"nights?"),
    ("week", "duration", 604800, 0, r"weeks?"),
    ("fortnight", "duration", 1209600, 0, r"fortnights?"),
    ("month", "duration", 2629746, 0, r"months?"),
    ("year", "duration", 31556952, 0, r"years?|yrs?"),
    ("decade", "duration", 315569520, 0, r"decades?"),
    ("century", "duration", 3155695200, 0, r"centur(?:y|ies)"),
    ("megabyte", "data", 1e6, 0, r"mb|megabytes?"),
    ("gigabyte", "data", 1e9, 0, r"gb|gigabytes?"),
    ("terabyte", "data", 1e12, 0, r"tb|terabytes?"),
    ("hPa", "pressure", 100, 0, r"hpa|hectopascals?|millibars?"),
    ("decibel", "decibel", 1, 0, r"db|decibels?"),
)
UNITS = {name: Unit(name=name, dimension=dim, scale=scale, offset=off) for name, dim, scale, off, _ in _TABLE}
UNITS["magnitude"] = Unit(name="magnitude", dimension="magnitude")
_SPELLINGS = [(re.compile(spelling), name) for name, _, _, _, spelling in _TABLE]
_FOLLOWING = re.compile(  # a speed before the length that it begins with: "kilometres an hour"
    "(?: of(?= ))?[ \u00a0-]?("
    + "|".join(f"(?:{row[4]})" for row in sorted(_TABLE, key=lambda row: (row[1] != "speed", -len(row[4]))))
    + r")(?![\w²³/])"
)
_ONE_LETTER = frozenset("mglt")
_LOOSE = {"ton": 0.12, "gallon": 0.2, "month": 0.05}
_PRINTED = 0.05


def read_unit(low: str, position: int, end: int) -> tuple[Unit, int] | None:
    """The unit that begins at ``position`` of lower-case text (after a space or hyphen), and where it ends."""
    match = _FOLLOWING.match(low, position, end)
    if match is None:
        return None
    spelling = match.group(1)
    if spelling in _ONE_LETTER and match.group()[0] == "-":
        return None
    unit = _named(spelling)
    return None if unit is None else (unit, match.end())


_CACHE: dict[str, Unit] = {}


def _named(spelling: str) -> Unit | None:
    if spelling not in _CACHE:
        found = next((name for pattern, name in _SPELLINGS if pattern.fullmatch(spelling)), None)
        if found is None:
            return None
        _CACHE[spelling] = UNITS[found]
    return _CACHE[spelling]


def convert(quantity: Quantity) -> tuple[float | None, float | None]:
    """The interval of a quantity in the base unit of its dimension; an open end stays open."""
    unit = UNITS.get(quantity.unit)
    offset = unit.offset if unit is not None and unit.dimension == quantity.dimension else 0.0
    return (
        None if quantity.low is None else quantity.low * quantity.scale + offset,
        None if quantity.high is None else quantity.high * quantity.scale + offset,
    )


def same_dimension(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities can be compared: one dimension, or where there is none, one unit."""
    if a.dimension or b.dimension:
        return a.dimension == b.dimension
    return a.unit == b.unit


def may_agree(a: Quantity, b: Quantity) -> bool:
    """Whether both can be true of one thing, after conversion; other units are allowed their rounding."""
    if not same_dimension(a, b):
        return False
    low_a, high_a = convert(a)
    low_b, high_b = convert(b)
    slack = 0.0 if a.unit == b.unit else rounding(a) + rounding(b)
    return not (_above(low_a, high_b, slack) or _above(low_b, high_a, slack))


def rounding(quantity: Quantity) -> float:
    """How far, in base units, the printed figure may be from the measured one: half its last digit, at most 5 %.

    "4,850 lb" may be 4,845 to 4,855; "5 miles" 4.75 to 5.25. A "ton" or "gallon" of unnamed country
    has the width of its possible meanings.
    """
    ends = [abs(end) for end in (quantity.low, quantity.high) if end]
    if not ends:
        return 0.0
    figure = ends[0]
    loose = _LOOSE.get(quantity.unit, 0.0) * figure
    return max(min(_last_place(figure) / 2, _PRINTED * figure), loose) * quantity.scale


def _last_place(figure: float) -> float:
    """The worth of the last digit that is not a trailing zero: 10 for 4,850, 0.1 for 6.4."""
    digits, exponent = f"{figure:.9e}".split("e")
    kept = len(digits.rstrip("0").rstrip(".").replace(".", ""))
    return float(10.0 ** (int(exponent) - kept + 1))


def _above(low: float | None, high: float | None, slack: float) -> bool:
    return low is not None and high is not None and low > high + slack
