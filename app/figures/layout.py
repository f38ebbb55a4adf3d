"""Layout: figures in data units become one drawing of plain shapes, wide, narrow or as a thumbnail."""

from collections.abc import Iterator, Sequence

from app.figures.axes import ends, grid, resolved, scale, ticks, words
from app.figures.figure import Axis, Figure
from app.figures.legend import direct_labels, end_labels, legend
from app.figures.marks import Line
from app.figures.paths import Box
from app.figures.plane import Plane
from app.figures.shapes import Drawing, Shape, Text
from app.figures.trace import trace
from app.figures.words import fit, text_width

WIDE, NARROW = 640.0, 340.0
THUMBNAIL = (160.0, 100.0)
_BETWEEN = 20.0


def layout(figures: Sequence[Figure], width: float = WIDE) -> Drawing:
    """Place figures in rows by their spans; a narrow drawing gives each twice its share of the row."""
    shapes: list[Shape] = []
    bottom = 0.0
    for row in _rows(figures, width):
        top = bottom + (_BETWEEN if bottom else 0.0)
        room = width - _BETWEEN * (len(row) - 1)
        total = max(sum(share for _, share in row), 1.0)
        left = 0.0
        for figure, share in row:
            own = room * share / total
            drawing = plot(figure, own, left, top, narrow=width <= NARROW)
            shapes += drawing.shapes
            left, bottom = left + own + _BETWEEN, max(bottom, drawing.height)
    return Drawing(width, bottom, shapes)


def plot(figure: Figure, width: float, left: float = 0.0, top: float = 0.0, *, narrow: bool = False) -> Drawing:
    """Lay out one figure with its axes, labels and legend; the drawing's height is its bottom edge."""
    x_axis, y_axis = resolved(figure, "x"), resolved(figure, "y")
    direct = direct_labels(figure, width, NARROW)
    head = top + (22.0 if figure.heading else 4.0)
    key = legend(figure, left, head, width, direct)
    head = max((shape.y + 8 for shape in key if isinstance(shape, Text)), default=head) + (24 if y_axis.label else 4)
    before, after, below = _margins(x_axis, y_axis, direct, width)
    inner = width - before - after
    if figure.equal:
        height = inner * abs(_span(y_axis) / _span(x_axis))
    else:
        height = inner * (figure.aspect * 1.35 if narrow else figure.aspect)
    box: Box = (left + before, head, left + before + inner, head + height)
    plane = Plane(scale(x_axis, box[0], box[2]), scale(y_axis, box[3], box[1]), box)
    shapes = [*grid(x_axis, y_axis, plane), *(shape for mark in figure.marks for shape in trace(mark, plane))]
    shapes += [*words(x_axis, y_axis, plane, (left, left + width)), *end_labels(direct, plane), *key]
    if figure.heading:
        shapes.append(Text(left + 2, top + 15, fit(figure.heading, width), "ink", size=13, bold=True))
    return Drawing(width, box[3] + below, shapes)


def thumbnail(figure: Figure) -> Drawing:
    """Lay out the marks of a figure alone, without axes and words."""
    width, height = THUMBNAIL
    x_axis, y_axis = resolved(figure, "x"), resolved(figure, "y")
    inner_width, inner_height = width - 20, height - 16
    if figure.equal:
        ratio = abs(_span(y_axis) / _span(x_axis))
        inner_width = min(inner_width, inner_height / ratio)
        inner_height = inner_width * ratio
    left, top = (width - inner_width) / 2, (height - inner_height) / 2
    box: Box = (left, top, left + inner_width, top + inner_height)
    plane = Plane(scale(x_axis, box[0], box[2]), scale(y_axis, box[3], box[1]), box, small=True)
    return Drawing(width, height, [shape for mark in figure.marks for shape in trace(mark, plane)])


def _rows(figures: Sequence[Figure], width: float) -> Iterator[list[tuple[Figure, float]]]:
    row: list[tuple[Figure, float]] = []
    for figure in figures:
        # a phone has room for one figure in a row, or for two quarters
        share = figure.span if width > NARROW else 1.0 if figure.span > 0.25 else 0.5
        if row and sum(taken for _, taken in row) + share > 1.0001:
            yield row
            row = []
        row.append((figure, share))
    if row:
        yield row


def _margins(x_axis: Axis, y_axis: Axis, direct: Sequence[Line], width: float) -> tuple[float, float, float]:
    """Give the room that words need on the left, on the right and below the plot."""
    # the height of the plot, and so the choice of its ticks, follows from this width: take the widest of all choices
    y_texts = [text for room in (130.0, 190.0, 250.0, 330.0, 400.0) for text in ticks(y_axis, room)[1]]
    widest = max(map(text_width, y_texts), default=0.0)
    # never less than four digits take, so that the plot stays put while a slider changes the ticks
    before = min(max(widest + 9, 0 if y_axis.categories else 40), width * 0.4) if y_texts else 4.0
    x_texts = ticks(x_axis, width - before)[1]
    # the first and the last tick may stand at the very edges
    halves = [0.0 if x_axis.categories else text_width(text) / 2 for text in (x_texts or [""])]
    before, after = max(before, halves[0]), max(8.0, halves[-1])
    after = max([after, *(text_width(line.label) + 12 for line in direct)])
    below = (21.0 if x_texts else 4.0) + (19.0 if x_axis.label else 0.0)
    return before, after, below


def _span(axis: Axis) -> float:
    low, high = ends(axis)
    return high - low
