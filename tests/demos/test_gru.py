"""The GRU demo: hand-worked values and invariants; the oracle is in tests/oracles/gru.py."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.demos.gru import Params, Result, compute, draw, explain, layer_size, run


def of(**changed: Any) -> Result:
    usual = {"update_bias": 4.0, "reset_bias": 2.0, "variant": "pytorch", "write_at": 5, "timesteps": 40}
    return compute(**{**usual, "units": 8, "seed": 0, **changed})


def test_one_step_worked_by_hand() -> None:
    zero = np.zeros((3, 1, 1))
    hidden, update, reset = run(zero, np.array([2.0]), 8.0, 0.0, 1, 1, "pytorch")
    assert update[0, 0] == 0.5
    assert reset[0, 0] == 0.5
    assert hidden[0, 0] == pytest.approx(0.5 * np.tanh(2.0))


@given(st.integers(1, 64), st.sampled_from(["cho", "pytorch"]))
def test_a_gru_has_three_quarters_of_the_parameters_of_an_lstm(units: int, variant: str) -> None:
    assert 4 * layer_size(3, units, variant) == 3 * layer_size(4, units, variant)


def test_with_one_unit_the_variants_agree() -> None:
    assert of(units=1, update_bias=1.0).variant_difference < 1e-15


def test_with_more_units_they_do_not() -> None:
    assert of(update_bias=1.0, reset_bias=0.0).variant_difference > 1e-3


def test_the_state_stays_between_the_candidates() -> None:
    assert np.abs(of(update_bias=-6.0).hidden).max() <= 1.0


def test_nothing_happens_before_the_write() -> None:
    assert (of(write_at=10).hidden[:9] == 0).all()


def test_an_open_update_gate_keeps_the_state() -> None:
    kept, lost = of(update_bias=8.0).retention, of(update_bias=0.0).retention
    assert kept is not None
    assert lost is not None
    assert kept > 0.95
    assert lost < 0.05


@pytest.mark.parametrize(("bias", "said"), [(4.0, "58.1% of the written"), (0.0, "less than 0.001% of the written")])
def test_the_sentence_needs_no_power_of_ten_for_a_share(bias: float, said: str) -> None:
    assert said in explain(Params(update_bias=bias), of(update_bias=bias))


def test_a_short_sequence_is_counted_in_whole_steps() -> None:
    for timesteps in range(2, 6):
        x = draw(Params(timesteps=timesteps), of(timesteps=timesteps))[0].x
        assert x.ticks == list(range(1, timesteps + 1))
