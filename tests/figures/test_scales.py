import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.figures.scales import Scale, linear_ticks, log_ticks, round_domain, tick_texts

finite = st.floats(-1e6, 1e6, allow_subnormal=False)


def test_a_linear_scale_meets_both_ends() -> None:
    scale = Scale(-2, 2, 10, 110)
    assert scale([-2, 0, 2]).tolist() == [10, 60, 110]


def test_a_log_scale_leaves_out_what_has_no_logarithm() -> None:
    scale = Scale(0.01, 100, 0, 400, "log")
    assert scale.at(1) == 200
    assert np.isnan(scale([0.0, -1.0])).all()


def test_zero_is_never_written_with_a_minus() -> None:
    ticks = linear_ticks(-0.3, 0.3, 6)
    assert 0.0 in ticks
    assert "−0" not in tick_texts(ticks)
    assert "-0" not in "".join(tick_texts(ticks))
    assert tick_texts([-0.5, -0.0, 0.5]) == ["−0.5", "0.0", "0.5"]


def test_ticks_of_a_log_axis_are_written_as_powers_when_far_from_one() -> None:
    assert tick_texts(log_ticks(1e-6, 1e4), "log")[0] == "10⁻⁶"
    assert tick_texts(log_ticks(1e-2, 1e2), "log") == ["0.01", "0.1", "1", "10", "100"]


@given(finite, finite, st.integers(2, 8))
def test_a_rounded_domain_has_a_tick_at_both_ends(low: float, high: float, count: int) -> None:
    low, high = sorted((low, high))
    if high - low < 1e-6 * max(1.0, abs(low), abs(high)):
        return
    start, end = round_domain(low, high, count)
    ticks = linear_ticks(start, end, count)
    slack = 1e-9 * max(abs(start), abs(end), 1.0)
    assert start <= low + slack
    assert end >= high - slack
    assert all(start - slack <= tick <= end + slack for tick in ticks)
    assert len(ticks) >= 2
    assert all(math.copysign(1, tick) == 1 for tick in ticks if tick == 0)


@pytest.mark.parametrize(("low", "high", "count"), [(-5, 5, 6), (0, 1, 4), (-3, 3, 6), (0, 50, 5)])
def test_ticks_meet_both_ends_where_a_round_step_does(low: float, high: float, count: int) -> None:
    ticks = linear_ticks(low, high, count)
    assert (ticks[0], ticks[-1]) == (low, high)
    assert len(ticks) <= count + 2


@pytest.mark.parametrize(("low", "high", "count"), [(-1.5, 3, 6), (0, 1.6, 5), (-6, 10, 5)])
def test_ticks_do_not_crowd_to_meet_the_ends(low: float, high: float, count: int) -> None:
    assert len(linear_ticks(low, high, count)) <= count + 2
