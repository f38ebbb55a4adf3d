"""How far marks reach along an axis, for axes whose ends a figure leaves open."""

from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np

from app.figures.marks import Area, Arrow, Bars, Cells, Dots, Heatmap, Label, Line, Mark, Rule, Segments


def extents(marks: Sequence[Mark], axis: str, scale: Literal["linear", "log"]) -> tuple[float, float]:
    """Give the least and the greatest finite value along ``axis`` (positive ones only, on a log scale)."""
    parts = [np.ravel(np.asarray(part, dtype=np.float64)) for mark in marks for part in _reach(mark, axis)]
    values = np.concatenate(parts) if parts else np.empty(0)
    values = values[np.isfinite(values)]
    if scale == "log":
        values = values[values > 0]
    if not values.size:
        return (0.1, 1.0) if scale == "log" else (0.0, 1.0)
    return float(values.min()), float(values.max())


def _reach(mark: Mark, axis: str) -> Iterator[object]:  # one case a mark
    is_x = axis == "x"
    match mark:
        case Line() | Dots():
            yield mark.x if is_x else mark.y
        case Label():
            yield [mark.x if is_x else mark.y]
        case Rule():
            at = mark.x if is_x else mark.y
            yield [] if at is None else [at]
        case Area():
            yield from [mark.x] if is_x else [mark.low, mark.high]
        case Bars():
            place = np.asarray(mark.position, dtype=np.float64)
            ends = (mark.value, [mark.base])
            yield from ends if is_x == mark.horizontal else (place - mark.width / 2, place + mark.width / 2)
        case Cells():
            middle = np.asarray(mark.x if is_x else mark.y, dtype=np.float64)
            half = (mark.width if is_x else mark.height) / 2
            yield from (middle - half, middle + half)
        case Arrow():
            yield [mark.x0, mark.x1] if is_x else [mark.y0, mark.y1]
        case Segments():
            yield from (mark.x0, mark.x1) if is_x else (mark.y0, mark.y1)
        case Heatmap():
            rows, columns = mark.values.shape
            start, end = (mark.x0, mark.x1) if is_x else (mark.y0, mark.y1)
            yield [start, (columns if is_x else rows) if end is None else end]
