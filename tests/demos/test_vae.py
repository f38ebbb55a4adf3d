"""The vae demo: hand-worked values and invariants; the oracle is in tests/oracles/vae.py."""

import math
from typing import Any

import numpy as np
import pytest

from app.demos.vae import Params, Result, compute, explain, kl_to_standard_normal


def run(**changes: Any) -> Result:
    return compute(**Params(**changes).model_dump())


def test_the_kl_term_worked_by_hand() -> None:
    assert kl_to_standard_normal(2.0, 0.0) == 2.0
    # variance e: (e - 1 - 1) / 2
    assert kl_to_standard_normal(0.0, 1.0) == pytest.approx((math.e - 2) / 2)


def test_the_kl_term_is_zero_at_the_prior_and_positive_elsewhere() -> None:
    assert kl_to_standard_normal(0.0, 0.0) == 0
    grid = [kl_to_standard_normal(mean, log) for mean in (-0.1, 0, 0.1) for log in (-1e-6, 0.0, 1e-6) if mean or log]
    assert min(grid) > 0


def test_at_beta_one_the_best_code_is_the_posterior_of_bayes() -> None:
    # prior precision 1 and likelihood precision 1/0.25 = 4: variance 1/5, mean 2 * 4/5
    result = run(beta=1)
    assert result.best_mean == pytest.approx(1.6)
    assert result.best_variance == pytest.approx(0.2)
    # and the loss there is the surprise of x itself, whose variance is 1 + 0.25
    assert result.best_loss == pytest.approx(0.5 * (4 / 1.25 + math.log(2 * math.pi * 1.25)))


@pytest.mark.parametrize("beta", [0.01, 0.5, 1.0, 30.0])
def test_no_code_has_a_lower_loss_than_the_best(beta: float) -> None:
    for mean in np.linspace(-3, 3, 13):
        for log_variance in np.linspace(-4, 2, 13):
            result = run(beta=beta, mean=mean, log_variance=log_variance)
            assert result.loss >= result.best_loss - 1e-12


@pytest.mark.parametrize(("mean", "log_variance", "beta"), [(1.5, -2.0, 1.0), (-2.0, 1.0, 7.0), (0.3, -3.9, 0.02)])
def test_slopes_are_central_differences(mean: float, log_variance: float, beta: float) -> None:
    step = float(np.cbrt(np.finfo(float).eps))

    def loss(m: float, v: float) -> float:
        return run(mean=m, log_variance=v, beta=beta).loss

    result = run(mean=mean, log_variance=log_variance, beta=beta)
    by_mean = (loss(mean + step, log_variance) - loss(mean - step, log_variance)) / (2 * step)
    by_log = (loss(mean, log_variance + step) - loss(mean, log_variance - step)) / (2 * step)
    assert result.mean_slope == pytest.approx(by_mean, abs=1e-7)
    assert result.log_variance_slope == pytest.approx(by_log, abs=1e-7)


def test_the_path_runs_from_the_input_to_the_prior() -> None:
    result = run(target=2)
    assert result.path_mean[0] == pytest.approx(2, abs=0.01)
    assert result.path_mean[-1] == pytest.approx(0, abs=0.1)
    assert (np.diff(result.path_mean) < 0).all()
    assert (np.diff(result.path_deviation) > 0).all()


def test_samples_move_with_the_mean_and_stretch_with_the_deviation() -> None:
    still = run(mean=0, log_variance=0).samples
    moved = run(mean=2, log_variance=2 * math.log(0.5)).samples
    np.testing.assert_allclose(moved, 2 + 0.5 * still)
    assert not np.allclose(run(seed=1).samples, run(seed=2).samples)


def test_the_samples_have_the_mean_and_the_variance_of_the_code() -> None:
    many = np.concatenate([run(mean=1.5, log_variance=-2, seed=seed).samples for seed in range(200)])
    assert many.mean() == pytest.approx(1.5, abs=0.02)
    assert many.var() == pytest.approx(math.exp(-2), rel=0.05)


def test_the_densities_enclose_an_area_of_one() -> None:
    result = run()
    for density in (result.prior, result.posterior, result.best):
        assert np.trapezoid(density, result.density_x) == pytest.approx(1, abs=2e-3)


def test_the_sentence_names_the_collapse() -> None:
    params = Params(beta=100)
    assert "posterior collapse" in explain(params, compute(**params.model_dump()))


@pytest.mark.parametrize("target", [-1.05, 0.05, 2.4])
def test_a_narrow_density_is_drawn_as_high_as_it_is(target: float) -> None:
    result = run(target=target, mean=target + 0.05, log_variance=-4, beta=0.01, decoder_variance=0.05)
    assert result.best.max() == pytest.approx(1 / np.sqrt(2 * np.pi * result.best_variance))
    assert result.posterior.max() == pytest.approx(1 / np.sqrt(2 * np.pi * np.exp(-4)))
    assert (np.diff(result.density_x) >= 0).all()
    assert result.density_x.shape == (141,)
