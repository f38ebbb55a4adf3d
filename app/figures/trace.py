"""From marks to shapes: each mark in data units becomes plain geometry under two scales."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

import numpy as np
import numpy.typing as npt

from app.figures import color, png
from app.figures.marks import Area, Arrow, Bars, Cells, Dots, Heatmap, Label, Line, Rule, Segments
from app.figures.paths import Box, clipped, coordinate, cropped, polyline, stepped
from app.figures.placing import beside
from app.figures.scales import Scale
from app.figures.shapes import Circle, Image, Path, Rect, Role, Shape, Text
from app.figures.words import text_width

Array = npt.NDArray[np.float64]
DASH = "6 5"
CELLS_AS_RECTANGLES = 400


@dataclass(frozen=True)
class Plane:
    """Where marks are traced: two scales, the plot's box, and whether it is a thumbnail without words."""

    x: Scale
    y: Scale
    box: Box
    small: bool = False

    @property
    def stroke(self) -> float:
        """How much thinner strokes and dots are in a thumbnail."""
        return 0.62 if self.small else 1.0


@singledispatch
def trace(mark: Any, plane: Plane) -> Iterator[Shape]:  # noqa: ARG001  # the cases use it
    """Give the shapes of a mark, from the bottom up."""
    raise TypeError(f"A figure cannot draw {type(mark).__name__}")


@trace.register
def _line(mark: Line, plane: Plane) -> Iterator[Shape]:
    x, y = plane.x(mark.x), plane.y(mark.y)
    if mark.closed:
        x, y = np.append(x, x[:1]), np.append(y, y[:1])
    if mark.step:
        x, y = stepped(x, y)
    if mark.fill:
        inner = cropped(x, y, plane.box) if np.isfinite(x + y).all() else (x, y)
        yield Path(polyline(*inner, close=True), fill=mark.series, opacity=0.16 * mark.opacity)
    x, y = clipped(x, y, plane.box)
    dash = "" if not mark.dash else "3.5 3" if plane.small else DASH
    yield Path(polyline(x, y), mark.series, None, mark.width * plane.stroke, dash, mark.opacity)


@trace.register
def _dots(mark: Dots, plane: Plane) -> Iterator[Shape]:
    x, y = plane.x(mark.x), plane.y(mark.y)
    roles = _each(mark.series, len(x))
    for i in _inside(x, y, plane.box):
        yield _symbol(mark.shape, x[i], y[i], max(mark.size * plane.stroke, 1.1), roles[i], mark.opacity)
    if mark.labels and not plane.small:
        seen = _inside(x, y, plane.box)
        roles = roles if mark.opacity > 0.5 else [0] * len(x)
        points = [(float(x[i]), float(y[i]), mark.labels[i], roles[i]) for i in seen]
        yield from beside(points, mark.size + 4, plane.box)


@trace.register
def _bars(mark: Bars, plane: Plane) -> Iterator[Shape]:
    along, across = (plane.y, plane.x) if mark.horizontal else (plane.x, plane.y)
    ends = np.clip(across(mark.value), min(across.start, across.end), max(across.start, across.end))
    base = float(np.clip(across(mark.base), min(across.start, across.end), max(across.start, across.end)))
    positions = np.asarray(mark.position, dtype=float)
    thick = np.abs(along(positions + mark.width / 2) - along(positions - mark.width / 2))
    roles = _each(mark.series, len(ends))
    for i, (middle, end) in enumerate(zip(along(positions), ends, strict=True)):
        if not np.isfinite(end):
            continue
        start, length, half = min(base, end), abs(end - base), thick[i] / 2
        radius = min(2.5, half, length / 2)
        if mark.horizontal:
            yield Rect(start, middle - half, length, thick[i], roles[i], radius, mark.opacity)
        else:
            yield Rect(middle - half, start, thick[i], length, roles[i], radius, mark.opacity)
        if mark.texts and not plane.small:
            yield _bar_text(mark, mark.texts[i], middle, end, base)


def _bar_text(mark: Bars, text: str, middle: float, end: float, base: float) -> Text:
    if mark.horizontal:
        back = end < base
        return Text(end + (-6 if back else 6), middle + 4, text, "ink", "end" if back else "start", halo=True)
    return Text(middle, end + (15 if end > base else -6), text, "ink", "middle", halo=True)


@trace.register
def _area(mark: Area, plane: Plane) -> Iterator[Shape]:
    _, top, _, bottom = plane.box
    x = plane.x(mark.x)
    low, high = np.clip(plane.y(mark.low), top, bottom), np.clip(plane.y(mark.high), top, bottom)
    outline = polyline(np.concatenate([x, x[::-1]]), np.concatenate([high, low[::-1]]), close=True)
    yield Path(outline, fill=mark.series, opacity=mark.opacity)


@trace.register
def _heatmap(mark: Heatmap, plane: Plane) -> Iterator[Shape]:
    values = np.asarray(mark.values, dtype=float)
    rows, columns = values.shape
    left, right = plane.x.at(mark.x0), plane.x.at(columns if mark.x1 is None else mark.x1)
    first, last = plane.y.at(mark.y0), plane.y.at(rows if mark.y1 is None else mark.y1)
    if rows * columns > CELLS_AS_RECTANGLES:
        pixels = _pixels(mark, values)
        pixels = pixels[::-1] if first > last else pixels
        pixels = pixels[:, ::-1] if left > right else pixels
        box = (min(left, right), min(first, last), abs(right - left), abs(last - first))
        yield Image(*box, png.data_address(pixels))
        return
    wide, high = (right - left) / columns, (last - first) / rows
    gap = min(1.5, abs(wide) * 0.06, abs(high) * 0.06)
    colors = _cell_colors(mark, values)
    size = _text_size([text for row in mark.texts for text in row], wide, high)
    # cells of one color share one path: a tenth of the bytes of as many rectangles
    groups: dict[tuple[Role, float], list[str]] = {}
    words: list[Text] = []
    for row in range(rows):
        for column in range(columns):
            fill, opacity, on = colors(row, column)
            x, y = left + column * wide, first + row * high
            if not math.isnan(opacity):
                corner = f"M{coordinate(min(x, x + wide) + gap / 2)},{coordinate(min(y, y + high) + gap / 2)}"
                groups.setdefault((fill, round(opacity, 2)), []).append(corner)
            if mark.texts and not plane.small:
                words.append(
                    Text(x + wide / 2, y + high / 2 + size * 0.36, mark.texts[row][column], on, "middle", size)
                )
    across, down = coordinate(abs(wide) - gap), coordinate(abs(high) - gap)
    for (fill, opacity), corners in groups.items():
        yield Path("".join(f"{corner}h{across}v{down}h-{across}z" for corner in corners), fill=fill, opacity=opacity)
    yield from words


def _range(mark: Heatmap, values: Array) -> tuple[float, float]:
    known = values[np.isfinite(values)]
    low = float(known.min()) if mark.low is None and known.size else mark.low or 0.0
    high = float(known.max()) if mark.high is None and known.size else mark.high or 0.0
    if mark.palette == "diverging":
        far = max(abs(low), abs(high)) or 1.0
        return -far, far
    return low, high


def _pixels(mark: Heatmap, values: Array) -> npt.NDArray[np.uint8]:
    share = color.fractions(values, *_range(mark, values), mark.levels)
    if mark.palette == "diverging":
        return color.diverging(2 * share - 1)
    if mark.palette == "ink":
        return color.diverging(-share)
    return color.sequential(share)


def _cell_colors(mark: Heatmap, values: Array) -> Any:
    """Give a function of row and column: fill role, opacity, and the role of a text upon it."""
    share = color.fractions(values, *_range(mark, values), mark.levels)
    if mark.palette == "sequential":
        pixels = color.sequential(share)

        def literal(row: int, column: int) -> tuple[Role, float, Role]:
            pixel = pixels[row, column]
            text = "#ffffff" if color.is_dark(pixel) else "#111827"
            return color.hexadecimal(pixel), 1.0 if pixel[3] else math.nan, text

        return literal
    signed = 2 * share - 1 if mark.palette == "diverging" else share

    def role(row: int, column: int) -> tuple[Role, float, Role]:
        value = float(signed[row, column])
        series = 2 if mark.palette == "diverging" and value > 0 else 1
        # a cell of value 0 keeps a trace of color, so that the grid stays visible
        opacity = math.nan if math.isnan(value) else max(abs(value), 0.07)
        return series, opacity, "on" if opacity > 0.55 else "ink"

    return role


@trace.register
def _cells(mark: Cells, plane: Plane) -> Iterator[Shape]:
    x, y = plane.x(mark.x), plane.y(mark.y)
    wide, high = mark.width * plane.x.per_unit, mark.height * plane.y.per_unit
    roles, strengths = _each(mark.series, len(x)), _each(mark.opacity, len(x))
    size = _text_size(mark.texts, wide, high)
    for i in range(len(x)):
        yield Rect(x[i] - wide / 2, y[i] - high / 2, wide, high, roles[i], min(4.0, wide / 6, high / 6), strengths[i])
        if mark.texts and not plane.small and size >= 5:
            on: Role = "on" if strengths[i] > 0.55 and roles[i] != "grid" else "ink"
            yield Text(x[i], y[i] + size * 0.36, mark.texts[i], on, "middle", size)


@trace.register
def _rule(mark: Rule, plane: Plane) -> Iterator[Shape]:
    left, top, right, bottom = plane.box
    dash = "4 4" if mark.dash else ""
    if mark.x is not None:
        x = plane.x.at(mark.x)
        if left - 0.5 <= x <= right + 0.5:
            yield Path(f"M{coordinate(x)},{coordinate(top)}V{coordinate(bottom)}", mark.series, None, 1.2, dash)
            if mark.label and not plane.small:
                back = x + 6 + text_width(mark.label, 11.5) > right
                yield Text(
                    x + (-5 if back else 5),
                    top + 11,
                    mark.label,
                    mark.series,
                    "end" if back else "start",
                    11.5,
                    halo=True,
                )
    if mark.y is not None:
        y = plane.y.at(mark.y)
        if top - 0.5 <= y <= bottom + 0.5:
            yield Path(f"M{coordinate(left)},{coordinate(y)}H{coordinate(right)}", mark.series, None, 1.2, dash)
            if mark.label and not plane.small:
                yield Text(
                    left + 6, y + (14 if y - top < 16 else -5), mark.label, mark.series, "start", 11.5, halo=True
                )


@trace.register
def _arrow(mark: Arrow, plane: Plane) -> Iterator[Shape]:
    x0, y0, x1, y1 = plane.x.at(mark.x0), plane.y.at(mark.y0), plane.x.at(mark.x1), plane.y.at(mark.y1)
    length = math.hypot(x1 - x0, y1 - y0)
    if length < 0.5:
        return
    # the control point of the curve lies to the left of its middle
    cx, cy = (x0 + x1) / 2 + mark.bend * (y1 - y0), (y0 + y1) / 2 - mark.bend * (x1 - x0)
    angle = math.atan2(y1 - cy, x1 - cx)
    head = min(4.5 + 2.0 * mark.width, length * 0.6) * plane.stroke
    sides = [(x1 - head * math.cos(angle + turn), y1 - head * math.sin(angle + turn)) for turn in (-0.42, 0.42)]
    neck = (x1 - head * 0.8 * math.cos(angle), y1 - head * 0.8 * math.sin(angle))
    points = [coordinate(v) for v in (x0, y0, cx, cy, *neck)]
    curve = "M{},{}Q{},{} {},{}".format(*points)
    yield Path(curve, mark.series, None, mark.width * plane.stroke, "", mark.opacity)
    tip = "L".join(f"{coordinate(a)},{coordinate(b)}" for a, b in [(x1, y1), *sides])
    yield Path(f"M{tip}Z", fill=mark.series, opacity=mark.opacity)
    if mark.label and not plane.small:
        yield Text((x0 + 2 * cx + x1) / 4, (y0 + 2 * cy + y1) / 4 - 5, mark.label, mark.series, "middle", halo=True)


@trace.register
def _segments(mark: Segments, plane: Plane) -> Iterator[Shape]:
    x0, y0, x1, y1 = plane.x(mark.x0), plane.y(mark.y0), plane.x(mark.x1), plane.y(mark.y1)
    roles, strengths = _each(mark.series, len(x0)), _each(mark.opacity, len(x0))
    # segments that look alike share one path
    groups: dict[tuple[Role, float], list[int]] = {}
    for i in range(len(x0)):
        groups.setdefault((roles[i], round(float(strengths[i]), 1)), []).append(i)
    for (role, strength), members in groups.items():
        d = "".join(_segment((x0[i], x1[i]), (y0[i], y1[i]), plane.box) for i in members)
        yield Path(d, role, None, mark.width * plane.stroke, DASH if mark.dash else "", strength)


def _segment(x: tuple[float, float], y: tuple[float, float], box: Box) -> str:
    left, top, right, bottom = box
    if left <= min(x) and max(x) <= right and top <= min(y) and max(y) <= bottom:
        return f"M{coordinate(x[0])},{coordinate(y[0])}L{coordinate(x[1])},{coordinate(y[1])}"
    return polyline(*clipped(np.array(x), np.array(y), box))


@trace.register
def _label(mark: Label, plane: Plane) -> Iterator[Shape]:
    if not plane.small:
        role: Role = mark.series or "ink"
        x, y = plane.x.at(mark.x), plane.y.at(mark.y) + mark.dy
        yield Text(x, y, mark.text, role, mark.anchor, mark.size, mark.bold, halo=True)


def _text_size(texts: Sequence[str], wide: float, high: float) -> float:
    """One size for the texts of all cells: the largest at which the longest fits."""
    longest = max((text_width(text, 1.0) for text in texts), default=1.0)
    return min(12.5, abs(high) / 1.5, 0.92 * abs(wide) / max(longest, 1.0))


def _symbol(shape: str, x: float, y: float, size: float, role: Role, opacity: float) -> Shape:
    if shape == "circle":
        return Circle(x, y, size, fill=role, opacity=opacity)
    if shape == "ring":
        return Circle(x, y, size, stroke=role, opacity=opacity)
    if shape == "square":
        return Rect(x - size * 0.9, y - size * 0.9, size * 1.8, size * 1.8, role, 1.0, opacity)
    corners = {
        "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
        "triangle": ((0, -1.25), (1.15, 0.85), (-1.15, 0.85)),
    }
    if shape in corners:
        d = "L".join(f"{coordinate(x + a * size)},{coordinate(y + b * size)}" for a, b in corners[shape])
        return Path(f"M{d}Z", fill=role, opacity=opacity)
    ends = [coordinate(v) for v in (x - size, y - size, x + size, y + size, x - size, y + size, x + size, y - size)]
    return Path("M{},{}L{},{}M{},{}L{},{}".format(*ends), role, None, 2.0, "", opacity)


def _inside(x: Array, y: Array, box: Box) -> list[int]:
    left, top, right, bottom = box
    with np.errstate(invalid="ignore"):
        keep = (x >= left - 1) & (x <= right + 1) & (y >= top - 1) & (y <= bottom + 1)
    return [int(i) for i in np.flatnonzero(keep)]


def _each(value: Any, count: int) -> Sequence[Any]:
    if isinstance(value, int | float | str):
        return [value] * count
    return [item.item() if isinstance(item, np.generic) else item for item in value]
