"""Polylines as path data, cut to the plot and broken where a value is missing."""

import itertools
import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom of the plot in pixels."""


def coordinate(value: float) -> str:
    """Write a coordinate with at most one decimal.

    >>> coordinate(12.0), coordinate(-0.04), coordinate(3.25)
    ('12', '0', '3.2')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def polyline(x: Array, y: Array, *, close: bool = False) -> str:
    """Write one path through finite points; it starts anew after a gap."""
    pieces = []
    for part in _runs(np.isfinite(x) & np.isfinite(y)):
        # one formatting for all points is several times faster than one for each; + 0.0 turns -0 into 0
        points = np.stack([x[part], y[part]], axis=1).round(1) + 0.0
        pieces.append("M" + "L".join(["%.7g,%.7g"] * len(points)) % tuple(points.ravel().tolist()) + "Z" * close)
    return "".join(pieces)


def clipped(x: Array, y: Array, box: Box) -> tuple[Array, Array]:
    """Cut a polyline to a box: where it leaves and comes back there is a gap of one not-a-number."""
    left, top, right, bottom = box
    inside = (x >= left - 0.05) & (x <= right + 0.05) & (y >= top - 0.05) & (y <= bottom + 0.05)
    if bool(np.all(inside | ~np.isfinite(x + y))):
        return x, y
    out: list[tuple[float, float]] = []
    points = list(zip(x.tolist(), y.tolist(), strict=True))
    for start, end in itertools.pairwise(points):
        if not math.isfinite(sum(start) + sum(end)):
            out.append((np.nan, np.nan))
            continue
        part = _segment(start, end, box)
        if part is None:
            out.append((np.nan, np.nan))
            continue
        if not out or out[-1] != part[0]:
            out += [(np.nan, np.nan), part[0]]
        out.append(part[1])
    cut = np.array(out or [(np.nan, np.nan)])
    return cut[:, 0], cut[:, 1]


def cropped(x: Array, y: Array, box: Box) -> tuple[Array, Array]:
    """Cut a filled polygon to a box: each edge of the box cuts off what lies beyond it.

    >>> cropped(np.array([0.0, 4.0, 0.0]), np.array([0.0, 0.0, 4.0]), (0.0, 0.0, 2.0, 9.0))[0].tolist()
    [0.0, 2.0, 2.0, 0.0]
    """
    # Sutherland and Hodgman, 1974
    polygon: list[tuple[float, float]] = list(zip(x.tolist(), y.tolist(), strict=True))
    for axis, sign, limit in ((0, 1, box[0]), (1, 1, box[1]), (0, -1, box[2]), (1, -1, box[3])):
        kept: list[tuple[float, float]] = []
        room = [sign * (point[axis] - limit) for point in polygon]
        for i, (x1, y1) in enumerate(polygon):
            if (room[i - 1] < 0) != (room[i] < 0):
                (x0, y0), share = polygon[i - 1], room[i - 1] / (room[i - 1] - room[i])
                kept.append((x0 + (x1 - x0) * share, y0 + (y1 - y0) * share))
            if room[i] >= 0:
                kept.append((x1, y1))
        polygon = kept
    inner = np.array(polygon).reshape(-1, 2)
    return inner[:, 0], inner[:, 1]


def thinned(x: Array, y: Array, apart: float) -> tuple[Array, Array]:
    """Leave out points that lie nearer to the last one kept than ``apart``; ends and gaps stay.

    >>> thinned(np.array([0.0, 0.1, 0.2, 5.0, 5.1]), np.zeros(5), 1.0)[0].tolist()
    [0.0, 5.0, 5.1]
    """
    kept: list[int] = []
    points = list(zip(x.tolist(), y.tolist(), strict=True))
    for i, (a, b) in enumerate(points):
        near = kept and abs(a - points[kept[-1]][0]) + abs(b - points[kept[-1]][1]) < apart
        # a comparison with not-a-number is false: a gap, and what follows it, is kept
        if not near or i == len(points) - 1:
            kept.append(i)
    return x[kept], y[kept]


def stepped(x: Array, y: Array) -> tuple[Array, Array]:
    """Hold each value until the next position."""
    return np.repeat(x, 2)[1:], np.repeat(y, 2)[:-1]


def _segment(
    start: tuple[float, float], end: tuple[float, float], box: Box
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    # Liang and Barsky, 1984: the part of a segment inside a box, by its parameter
    (x0, y0), (x1, y1) = start, end
    dx, dy = x1 - x0, y1 - y0
    enter, leave = 0.0, 1.0
    for step, room in ((-dx, x0 - box[0]), (dx, box[2] - x0), (-dy, y0 - box[1]), (dy, box[3] - y0)):
        if step == 0:
            if room < 0:
                return None
            continue
        at = room / step
        enter, leave = (max(enter, at), leave) if step < 0 else (enter, min(leave, at))
    if enter > leave:
        return None
    return (x0 + enter * dx, y0 + enter * dy), (x0 + leave * dx, y0 + leave * dy)


def _runs(keep: npt.NDArray[np.bool_]) -> Iterator[slice]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], keep, [False]]).astype(int)))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        yield slice(int(start), int(end))
