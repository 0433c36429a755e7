"""Find quantities: which figures does a text print, and what does each allow?

Text in, mentions out, in order and apart from each other: the span of the whole expression with qualifier
and unit, the span of the bare number, its role, and the closed interval that it leaves open. Dates, hours,
ages, scores and the numbers in names keep a role of their own so that no caller counts them. What is
counted, who says so and of which event, it does not know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from rag.quantities import bounds, ranges, roles, zeros
from rag.quantities.calendar import Stamp, find_stamps, lowered
from rag.quantities.figures import Figure, find_halves, plain, read_figure
from rag.quantities.numerals import find_numerals
from rag.quantities.ordinals import find_ordinals
from rag.quantities.ranges import BETWEEN, JOINED_ROLES, RANGING
from rag.quantities.roles import Role
from rag.records import Quantity

Change = Literal["", "from", "to"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A figure as printed: ``text[start:end]`` with qualifier and unit, ``text[number_start:number_end]`` without.

    ``quantity`` allows what the words allow (None..None for a date, an hour, a score or a name);
    ``approximate`` marks "about", "nearly" and the vague words; ``change`` tells the two ends of
    "from 61 to 54" apart.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    role: Role
    quantity: Quantity
    approximate: bool = False
    change: Change = ""


_BOTH = re.compile(
    r"\bboth\b(?= (?:of (?:the|them|these|those|his|her|their)\b"
    r"|(?:the |these |those |his |her |their )?(?:[a-z]+s|men|women|children|people)\b(?! and\b)))"
)
_CHANGED_FROM = re.compile(rf"\b{ranges.CHANGED}\b[^.;\n]{{0,50}}\bfrom $|, from $")
_CHANGED_TO = re.compile(rf"\b{ranges.CHANGED}\b[^.;\n]{{0,50}}\bto $")
_ONWARD = re.compile(r"(?: [\w’'-]+){0,3},? to $")
_EXACT_TOTAL = re.compile(r"\b(?:bring|brings|bringing|brought|takes|taking|took)\b[^.;\n]{0,40}$|\badd(?:s|ed|ing)? $")
_HANDED = re.compile(r"\b(?:hand|turn|sign|give|gave)\w* $")
_CLOSING = {"“": "”", '"': '"', "‘": "’"}
_LASTED = (
    "for ",
    "took ",
    "takes ",
    "take ",
    "lasted ",
    "lasting ",
    "after ",
    "spent ",
    "waited ",
    "just ",
    "of ",
    "held ",
)
_TELLS_YEAR = ("year", "none")


def find_quantities(text: str, start: int = 0, end: int | None = None) -> tuple[Mention, ...]:
    """Return every figure of ``text[start:end]`` in order, none overlapping; offsets count in ``text``."""
    stop = len(text) if end is None else max(start, min(end, len(text)))
    low = lowered(text)
    figures = _apart(
        [_stamp_figure(stamp) for stamp in find_stamps(text, start, stop)]
        + [plain(a, b, "none", 0.0) for a, b in zeros.find_zeros(text, low, start, stop)]
        + [plain(match.start(), match.end(), "count", 2.0) for match in _BOTH.finditer(low, start, stop)]
        + [plain(a, b, "count", value) for a, b, value in find_ordinals(low, start, stop)]
        + _scores(low, start, stop)
        + find_halves(low, start, stop)
    )
    numbers = [
        figure
        for gap_start, gap_end in _gaps(figures, start, stop)
        for numeral in find_numerals(low, gap_start, gap_end)
        if (figure := read_figure(text, low, numeral, (start, gap_end))) is not None
    ]
    figures = ranges.join(low, _apart(figures + numbers))
    return tuple(_with_changes(low, _mentions(text, low, figures, (start, stop))))


def _stamp_figure(stamp: Stamp) -> Figure:
    role: Role = "clock" if stamp.kind == "clock" else "year" if stamp.kind == "year" else "date"
    return plain(stamp.start, stamp.end, role, float(stamp.year or 0))


def _scores(low: str, start: int, stop: int) -> list[Figure]:
    found = (match for match in roles.SCORE.finditer(low, start, stop) if roles.is_score(low, match))
    return [plain(match.start(), match.end(), "score", float(match.group(1))) for match in found]


def _gaps(figures: list[Figure], start: int, stop: int) -> list[tuple[int, int]]:
    edges = [start, *(edge for figure in figures for edge in (figure.start, figure.end)), stop]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def _apart(figures: list[Figure]) -> list[Figure]:
    kept: list[Figure] = []
    for figure in sorted(figures, key=lambda one: (one.start, -one.end)):
        if not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    return kept


def _mentions(text: str, low: str, figures: list[Figure], limits: tuple[int, int]) -> list[Mention]:
    mentions: list[Mention] = []
    for number, figure in enumerate(figures):
        floor = mentions[-1].end if mentions else limits[0]
        ceiling = figures[number + 1].start if number + 1 < len(figures) else limits[1]
        mentions.append(_mention(text, low, figure, (floor, ceiling)))
    return mentions


def _mention(text: str, low: str, figure: Figure, limits: tuple[int, int]) -> Mention:
    start, end, approximate = figure.start, figure.end, figure.vague
    interval: tuple[float | None, float | None] = (figure.low, figure.high)
    if figure.role in JOINED_ROLES:
        kind, start, end, about = _qualifier(low, figure, limits)
        end = _closed_quote(text, start, end, limits[1])
        if kind is not None:
            interval = _interval(kind, figure)
        approximate = approximate or about or kind in ("about", "nearly", "just over")
    elif figure.role not in _TELLS_YEAR or (figure.role == "year" and not figure.low):
        interval = (None, None)
    return Mention(
        start=start, end=end, number_start=figure.number_start, number_end=figure.number_end, role=figure.role,
        approximate=approximate,
        quantity=Quantity(
            low=interval[0], high=interval[1], text=text[start:end],
            unit=figure.unit, dimension=figure.dimension, scale=figure.scale,
        ),
    )  # fmt: skip


def _interval(kind: bounds.Kind, figure: Figure) -> tuple[float | None, float | None]:
    is_count = figure.role in ("count", "age")
    return bounds.bound(kind, figure.low, figure.high, is_whole=not figure.is_share, is_count=is_count)


def _qualifier(low: str, figure: Figure, limits: tuple[int, int]) -> tuple[bounds.Kind | None, int, int, bool]:
    """What the words around a figure say: the kind of bound, the span that they widen it to, and "about"."""
    kind, start, about = bounds.before(low, limits[0], figure.start)
    if kind is not None and _says_nothing(low, figure, start, kind):
        kind, start, about = None, figure.start, False
    if figure.is_range and kind is None and (between := BETWEEN.search(low, limits[0], figure.start)):
        start = between.start()
    later, end = bounds.after(low, figure.end, limits[1], with_noun=figure.role == "count")
    if later is None:
        return kind, start, figure.end, about
    chosen = later if kind in (None, "about") else kind
    return chosen, start, end, about or later == "about"


def _says_nothing(low: str, figure: Figure, start: int, kind: bounds.Kind) -> bool:
    """Whether the word is no bound: "over two years", "under one roof", "bringing the toll up to 20"."""
    word = low[start : figure.start].strip()
    if word in ("over", "under", "above", "below", "beyond"):
        if word == "over" and _HANDED.search(low, max(0, start - 12), start):
            return True
        spread = figure.role == "duration" and word == "over" and not low.endswith(_LASTED, 0, start)
        return spread or figure.high <= 1
    return kind == "at most" and word == "up to" and _EXACT_TOTAL.search(low, max(0, start - 60), start) is not None


def _closed_quote(text: str, start: int, end: int, stop: int) -> int:
    """Take the closing quotation mark in where the opening one stands inside the expression."""
    for opening, closing in _CLOSING.items():
        if text.count(opening, start, end) == 1 and end < stop and text[end] == closing and text[start] != opening:
            return end + 1
    return end


def _with_changes(low: str, mentions: list[Mention]) -> list[Mention]:
    """Mark the ends of "from 61 to 54", "up from 31", "cut to seven, from eight"."""
    marked = list(mentions)
    for number, mention in enumerate(mentions):
        head = low[max(0, mention.start - 70) : mention.start]
        if mention.role not in JOINED_ROLES or not head.endswith(("from ", " to ")):
            continue
        following = mentions[number + 1] if number + 1 < len(mentions) else None
        if head.endswith(" to "):
            if marked[number].change == "" and _CHANGED_TO.search(head):
                marked[number] = replace(mention, change="to")
            continue
        onward = following is not None and _ONWARD.fullmatch(low, mention.end, following.start) is not None
        if (onward or _CHANGED_FROM.search(head)) and not RANGING.search(head):
            marked[number] = replace(mention, change="from")
            if onward and following is not None:
                marked[number + 1] = replace(following, change="to")
    return marked
