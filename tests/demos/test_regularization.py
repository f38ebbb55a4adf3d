"""The regularization demo: what strength does to both errors, to the weights and to sparsity."""

from typing import Any

import numpy as np
import pytest

from app.demos.regularization import Params, Result, compute, explain

DEFAULTS = Params().model_dump()


def run(**params: Any) -> Result:
    return compute(**{**DEFAULTS, **params})


@pytest.mark.parametrize("penalty", ["l1", "l2"])
@pytest.mark.parametrize("seed", range(10))
def test_training_error_never_falls_with_the_strength(penalty: str, seed: int) -> None:
    assert (np.diff(run(penalty=penalty, seed=seed).path_train) >= -1e-9).all()


@pytest.mark.parametrize("penalty", ["l1", "l2"])
def test_at_the_defaults_the_test_error_has_a_valley(penalty: str) -> None:
    result = run(penalty=penalty)
    assert result.path_test[0] > 1.5 * result.best_test_error < result.path_test[-1]
    assert result.path_strength[0] < result.best_strength < result.path_strength[-1]


def test_one_feature_is_shrunk_by_hand() -> None:
    # one standardized feature: w = c/(1 + λ) for L2 and sign(c) max(|c| − λ, 0) for L1, with c the covariance
    plain = run(degree=1, strength=1e-5).weights[0] * (1 + 1e-5)
    assert run(degree=1, strength=1.0).weights[0] == pytest.approx(plain / 2)
    soft = np.sign(plain) * max(abs(plain) - 0.05, 0)
    assert run(degree=1, strength=0.05, penalty="l1").weights[0] == pytest.approx(soft)


def test_a_strong_lasso_leaves_nothing_but_the_mean() -> None:
    result = run(penalty="l1", strength=10.0)
    assert result.nonzero == 0
    np.testing.assert_allclose(result.curve_y, result.y.mean())
    assert result.train_error == pytest.approx(result.y.var())


def test_ridge_makes_weights_small_and_never_zero() -> None:
    weak, strong = run(strength=0.001), run(strength=1.0)
    assert np.linalg.norm(strong.weights) < np.linalg.norm(weak.weights)
    assert strong.nonzero == 12


def test_as_many_weights_as_examples_fit_the_noise() -> None:
    result = run(samples=8, degree=14, strength=1e-5, noise=1.0)
    assert result.train_error < 0.001
    assert result.test_error > 0.5


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"strength": 0.02}, "; 6 weights of 12 exactly 0."),
        ({"strength": 0.001, "degree": 1}, "; 0 weights of 1 exactly 0."),
        ({"strength": 10, "degree": 1}, "; 1 weight of 1 exactly 0."),
    ],
)
def test_the_sentence_counts_the_weights_that_the_lasso_sets_to_zero(values: dict[str, Any], said: str) -> None:
    params = Params(penalty="l1", **values)
    assert explain(params, compute(**params.model_dump())).endswith(said)
