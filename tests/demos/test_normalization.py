"""The normalization demo: hand-worked values and invariants; the oracle is in tests/oracles/normalization.py."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.demos.normalization import Params, Result, center_and_scale, compute, draw, explain
from app.figures.marks import Dots, Label

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


def test_what_is_kept_of_the_spread_worked_by_hand() -> None:
    # 1 2 3 4 beside 10: the range grows from 3 to 9, the deviation from √1.25 to √10, the quartiles' from 1.5 to 2
    for method, kept in {"min-max": 3 / 9, "z-score": np.sqrt(1.25 / 10), "robust": 1.5 / 2}.items():
        assert center_and_scale(X[:-1], method)[1] / center_and_scale(X, method)[1] == pytest.approx(kept)


@pytest.mark.parametrize("method", ["min-max", "z-score", "robust", "l2"])
def test_the_kept_spread_compares_with_the_same_values_scaled_alone(method: str) -> None:
    result = run(method=method, outlier=-30.0, samples=9)
    center, scale = center_and_scale(result.before[:-1], method)
    alone = (result.before[:-1] - center) / scale
    assert result.kept_spread == pytest.approx(np.ptp(result.after[:-1]) / np.ptp(alone))


def test_an_outlier_flattens_all_but_the_robust_scale() -> None:
    kept = {method: run(method=method, outlier=100.0).kept_spread for method in ("min-max", "z-score", "robust")}
    assert kept["min-max"] < 0.1
    assert kept["z-score"] < 0.1
    assert kept["robust"] > 0.9


def test_the_sentence_does_not_excuse_quartiles_that_moved() -> None:
    for samples in (2, 4, 5, 20, 60):
        for seed in range(20):
            params = Params(method="robust", outlier=100, samples=samples, seed=seed)
            result = compute(**params.model_dump())
            moved = not 0.8 < result.kept_spread < 1.25
            assert ("even quartiles move" in explain(params, result)) == moved


def test_an_outlier_beyond_the_axis_is_pinned_to_its_end_with_its_value() -> None:
    params = Params(method="robust", outlier=100)
    after = draw(params, compute(**params.model_dump()))[-1]
    pinned, label = [mark for mark in after.marks if isinstance(mark, Dots)][-1], after.marks[-1]
    assert pinned.x == [after.x.high] == [8]
    assert isinstance(label, Label)
    assert label.text == "46 →"


@pytest.mark.parametrize("seed", range(20))
def test_the_mean_after_standardization_is_zero_and_not_a_trace_of_rounding(seed: int) -> None:
    result = compute(**Params(method="z-score", seed=seed).model_dump())
    assert result.mean == 0
    assert result.standard_deviation == pytest.approx(1)
