"""The mlp demo: what each network can and cannot separate; the oracle is in tests/oracles/mlp.py."""

from typing import Any

import numpy as np
import pytest

from app.demos.mlp import Params, Result, compute, explain


def trained(**changes: Any) -> Result:
    return compute(**Params(**changes).model_dump())


@pytest.mark.parametrize("seed", range(4))
def test_a_hidden_layer_learns_xor(seed: int) -> None:
    assert trained(seed=seed, epoch=120).accuracy > 0.93


@pytest.mark.parametrize("seed", range(4))
def test_without_a_hidden_layer_xor_fails(seed: int) -> None:
    result = trained(layers=0, seed=seed, epoch=120)
    assert result.accuracy < 0.76
    assert result.final_loss == pytest.approx(np.log(2), abs=0.02)
    assert result.accuracy == result.linear_accuracy


def test_without_an_activation_depth_changes_nothing() -> None:
    result = trained(layers=3, units=16, activation="identity", epoch=120)
    logit = np.log(result.probability / (1 - result.probability))
    # the logit is one affine function of the plane: second differences vanish
    assert np.abs(np.diff(logit, 2, axis=0)).max() < 1e-12
    assert result.accuracy < 0.76


def test_two_units_cannot_enclose_a_circle_and_three_can() -> None:
    assert trained(dataset="circles", units=2, epoch=120).accuracy < 1.0
    assert trained(dataset="circles", units=3, epoch=120).accuracy == 1.0


def test_the_spiral_takes_two_wide_layers() -> None:
    assert trained(dataset="spiral", layers=2, units=16, activation="relu", epoch=120).accuracy == 1.0


@pytest.mark.parametrize(("layers", "units", "parameters"), [(0, 16, 3), (1, 4, 17), (2, 8, 105), (3, 16, 609)])
def test_parameters_are_counted_by_hand(layers: int, units: int, parameters: int) -> None:
    # one layer of 4: 2·4 + 4 and 4·1 + 1
    assert trained(layers=layers, units=units, epoch=0).parameters == parameters


def test_before_training_the_loss_curve_has_one_point() -> None:
    result = trained(epoch=0)
    assert result.loss.shape == (1,)
    assert explain(Params(epoch=0), result).startswith("Before training")


def test_a_longer_training_repeats_the_shorter_one() -> None:
    np.testing.assert_array_equal(trained(epoch=50).loss[:21], trained(epoch=20).loss)
