"""The model demo: hand-worked values and invariants; the oracle is in tests/oracles/model.py."""

from typing import Any

import numpy as np
import pytest

from app.demos.model import CELLS, Params, Result, compute, explain


def line(**changes: Any) -> Result:
    return compute(**Params(**changes).model_dump())


def test_without_noise_the_truth_is_found() -> None:
    result = line(noise=0)
    assert result.best_slope == pytest.approx(0.8)
    assert result.best_intercept == pytest.approx(0.5)
    assert result.best_sse == pytest.approx(0, abs=1e-20)


def test_squared_errors_are_added_up_by_hand() -> None:
    result = line(samples=3, slope=0, intercept=0)
    assert result.sse == pytest.approx(float(result.y @ result.y))


@pytest.mark.parametrize("seed", range(5))
def test_no_line_beats_the_best_line(seed: int) -> None:
    result = line(seed=seed)
    nudged = line(seed=seed, slope=result.best_slope + 0.01, intercept=result.best_intercept)
    assert result.best_sse < nudged.sse
    assert result.best_sse <= 20 * result.landscape.min() ** 2


def test_errors_of_the_best_line_sum_to_zero_and_do_not_depend_on_x() -> None:
    result = line(data="curve")
    errors = result.y - result.best_prediction
    assert errors.sum() == pytest.approx(0, abs=1e-12)
    assert errors @ result.x == pytest.approx(0, abs=1e-12)


def test_the_map_has_intercepts_as_rows() -> None:
    result = line()
    # the cell whose center is slope 0.1, intercept 0.5
    column, row = int((0.1 + 3) * CELLS / 6), int((0.5 + 3) * CELLS / 6)
    expected = np.sqrt(np.mean((result.y - 0.1 * result.x - 0.5) ** 2))
    assert result.landscape[row, column] == pytest.approx(expected)


def test_the_uncertainty_is_the_spread_over_samples() -> None:
    fixed: dict[str, Any] = {"slope": 0.0, "intercept": 0.0, "samples": 40, "noise": 0.5, "data": "line"}
    results = [compute(**fixed, seed=seed) for seed in range(1000)]
    spread = np.std([result.best_slope for result in results])
    assert spread == pytest.approx(np.mean([result.slope_error for result in results]), rel=0.07)


def test_a_wrong_form_is_named() -> None:
    params = Params(data="curve", slope=0, intercept=0.3)
    assert "form is wrong" in explain(params, compute(**params.model_dump()))


def test_without_noise_the_least_error_and_the_uncertainty_are_zero_not_rounding() -> None:
    for samples in (3, 20, 60):
        for seed in range(20):
            result = line(noise=0, samples=samples, seed=seed)
            assert (result.best_sse, result.slope_error) == (0.0, 0.0)
    assert line(noise=0.1, samples=3).best_sse > 0


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"slope": 0.8, "noise": 0}, "the squared errors of both add up to 0."),
        ({"slope": -3, "noise": 0.1}, "over 99.9% less."),
        ({"slope": 0.8}, "Your line is nearly the best one: its squared errors add up to 2.44, the least is 2.42."),
    ],
)
def test_the_sentence_tells_exact_from_nearly(values: dict[str, Any], said: str) -> None:
    params = Params(intercept=0.5, **values)
    assert said in explain(params, compute(**params.model_dump()))
