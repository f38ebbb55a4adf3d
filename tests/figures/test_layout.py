"""Layouts: words stay inside the drawing, labels do not overlap, and every mark leaves shapes."""

import itertools

import numpy as np
import pytest

from app.figures.figure import Axis, Figure
from app.figures.layout import NARROW, THUMBNAIL, WIDE, layout, thumbnail
from app.figures.marks import Area, Arrow, Bars, Cells, Dots, Heatmap, Label, Line, Mark, Rule, Segments
from app.figures.shapes import Circle, Image, Path, Rect, Text
from app.figures.words import text_width

X = np.linspace(0, 10, 11)
MARKS: list[Mark] = [
    Line(X, X, label="a line"),
    Line(X, X, fill=True, closed=True, step=True),
    Dots(X, X, labels=[str(i) for i in range(11)], label="dots"),
    Dots(X, X, shape="cross"),
    Dots(X, X, shape="diamond"),
    Bars(X, X, texts=["bar"] * 11, label="bars"),
    Bars(X, X, horizontal=True),
    Area(X, X, X + 1, label="area"),
    Heatmap(np.outer(X, X)),
    Heatmap(np.outer(X, -X), palette="diverging", texts=[["1"] * 11] * 11),
    Heatmap(np.ones((40, 40)), palette="ink", x1=11, y1=11),
    Cells(X, X, texts=["c"] * 11, series=[1, 2] * 5 + [1], label="cells"),
    Rule(x=3, label="here"),
    Rule(y=3, label="there"),
    Arrow(0, 0, 5, 5, label="arrow", bend=0.2),
    Segments(X, X, X + 1, X, opacity=X / 10, label="edges"),
    Label(5, 5, "a label"),
]


def texts(figure: Figure, width: float = WIDE) -> list[Text]:
    return [shape for shape in layout([figure], width).shapes if isinstance(shape, Text)]


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: type(mark).__name__)
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_mark_leaves_shapes_inside_the_drawing(mark: Mark, width: float) -> None:
    figure = Figure("t.", [mark], x=Axis("x axis", low=-1, high=12), y=Axis("y axis", low=-1, high=130))
    empty = len(layout([Figure("t.", [], x=figure.x, y=figure.y)], width).shapes)
    drawing = layout([figure], width)
    assert len(drawing.shapes) > empty
    for shape in drawing.shapes:
        if isinstance(shape, Rect | Image):
            assert shape.x >= -0.1
            assert shape.x + shape.width <= drawing.width + 0.1
        if isinstance(shape, Circle):
            assert 0 <= shape.x <= drawing.width
        if isinstance(shape, Text):
            start = {"start": 0.0, "middle": 0.5, "end": 1.0}[shape.anchor]
            left = shape.x - start * text_width(shape.text, shape.size)
            assert left >= -1, shape
            assert left + text_width(shape.text, shape.size) <= drawing.width + 1, shape
            assert 0 < shape.y <= drawing.height


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: type(mark).__name__)
def test_a_thumbnail_has_no_words(mark: Mark) -> None:
    drawing = thumbnail(Figure("t.", [mark]))
    assert (drawing.width, drawing.height) == THUMBNAIL
    assert not [shape for shape in drawing.shapes if isinstance(shape, Text)]


def test_labels_at_line_ends_never_overlap() -> None:
    lines = [Line(X, X * slope, label=f"slope {slope}") for slope in (1, 1.01, 1.02, 1.03, 5)]
    heights = sorted(text.y for text in texts(Figure("t.", lines)) if text.text.startswith("slope"))
    assert len(heights) == 5
    assert all(below - above >= 14 for above, below in itertools.pairwise(heights))


def test_a_narrow_drawing_moves_line_labels_into_a_legend() -> None:
    figure = Figure("t.", [Line(X, X, label="one"), Line(X, -X, label="two", dash=True)])
    assert {text.text for text in texts(figure, NARROW)} >= {"one", "two"}
    last = max(max(map(float, p.replace("L", "M").split("M")[-1].split(",")[:1])) for p in _lines(figure, NARROW))
    assert last > NARROW * 0.9  # the plot itself uses the whole width


def _lines(figure: Figure, width: float) -> list[str]:
    shapes = layout([figure], width).shapes
    return [
        shape.d
        for shape in shapes
        if isinstance(shape, Path) and isinstance(shape.stroke, int) and "h18" not in shape.d
    ]


def test_the_last_tick_is_written() -> None:
    assert {"0", "10"} <= {text.text for text in texts(Figure("t.", [Line(X, X)]))}


def test_an_axis_can_run_downwards() -> None:
    figure = Figure("t.", [Cells([0, 0], [0, 1])], x=Axis(low=-1, high=1), y=Axis(low=2, high=-1))
    first, second = (shape for shape in layout([figure]).shapes if isinstance(shape, Rect))
    assert first.y < second.y


def test_cells_of_one_color_share_a_path() -> None:
    figure = Figure("t.", [Heatmap(np.eye(10), palette="ink")])
    filled = [shape for shape in layout([figure]).shapes if isinstance(shape, Path) and shape.fill is not None]
    assert len(filled) == 2
    assert sum(shape.d.count("M") for shape in filled) == 100


def test_two_half_figures_stand_side_by_side_and_stack_on_a_phone() -> None:
    half = Figure("t.", [Line(X, X)], span=0.5)
    assert layout([half, half], NARROW).height > 1.8 * layout([half, half]).height


@pytest.mark.parametrize("width", [WIDE / 2, NARROW, WIDE])
@pytest.mark.parametrize("aspect", [0.3, 0.62, 1.0])
def test_ticks_of_a_tall_log_axis_are_written_in_full(width: float, aspect: float) -> None:
    x = np.array([0.0, 1.0])
    figure = Figure("t", [Line(x, x)], y=Axis(low=0.001, high=1e3, scale="log"), aspect=aspect)
    assert not [text.text for text in texts(figure, width) if "…" in text.text]


def test_figures_that_share_their_x_axis_stand_step_above_step() -> None:
    axis = Axis(low=0.5, high=30.5, ticks=[5, 30])
    rows = [
        Figure("t", [Line(X, X, label="short")], x=axis),
        Figure("t", [Line(X, X * 1e4, label="a longer label")], x=axis),
        Figure("t", [Line(X, X)], x=Axis(low=0, high=1)),
    ]
    ticks = [text.x for text in texts_of(rows) if text.text == "5"]
    assert len(ticks) == 2
    assert ticks[0] == ticks[1]


def texts_of(figures: list[Figure]) -> list[Text]:
    return [shape for shape in layout(figures).shapes if isinstance(shape, Text)]


TIGHT = [Cells(X, X, texts=["12345"] * 11), Heatmap(np.ones((2, 20)), texts=[["1234"] * 20] * 2)]


@pytest.mark.parametrize("mark", TIGHT)
def test_a_text_too_small_to_read_is_left_out(mark: Mark) -> None:
    assert {text.text for text in texts(Figure("t", [mark]), WIDE * 2)} & {"12345", "1234"}
    assert not {text.text for text in texts(Figure("t", [mark]), NARROW / 2)} & {"12345", "1234"}


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("longest", ["1%", "22.4%", "9.36 × 10⁻¹² %"])
def test_texts_above_bars_stand_side_by_side(width: float, longest: str) -> None:
    figure = Figure("t", [Bars(X, X, texts=["5%", longest] * 5 + ["5%"])], x=Axis(categories=[""] * 11))
    above = [text for text in texts(figure, width) if text.text.endswith("%")]
    assert len(above) >= 6
    assert all(text.size >= 9 for text in above)
    for left, right in itertools.pairwise(above):
        widths = text_width(left.text, left.size) + text_width(right.text, right.size)
        assert right.x - left.x >= widths / 2 - 0.01


def test_where_labels_of_ticks_meet_the_first_given_are_written() -> None:
    axis = Axis(low=0, high=10, ticks=[9, 9.5, 5, 8.8], tick_labels=["wanted", "other", "free", "third"])
    assert [text.text for text in texts(Figure("t", [Line(X, X)], x=axis), NARROW)][-2:] == ["wanted", "free"]


def test_strips_without_a_y_axis_share_their_margins() -> None:
    strip = Figure("t", [Dots(X, X * 0, shape="cross", label="")], x=Axis(low=0, high=1e4), y=Axis(hidden=True))
    lines = Figure("t", [Rule(y=0.0, dash=False)], x=Axis(low=0, high=1, hidden=True), y=Axis(hidden=True))
    rules = [shape.d for shape in layout([strip, lines]).shapes if isinstance(shape, Path) and "H" in shape.d]
    assert len({path.split(",")[0] for path in rules}) == 1
