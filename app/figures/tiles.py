"""Matrices and tiles: colors in cells, and texts that fit into them."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from app.figures import color, png
from app.figures.marks import Cells, Heatmap
from app.figures.paths import coordinate
from app.figures.plane import Plane, each
from app.figures.shapes import Image, Path, Rect, Role, Shape, Text
from app.figures.words import text_width

Array = npt.NDArray[np.float64]
CELLS_AS_RECTANGLES, SMALL_CELLS = 400, 150
_SMALLEST = 9.0  # a text that must be smaller is left out: the numbers stand in the table as well


def heatmap(mark: Heatmap, plane: Plane) -> Iterator[Shape]:
    """Give one image for a large matrix, and one path a color for a small one, with the texts upon it."""
    values = np.asarray(mark.values, dtype=float)
    rows, columns = values.shape
    left, right = plane.x.at(mark.x0), plane.x.at(columns if mark.x1 is None else mark.x1)
    first, last = plane.y.at(mark.y0), plane.y.at(rows if mark.y1 is None else mark.y1)
    many = np.isfinite(values).sum() > SMALL_CELLS if plane.small else rows * columns > CELLS_AS_RECTANGLES
    if many:
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
            if mark.texts and not plane.small and size >= _SMALLEST:
                words.append(
                    Text(x + wide / 2, y + high / 2 + size * 0.36, mark.texts[row][column], on, "middle", size)
                )
    across, down = coordinate(abs(wide) - gap), coordinate(abs(high) - gap)
    for (fill, opacity), corners in groups.items():
        yield Path("".join(f"{corner}h{across}v{down}h-{across}z" for corner in corners), fill=fill, opacity=opacity)
    yield from words


def cells(mark: Cells, plane: Plane) -> Iterator[Shape]:
    """Give rounded tiles, each with its text where there is room."""
    x, y = plane.x(mark.x), plane.y(mark.y)
    wide, high = mark.width * plane.x.per_unit, mark.height * plane.y.per_unit
    roles, strengths = each(mark.series, len(x)), each(mark.opacity, len(x))
    size = _text_size(mark.texts, wide, high)
    for i in range(len(x)):
        yield Rect(x[i] - wide / 2, y[i] - high / 2, wide, high, roles[i], min(4.0, wide / 6, high / 6), strengths[i])
        if mark.texts and not plane.small and size >= _SMALLEST:
            on: Role = "on" if strengths[i] > 0.55 and roles[i] != "grid" else "ink"
            yield Text(x[i], y[i] + size * 0.36, mark.texts[i], on, "middle", size)


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


def _text_size(texts: Sequence[str], wide: float, high: float) -> float:
    """One size for the texts of all cells: the largest at which the longest fits."""
    longest = max((text_width(text, 1.0) for text in texts), default=1.0)
    return min(12.5, abs(high) / 1.5, 0.92 * abs(wide) / max(longest, 1.0))
