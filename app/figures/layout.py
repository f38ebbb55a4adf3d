"""Layout: figures in data units become one drawing of plain shapes, wide, narrow or as a thumbnail."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.figures.axes import Y_APART, ends, grid, resolved, scale, ticks, words, zoomed
from app.figures.figure import Axis, Figure
from app.figures.legend import END_GAP, direct_labels, end_labels, legend
from app.figures.marks import Dots, Line
from app.figures.paths import Box
from app.figures.plane import SMALL, Plane
from app.figures.shapes import Drawing, Shape, Text
from app.figures.trace import trace
from app.figures.words import fit, text_width

WIDE, NARROW = 640.0, 340.0
THUMBNAIL = (160.0, 100.0)
_BETWEEN = 20.0


@dataclass(frozen=True)
class _Frame:
    """A figure with its axes resolved, and the room that its words need beside the plot."""

    figure: Figure
    x: Axis
    y: Axis
    direct: Sequence[Line]
    before: float
    after: float


def layout(figures: Sequence[Figure], width: float = WIDE) -> Drawing:
    """Place figures in rows by their spans; a narrow drawing gives each twice its share of the row."""
    shapes: list[Shape] = []
    bottom = 0.0
    for row in _aligned([_framed_row(row, width) for row in _rows(figures, width)]):
        top = bottom + (_BETWEEN if bottom else 0.0)
        left = 0.0
        for frame, own in row:
            drawing = _plot(frame, (left, left + own), top, narrow=width <= NARROW)
            shapes += drawing.shapes
            left, bottom = left + own + _BETWEEN, max(bottom, drawing.height)
    return Drawing(width, bottom, shapes)


def _framed_row(row: Sequence[tuple[Figure, float]], width: float) -> list[tuple[_Frame, float]]:
    room = width - _BETWEEN * (len(row) - 1)
    total = max(sum(share for _, share in row), 1.0)
    return [(_framed(figure, room * share / total), room * share / total) for figure, share in row]


def _framed(figure: Figure, width: float) -> _Frame:
    x_axis, y_axis = resolved(figure, "x"), resolved(figure, "y")
    direct = direct_labels(figure, width, NARROW)
    return _Frame(figure, x_axis, y_axis, direct, *_margins(x_axis, y_axis, direct, width))


def _aligned(rows: Sequence[list[tuple[_Frame, float]]]) -> Iterator[list[tuple[_Frame, float]]]:
    """Give figures that fill their row and run over the same x the same margins: each step stands above itself."""
    alone = [row[0][0] for row in rows if len(row) == 1 and not row[0][0].figure.equal]
    for row in rows:
        frame, own = row[0]
        alike = [other for other in alone if _stacked(frame, other)]
        if any(frame is other for other in alike):
            before, after = max(other.before for other in alike), max(other.after for other in alike)
            yield [(replace(frame, before=before, after=after), own)]
        else:
            yield row


def _stacked(a: _Frame, b: _Frame) -> bool:
    same_x = (ends(a.x), a.x.scale) == (ends(b.x), b.x.scale) and not a.x.hidden
    # strips without a y axis are one picture: lines lead from one to the next
    return same_x or (a.y.hidden and b.y.hidden)


def _plot(frame: _Frame, sides: tuple[float, float], top: float, *, narrow: bool) -> Drawing:
    """Lay out one figure with its axes, labels and legend; the drawing's height is its bottom edge."""
    figure, (left, right) = frame.figure, sides
    head = top + (22.0 if figure.heading else 4.0)
    key = legend(figure, left, head, right - left, frame.direct)
    words_above = bool(figure.heading or key)
    head = max((shape.y + 8 for shape in key if isinstance(shape, Text)), default=head)
    # a label stands apart from the legend, and a tick at the top of the axis from the words above it
    head += (28 if key else 24) if frame.y.label else 8 if words_above and not frame.y.hidden else 4
    inner = right - left - frame.before - frame.after
    if figure.equal:
        height = inner * abs(_span(frame.y) / _span(frame.x))
    else:
        height = inner * (figure.aspect * 1.35 if narrow else figure.aspect)
    box: Box = (left + frame.before, head, right - frame.after, head + height)
    plane = Plane(scale(frame.x, box[0], box[2]), scale(frame.y, box[3], box[1]), box)
    shapes = [*grid(frame.x, frame.y, plane), *(shape for mark in figure.marks for shape in trace(mark, plane))]
    shapes += [*words(frame.x, frame.y, plane, sides), *end_labels(frame.direct, plane, figure.marks), *key]
    if figure.heading:
        shapes.append(Text(left + 2, top + 15, fit(figure.heading, right - left), "ink", size=13, bold=True))
    return Drawing(right - left, box[3] + _below(frame), shapes)


def thumbnail(figure: Figure) -> Drawing:
    """Lay out the marks of a figure alone, without axes and words."""
    width, height = THUMBNAIL
    x_axis, y_axis = (zoomed(resolved(figure, name), figure.marks, name) for name in ("x", "y"))
    # symbols keep their size where all else shrinks: those at the ends of an axis need room beyond it
    edge = max([8.0, *(mark.size * SMALL + 2 for mark in figure.marks if isinstance(mark, Dots))])
    inner_width, inner_height = width - 2 * edge - 4, height - 2 * edge
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


def _margins(x_axis: Axis, y_axis: Axis, direct: Sequence[Line], width: float) -> tuple[float, float]:
    """Give the room that words need on the left and on the right of the plot."""
    # the height of the plot, and so the choice of its ticks, follows from this width: take the widest of all choices
    y_texts = [text for count in range(2, 7) for text in ticks(y_axis, count * Y_APART, Y_APART)[1]]
    widest = max(map(text_width, y_texts), default=0.0)
    # never less than four digits take, so that the plot stays put while a slider changes the ticks
    before = min(max(widest + 9, 0 if y_axis.categories else 40), width * 0.4) if y_texts else 4.0
    x_texts = ticks(x_axis, width - before)[1]
    # the first and the last tick may stand at the very edges
    halves = [0.0 if x_axis.categories else text_width(text) / 2 for text in (x_texts or [""])]
    before, after = max(before, halves[0]), max(8.0, halves[-1])
    return before, max([after, *(text_width(line.label) + END_GAP + 5 for line in direct)])


def _below(frame: _Frame) -> float:
    written = not frame.x.hidden and (frame.x.ticks is None or len(frame.x.ticks) > 0)
    return (21.0 if written else 4.0) + (19.0 if frame.x.label else 0.0)


def _span(axis: Axis) -> float:
    low, high = ends(axis)
    return high - low
