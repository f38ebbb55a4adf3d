"""Penalized least squares: the conditions that a minimum must meet, and limits worked by hand."""

import numpy as np
import pytest

from app.numerics.penalized import lasso_path, lasso_weights, ridge_weights

STRENGTHS = np.geomspace(1e-5, 10, 13)


def problem(seed: int, samples: int = 12, degree: int = 10) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    features = np.polynomial.legendre.legvander(rng.uniform(-1, 1, samples), degree)[:, 1:]
    features = (features - features.mean(axis=0)) / features.std(axis=0)
    target = rng.standard_normal(samples)
    return features, target - target.mean()


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(("samples", "degree"), [(8, 14), (12, 10), (60, 6)])
def test_lasso_meets_the_conditions_of_a_minimum(seed: int, samples: int, degree: int) -> None:
    features, target = problem(seed, samples, degree)
    for strength, weights in zip(STRENGTHS, lasso_weights(features, target, STRENGTHS), strict=True):
        correlation = features.T @ (target - features @ weights) / samples
        used = weights != 0
        np.testing.assert_allclose(correlation[used], strength * np.sign(weights[used]), rtol=1e-6, atol=1e-10)
        assert (np.abs(correlation) <= strength * (1 + 1e-6) + 1e-10).all()


@pytest.mark.parametrize("seed", range(5))
def test_ridge_meets_the_condition_of_a_minimum(seed: int) -> None:
    features, target = problem(seed)
    for strength, weights in zip(STRENGTHS, ridge_weights(features, target, STRENGTHS), strict=True):
        correlation = features.T @ (target - features @ weights) / 12
        np.testing.assert_allclose(correlation, strength * weights, atol=1e-10)


def test_orthonormal_features_are_shrunk_or_soft_thresholded() -> None:
    features = np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]])
    target = features @ [2.0, 0.5]
    assert ridge_weights(features, target, np.array([1.0])).tolist() == [pytest.approx([1.0, 0.25])]
    assert lasso_weights(features, target, np.array([1.0])).tolist() == [pytest.approx([1.0, 0.0])]


def test_the_lasso_path_starts_empty_and_only_falls() -> None:
    bends, weights = lasso_path(*problem(3), 1e-5)
    assert not weights[0].any()
    assert (np.diff(bends) < 0).all()
    assert bends[-1] == 1e-5
