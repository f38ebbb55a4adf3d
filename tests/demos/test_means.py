"""The means demo: hand-worked values and invariants; the oracle is in tests/oracles/means.py."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.demos.means import Params, compute, explain

POSITIVE = st.floats(0.01, 100)


def test_hand_worked_values() -> None:
    trip = compute(a=60, b=40)
    assert (trip.arithmetic, trip.harmonic) == (50, 48)
    assert compute(a=8, b=2).geometric == 4
    assert compute(a=1, b=0.01).harmonic == pytest.approx(2 / 101)


@given(a=POSITIVE, b=POSITIVE)
def test_harmonic_geometric_and_arithmetic_mean_stand_in_this_order(a: float, b: float) -> None:
    result = compute(a=a, b=b)
    ulp = 1 + 1e-15
    assert min(a, b) <= result.harmonic * ulp
    assert result.harmonic <= result.geometric * ulp
    assert result.geometric <= result.arithmetic * ulp
    assert result.arithmetic <= max(a, b)
    assert result.harmonic < 2 * min(a, b)


@given(a=POSITIVE)
def test_the_means_of_equal_numbers_agree(a: float) -> None:
    result = compute(a=a, b=a)
    assert result.gap == 0
    assert [result.arithmetic, result.geometric, result.harmonic] == pytest.approx([a, a, a], rel=1e-15)


@given(a=POSITIVE, b=POSITIVE)
def test_the_gap_is_the_missing_share_of_the_arithmetic_mean(a: float, b: float) -> None:
    result = compute(a=a, b=b)
    assert result.gap == pytest.approx(1 - result.harmonic / result.arithmetic, abs=1e-14)


@given(a=POSITIVE, b=POSITIVE)
def test_the_drawn_lengths_are_the_means(a: float, b: float) -> None:
    result = compute(a=a, b=b)
    center, joint = np.array([result.arithmetic, 0]), np.array([a, 0])
    scale = result.arithmetic
    assert np.linalg.norm(result.apex - center) == pytest.approx(result.arithmetic)
    assert np.linalg.norm(result.apex - joint) == pytest.approx(result.geometric)
    assert np.linalg.norm(result.apex - result.foot) == pytest.approx(result.harmonic)
    # the perpendicular really is one
    assert (result.foot - joint) @ (result.apex - center) / scale**2 == pytest.approx(0, abs=1e-12)


def test_the_curves_pass_through_the_means() -> None:
    result = compute(a=3, b=12)
    at = int(np.argmin(np.abs(result.ratio - 0.25)))
    assert result.share == result.ratio[at] == 0.25
    assert result.harmonic_share[at] * 12 == pytest.approx(result.harmonic)
    assert result.geometric_share[at] * 12 == pytest.approx(result.geometric)
    assert result.arithmetic_share[at] * 12 == pytest.approx(result.arithmetic)


@pytest.mark.parametrize(("b", "said"), [(0.501, "less than 0.001%"), (0.01, "92.3%"), (100, "98%")])
def test_the_sentence_needs_no_power_of_ten_for_a_gap(b: float, said: str) -> None:
    params = Params(a=0.5, b=b)
    assert f"{said} below the arithmetic mean" in explain(params, compute(a=params.a, b=params.b))


def test_a_harmonic_mean_is_never_said_to_lie_its_whole_size_below() -> None:
    params = Params(a=100, b=0.01)
    assert "over 99.9% below the arithmetic mean" in explain(params, compute(a=params.a, b=params.b))
