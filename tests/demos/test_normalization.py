"""The normalization demo: hand-worked values and invariants; the oracle is in tests/oracles/normalization.py."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.demos.normalization import Result, center_and_scale, compute

X = np.array([1.0, 2.0, 3.0, 4.0, 10.0])


def run(**changed: Any) -> Result:
    return compute(**{"method": "min-max", "outlier": 40.0, "samples": 20, "seed": 0, **changed})


@pytest.mark.parametrize(
    ("method", "center", "scale"),
    [("min-max", 1, 9), ("z-score", 4, np.sqrt(10)), ("robust", 3, 2), ("l2", 0, np.sqrt(130))],
)
def test_center_and_scale_worked_by_hand(method: str, center: float, scale: float) -> None:
    assert center_and_scale(X, method) == pytest.approx((center, scale))


@given(st.floats(-100, 100))
def test_min_max_runs_from_zero_to_one(outlier: float) -> None:
    result = run(outlier=outlier)
    assert (result.min, result.max) == (0.0, 1.0)


@given(st.floats(-100, 100), st.integers(2, 60))
def test_a_z_score_has_mean_zero_and_deviation_one(outlier: float, samples: int) -> None:
    result = run(method="z-score", outlier=outlier, samples=samples)
    assert result.mean == pytest.approx(0, abs=1e-9)
    assert result.standard_deviation == pytest.approx(1)


def test_no_z_score_exceeds_the_bound_of_its_sample_size() -> None:
    # |z| is at most sqrt(n - 1) with the population deviation (Samuelson's inequality)
    largest = run(method="z-score", outlier=100.0, samples=2).max
    assert largest <= np.sqrt(2) + 1e-12
    assert largest == pytest.approx(np.sqrt(2), abs=1e-3)


def test_one_outlier_squeezes_min_max_flat() -> None:
    assert run(outlier=100.0).spread_share < 0.1
    assert run(outlier=5.0).spread_share == pytest.approx(1.0)


def test_the_l2_norm_becomes_one() -> None:
    assert np.linalg.norm(run(method="l2").after) == pytest.approx(1)


def test_order_is_kept() -> None:
    for method in ("min-max", "z-score", "robust", "l2"):
        result = run(method=method)
        assert (np.argsort(result.after) == np.argsort(result.before)).all()
