"""The vanishing-gradient demo: closed forms of linear networks, the bound, and gradients that die."""

import math
from typing import Any

import numpy as np
import pytest

from app.demos.vanishing_gradient import Params, Result, compute, draw, explain, late_rate


def run(**changed: Any) -> Result:
    return compute(**Params(**changed).model_dump())


def test_an_orthogonal_linear_network_shrinks_by_exactly_its_radius() -> None:
    result = run(radius=0.8, activation="linear", timesteps=40)
    np.testing.assert_allclose(result.gradient_norm, 0.8 ** np.arange(41), rtol=1e-12)
    assert result.half_life == pytest.approx(math.log(0.5) / math.log(0.8))
    assert result.regime == "vanishing"


def test_radius_one_is_steady_and_never_halves() -> None:
    result = run(radius=1, activation="linear")
    assert result.regime == "steady"
    assert result.half_life is None
    assert "never halves" in result.notes["half_life"]


def test_a_radius_above_one_explodes_without_saturation_and_not_with_it() -> None:
    assert run(radius=1.4, activation="linear").regime == "exploding"
    assert run(radius=1.4, activation="tanh", input_scale=2).regime == "vanishing"


def test_a_non_normal_block_grows_before_it_decays() -> None:
    result = run(matrix="non-normal", activation="linear", radius=0.7, units=2, timesteps=60)
    rng = np.random.default_rng(0)
    rng.standard_normal((60, 2))
    v = rng.standard_normal(2)
    v /= np.linalg.norm(v)
    # (Wᵀ)ᵏ = [[rᵏ, 0], [5 k rᵏ⁻¹, rᵏ]]
    k = np.arange(61)
    expected = np.hypot(0.7**k * v[0], 5 * k * 0.7 ** (k - 1.0) * v[0] + 0.7**k * v[1])
    np.testing.assert_allclose(result.gradient_norm, expected, rtol=1e-10)
    assert result.gradient_norm.max() > 2
    assert result.regime == "vanishing"


@pytest.mark.parametrize("matrix", ["orthogonal", "gaussian", "non-normal"])
@pytest.mark.parametrize("activation", ["tanh", "relu", "linear"])
@pytest.mark.parametrize("radius", [0.3, 0.9, 1.5])
def test_the_gradient_stays_below_the_bound(matrix: str, activation: str, radius: float) -> None:
    result = run(matrix=matrix, activation=activation, radius=radius, timesteps=60)
    assert np.all(result.gradient_norm <= result.bound * (1 + 1e-9))


def test_dead_relus_give_a_gradient_of_exactly_zero() -> None:
    result = run(activation="relu", input_scale=0)
    assert result.left == 0
    assert result.half_life is None
    assert result.notes["half_life"].startswith("The gradient is exactly 0 from 1 steps back on")
    assert "exactly 0" in explain(Params(activation="relu", input_scale=0), result)


@pytest.mark.parametrize("matrix", ["orthogonal", "gaussian", "non-normal"])
@pytest.mark.parametrize("radius", [0.3, 1.5])
@pytest.mark.parametrize("activation", ["tanh", "relu", "linear"])
def test_the_longest_way_stays_finite(matrix: str, radius: float, activation: str) -> None:
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        for input_scale in (0.0, 2.0):
            result = run(
                matrix=matrix, radius=radius, activation=activation, timesteps=200, units=64, input_scale=input_scale
            )
            assert np.isfinite(result.gradient_norm).all()
            assert np.isfinite(result.bound).all()


def test_the_rate_is_read_off_after_the_hump() -> None:
    assert late_rate(np.array([1.0, 8.0, 4.0, 2.0, 1.0])) == pytest.approx(0.5)
    assert late_rate(np.array([1.0, 0.25])) == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"radius": 0.5, "activation": "linear"}, "halves at every step: after 50 steps"),
        ({"radius": 1, "activation": "linear"}, "after 50 steps it is 1 times its size at the loss."),
        ({"radius": 1.15, "activation": "linear"}, "grows step by step: after 50 steps it is 1084 times"),
        ({"radius": 1.3, "activation": "linear", "matrix": "gaussian", "units": 2, "seed": 1}, "grows on the whole"),
    ],
)
def test_the_sentence_is_true_and_grammatical_at_the_edges(values: dict[str, Any], said: str) -> None:
    assert said in explain(Params(**values), run(**values))


def test_a_short_way_is_counted_in_whole_steps() -> None:
    for timesteps in range(1, 6):
        assert draw(Params(timesteps=timesteps), run(timesteps=timesteps)).x.ticks == list(range(timesteps + 1))
