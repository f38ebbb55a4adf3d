"""The batch-noise demo: gradients by hand, the law of 1/B, and a batch of everything."""

from typing import Any

import numpy as np
import pytest

from app.demos.batch_noise import (
    LOWEST,
    Params,
    Result,
    batches,
    compute,
    dataset,
    ellipse,
    example_gradients,
    explain,
    measured,
)
from app.figures.marks import Dots, Label


def run(**changed: Any) -> Result:
    return compute(**Params(**changed).model_dump())


def test_gradient_of_one_example_by_hand() -> None:
    # residual 0.5 * 2 + 1 - 5 = -3
    gradient = example_gradients(np.array([2.0]), np.array([5.0]), slope=0.5, intercept=1.0)
    assert gradient.tolist() == [[-6.0, -3.0]]


def test_the_gradient_is_the_central_difference() -> None:
    x, y = dataset(np.random.default_rng(0))
    step = np.cbrt(np.finfo(float).eps)

    def loss(slope: float, intercept: float) -> float:
        return float(np.mean((slope * x + intercept - y) ** 2 / 2))

    by_slope = (loss(step, 0) - loss(-step, 0)) / (2 * step)
    by_intercept = (loss(0, step) - loss(0, -step)) / (2 * step)
    assert run().full_gradient == pytest.approx([by_slope, by_intercept], abs=1e-8)


def test_twice_the_batch_has_half_the_variance_with_replacement() -> None:
    one, two = run(batch_size=8, replacement="with"), run(batch_size=16, replacement="with")
    assert one.expected_variance == pytest.approx(2 * two.expected_variance)


def test_the_whole_data_without_replacement_has_no_noise() -> None:
    result = run(batch_size=256)
    assert result.expected_variance == 0
    assert result.variance == 0
    assert "no noise" in explain(Params(batch_size=256), result)


def test_the_whole_data_with_replacement_still_has_noise() -> None:
    assert run(batch_size=256, replacement="with").expected_variance > 0


@pytest.mark.parametrize("replacement", ["with", "without"])
def test_the_measured_variance_comes_near_the_expected_one(replacement: str) -> None:
    measured = [run(batch_size=64, draws=200, replacement=replacement, seed=s) for s in range(30)]
    ratio = np.mean([result.variance / result.expected_variance for result in measured])
    # 6000 draws: the standard error of the ratio is about 0.02
    assert ratio == pytest.approx(1, abs=0.06)


def test_batches_without_replacement_hold_no_example_twice() -> None:
    drawn = batches("without", 100, 20, np.random.default_rng(0))
    assert all(len(set(batch)) == 100 for batch in drawn.tolist())


def test_the_ellipse_is_one_standard_deviation_away() -> None:
    points = ellipse(np.diag([4.0, 0.25]))
    np.testing.assert_allclose(points[:, 0] ** 2 / 4 + points[:, 1] ** 2 / 0.25, 1)


@pytest.mark.parametrize("replacement", ["with", "without"])
def test_the_ring_has_the_covariance_of_a_batch_around_the_full_gradient(replacement: str) -> None:
    result = run(batch_size=8, replacement=replacement)
    x, y = dataset(np.random.default_rng(0))
    share = 1 / 8 if replacement == "with" else 1 / 8 * (256 - 8) / (256 - 1)
    covariance = share * np.cov(example_gradients(x, y, slope=0.0, intercept=0.0).T, ddof=0)
    away = result.ring - result.full_gradient
    # every point is one standard deviation away, and 64 even turns around are twice the covariance on average
    np.testing.assert_allclose(np.einsum("ni,ij,nj->n", away, np.linalg.inv(covariance), away), 1)
    np.testing.assert_allclose(away[:64].T @ away[:64], 32 * covariance, atol=1e-12)
    np.testing.assert_allclose(result.ring[0], result.ring[-1], atol=1e-12)


def test_a_small_batch_can_point_uphill_and_all_data_cannot() -> None:
    assert run(batch_size=1).uphill > 0
    assert run(batch_size=256).uphill == 0
    assert run(batch_size=256).noise == 0


@pytest.mark.parametrize("seed", range(5))
def test_every_batch_of_all_data_has_exactly_the_full_gradient(seed: int) -> None:
    result = run(batch_size=256, draws=200, seed=seed)
    assert (result.gradients == result.full_gradient).all()
    assert result.variance == 0


def test_a_variance_below_the_scale_is_written_and_not_left_out() -> None:
    shown, hidden = Params(batch_size=8), Params(batch_size=256)
    assert isinstance(measured(shown, run(batch_size=8)), Dots)
    mark = measured(hidden, run(batch_size=256))
    assert isinstance(mark, Label)
    assert (mark.text, mark.y) == ("measured: 0 ↓", LOWEST)
