"""Marks: what a figure is made of, in data units.

A ``series`` is a colour role, never a colour: 0 is muted ink, 1 to 5 the palette. Colour is never alone: give marks
labels, dashes or shapes that tell them apart without it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64] | Sequence[float]
Shape = Literal["circle", "square", "diamond", "triangle", "cross", "ring"]


@dataclass(frozen=True)
class Line:
    """A polyline through ``(x[i], y[i])``; a gap wherever a value is not finite.

    Args:
        x: positions, shape (n,).
        y: positions, shape (n,).
        series: colour role.
        label: direct label, at the right end of the line (in a legend where there is no room).
        dash: draw it dashed: for bounds, references and second series.
        width: stroke width in pixels.
        opacity: 0 to 1.
        closed: join the last point to the first.
        fill: fill the enclosed area lightly.
        step: hold each value until the next position.
    """

    x: Values
    y: Values
    series: int = 1
    label: str = ""
    dash: bool = False
    width: float = 2.2
    opacity: float = 1.0
    closed: bool = False
    fill: bool = False
    step: bool = False


@dataclass(frozen=True)
class Dots:
    """Points. ``series`` is one role for all of them or one for each.

    Args:
        x: positions, shape (n,).
        y: positions, shape (n,).
        series: colour role, or shape (n,) of roles.
        label: entry in the legend.
        size: radius in pixels.
        shape: symbol, so that two series differ without colour.
        opacity: 0 to 1.
        labels: a text beside each point, empty for those without; the first have the first choice of a side, and one
            that finds no room is left out.
    """

    x: Values
    y: Values
    series: int | Sequence[int] = 1
    label: str = ""
    size: float = 4.0
    shape: Shape = "circle"
    opacity: float = 1.0
    labels: Sequence[str] = ()


@dataclass(frozen=True)
class Bars:
    """Bars from ``base`` to ``value`` around each ``position``; horizontal ones grow along x.

    Args:
        position: centres, shape (n,); on an axis with categories these are 0, 1, 2 …
        value: ends, shape (n,).
        base: where bars start.
        width: thickness in units of the position axis.
        series: colour role, or one for each bar.
        label: entry in the legend.
        horizontal: positions run along y, values along x.
        texts: a text at the end of each bar, or none.
        opacity: 0 to 1.
    """

    position: Values
    value: Values
    base: float = 0.0
    width: float = 0.7
    series: int | Sequence[int] = 1
    label: str = ""
    horizontal: bool = False
    texts: Sequence[str] = ()
    opacity: float = 1.0


@dataclass(frozen=True)
class Area:
    """The band between ``low`` and ``high`` over ``x``, all of shape (n,)."""

    x: Values
    low: Values
    high: Values
    series: int = 1
    label: str = ""
    opacity: float = 0.18


@dataclass(frozen=True)
class Heatmap:
    """A matrix as colours over the rectangle ``x0..x1`` by ``y0..y1``; row 0 lies at ``y0``.

    Args:
        values: shape (rows, columns); not-a-number cells stay empty.
        x0: left edge of column 0.
        x1: right edge of the last column; columns unless given.
        y0: edge of row 0.
        y1: far edge of the last row; rows unless given.
        palette: ``sequential`` (cividis from ``low`` to ``high``), ``diverging`` (blue, nothing, orange, centred
            on 0) or ``ink`` (the first series' colour, from nothing to full).
        low: value of the first colour; the smallest value unless given.
        high: value of the last colour; the largest value unless given.
        texts: a text in each cell, same shape as ``values``, or none; only for matrices of at most 400 cells.
        levels: quantise into so many bands, which reads like contours; 0 for a smooth scale.
    """

    values: npt.NDArray[np.float64]
    x0: float = 0.0
    x1: float | None = None
    y0: float = 0.0
    y1: float | None = None
    palette: Literal["sequential", "diverging", "ink"] = "sequential"
    low: float | None = None
    high: float | None = None
    texts: Sequence[Sequence[str]] = ()
    levels: int = 0


@dataclass(frozen=True)
class Cells:
    """Rounded tiles centred on ``(x[i], y[i])``: schedules, grids, tables of counts.

    Args:
        x: centres, shape (n,).
        y: centres, shape (n,).
        series: colour role, or one for each tile.
        width: in x units.
        height: in y units.
        opacity: one strength for all, or one for each tile, 0 to 1.
        texts: a text in each tile, or none.
        label: entry in the legend.
    """

    x: Values
    y: Values
    series: int | Sequence[int] = 1
    width: float = 0.88
    height: float = 0.88
    opacity: float | Values = 1.0
    texts: Sequence[str] = ()
    label: str = ""


@dataclass(frozen=True)
class Rule:
    """A straight reference line over the whole plot: give ``x`` or ``y``."""

    x: float | None = None
    y: float | None = None
    label: str = ""
    series: int = 0
    dash: bool = True


@dataclass(frozen=True)
class Arrow:
    """An arrow from ``(x0, y0)`` to ``(x1, y1)``; ``bend`` curves it to the left by that share of its length."""

    x0: float
    y0: float
    x1: float
    y1: float
    series: int = 0
    label: str = ""
    width: float = 1.6
    bend: float = 0.0
    opacity: float = 1.0


@dataclass(frozen=True)
class Segments:
    """Many straight segments at once (edges of a network), all arrays of shape (n,)."""

    x0: Values
    y0: Values
    x1: Values
    y1: Values
    series: int | Sequence[int] = 0
    width: float = 1.2
    opacity: float | Values = 1.0
    label: str = ""
    dash: bool = False


@dataclass(frozen=True)
class Label:
    """Text at a point. ``dy`` moves it down by so many pixels."""

    x: float
    y: float
    text: str
    series: int = 0
    anchor: Literal["start", "middle", "end"] = "middle"
    bold: bool = False
    dy: float = 0.0
    size: float = 12.5


Mark = Line | Dots | Bars | Area | Heatmap | Cells | Rule | Arrow | Segments | Label
