"""From marks to shapes: each mark in data units becomes plain geometry under two scales."""

import math
from collections.abc import Iterator
from functools import singledispatch
from typing import Any

import numpy as np
import numpy.typing as npt

from app.figures.marks import Area, Arrow, Bars, Cells, Dots, Heatmap, Label, Line, Rule, Segments
from app.figures.paths import Box, clipped, coordinate, cropped, polyline, stepped, thinned
from app.figures.placing import beside
from app.figures.plane import Plane, each
from app.figures.shapes import Circle, Path, Rect, Role, Shape, Text
from app.figures.tiles import cells, heatmap
from app.figures.words import text_width

Array = npt.NDArray[np.float64]
DASH = "6 5"


@singledispatch
def trace(mark: Any, plane: Plane) -> Iterator[Shape]:  # noqa: ARG001  # the cases use it
    """Give the shapes of a mark, from the bottom up."""
    raise TypeError(f"A figure cannot draw {type(mark).__name__}")


trace.register(Heatmap, heatmap)
trace.register(Cells, cells)


@trace.register
def _line(mark: Line, plane: Plane) -> Iterator[Shape]:
    x, y = plane.x(mark.x), plane.y(mark.y)
    if plane.small:
        x, y = thinned(x, y, 1.5)
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
    roles = each(mark.series, len(x))
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
    roles = each(mark.series, len(ends))
    size = _bar_text_size(mark, float(np.abs(np.diff(along(positions))).min()) if len(ends) > 1 else np.inf)
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
            yield from _bar_text(mark, mark.texts[i], (middle, end, base), size)


def _bar_text(mark: Bars, text: str, place: tuple[float, float, float], size: tuple[float, float]) -> Iterator[Text]:
    middle, end, base = place
    pixels, pitch = size
    if mark.horizontal:
        back = end < base
        yield Text(end + (-6 if back else 6), middle + 4, text, "ink", "end" if back else "start", halo=True)
    elif text_width(text, pixels) <= pitch:
        yield Text(middle, end + (15 if end > base else -6), text, "ink", "middle", pixels, halo=True)


def _bar_text_size(mark: Bars, pitch: float) -> tuple[float, float]:
    """One size at which the texts above upright bars stand side by side, not below 9, and the room of each."""
    longest = max((text_width(text, 1.0) for text in mark.texts), default=0.0)
    return (12.5 if longest * 12.5 <= pitch else max(9.0, pitch / longest)), pitch


@trace.register
def _area(mark: Area, plane: Plane) -> Iterator[Shape]:
    _, top, _, bottom = plane.box
    x = plane.x(mark.x)
    low, high = np.clip(plane.y(mark.low), top, bottom), np.clip(plane.y(mark.high), top, bottom)
    outline = polyline(np.concatenate([x, x[::-1]]), np.concatenate([high, low[::-1]]), close=True)
    yield Path(outline, fill=mark.series, opacity=mark.opacity)


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
    roles, strengths = each(mark.series, len(x0)), each(mark.opacity, len(x0))
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
