"""Thumbnails: the drawing fills the card, and nothing is cut."""

from typing import Literal

import numpy as np
import pytest

from app.figures.figure import Axis, Figure
from app.figures.layout import THUMBNAIL, thumbnail
from app.figures.marks import Dots, Label, Line
from app.figures.shapes import Circle, Path

X = np.linspace(0, 10, 11)
WIDTH, HEIGHT = THUMBNAIL


def heights(figure: Figure) -> tuple[float, float]:
    (path,) = (shape for shape in thumbnail(figure).shapes if isinstance(shape, Path))
    y = [float(point.split(",")[1]) for point in path.d.removeprefix("M").split("L")]
    return min(y), max(y)


@pytest.mark.parametrize("scale", ["linear", "log"])
@pytest.mark.parametrize("turned", [False, True])
def test_a_line_in_the_middle_of_its_axis_fills_the_card(scale: Literal["linear", "log"], *, turned: bool) -> None:
    ends = (1e4, 0.01) if turned else (0.01, 1e4)
    figure = Figure("t.", [Line(X, 1 + 9e3 * X / 10)], y=Axis(low=ends[0], high=ends[1], scale=scale))
    top, bottom = heights(figure)
    assert top < 10
    assert bottom > HEIGHT - 10 or scale == "log"


def test_a_flat_line_stays_flat() -> None:
    top, bottom = heights(Figure("t.", [Line(X, 5 + 0.1 * np.sin(X))], y=Axis(low=0, high=10)))
    assert bottom - top < HEIGHT / 10


def test_words_that_are_not_drawn_take_no_room() -> None:
    axis = Axis(low=-100, high=100)
    figure = Figure("t.", [Line(X, 10 * X), Label(0, -100, "below")], y=axis)
    assert heights(figure)[1] > HEIGHT - 10


def test_symbols_at_the_ends_are_whole() -> None:
    figure = Figure("t.", [Dots(X, X, size=14)], x=Axis(low=0, high=10), y=Axis(low=0, high=10))
    for shape in thumbnail(figure).shapes:
        assert isinstance(shape, Circle)
        assert shape.radius <= shape.x <= WIDTH - shape.radius
        assert shape.radius <= shape.y <= HEIGHT - shape.radius
