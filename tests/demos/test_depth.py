"""The depth demo: hand-worked values and invariants; the exact count is in tests/oracles/depth.py."""

import numpy as np
import pytest

from app.demos.depth import Params, compute, explain, tents

DEPTHS = range(1, 11)


def test_hand_worked_tents() -> None:
    x = np.array([0.0, 0.125, 0.25, 0.5, 0.75, 1.0])
    assert tents(x, 1).tolist() == [0, 0.25, 0.5, 1, 0.5, 0]
    assert tents(x, 2).tolist() == [0, 0.5, 1, 0, 1, 0]
    assert tents(x, 3).tolist() == [0, 1, 0, 0, 0, 0]


@pytest.mark.parametrize("depth", DEPTHS)
def test_every_layer_doubles_the_pieces(depth: int) -> None:
    result = compute(depth=depth, kind="deep")
    assert result.linear_pieces == 2**depth
    assert result.units_shallow == result.linear_pieces - 1
    # every piece is as steep as the product of k slopes of 2
    assert np.all(np.abs(np.diff(result.y)) * 1024 == 2**depth)


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_layer_of_n_relus_makes_n_plus_one_pieces_at_most(depth: int) -> None:
    result = compute(depth=depth, kind="shallow")
    assert result.linear_pieces == result.units + 1


@pytest.mark.parametrize("depth", [1, 2])
def test_a_shallow_network_with_enough_units_is_exact(depth: int) -> None:
    assert compute(depth=depth, kind="shallow").error == pytest.approx(0, abs=1e-12)


def test_a_shallow_network_with_as_many_units_fails_from_three_layers_on() -> None:
    # the flat line 1/2 is off by 1/sqrt(12); a network that adds pieces one by one gets little closer
    errors = [compute(depth=depth, kind="shallow").error for depth in range(3, 11)]
    assert min(errors) > 0.2
    assert errors[-1] == pytest.approx(12**-0.5, rel=0.02)


def test_two_pieces_are_both() -> None:
    assert "both pieces" in explain(Params(depth=1, kind="shallow"), compute(depth=1, kind="shallow"))
