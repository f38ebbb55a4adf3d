"""A figure: marks, two axes, and the words that go with them; still in data units."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.figures.marks import Mark


@dataclass(frozen=True)
class Axis:
    """One axis.

    Args:
        label: what it measures, with its unit; the label of a y axis is written above it, horizontally.
        low: lower end; taken from the marks, rounded outwards, unless given. Give both ends wherever a changing
            axis would hide the effect of a slider.
        high: upper end. ``low > high`` turns the axis round (row 0 of a matrix on top).
        scale: ``linear`` or ``log`` (values at or below 0 are not drawn).
        ticks: tick positions; chosen unless given.
        tick_labels: texts for ``ticks``.
        categories: names for positions 0, 1, 2 …; the axis then runs from -0.5 to n - 0.5.
        hidden: draw neither ticks nor grid.
        grid: draw grid lines.
    """

    label: str = ""
    low: float | None = None
    high: float | None = None
    scale: Literal["linear", "log"] = "linear"
    ticks: Sequence[float] | None = None
    tick_labels: Sequence[str] | None = None
    categories: Sequence[str] | None = None
    hidden: bool = False
    grid: bool = True


@dataclass(frozen=True)
class Figure:
    """One plot.

    Args:
        title: what the figure shows, for those who cannot see it: a full sentence with its numbers.
        marks: drawn in order, the first at the bottom.
        x: horizontal axis.
        y: vertical axis.
        heading: a short line above the plot, needed when a demo has two figures.
        span: share of the row it takes: 1, 1/2, 1/3 or 1/4; a phone gives up to 1/4 half a row, and others
            all of it.
        aspect: height over width of the plot, unless ``equal``.
        equal: one x unit is as long as one y unit (maps, matrices).
        cover: draw this one on cards; without such a mark it is the first of a demo's figures.
    """

    title: str
    marks: Sequence[Mark]
    x: Axis = Axis()
    y: Axis = Axis()
    heading: str = ""
    span: float = 1.0
    aspect: float = 0.5
    equal: bool = False
    cover: bool = False
