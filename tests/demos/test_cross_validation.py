"""The cross-validation demo: hand-worked values and invariants; the oracle is in tests/oracles/cross_validation.py."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.demos._registry import registry
from app.demos.cross_validation import Result, assign, basis, compute, predictions

SETTING: dict[str, Any] = {"folds": 5, "degree": 3, "samples": 40, "noise": 0.3, "shuffle": True, "seed": 8}


def at(**changed: Any) -> Result:
    return compute(**{**SETTING, **changed})


def test_seven_examples_in_three_folds_are_three_two_and_two() -> None:
    assert assign(7, 3, np.arange(7)).tolist() == [1, 1, 1, 2, 2, 3, 3]
    assert assign(4, 2, np.array([3, 0, 1, 2])).tolist() == [1, 2, 2, 1]


@settings(max_examples=30, deadline=None)
@given(folds=st.integers(2, 20), samples=st.integers(20, 200), shuffle=st.booleans())
def test_every_example_tests_once_and_folds_differ_by_at_most_one(folds: int, samples: int, *, shuffle: bool) -> None:
    sizes = np.bincount(at(folds=folds, samples=samples, shuffle=shuffle).assignment, minlength=folds + 1)[1:]
    assert sizes.sum() == samples
    assert len(sizes) == folds
    assert sizes.max() - sizes.min() <= 1


def test_degree_zero_predicts_the_mean_of_the_training_set() -> None:
    result = at(degree=0)
    for fold, score in enumerate(result.scores, start=1):
        out = result.assignment == fold
        assert score == pytest.approx(np.mean((result.y[out] - result.y[~out].mean()) ** 2))
    assert result.standard_deviation == pytest.approx(np.std(result.scores, ddof=1))


def test_a_polynomial_is_recovered_by_its_degree_and_every_higher_one() -> None:
    x = np.linspace(-1, 1, 25)
    y = 2 - x + 4 * x**3
    fitted, unseen = predictions(basis(x), y, basis(np.array([1.5])))
    np.testing.assert_allclose(fitted[:, 3:], np.broadcast_to(y[:, None], (25, 6)), atol=1e-12)
    np.testing.assert_allclose(unseen[0, 3:], 2 - 1.5 + 4 * 1.5**3, atol=1e-9)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 999), samples=st.integers(20, 200))
def test_the_training_error_never_rises_with_the_degree(seed: int, samples: int) -> None:
    assert np.all(np.diff(at(seed=seed, samples=samples).degree_training) <= 1e-12)


def test_no_model_predicts_the_noise_of_fresh_data() -> None:
    assert np.all(at(noise=0.5).degree_holdout > 0.25)


def test_the_insight_shows_at_the_defaults() -> None:
    default = registry()["cross-validation"].run().result
    # fewer folds train on less and are judged worse than the model fitted to all examples
    assert np.all(np.diff(default.fold_count_mean) < 0)
    assert default.fold_count_mean[0] > 1.5 * default.holdout_error
    assert default.training_mean < default.holdout_error


def test_contiguous_folds_of_sorted_data_fail() -> None:
    assert at(shuffle=False, degree=5).mean > 10 * at(shuffle=True, degree=5).mean
