"""Join figures: which neighbours are one expression?

Figures in order in, figures out: "two hours and ten minutes" is one duration, "between 10 and 20", "10-20" and
"two or three" are one interval; "from 61 to 54" is a change and stays two. It does not know qualifiers.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rag.quantities.figures import Figure

JOINED_ROLES = frozenset(("count", "money", "percent", "measure", "duration", "age"))
BETWEEN = re.compile(r"\bbetween (?:about |around |roughly |some |an estimated )?$")
RANGING = re.compile(r"\b(?:rang(?:e|es|ed|ing)|anywhere|anything|estimates|vary|varying|varied) from $")
CHANGED = (
    r"(?:up|down|rose|rises?|risen|rising|revised?|raised?|raising|cut|cuts|cutting|lower(?:s|ed|ing)?|reduc(?:e"
    r"|es|ed|ing)"
    r"|increas(?:e|es|ed|ing)|fell|fallen|falls|dropp?(?:s|ed|ing)?|climb(?:s|ed|ing)?|jump(?:s|ed|ing)?|grew|grown"
    r"|slash(?:es|ed)?|trimm?(?:s|ed)?|chang(?:es|ed)|correct(?:s|ed)|amend(?:s|ed)|doubl(?:es|ed|ing)|swell(?:s"
    r"|ed)|swelled"
    r"|soared|went|shrank)"
)
_CHANGED_BY = re.compile(rf"\b(?:{CHANGED}|by|another) $")
_GAP = re.compile(r" ?(?:-|–|—) ?| (?:up )?to | or ")
_LIST_GAPS = frozenset((", ", " and ", ", and ", " or ", " to ", "-", "–"))
_LIST_END = re.compile(r"\s*(?:[.,;:)]|$| and\b)")
_PLURAL_HEAD = re.compile(r"s (?:\d+, )*$")
_OLDEST = 120
_SUM_GAPS = frozenset((" and ", ", ", ", and ", " ", " - "))
_SUMMED = frozenset(("duration", "length", "mass"))
_DIALLED = re.compile(r"\d{3}-\d{4}")
_REACH = 40


def join(low: str, figures: list[Figure]) -> list[Figure]:
    """Join each figure with the one before it where both are one expression."""
    done: list[Figure] = []
    for figure in figures:
        joined = _pair(low, done[-1], figure) if done else None
        if joined is None:
            done.append((_listed(low, done[-1], figure) if done else None) or figure)
        else:
            done[-1] = joined
    return done


def _listed(low: str, first: Figure, second: Figure) -> Figure | None:
    """The second of two ages or names in a row: "sons, 9 and 12", "rooms 12 and 14"."""
    if (
        second.role != "count"
        or first.role not in ("age", "identifier")
        or low[first.end : second.start] not in _LIST_GAPS
    ):
        return None
    if first.role == "identifier":
        is_plural = _PLURAL_HEAD.search(low, max(0, first.start - 16), first.start) is not None
        return replace(second, role="identifier") if is_plural else None
    ends = _LIST_END.match(low, second.end) is not None
    return replace(second, role="age", unit="year") if ends and second.high <= _OLDEST else None


def _pair(low: str, first: Figure, second: Figure) -> Figure | None:
    if second.start - first.end > len(" up to ") or first.vague or first.is_range:
        return None
    if first.role not in JOINED_ROLES or second.role not in JOINED_ROLES:
        return None
    gap = low[first.end : second.start]
    if gap == "-" and _DIALLED.fullmatch(low, first.start, second.end):
        return None
    if first.dimension in _SUMMED and first.dimension == second.dimension and first.scale > second.scale:
        return _summed(first, second) if gap in _SUM_GAPS else None
    head = low[max(0, first.start - _REACH) : first.start]
    between = gap == " and " and BETWEEN.search(head) is not None
    return _range(first, second) if between or _is_range_gap(gap, head) else None


def _summed(first: Figure, second: Figure) -> Figure:
    value = round(first.low * first.scale / second.scale, 6) + second.low
    return replace(second, start=first.start, number_start=first.number_start, low=value, high=value, bare=value)


def _is_range_gap(gap: str, head: str) -> bool:
    if _GAP.fullmatch(gap) is None:
        return False
    if " to " not in gap:
        return True
    return not _CHANGED_BY.search(head) and (not head.endswith("from ") or RANGING.search(head) is not None)


def _range(first: Figure, second: Figure) -> Figure | None:
    """The interval from the first to the second, which lends its scale and unit; None where it would fall."""
    factor = second.low / second.bare if second.bare and first.low == first.bare else 1.0
    low = first.low * factor if first.bare < second.bare else first.low
    if (first.unit and second.unit and first.unit != second.unit) or low >= second.high:
        return None
    lender = second if second.unit or not first.unit else first
    return replace(
        lender, start=first.start, end=second.end, number_start=first.number_start, number_end=second.number_end,
        low=low, high=second.high, bare=first.bare, vague=second.vague, is_range=True,
        role="age" if "age" in (first.role, second.role) else lender.role,
    )  # fmt: skip
