"""The holdout demo: hand-worked values and invariants; the oracle is in tests/oracles/holdout.py."""

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.demos.holdout import Params, Result, compute, draw, explain, wilson
from app.figures.marks import Line


def at(test_size: int = 100, accuracy: float = 0.9, rival: float = 0.94, confidence: float = 0.95) -> Result:
    return compute(test_size=test_size, accuracy=accuracy, rival=rival, confidence=confidence, draws=400, seed=3)


def test_90_of_100_leave_82_6_to_94_5_percent() -> None:
    result = at()
    assert result.measured == 0.9
    assert result.interval_low == pytest.approx(0.8256, abs=5e-5)
    assert result.interval_high == pytest.approx(0.9448, abs=5e-5)


def test_a_test_set_of_100_cannot_tell_90_from_94_percent_and_one_of_10000_can() -> None:
    assert at().confused > 0.5
    assert at(test_size=10000).confused == 0.0


@given(right=st.integers(0, 500), wrong=st.integers(0, 500), confidence=st.floats(0.5, 0.99))
def test_the_score_lies_z_standard_errors_from_each_end(right: int, wrong: int, confidence: float) -> None:
    size = right + wrong + 1
    share = np.array(right / size)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    for end in wilson(share, np.array(float(size)), confidence):
        assert abs(share - end) == pytest.approx(z * np.sqrt(end * (1 - end) / size), abs=1e-7)


def test_without_any_error_the_interval_still_reaches_below_one() -> None:
    result = at(test_size=30, accuracy=1.0)
    z = NormalDist().inv_cdf(0.975)
    assert result.interval_high == 1.0
    assert result.interval_low == pytest.approx(30 / (30 + z**2))
    assert np.all(result.estimates == 1.0)
    assert result.coverage == 1.0


def test_intervals_cover_the_truth_about_as_often_as_their_confidence_says() -> None:
    for confidence in (0.5, 0.8, 0.95):
        assert at(test_size=997, confidence=confidence).coverage == pytest.approx(confidence, abs=0.06)


def test_four_times_the_data_halve_the_width() -> None:
    assert at(test_size=10000).half_width == pytest.approx(at(test_size=2500).half_width / 2, rel=0.002)


def test_the_curve_passes_through_the_measured_half_width() -> None:
    result = at(test_size=1000)
    assert result.half_width == pytest.approx(np.interp(1000, result.sizes, result.half_widths), rel=0.01)
    assert np.all(np.diff(result.half_widths) < 0)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"test_size": 10000, "accuracy": 1, "rival": 1, "confidence": 0.5}, "leaves 99.995% to 100% for the truth"),
        ({"test_size": 10000, "accuracy": 0.5, "rival": 0.513, "confidence": 0.99}, "to 51.29% for the truth: 51.3%"),
    ],
)
def test_the_sentence_does_not_contradict_itself_by_rounding(values: dict[str, float], said: str) -> None:
    params = Params(**values)
    assert said in explain(params, compute(**params.model_dump()))


@pytest.mark.parametrize("accuracy", [0.5, 0.9, 0.95, 1.0])
def test_the_heading_claims_half_the_width_only_where_it_holds(accuracy: float) -> None:
    params = Params(accuracy=accuracy)
    result = compute(**params.model_dump())
    # from 10 examples to 40
    ratio = float(np.interp(40, result.sizes, result.half_widths) / result.half_widths[0])
    assert ("half the width" in draw(params, result)[1].heading) == (0.4 < ratio < 0.6)


def test_a_rival_as_good_as_the_model_has_no_distance_to_draw() -> None:
    for rival, lines in ((0.94, 2), (0.9, 1)):
        params = Params(rival=rival)
        marks = draw(params, compute(**params.model_dump()))[1].marks
        assert sum(isinstance(mark, Line) for mark in marks) == lines


def test_about_half_of_the_intervals_at_the_default_hold_both_accuracies() -> None:
    confused = [compute(**Params(seed=seed).model_dump()).confused for seed in range(20)]
    assert 0.45 < float(np.mean(confused)) < 0.6
