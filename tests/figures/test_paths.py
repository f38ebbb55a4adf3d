import numpy as np

from app.figures.paths import clipped, coordinate, cropped, polyline, stepped

BOX = (0.0, 0.0, 10.0, 10.0)


def test_a_missing_value_breaks_the_line() -> None:
    x, y = np.array([0.0, 1, 2, 3]), np.array([0.0, np.nan, 2, 3])
    assert polyline(x, y) == "M0,0M2,2L3,3"


def test_a_line_is_cut_where_it_leaves_the_plot() -> None:
    x, y = clipped(np.array([5.0, 5.0]), np.array([5.0, 20.0]), BOX)
    assert polyline(x, y) == "M5,5L5,10"


def test_a_line_that_comes_back_has_a_gap() -> None:
    x, y = clipped(np.array([0.0, 5, 10]), np.array([5.0, 25, 5]), BOX)
    assert polyline(x, y) == "M0,5L1.2,10M8.8,10L10,5"


def test_a_line_outside_draws_nothing() -> None:
    x, y = clipped(np.array([0.0, 10.0]), np.array([20.0, 30.0]), BOX)
    assert polyline(x, y) == ""


def test_a_coordinate_is_never_minus_zero() -> None:
    assert coordinate(-0.01) == "0"


def test_a_step_holds_its_value() -> None:
    x, y = stepped(np.array([0.0, 1, 2]), np.array([5.0, 6, 7]))
    assert x.tolist() == [0, 1, 1, 2, 2]
    assert y.tolist() == [5, 5, 6, 6, 7]


def test_a_filled_shape_stops_at_the_edge_of_the_plot() -> None:
    x, y = cropped(np.array([5.0, 15, 15, 5]), np.array([5.0, 5, 15, 15]), BOX)
    assert sorted(zip(x.tolist(), y.tolist(), strict=True)) == [(5, 5), (5, 10), (10, 5), (10, 10)]
    assert polyline(*cropped(np.array([20.0, 30, 30]), np.array([0.0, 0, 9]), BOX), close=True) == ""
