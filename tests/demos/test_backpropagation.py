"""The backpropagation demo: a chain worked by hand, and agreement with central differences."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.demos.backpropagation import Params, Result, compute, explain

DEFAULTS = Params().model_dump()
anything = st.floats(-3, 3)


def run(**params: Any) -> Result:
    return compute(**{**DEFAULTS, **params})


def gradients(result: Result) -> dict[str, float]:
    return {node.name: node.gradient for node in result.nodes}


def test_the_chain_worked_by_hand() -> None:
    # z = 0.5 · 2 + 1.5 · (−1) + 0.8 = 0.3, a = tanh z, L = (a − 1)²
    a = math.tanh(0.3)
    dz = 2 * (a - 1) * (1 - a**2)
    found = gradients(run())
    assert found["a"] == pytest.approx(2 * (a - 1))
    assert found["b"] == pytest.approx(dz)
    assert found["w1"] == pytest.approx(2 * dz)
    assert found["w2"] == pytest.approx(-dz)
    assert found["x2"] == pytest.approx(1.5 * dz)
    assert found["t"] == pytest.approx(-2 * (a - 1))


def test_the_gradient_of_a_node_is_the_sum_of_what_its_edges_carry() -> None:
    result = run()
    for name, gradient in gradients(result).items():
        carried = [edge.flow for edge in result.edges if edge.source == name]
        assert not carried or gradient == pytest.approx(sum(carried))


@settings(max_examples=60, deadline=None)
@given(w1=anything, w2=anything, b=anything, x1=anything, x2=anything, target=anything)
@pytest.mark.parametrize("loss", ["mse", "cross-entropy"])
@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "identity"])
def test_smooth_gradients_agree_with_central_differences(activation: str, loss: str, **values: float) -> None:
    result = run(activation=activation, loss=loss, **values)
    assert result.largest_difference == max(abs(node.gradient - node.numeric) for node in result.nodes) < 1e-6


def test_on_the_kink_nudging_gives_half() -> None:
    result = run(activation="relu", w2=1.0, b=0.0)
    node = next(node for node in result.nodes if node.name == "z")
    assert node.value == 0.0 and node.gradient == 0.0
    assert node.numeric == pytest.approx(-1.0, abs=1e-4)


def test_gradients_arrive_from_the_loss_back() -> None:
    reached = {node.name: node.reached for node in run().nodes}
    assert reached == {
        "loss": 0, "a": 1, "t": 1, "z": 2, "p1": 3, "p2": 3, "b": 3, "w1": 4, "x1": 4, "w2": 4, "x2": 4,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("step", "known"),
    [
        (0, "loss"),
        (1, "t a loss"),
        (2, "t z a loss"),
        (3, "b t p1 p2 z a loss"),
        (4, "w1 x1 w2 x2 b t p1 p2 z a loss"),
    ],
)
def test_each_step_back_reaches_what_the_one_before_depends_on(step: int, known: str) -> None:
    assert run(step=step).reached == known.split()


def test_before_the_first_step_nothing_is_on_its_way() -> None:
    assert explain(Params(step=0), run(step=0)).startswith("Before the first step back only the loss has its gradient")
