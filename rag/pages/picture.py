"""Draw the figures: how far apart do the sources stand, and since when?

A finding and its citations in, a plot out, made of plain HTML: it needs no script, wraps on a
phone, follows the theme and prints. Each row of the sides gets its own track, and all tracks one
scale; an update is drawn over time instead. A dot is a figure, a bar what a range or an open end
leaves possible. The same data stand in a table for those who do not see it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil, floor, log10

from rag.pages.labels import day, holder
from rag.pages.markup import Html, tag
from rag.records import Citation, Finding, Position

MOST_POINTS = 14
_ROOM = 0.08
_WIDE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axis:
    """Where a number stands between the two ends of the plot, 0 to 100."""

    low: float
    high: float
    is_log: bool = False

    def at(self, value: float) -> float:
        low, high, value = (log10(v) if self.is_log else v for v in (self.low, self.high, value))
        return round(100 * min(max((value - low) / (high - low), 0), 1), 2)

    def ticks(self) -> list[float]:
        if self.is_log:
            return [10.0**power for power in range(ceil(log10(self.low)), floor(log10(self.high)) + 1)]
        step = _step((self.high - self.low) / 4)
        first = ceil(self.low / step)
        return [step * number for number in range(first, floor(self.high / step) + 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """``tracks`` are one for each position, empty where it is drawn over time; ``whole`` holds the table, too."""

    tracks: tuple[Html, ...]
    scale: Html
    whole: Html

    def beside(self, number: int) -> Html:
        """The track of a position; nothing where it has none."""
        return self.tracks[number] if self.tracks else Html()


NOTHING = Picture(tracks=(), scale=Html(), whole=Html())


def picture(finding: Finding, citations: Mapping[int, Citation]) -> Picture:
    """Draw a finding whose positions are figures: beside each source, or over time for an update; else nothing."""
    sides = [side for side in finding.positions if _is_figure(side)]
    if len(sides) < 2 or len({side.unit for side in sides}) > 1:
        return NOTHING
    table = _table(finding, sides, citations)
    times = [_moment(side, citations) for side in sides]
    known = [time for time in times if time is not None]
    if finding.relation == "update" and len(known) == len(sides) and len(set(known)) > 1:
        return Picture(tracks=(), scale=Html(), whole=tag("figure", _over_time(sides, known), table, class_="picture"))
    axis = _axis(sides)
    tracks = tuple(_track(side, axis) for side in finding.positions)
    return Picture(tracks=tracks, scale=_scale(axis), whole=tag("figure", table, class_="picture unseen"))


def _is_figure(side: Position) -> bool:
    return side.low is not None or side.high is not None


def _scale(axis: _Axis) -> Html:
    marks = [tag("b", _number(tick), style=f"left:{axis.at(tick)}%") for tick in axis.ticks()]
    return tag("div", tag("span", *marks, class_="ticks"), class_="side drawn scale", aria_hidden="true")


def _track(side: Position, axis: _Axis) -> Html:
    lines = [tag("i", class_="tick", style=f"left:{axis.at(tick)}%") for tick in axis.ticks()]
    marks = _marks(side, axis) if _is_figure(side) else []
    return tag("span", *lines, *marks, class_="track", aria_hidden="true")


def _marks(side: Position, axis: _Axis) -> list[Html]:
    low, high = side.low, side.high
    if low is not None and low == high:
        return [tag("i", class_="dot", style=f"left:{axis.at(low)}%")]
    start, end = axis.at(axis.low if low is None else low), axis.at(axis.high if high is None else high)
    kind = "bar" + (" open-low" if low is None else "") + (" open-high" if high is None else "")
    bar = tag("i", class_=kind, style=f"left:{start}%;width:{round(end - start, 2)}%")
    ends = [tag("i", class_="dot end", style=f"left:{axis.at(v)}%") for v in (low, high) if v is not None]
    return [bar, *ends]


def _over_time(sides: Sequence[Position], times: Sequence[float]) -> Html:
    """Points from the earliest to the latest, joined; the numbers stand beside them."""
    ordered = sorted(zip(times, sides, strict=True), key=lambda pair: pair[0])
    axis, first, last = _axis(sides), ordered[0][0], ordered[-1][0]
    places = [(4 + 92 * (time - first) / (last - first), axis.at(_middle(side)), side) for time, side in ordered]
    path = " ".join(f"{x:.2f},{100 - y:.2f}" for x, y, _ in places)
    line = Html(f'<svg viewBox="0 0 100 100" preserveAspectRatio="none"><polyline points="{path}"/></svg>')
    points = [_point(x, y, side) for x, y, side in places[-MOST_POINTS:]]
    days = [day(datetime.fromtimestamp(time, UTC).isoformat()) for time in (first, last)]
    dates = tag("div", tag("span", days[0]), tag("span", days[1] if days[1] != days[0] else ""), class_="plot-dates")
    return tag("div", tag("div", line, *points, class_="plane"), dates, class_="plot over-time", aria_hidden="true")


def _point(x: float, y: float, side: Position) -> Html:
    kind = "point now" if side.current else "point"
    edge = " right" if x > 70 else ""
    return tag(
        "span", tag("i", class_="dot"), tag("b", side.value), class_=kind + edge, style=f"left:{x:.2f}%;bottom:{y}%"
    )


def _table(finding: Finding, sides: Sequence[Position], citations: Mapping[int, Citation]) -> Html:
    head = tag("tr", *(tag("th", name, scope="col") for name in ("Source", "Figure", "Lowest", "Highest", "Published")))
    rows = [
        tag(
            "tr",
            *(tag("td", cell) for cell in (_who(side, citations), side.value, *_bounds(side), _day(side, citations))),
        )
        for side in sides
    ]
    return tag("table", tag("caption", f"Figures by source: {finding.aspect}"), head, *rows, class_="unseen")


def _bounds(side: Position) -> tuple[str, str]:
    return tuple("open" if v is None else _number(v) for v in (side.low, side.high))  # type: ignore[return-value]  # two


def _axis(sides: Sequence[Position]) -> _Axis:
    """From 0 where the figures are not far above it; by powers of ten where they lie very far apart."""
    ends = [value for side in sides for value in (side.low, side.high) if value is not None]
    low, high = min(ends), max(ends)
    if low > 0 and high / low > _WIDE:
        return _Axis(low=low / 2, high=high * 2, is_log=True)
    room = _ROOM * ((high - low) or abs(high) or 1)
    over = 3 * room if any(side.high is None for side in sides) else room
    return _Axis(low=0 if 0 <= low <= 0.75 * high or low == high >= 0 else low - room, high=(high or 1) + over)


def _step(rough: float) -> float:
    """The next of 1, 2, 5, 10, 20 … at or above a rough step."""
    power = 10.0 ** floor(log10(rough))
    return next(step for step in (power, 2 * power, 5 * power, 10 * power) if step >= rough)


def _middle(side: Position) -> float:
    ends = [value for value in (side.low, side.high) if value is not None]
    return sum(ends) / len(ends)


def _who(side: Position, citations: Mapping[int, Citation]) -> str:
    names = list(dict.fromkeys(holder(voice, citations) for voice in side.claims))
    return f"{names[0]} and {len(names) - 1} more" if len(names) > 1 else names[0]


def _day(side: Position, citations: Mapping[int, Citation]) -> str:
    days = [citations[voice.citation].published or "" for voice in side.claims if voice.citation in citations]
    return day(min(filter(None, days), default="")) or "no date given"


def _moment(side: Position, citations: Mapping[int, Citation]) -> float | None:
    """When a position was first printed, as seconds; None where no article of it has a whole date."""
    found = []
    for voice in side.claims:
        try:
            moment = datetime.fromisoformat(citations[voice.citation].published or "")
        except (KeyError, ValueError):
            continue
        found.append((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    return min(found, default=None)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4g}"
