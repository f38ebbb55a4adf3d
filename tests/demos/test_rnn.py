"""The rnn demo: one unit by hand, memory of linear networks in closed form, and a trace that never forms."""

import math
from typing import Any

import numpy as np
import pytest

from app.demos.rnn import Params, Result, compute, draw, explain, signal
from app.figures.marks import Dots
from app.numerics.recurrence import recurrent_matrix, unroll


def run(**changed: Any) -> Result:
    return compute(**Params(**changed).model_dump())


def one_unit(seed: int) -> tuple[float, float]:
    rng = np.random.default_rng(seed)
    return float(recurrent_matrix("orthogonal", 0.5, 1, rng)[0, 0]), float(rng.uniform(-1, 1, 1)[0])


def test_one_unit_by_hand() -> None:
    w, w_in = one_unit(0)
    first = math.tanh(w_in)
    second = math.tanh(w * first)
    assert run(radius=0.5, units=1, timesteps=2).hidden.ravel() == pytest.approx([first, second])


@pytest.mark.parametrize("kind", ["impulse", "step", "sine"])
def test_linear_memory_is_the_power_of_the_radius_whatever_the_input(kind: str) -> None:
    result = run(radius=0.8, activation="linear", input=kind, timesteps=25)
    np.testing.assert_allclose(result.memory, 0.8 ** np.arange(25), rtol=1e-9)
    # 0.8^10 = 0.107, 0.8^11 = 0.086
    assert result.remembered == 10


def test_radius_one_keeps_the_trace_only_without_saturation() -> None:
    assert run(radius=1, activation="linear").memory_left == pytest.approx(1)
    saturated = run(radius=1, input="step").memory_left
    assert saturated is not None
    assert saturated < 0.5


def test_tanh_keeps_every_state_inside_one() -> None:
    result = run(radius=1.3, input="step", timesteps=100, units=32)
    assert np.abs(result.hidden).max() <= 1


def test_a_trace_that_never_forms_has_no_memory() -> None:
    seed = next(seed for seed in range(50) if one_unit(seed)[1] < 0)
    params = {"activation": "relu", "units": 1, "seed": seed}
    result = run(**params)
    assert result.remembered is None
    assert result.memory_left is None
    assert np.isnan(result.memory).all()
    assert set(result.notes) == {"memory", "remembered", "memory_left"}
    assert "no trace" in explain(Params(**params), result)


def test_parameters_are_counted() -> None:
    assert run(units=12).parameters == 12 * 12 + 12 + 12


@pytest.mark.parametrize("kind", ["impulse", "step", "sine"])
def test_a_trace_far_below_the_rounding_of_the_states_keeps_its_digits(kind: str) -> None:
    result = run(radius=0.4, activation="linear", input=kind, timesteps=100)
    np.testing.assert_allclose(result.memory, 0.4 ** np.arange(100), rtol=1e-9)


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_the_trace_is_the_difference_of_two_runs(activation: str) -> None:
    for seed in range(10):
        params = {"activation": activation, "input": "sine", "timesteps": 20, "units": 6, "seed": seed}
        rng = np.random.default_rng(seed)
        W, w_in = recurrent_matrix("orthogonal", 1.1, 6, rng), rng.uniform(-1, 1, 6)
        drive = np.outer(signal("sine", 20), w_in)
        silenced = drive * (np.arange(20) > 0)[:, None]
        apart = np.linalg.norm(unroll(W, drive, activation)[0] - unroll(W, silenced, activation)[0], axis=1)[1:]
        np.testing.assert_allclose(run(radius=1.1, **params).memory, apart / apart[0], atol=1e-12)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"radius": 1, "activation": "linear"}, "its trace ends at its first size."),
        ({"radius": 0.1, "activation": "relu", "seed": 2}, "less than a tenth of the first input's trace is left"),
        ({"radius": 0.5}, "at the end of the sequence it is less than 0.001%."),
    ],
)
def test_the_sentence_has_words_for_extremes(values: dict[str, Any], said: str) -> None:
    assert said in explain(Params(**values), run(**values))


def test_no_dot_is_drawn_where_the_trace_has_left_the_plot() -> None:
    for radius, dots in ((0.9, 1), (1.2, 0)):
        params = Params(radius=radius, activation="linear")
        memory = draw(params, compute(**params.model_dump()))[-1]
        assert sum(isinstance(mark, Dots) for mark in memory.marks) == dots
