"""What tells series apart: labels at the ends of lines, and a legend for all other marks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from app.figures.figure import Figure
from app.figures.marks import Area, Bars, Cells, Dots, Line, Mark, Rule, Segments
from app.figures.paths import Box, clipped, coordinate
from app.figures.placing import overlap
from app.figures.plane import Plane
from app.figures.scales import Scale
from app.figures.shapes import Path, Rect, Shape, Text
from app.figures.trace import DASH, trace
from app.figures.words import fit, text_width

_ROW = 18.0
_LABEL_HEIGHT = 15.0
END_GAP = 10.0
"""From the end of a line to its label: a mark on that end is up to seven pixels wide."""
_Keyed = Line | Dots | Bars | Area | Cells | Segments


def direct_labels(figure: Figure, width: float, narrow: float) -> list[Line]:
    """Choose the lines that are labelled at their ends: all or, where there is no room, none."""
    lines = [mark for mark in figure.marks if isinstance(mark, Line) and mark.label and not mark.closed]
    widest = max((text_width(line.label) for line in lines), default=0.0)
    return lines if widest <= width * 0.27 and width > narrow else []


def legend(figure: Figure, left: float, top: float, width: float, done: Sequence[Line]) -> list[Shape]:
    """Lay the entries of labelled marks out in rows from the left, the first row's baseline at ``top`` + 12."""
    keyed = [mark for mark in figure.marks if isinstance(mark, _Keyed) and mark.label]
    shapes: list[Shape] = []
    x, y = left + 2, top + 12
    for mark in keyed:
        if any(mark is line for line in done):
            continue
        text = fit(mark.label, width - 30)
        need = 24 + text_width(text) + 14
        if x > left + 2 and x + need > left + width + 14:
            x, y = left + 2, y + _ROW
        shapes += [*_swatch(mark, x, y - 4), Text(x + 24, y, text, "ink")]
        x += need
    return shapes


def end_labels(lines: Sequence[Line], plane: Plane, marks: Sequence[Mark]) -> Iterator[Shape]:
    """Write labels where lines end: beside the plot, pushed apart until none overlap, or where a line stops before."""
    _, top, right, bottom = plane.box
    wanted: list[tuple[float, int]] = []
    taken = [box for mark in marks if isinstance(mark, Rule) for box in _rule_label(mark, plane)]
    for index, line in enumerate(lines):
        x, y = _last_seen(line, plane)
        # a line that stops short, or leaves through the top or the bottom, is met there if there is room
        if x + END_GAP + text_width(line.label) < right:
            yield _beside_stop(line, (x, y), plane, taken)
        else:
            wanted.append((y, index))
    wanted.sort()
    places: list[float] = []
    for y, _ in wanted:
        places.append(max(y, places[-1] + _LABEL_HEIGHT) if places else max(y, top + 2))
    if places and places[-1] > bottom:
        places[-1] = bottom
        for i in range(len(places) - 2, -1, -1):
            places[i] = min(places[i], places[i + 1] - _LABEL_HEIGHT)
    for place, (_, index) in zip(places, wanted, strict=True):
        yield _end_label(lines[index], right, place + 4)


def _beside_stop(line: Line, stop: tuple[float, float], plane: Plane, taken: list[Box]) -> Text:
    """Write a label beside the last point of a line in the plot, inwards of the labels that stand there."""
    x, y = stop
    _, top, _, bottom = plane.box
    step = _LABEL_HEIGHT if y < (top + bottom) / 2 else -_LABEL_HEIGHT
    y = min(max(y + 4, top + 12), bottom - 7)
    while any(overlap(_room(line, x, y), other) for other in taken):
        y += step
    taken.append(_room(line, x, y))
    return _end_label(line, x, y)


def _room(line: Line, x: float, y: float) -> Box:
    return (x + END_GAP, y - 11, x + END_GAP + text_width(line.label), y + 3)


def _rule_label(rule: Rule, plane: Plane) -> Iterator[Box]:
    for shape in trace(rule, plane):
        if isinstance(shape, Text):
            width = text_width(shape.text, shape.size)
            left = shape.x - (width if shape.anchor == "end" else 0.0)
            yield (left, shape.y - 11, left + width, shape.y + 3)


def _end_label(line: Line, x: float, y: float) -> Text:
    return Text(x + END_GAP, y, line.label, line.series, bold=True, halo=True)


def _swatch(mark: _Keyed, x: float, y: float) -> list[Shape]:
    role = mark.series if isinstance(mark.series, int) else int(next(iter(mark.series), 1))
    if isinstance(mark, Line | Segments):
        # round ends reach out by half the width: a thick swatch must not touch the edge or its text
        width, dash = min(mark.width, 4.0), DASH if mark.dash else ""
        return [
            Path(f"M{coordinate(x + width / 2 - 1)},{coordinate(y)}h{coordinate(20 - width)}", role, None, width, dash)
        ]
    if isinstance(mark, Dots):
        plane = Plane(Scale(0, 1, 0, 1), Scale(0, 1, 0, 1), (x - 20, y - 20, x + 40, y + 20))
        return list(trace(replace(mark, x=[x + 9], y=[y], labels=(), series=role), plane))
    opacity = mark.opacity if isinstance(mark.opacity, int | float) else 1.0
    return [Rect(x + 3, y - 6, 12, 12, role, 2.5, opacity)]


def _last_seen(line: Line, plane: Plane) -> tuple[float, float]:
    _, _, right, bottom = plane.box
    x, y = clipped(plane.x(line.x), plane.y(line.y), plane.box)
    seen = np.flatnonzero(np.isfinite(x + y))
    return (float(x[seen[-1]]), float(y[seen[-1]])) if seen.size else (right, bottom)
