"""The dropout demo: moments worked by hand, and masks that behave like independent coins."""

from typing import Any

import numpy as np
import pytest

from app.demos.dropout import Params, Result, ceiling, compute

DEFAULTS = Params().model_dump()


def run(**params: Any) -> Result:
    return compute(**{**DEFAULTS, **params})


def test_half_the_units_doubled_keep_the_mean_with_variance_one() -> None:
    result = run(rate=0.5)
    assert (result.kept_value, result.expected_mean, result.expected_variance) == (2.0, 1.0, 1.0)


@pytest.mark.parametrize(("scaling", "mean", "variance"), [("inverted", 2.0, 16.0), ("none", 0.4, 0.64)])
def test_moments_at_rate_four_fifths(scaling: str, mean: float, variance: float) -> None:
    # x²p/(1 − p) = 4 · 0.8/0.2 with scaling, x²p(1 − p) = 4 · 0.16 without
    result = run(rate=0.8, x=2.0, scaling=scaling)
    assert result.expected_mean == pytest.approx(mean)
    assert result.expected_variance == pytest.approx(variance)


def test_running_moments_are_those_of_the_outputs() -> None:
    result = run(rate=0.3, passes=7, units=5)
    outputs = result.masks * result.kept_value
    np.testing.assert_allclose(result.mean, [outputs[: k + 1].mean() for k in range(7)])
    np.testing.assert_allclose(result.variance, [outputs[: k + 1].var() for k in range(7)], atol=1e-15)


def test_without_dropout_every_output_is_the_activation() -> None:
    result = run(rate=0.0, x=1.3)
    assert result.masks.all()
    np.testing.assert_allclose(result.mean, 1.3)
    np.testing.assert_allclose(result.variance, 0.0, atol=1e-15)


def test_means_stay_within_two_standard_errors_about_as_often_as_they_should() -> None:
    inside = [abs(run(seed=seed).mean[-1] - 1.0) <= run(seed=seed).spread[-1] for seed in range(200)]
    assert 0.90 <= np.mean(inside) <= 0.99


def test_units_are_silenced_independently_of_each_other() -> None:
    masks = run(units=2, passes=100, seed=5).masks
    assert abs(np.cov(masks.T)[0, 1]) < 0.05


def test_the_axis_of_the_variance_jumps_only_by_1_2_and_5() -> None:
    assert [ceiling(value) for value in (0, 0.1, 0.11, 1, 1.4, 3, 7, 240)] == [0.1, 0.1, 0.2, 1, 2, 5, 10, 500]
