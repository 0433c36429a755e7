"""Draw: how does a figure grow with the archive, as a picture that needs no library?

Curves of points in, one SVG with logarithmic axes out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, BOTTOM, RIGHT, TOP = 640, 360, 60, 40, 150, 30
COLOURS = ("#1b6ca8", "#c0392b", "#2e7d32", "#8e44ad", "#b8860b")

Point = tuple[float, float]


def curves(title: str, *, across: str, up: str, named: Mapping[str, Sequence[Point]]) -> str:
    """Draw curves, each with its name at its last point; all coordinates must be above zero."""
    points = [point for one in named.values() for point in one]
    columns, rows = _decades([x for x, _ in points]), _decades([y for _, y in points])

    def place(point: Point) -> Point:
        x = LEFT + (WIDTH - LEFT - RIGHT) * _share(point[0], columns)
        return x, HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * _share(point[1], rows)

    parts = [_text(LEFT, TOP - 12, title, size=14), _text(LEFT, HEIGHT - 6, across), _text(4, TOP - 12, up)]
    for column in columns:
        x, _ = place((column, rows[0]))
        parts += [_line(x, TOP, x, HEIGHT - BOTTOM), _text(x - 8, HEIGHT - BOTTOM + 16, f"{column:,.0f}")]
    for row in rows:
        _, y = place((columns[0], row))
        parts += [_line(LEFT, y, WIDTH - RIGHT, y), _text(10, y + 4, f"{row:g}")]
    for colour, (name, curve) in zip(COLOURS, named.items(), strict=False):
        placed = [place(point) for point in curve]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in placed]
        parts.append(_text(placed[-1][0] + 8, placed[-1][1] + 4, name, colour=colour))
    body = "\n".join(parts)
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif">\n{body}\n</svg>\n'


def _decades(values: Sequence[float]) -> list[float]:
    """The powers of ten that enclose some values."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return [10.0**power for power in range(low, max(high, low + 1) + 1)]


def _share(value: float, decades: Sequence[float]) -> float:
    return math.log(value / decades[0]) / math.log(decades[-1] / decades[0])


def _text(x: float, y: float, text: str, *, size: int = 11, colour: str = "#444") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}">{escape(text)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#ddd"/>'
