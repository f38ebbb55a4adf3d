"""The GloVe demo: hand-worked values and invariants; the oracle is in tests/oracles/glove.py."""

from typing import Any

import numpy as np

from app.demos.glove import Result, compute


def run(**changed: Any) -> Result:
    usual = {"window": 2, "x_max": 2.0, "alpha": 0.75, "dimensions": 6, "epoch": 100, "smoothing": 0.1, "seed": 0}
    return compute(**{**usual, **changed})


def test_dot_products_learn_the_log_counts() -> None:
    result = run(smoothing=0.0, dimensions=8)
    np.testing.assert_allclose(result.fitted, result.log_counts, atol=0.02)
    assert np.ptp(result.log_counts) > 2


def test_rare_pairs_are_fitted_less_well_unless_all_weigh_alike() -> None:
    weighted, alike = run(), run(alpha=0.0)
    assert weighted.frequent_residual is not None and weighted.rare_residual is not None
    assert weighted.never_residual is not None and alike.frequent_residual is not None
    assert weighted.frequent_residual < weighted.rare_residual < weighted.never_residual
    assert alike.frequent_residual > 2 * weighted.frequent_residual


def test_zeros_that_are_left_out_push_no_topics_apart() -> None:
    assert run(smoothing=0.0).same_topic < 0.5
    assert run().same_topic > 0.95


def test_a_residual_over_no_pairs_is_null_and_says_why() -> None:
    assert set(run(smoothing=0.0, x_max=10.0).notes) == {"never_residual", "frequent_residual"}
    assert set(run(x_max=0.5).notes) == {"rare_residual"}
    assert run(x_max=0.5).rare_residual is None


def test_a_shorter_training_is_the_beginning_of_a_longer_one() -> None:
    np.testing.assert_array_equal(run(epoch=20).loss, run().loss[:21])
