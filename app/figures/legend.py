"""What tells series apart: labels at the ends of lines, and a legend for all other marks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from app.figures.figure import Figure
from app.figures.marks import Area, Bars, Cells, Dots, Line, Segments
from app.figures.paths import coordinate
from app.figures.plane import Plane
from app.figures.scales import Scale
from app.figures.shapes import Path, Rect, Shape, Text
from app.figures.trace import DASH, trace
from app.figures.words import fit, text_width

_ROW = 18.0
_LABEL_HEIGHT = 15.0
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


def end_labels(lines: Sequence[Line], plane: Plane) -> Iterator[Shape]:
    """Write labels at the right ends of lines, pushed apart until none overlap."""
    _, top, right, bottom = plane.box
    wanted = sorted((_end_height(line, plane), index) for index, line in enumerate(lines))
    places: list[float] = []
    for y, _ in wanted:
        places.append(max(y, places[-1] + _LABEL_HEIGHT) if places else max(y, top + 2))
    if places and places[-1] > bottom:
        places[-1] = bottom
        for i in range(len(places) - 2, -1, -1):
            places[i] = min(places[i], places[i + 1] - _LABEL_HEIGHT)
    for place, (_, index) in zip(places, wanted, strict=True):
        yield Text(right + 7, place + 4, lines[index].label, lines[index].series or "ink", bold=True)


def _swatch(mark: _Keyed, x: float, y: float) -> list[Shape]:
    role = mark.series if isinstance(mark.series, int) else int(next(iter(mark.series), 1))
    if isinstance(mark, Line | Segments):
        # round ends reach out by half the width: a thick swatch must not touch the edge or its text
        width, dash = min(mark.width, 4.0), DASH if mark.dash else ""
        return [Path(f"M{coordinate(x)},{coordinate(y)}h18", role, None, width, dash)]
    if isinstance(mark, Dots):
        plane = Plane(Scale(0, 1, 0, 1), Scale(0, 1, 0, 1), (x - 20, y - 20, x + 40, y + 20))
        return list(trace(replace(mark, x=[x + 9], y=[y], labels=(), series=role), plane))
    opacity = mark.opacity if isinstance(mark.opacity, int | float) else 1.0
    return [Rect(x + 3, y - 6, 12, 12, role, 2.5, opacity)]


def _end_height(line: Line, plane: Plane) -> float:
    _, top, _, bottom = plane.box
    y = plane.y(line.y)
    known = y[np.isfinite(y)]
    return float(np.clip(known[-1], top, bottom)) if known.size else bottom
