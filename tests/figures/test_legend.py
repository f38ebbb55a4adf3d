"""Labels of lines: at their ends, where they leave the plot, and never upon each other."""

import itertools

import numpy as np

from app.figures.figure import Axis, Figure
from app.figures.layout import layout
from app.figures.marks import Line, Rule
from app.figures.shapes import Text
from app.figures.words import text_width

X = np.linspace(0, 10, 11)
TEN = Axis(low=0, high=10)


def labels(figure: Figure, *names: str) -> list[Text]:
    return [shape for shape in layout([figure]).shapes if isinstance(shape, Text) and shape.text in names]


def test_a_line_that_leaves_the_plot_is_labelled_where_it_leaves() -> None:
    figure = Figure("t.", [Line(X, 2 * X, label="steep"), Line(X, 0.5 * X, label="flat")], x=TEN, y=TEN)
    steep, flat = labels(figure, "steep", "flat")
    assert steep.x < flat.x - 100
    assert steep.y < 40


def test_labels_of_lines_that_leave_together_do_not_overlap() -> None:
    lines = [Line(X, slope * X, label=f"slope {slope}") for slope in (2.0, 2.01, 2.02)]
    figure = Figure("t.", [*lines, Rule(x=5.2, label="limit")], x=TEN, y=TEN)
    boxes = [
        (text.x, text.y - 10, text.x + text_width(text.text, text.size), text.y + 2)
        for text in labels(figure, "slope 2.0", "slope 2.01", "slope 2.02", "limit")
    ]
    assert len(boxes) == 4
    for a, b in itertools.combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_a_muted_line_has_a_muted_label() -> None:
    (label,) = labels(Figure("t.", [Line(X, X, series=0, label="reference", dash=True)], x=TEN, y=TEN), "reference")
    assert label.role == 0
