"""The affine demo: hand-worked values and invariants; the oracle is in tests/oracles/affine.py."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.demos.affine import LINES, ORIGIN, SAMPLES, Params, Result, compute, explain

weight = st.floats(-2, 2, allow_subnormal=False)


def mapped(*weights: float, b1: float = 0.0, b2: float = 0.0, activation: str = "identity") -> Result:
    w11, w12, w21, w22 = weights
    return compute(w11=w11, w12=w12, w21=w21, w22=w22, b1=b1, b2=b2, activation=activation)


def test_hand_worked_map() -> None:
    result = mapped(2, 1, 0, 1, b1=0.5, b2=-1)
    assert result.square.tolist() == [[0.5, -1], [2.5, -1], [3.5, 0], [1.5, 0]]
    assert result.determinant == 2
    # WᵀW = [[4, 2], [2, 2]] has the eigenvalues 3 ± √5
    np.testing.assert_allclose(result.singular_values**2, [3 + 5**0.5, 3 - 5**0.5])


@given(weight, weight, weight, weight)
def test_lines_stay_lines(w11: float, w12: float, w21: float, w22: float) -> None:
    lines = mapped(w11, w12, w21, w22, b1=0.3).affine.reshape(2 * LINES, SAMPLES, 2)
    # evenly spaced points on a line stay evenly spaced: second differences vanish
    np.testing.assert_allclose(np.diff(lines, 2, axis=1), 0, atol=1e-13)


@given(weight, weight, weight, weight)
def test_the_area_is_that_of_the_parallelogram_and_the_product_of_the_stretches(
    w11: float, w12: float, w21: float, w22: float
) -> None:
    result = mapped(w11, w12, w21, w22, b1=0.3, b2=-0.9)
    x, y = result.square.T
    shoelace = 0.5 * float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y))
    assert result.determinant == pytest.approx(shoelace, abs=1e-12)
    assert result.area == pytest.approx(result.stretch * result.squeeze, abs=1e-12)


@pytest.mark.parametrize("factor", [0.1, -0.7, 1 / 3, 2.0])
def test_what_rounding_leaves_of_a_lost_direction_counts_as_lost(factor: float) -> None:
    result = mapped(0.3, 0.9, 0.3 * factor, 0.9 * factor)
    assert (result.rank, result.area, result.squeeze) == (1, 0.0, 0.0)


def test_a_direction_that_is_only_faint_is_kept() -> None:
    result = mapped(1, 0, 0, 1e-10)
    assert (result.rank, result.determinant) == (2, 1e-10)


def test_the_bias_moves_every_point_alike() -> None:
    moved, plain = mapped(1, 2, -1, 0.5, b1=0.7, b2=-0.4), mapped(1, 2, -1, 0.5)
    np.testing.assert_allclose(moved.affine - plain.affine, np.broadcast_to([0.7, -0.4], plain.affine.shape))
    assert moved.determinant == plain.determinant


def test_an_activation_bends_lines() -> None:
    lines = mapped(1.3, 0.8, -0.4, 1.1, activation="tanh").points.reshape(2 * LINES, SAMPLES, 2)
    assert np.abs(np.diff(lines, 2, axis=1)).max() > 0.01


def test_rounding_does_not_hide_a_lost_dimension() -> None:
    result = mapped(0.1, 0.2, 0.2, 0.4)
    assert result.rank == 1
    assert "flattened" in explain(Params(w11=0.1, w12=0.2, w21=0.2, w22=0.4), result)
    assert mapped(0, 0, 0, 0).rank == 0


def said(**values: Any) -> str:
    params = Params(**values)
    return explain(params, compute(**params.model_dump()))


def test_the_origin_is_in_the_middle_of_the_grid() -> None:
    assert mapped(1, 0, 0, 1).grid[ORIGIN].tolist() == [0, 0]


def test_a_rotation_changes_no_length() -> None:
    assert "no length changes" in said(w11=0.6, w12=-0.8, w21=0.8, w22=0.6)
    assert "every length is multiplied by 2.83" in said(w11=2, w12=2, w21=-2, w22=2)


def test_a_zero_matrix_leaves_no_lines_to_speak_of() -> None:
    text = said(w11=0, w12=0, w21=0, w22=0, b1=0.5, b2=0, activation="sigmoid")
    assert text.endswith("takes that to (0.622, 0.5).")
    assert "lines" not in text


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "leaky-relu"])
def test_lines_along_the_axes_are_not_bent_by_what_acts_on_each_output_alone(activation: str) -> None:
    assert not mapped(1.5, 0, 0, -0.7, b1=0.2, activation=activation).bent
    assert not mapped(0, 1.5, -0.7, 0, b2=0.2, activation=activation).bent
    assert mapped(1.1, 0.6, -0.4, 1.0, activation=activation).bent
    assert "straight" in said(w11=1.5, w12=0, w21=0, w22=-0.7, activation=activation)


def test_relu_changes_nothing_where_nothing_is_below_zero() -> None:
    text = said(w11=0.3, w12=0.3, w21=0.2, w22=-0.2, b1=1, b2=1, activation="relu")
    assert "changes nothing here" in text
