"""The autoencoder demo: what a code can and cannot carry; the oracle is in tests/oracles/autoencoder.py."""

from typing import Any

import numpy as np
import pytest

from app.demos.autoencoder import Params, Result, compute, explain, largest_angle
from app.numerics.digits import digits


def run(**changes: Any) -> Result:
    return compute(**Params(**changes).model_dump())


def test_pca_error_is_the_variance_left_out() -> None:
    x = np.repeat(digits(), 20, axis=0)
    eigenvalues = np.linalg.eigvalsh(np.cov(x.T, ddof=0))[::-1]
    left = [eigenvalues[size:].sum() for size in range(1, 9)]
    assert run(noise=0).pca_error.tolist() == pytest.approx(left)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("noise", [0.0, 0.2, 0.4])
def test_no_linear_code_is_better_than_pca_and_training_comes_close(seed: int, noise: float) -> None:
    result = run(seed=seed, noise=noise)
    assert (result.error >= result.pca_error * (1 - 1e-12)).all()
    # now and then one size still leaves a saddle point when the training ends
    assert (result.error <= 1.03 * result.pca_error).sum() >= 7


def test_at_the_default_it_has_reached_pca_and_spans_the_same_space() -> None:
    result = run()
    assert result.final_loss == pytest.approx(result.pca_loss, rel=1e-4)
    assert result.subspace_angle < 1
    np.testing.assert_allclose(result.reconstruction, result.pca_reconstruction, atol=0.02)
    assert "has reached it" in explain(Params(), result)


@pytest.mark.parametrize("changes", [{"noise": 0.0}, {"noise": 0.4}, {"noise": 0.4, "denoise": True}])
def test_no_seed_lets_the_momentum_throw_a_training_off(changes: dict[str, Any]) -> None:
    for seed in range(100):
        result = run(**changes, seed=seed, code=8)
        assert result.loss.max() == result.loss[0]


def test_a_longer_training_repeats_the_shorter_one() -> None:
    np.testing.assert_array_equal(run(epoch=60).loss[:31], run(epoch=30).loss)


def test_denoising_beats_pca_and_cleans_a_picture_it_has_not_seen() -> None:
    result = run(noise=0.4, code=8, denoise=True)
    assert result.final_loss < 0.6 * result.pca_loss
    left = np.mean([run(noise=0.4, code=8, denoise=True, item=item).item_error for item in range(10)])
    before = np.mean([run(noise=0.4, code=8, denoise=True, item=item).input_error for item in range(10)])
    assert left < 0.3 * before


def test_without_noise_a_longer_code_loses_less() -> None:
    assert (np.diff(run(noise=0).error) < 0).all()
    assert run(noise=0).input_error == 0


def test_the_angle_between_lines_worked_by_hand() -> None:
    assert largest_angle(np.array([[3.0, 3.0]]), np.array([[1.0, 0.0]])) == pytest.approx(45)
    assert largest_angle(np.array([[0.0, 2.0]]), np.array([[1.0, 0.0]])) == pytest.approx(90)


def test_without_noise_there_is_nothing_that_pca_does_not_know() -> None:
    params = Params(noise=0, denoise=True, code=3)
    assert "does not know" not in explain(params, compute(**params.model_dump()))


def test_many_times_the_error_is_not_written_as_thousands_of_percent() -> None:
    params = Params(code=8, noise=0, epoch=2)
    assert "times PCA's" in explain(params, compute(**params.model_dump()))


@pytest.mark.parametrize("seed", range(5))
def test_the_axis_of_the_code_holds_its_values(seed: int) -> None:
    values = [run(code=8, noise=0.4, item=item, seed=seed).code_values for item in range(10)]
    assert np.abs(values).max() < 3
