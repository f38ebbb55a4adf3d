"""The LSTM demo: hand-worked values and invariants; the oracle is in tests/oracles/lstm.py."""

import math
from typing import Any

import numpy as np
import pytest

from app.demos.lstm import Params, Result, compute, draw, explain, step


def run(**changed: Any) -> Result:
    usual = {"forget_bias": 4.0, "input_bias": -4.0, "output_bias": -4.0, "write_at": 5, "read_at": 25}
    return compute(**{**usual, "timesteps": 30, "recurrent": 0.0, **changed})


def test_one_step_worked_by_hand() -> None:
    c, h, (i, f, o), _ = step(0.5, 0.0, 0.0, 0.0, (0.0, 0.0, 0.0), 0.0)
    assert (i, f, o) == (0.5, 0.5, 0.5)
    assert c == 0.25
    assert h == pytest.approx(0.5 * math.tanh(0.25))


def test_retention_is_the_forget_gate_to_the_power_of_the_distance() -> None:
    assert run().retention == pytest.approx((1 / (1 + math.exp(-4))) ** 20)


def test_retention_is_how_the_cell_decays() -> None:
    result = run()
    assert result.cell[24] / result.cell[4] == pytest.approx(result.retention)


def test_without_recurrent_weights_the_direct_path_is_the_only_one() -> None:
    result = run()
    assert result.total_gradient == pytest.approx(result.retention, rel=1e-12)


def test_read_and_write_at_one_step_keep_everything() -> None:
    assert run(write_at=9, read_at=9).retention == 1.0


def test_a_read_before_the_write_has_no_retention_but_a_note() -> None:
    result = run(write_at=20, read_at=3)
    assert result.retention is None
    assert "before" in result.notes["retention"]


def test_the_jacobian_is_the_central_difference() -> None:
    biases, size = (0.3, 1.0, -0.5), np.cbrt(np.finfo(float).eps)
    jacobian = step(0.4, -0.2, 0.1, 0.2, biases, 0.9)[3]
    for column, (dc, dh) in enumerate(((size, 0.0), (0.0, size))):
        above = step(0.4 + dc, -0.2 + dh, 0.1, 0.2, biases, 0.9)
        below = step(0.4 - dc, -0.2 - dh, 0.1, 0.2, biases, 0.9)
        for row in (0, 1):
            difference = (above[row] - below[row]) / (2 * size)  # type: ignore[operator]
            assert jacobian[row, column] == pytest.approx(difference, abs=1e-9)


def test_the_half_life_halves_the_cell() -> None:
    result = run(forget_bias=0.0)
    assert result.half_life == pytest.approx(1.0)


def test_the_product_of_forget_gates_is_not_called_the_gradient_where_gates_feel_the_state() -> None:
    # both are far below 0.001, and the direct path is a millionth of the other
    params = Params(forget_bias=-6.6, input_bias=-0.2, output_bias=-3.8, write_at=5, read_at=12, recurrent=-2)
    result = compute(**params.model_dump())
    assert result.total_gradient is not None
    assert result.retention is not None
    assert abs(result.total_gradient) > 1e6 * result.retention
    assert "is also the gradient" not in explain(params, result)
    assert "less than 0.001%" in explain(params, result)


def test_a_read_in_the_step_of_the_write_has_a_sentence_of_its_own() -> None:
    params = Params(write_at=9, read_at=9)
    assert "in the very step of the write" in explain(params, compute(**params.model_dump()))


def test_a_short_sequence_is_counted_in_whole_steps() -> None:
    for timesteps in range(2, 6):
        params = Params(timesteps=timesteps)
        for figure in draw(params, compute(**params.model_dump())):
            assert figure.x.ticks == list(range(1, timesteps + 1))
