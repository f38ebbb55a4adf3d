"""The neural Turing machine demo: hand-worked values and invariants; the oracle is in tests/oracles."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.demos.neural_turing_machine import Params, Result, compute, cosine, draw, explain, sharpen, shift_kernel
from app.figures.marks import Line


def run(**changed: Any) -> Result:
    usual = {"key": 3, "strength": 12.0, "gate": 1.0, "shift": 1.0, "sharpening": 3.0, "noise": 0.3, "seed": 2}
    return compute(**{**usual, **changed})


@given(st.floats(0, 50), st.floats(0, 1), st.floats(-3, 3), st.floats(1, 20))
def test_every_stage_is_a_distribution(strength: float, gate: float, shift: float, power: float) -> None:
    result = run(strength=strength, gate=gate, shift=shift, sharpening=power)
    for stage in (result.content, result.gated, result.shifted, result.weights):
        assert stage.sum() == pytest.approx(1)
        assert (stage >= 0).all()


def test_a_fractional_shift_is_shared_by_two_slots() -> None:
    assert shift_kernel(1.3)[[1, 2]].tolist() == pytest.approx([0.7, 0.3])
    assert shift_kernel(-1.0)[9] == 1.0


def test_a_shift_steps_from_the_found_slot_to_the_next() -> None:
    assert run(shift=0.0).slot == "C"
    assert run(shift=1.0).slot == "D"
    assert run(key=10, noise=0.0, strength=50.0).slot == "A"


def test_a_shut_gate_stays_at_the_old_place() -> None:
    result = run(gate=0.0, shift=0.0)
    assert result.slot == "H"
    assert result.focus == 1.0


def test_without_strength_every_slot_is_alike() -> None:
    assert run(strength=0.0).content.tolist() == pytest.approx([0.1] * 10)


def test_sharpening_worked_by_hand() -> None:
    assert sharpen(np.array([0.75, 0.25]), 2.0).tolist() == pytest.approx([0.9, 0.1])


def test_the_cosine_of_a_zero_vector_is_zero() -> None:
    assert cosine(np.zeros(2), np.array([[1.0, 0], [0, 0]])).tolist() == [0, 0]


def test_a_perfect_focus_reads_the_slot_itself() -> None:
    error = run(noise=0.0, strength=50.0, sharpening=20.0, shift=0.0).read_error
    assert error is not None
    assert error < 1e-6


def test_without_strength_no_slot_is_said_to_be_found() -> None:
    result = run(strength=0.0)
    assert result.found is None
    assert (result.slot, result.read_error) == (None, None)
    assert set(result.notes) == {"found", "slot", "read_error"}
    assert not any(isinstance(mark, Line) for figure in draw(Params(strength=0), result) for mark in figure.marks)
    assert "reads all ten slots alike" in explain(Params(strength=0), result)


def test_the_sentence_names_a_shift_only_where_there_is_one() -> None:
    assert "; without a shift it reads C" in explain(Params(shift=0), run(shift=0.0))
    assert "; after a shift of 1 it reads D" in explain(Params(), run())
