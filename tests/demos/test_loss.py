"""The loss demo: hand-worked values, and what each loss does to an outlier."""

from typing import Any

import numpy as np
import pytest

from app.demos.loss import FUNCTIONS, Params, Result, compute

DEFAULTS = Params().model_dump()


def run(**params: Any) -> Result:
    return compute(**{**DEFAULTS, **params})


def test_an_outlier_takes_three_eighths_of_the_pull_of_squared_error() -> None:
    # slopes 2r: 2 · 3 against 2 · (1 + 0.75 + 0.5 + 0.25) · 2 = 10
    result = run(residual=3)
    assert result.value == 9.0
    assert result.slope == 6.0
    assert result.outlier_share == pytest.approx(6 / 16)


def test_under_absolute_error_every_example_pulls_alike() -> None:
    assert run(function="mae", residual=5).outlier_share == pytest.approx(1 / 9)


def test_under_huber_the_pull_of_an_outlier_is_capped() -> None:
    assert run(function="huber", residual=2).outlier_share == run(function="huber", residual=5).outlier_share
    assert run(function="huber", residual=5).outlier_share == pytest.approx(1 / 6)


def test_zero_one_pulls_nowhere_and_says_so() -> None:
    result = run(task="classification", function="zero-one", margin=-1)
    assert result.value == 1.0 and result.slope == 0.0 and result.outlier_share is None
    assert "no example pulls" in result.notes["outlier_share"]


def test_the_chosen_curve_is_one_of_all_curves() -> None:
    for k, function in enumerate(FUNCTIONS):
        result = run(function=function)
        np.testing.assert_array_equal(result.loss, result.losses[k])
        if result.outlier_share is not None:
            assert result.shares[k] == result.outlier_share


def test_classification_losses_bound_the_zero_one_loss() -> None:
    result = run(task="classification")
    errors = result.losses[FUNCTIONS.index("zero-one")]
    assert (result.losses[FUNCTIONS.index("hinge")] >= errors).all()
    # in bits, cross-entropy passes through 1 at margin 0
    assert (result.losses[FUNCTIONS.index("cross-entropy")] / np.log(2) >= errors - 1e-12).all()
