"""The activation demo: hand-worked values and invariants; the oracle is in tests/oracles/activation.py."""

import math
from typing import Any

import numpy as np
import pytest

from app.demos.activation import Params, Result, compute, explain, heights, place
from app.figures.marks import Label
from app.numerics.activations import activate

SMOOTH = ["elu", "gelu", "silu", "softplus", "sigmoid", "tanh", "identity"]


def at(function: str, x: float, alpha: float = 0.1) -> Result:
    return compute(function=function, x=x, alpha=alpha, range=5.0)


def test_hand_worked_values() -> None:
    assert at("relu", -2.0).value == 0.0
    assert at("leaky-relu", -2.0).value == pytest.approx(-0.2)
    assert at("elu", -math.log(2), alpha=1.0).value == pytest.approx(-0.5)
    assert at("sigmoid", 0.0).slope == 0.25
    assert at("softplus", 0.0).value == pytest.approx(math.log(2))
    assert at("silu", 2.0).value == pytest.approx(2 / (1 + math.exp(-2)))
    assert at("gelu", 1.0).value == pytest.approx(0.841344746068543)


def test_sigmoid_is_a_shifted_tanh() -> None:
    z = np.linspace(-30, 30, 101)
    np.testing.assert_allclose(activate("sigmoid", z)[0], (1 + np.tanh(z / 2)) / 2, atol=1e-15)


@pytest.mark.parametrize("function", SMOOTH)
def test_slope_is_the_central_difference(function: str) -> None:
    z = np.linspace(-6, 6, 50)
    step = np.cbrt(np.finfo(float).eps)
    difference = (activate(function, z + step, 0.7)[0] - activate(function, z - step, 0.7)[0]) / (2 * step)
    if function == "elu":  # its slope jumps at zero unless alpha is 1
        z, difference = z[np.abs(z) > 0.2], difference[np.abs(z) > 0.2]
    np.testing.assert_allclose(activate(function, z, 0.7)[1], difference, atol=1e-8)


def test_dead_relu_is_flat_on_half_the_range() -> None:
    assert at("relu", 1.0).flat_share == pytest.approx(101 / 201)
    assert at("identity", 1.0).flat_share == 0.0


@pytest.mark.parametrize(("function", "x"), [("softplus", 9.8), ("silu", 10.0)])
def test_a_slope_of_almost_one_is_not_said_to_change_the_gradient(function: Any, x: float) -> None:
    params = Params(function=function, x=x)
    assert "passes back almost unchanged." in explain(params, compute(**params.model_dump()))


@pytest.mark.parametrize("function", ["relu", "elu", "gelu", "silu", "softplus", "identity", "leaky-relu", "tanh"])
@pytest.mark.parametrize("reach", [1.0, 5.0, 10.0])
def test_value_and_slope_at_every_input_of_the_range_are_inside_the_picture(function: Any, reach: float) -> None:
    params = Params(function=function, range=reach, alpha=1)
    result = compute(**params.model_dump())
    low, high = heights(params)
    assert low <= min(result.y.min(), result.dy.min())
    assert max(result.y.max(), result.dy.max()) <= high


def test_an_input_outside_the_range_is_pointed_at() -> None:
    mark = place(Params(x=-10, range=1), -1.5)[0]
    assert isinstance(mark, Label)
    assert mark.text == "← x = −10"


def test_the_share_of_flat_inputs_is_told_where_there_is_one() -> None:
    tanh, leaky = Params(), Params(function="leaky-relu")
    assert "56.7% of the inputs shown have a slope below 0.05" in explain(tanh, compute(**tanh.model_dump()))
    assert "inputs shown" not in explain(leaky, compute(**leaky.model_dump()))
