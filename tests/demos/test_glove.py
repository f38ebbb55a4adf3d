"""The GloVe demo: hand-worked values and invariants; the oracle is in tests/oracles/glove.py."""

from typing import Any

import numpy as np
import pytest

from app.demos.glove import Params, Result, compute


def run(**changed: Any) -> Result:
    usual = {"window": 2, "x_max": 2.0, "alpha": 0.75, "dimensions": 6, "epoch": 100, "smoothing": 0.1, "seed": 0}
    return compute(**{**usual, **changed})


def test_dot_products_learn_the_log_counts() -> None:
    result = run(smoothing=0.0, dimensions=8)
    assert np.sqrt(np.mean((result.fitted - result.log_counts) ** 2)) < 0.06
    assert np.corrcoef(result.fitted, result.log_counts)[0, 1] > 0.99
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


@pytest.mark.parametrize(
    ("changed", "epoch"),
    [
        ({"window": 1, "x_max": 4.0, "alpha": 2.0, "dimensions": 2, "smoothing": 0.25}, 100),
        ({"window": 4, "x_max": 1.63, "alpha": 1.0, "dimensions": 16, "smoothing": 0.01, "seed": 70}, 100),
    ],
)
def test_rounding_does_not_decide_where_training_ends(changed: dict[str, Any], epoch: int) -> None:
    values = Params(**changed, epoch=epoch).model_dump()
    # a nudge in the tenth digit of one parameter must not grow beyond the sixth
    nudged = compute(**{**values, "x_max": values["x_max"] * (1 + 1e-10)})
    np.testing.assert_allclose(compute(**values).loss, nudged.loss, rtol=1e-6)


def test_what_is_added_is_nothing_or_at_least_a_hundredth() -> None:
    np.testing.assert_array_equal(run(smoothing=1e-6).loss, run(smoothing=0.01).loss)
    assert run(smoothing=0.0).never_residual is None
