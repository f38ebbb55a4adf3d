"""Axes: their ends, their ticks, their grid and their words."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from app.figures.extents import extents
from app.figures.figure import Axis, Figure
from app.figures.marks import Label, Mark
from app.figures.paths import coordinate
from app.figures.plane import Plane
from app.figures.scales import Scale, linear_ticks, log_ticks, round_domain, round_log_domain, tick_texts
from app.figures.shapes import Path, Shape, Text
from app.figures.words import fit, text_width

X_APART, Y_APART = 62.0, 50.0
"""Pixels from one tick to the next: numbers are wider than they are high."""


def resolved(figure: Figure, name: str) -> Axis:
    """Fill in what the figure leaves open: the ends, from the marks, and the ticks of categories."""
    axis: Axis = getattr(figure, name)
    if axis.categories is not None:
        places = list(range(len(axis.categories)))
        low = -0.5 if axis.low is None else axis.low
        high = len(places) - 0.5 if axis.high is None else axis.high
        return replace(axis, low=low, high=high, ticks=places, tick_labels=axis.categories, grid=False)
    if axis.low is not None and axis.high is not None:
        return axis
    low, high = extents(figure.marks, name, axis.scale)
    if axis.scale == "log":
        low, high = round_log_domain(low, high)
    elif not figure.equal:
        low, high = round_domain(low, high)
    return replace(axis, low=low if axis.low is None else axis.low, high=high if axis.high is None else axis.high)


def ends(axis: Axis) -> tuple[float, float]:
    """Give both ends of a resolved axis."""
    if axis.low is None or axis.high is None:
        raise TypeError("An axis needs both ends before it is laid out")
    return axis.low, axis.high


def scale(axis: Axis, start: float, end: float) -> Scale:
    """Map a resolved axis to pixels."""
    return Scale(*ends(axis), start, end, axis.scale)


def zoomed(axis: Axis, marks: Sequence[Mark], name: str) -> Axis:
    """Narrow a resolved axis to what is drawn, to a third at most: flat must still look flat."""
    low, high = sorted(ends(axis))
    if axis.categories is not None or low == high:
        return axis
    near, far = extents([mark for mark in marks if not isinstance(mark, Label)], name, axis.scale)
    if axis.scale == "log":
        low, high, near, far = (math.log10(value) for value in (low, high, near, far))
    near, far = min(max(near, low), high), max(min(far, high), low)
    lacking = max((high - low) / 3 - (far - near), 0.0) / 2
    near, far = max(near - lacking, low), min(far + lacking, high)
    if axis.scale == "log":
        near, far = 10.0**near, 10.0**far
    return replace(axis, low=near, high=far) if ends(axis)[0] < ends(axis)[1] else replace(axis, low=far, high=near)


def ticks(axis: Axis, room: float, apart: float = X_APART) -> tuple[list[float], list[str]]:
    """Give the ticks of an axis that has ``room`` pixels, about ``apart`` from each other, and their texts."""
    if axis.hidden:
        return [], []
    if axis.ticks is not None:
        given = [float(tick) for tick in axis.ticks]
        return given, list(axis.tick_labels) if axis.tick_labels is not None else tick_texts(given, axis.scale)
    chosen, texts = _chosen(axis.scale, *ends(axis), max(2, min(6, int(room / apart))))
    return list(chosen), list(texts)


@lru_cache(maxsize=1024)
def _chosen(kind: Literal["linear", "log"], low: float, high: float, count: int) -> tuple[list[float], list[str]]:
    chosen = (log_ticks if kind == "log" else linear_ticks)(low, high, count)
    return chosen, tick_texts(chosen, kind)


def grid(x_axis: Axis, y_axis: Axis, plane: Plane) -> Iterator[Shape]:
    """Draw grid lines at the ticks of y, and the base line."""
    left, top, right, bottom = plane.box
    if y_axis.grid:
        for tick in ticks(y_axis, bottom - top, Y_APART)[0]:
            y = coordinate(plane.y.at(tick))
            yield Path(f"M{coordinate(left)},{y}H{coordinate(right)}", "grid")
    if not x_axis.hidden:
        low, high = ends(y_axis)
        # the base line stands at zero where zero is inside, else at the foot of the plot
        crosses = y_axis.scale == "linear" and min(low, high) < 0 < max(low, high) and y_axis.grid
        zero = plane.y.at(0.0) if crosses else bottom
        yield Path(f"M{coordinate(left)},{coordinate(zero)}H{coordinate(right)}", "axis")


def words(x_axis: Axis, y_axis: Axis, plane: Plane, room: tuple[float, float]) -> Iterator[Shape]:
    """Write ticks and labels; ``room`` is the left and the right edge of the figure."""
    left, top, right, bottom = plane.box
    for tick, label in zip(*ticks(y_axis, bottom - top, Y_APART), strict=True):
        yield Text(left - 8, plane.y.at(tick) + 4, fit(label, left - room[0] - 6), 0, "end")
    yield from _x_ticks(x_axis, plane)
    if x_axis.label:
        label = fit(x_axis.label, room[1] - room[0])
        half = text_width(label) / 2
        middle = min(max((left + right) / 2, room[0] + half), room[1] - half)
        yield Text(middle, bottom + (17 if x_axis.hidden else 35), label, 0, "middle")
    if y_axis.label:
        yield Text(room[0] + 2, top - 14, fit(y_axis.label, room[1] - room[0]), 0)


def _x_ticks(axis: Axis, plane: Plane) -> Iterator[Shape]:
    left, _, right, bottom = plane.box
    taken: list[tuple[float, float]] = []
    # where there is no room for all, those given first are written
    for tick, label in zip(*ticks(axis, right - left), strict=True):
        x, half = plane.x.at(tick), text_width(label) / 2
        if all(x + half + 3 < start or end + 3 < x - half for start, end in taken):
            yield Text(x, bottom + 17, label, 0, "middle")
            taken.append((x - half, x + half))
