"""The bootstrap demo: hand-worked values and invariants; the oracle is in tests/oracles/bootstrap.py."""

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.demos._registry import registry
from app.demos.bootstrap import Params, Result, compute, draw, draw_sample, evaluate, population

SETTING: dict[str, Any] = {
    "distribution": "exponential",
    "statistic": "mean",
    "samples": 30,
    "resamples": 500,
    "confidence": 0.95,
    "seed": 1,
}


def at(**changed: Any) -> Result:
    return compute(**{**SETTING, **changed})


def test_statistics_of_a_small_sample() -> None:
    data = np.array([[1.0, 2.0, 6.0], [0.0, 0.0, 3.0]])
    assert evaluate("mean", data).tolist() == [3.0, 1.0]
    assert evaluate("median", data).tolist() == [2.0, 0.0]
    assert evaluate("maximum", data).tolist() == [6.0, 3.0]
    assert evaluate("standard-deviation", data) == pytest.approx([np.sqrt(7), np.sqrt(3)])


@pytest.mark.parametrize(
    ("distribution", "statistic"),
    list(
        itertools.product(("normal", "uniform", "exponential", "lognormal"), ("mean", "median", "standard-deviation"))
    ),
)
def test_a_large_sample_comes_near_the_population(distribution: str, statistic: str) -> None:
    large = draw_sample(distribution, 400_000, np.random.default_rng(0))
    assert evaluate(statistic, large) == pytest.approx(population(distribution, statistic), rel=0.02)


def test_the_standard_error_of_the_mean_is_near_its_formula() -> None:
    result = at(samples=100, resamples=1000)
    assert result.standard_error == pytest.approx(result.data.std() / np.sqrt(100), rel=0.1)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 999), statistic=st.sampled_from(["mean", "median", "maximum"]))
def test_resampled_estimates_stay_within_the_data(seed: int, statistic: str) -> None:
    result = at(seed=seed, statistic=statistic)
    assert result.data[0] <= result.estimates.min()
    assert result.estimates.max() <= result.data[-1]
    assert result.low <= result.high
    assert result.bin_counts.sum() == 500


@pytest.mark.parametrize("statistic", ["mean", "median", "maximum"])
def test_the_bins_hold_the_estimates_between_their_edges(statistic: str) -> None:
    result = at(statistic=statistic)
    edges = result.bin_edges
    assert edges == pytest.approx(np.linspace(result.estimates.min(), result.estimates.max(), 31), rel=1e-12)
    # a bin takes in its lower edge, and the last one its upper edge too
    inside = [
        np.count_nonzero((result.estimates >= low) & (result.estimates < high))
        for low, high in itertools.pairwise(edges)
    ]
    inside[-1] += np.count_nonzero(result.estimates == edges[-1])
    assert result.bin_counts.tolist() == inside


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 999), confidence=st.floats(0.5, 0.99))
def test_the_interval_of_a_maximum_never_reaches_the_truth(seed: int, confidence: float) -> None:
    result = at(distribution="uniform", statistic="maximum", seed=seed, confidence=confidence)
    assert result.truth == 10.0
    assert result.high <= result.data[-1] < 10.0


def test_a_maximum_that_does_not_exist_is_null_and_says_why() -> None:
    result = at(statistic="maximum")
    assert result.truth is None
    assert "no largest value" in result.notes["truth"]


def test_more_data_narrow_the_interval_and_not_the_prediction() -> None:
    few, many = at(samples=25, seed=4), at(samples=100, seed=4)
    assert many.high - many.low < 0.7 * (few.high - few.low)
    assert many.next_high - many.next_low > 0.7 * (few.next_high - few.next_low)


def test_the_defaults_and_presets_show_what_they_say() -> None:
    demo = registry()["bootstrap"]
    default = demo.run().result
    assert default.low <= default.truth <= default.high
    five = demo.run(demo.with_values(next(p.params for p in demo.presets if p.name == "Five observations"))).result
    assert five.estimates.max() < five.truth


@pytest.mark.parametrize("changed", [{"distribution": "normal", "seed": 755}, {"distribution": "lognormal", "seed": 0}])
def test_no_observation_lies_outside_the_picture(changed: dict[str, Any]) -> None:
    params = Params(samples=100, **changed)
    result = compute(**params.model_dump())
    axis = draw(params, result).x
    assert axis.low is not None
    assert axis.high is not None
    assert axis.low <= result.data[0] <= result.data[-1] <= axis.high
