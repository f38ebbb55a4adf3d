"""The representation demo: probes worked by hand and what training changes; the oracle is in tests/oracles."""

from typing import Any

import numpy as np
import pytest

from app.demos.representation import (
    Params,
    Result,
    compute,
    draw,
    explain,
    linear_probe,
    principal_plane,
    probe_accuracy,
)


def learned(**changes: Any) -> Result:
    return compute(**Params(**changes).model_dump())


@pytest.mark.parametrize("dataset", ["circles", "spiral", "xor"])
def test_training_makes_the_classes_linearly_separable(dataset: str) -> None:
    result = learned(dataset=dataset, units=4, epoch=120)
    assert result.raw_accuracy < 0.76
    assert result.hidden_accuracy > 0.9


def test_training_improves_on_random_layers() -> None:
    assert learned(epoch=0).hidden_accuracy < learned(epoch=60).hidden_accuracy


def test_a_probe_worked_by_hand() -> None:
    # targets -1 and 1 at x = -1 and 1: the slope is 2 / (2 + alpha), the second feature is useless
    features, labels = np.array([[-1.0, 0], [1.0, 0]]), np.array([0.0, 1.0])
    probe = linear_probe(features, labels)
    np.testing.assert_allclose(probe, [2 / 2.001, 0, 0], atol=1e-12)
    assert probe_accuracy(probe, features, labels) == 1.0


def test_a_probe_moves_with_its_points() -> None:
    rng = np.random.default_rng(0)
    features, labels = rng.normal(size=(30, 2)), (rng.uniform(size=30) > 0.5).astype(float)
    probe, moved = linear_probe(features, labels), linear_probe(features + np.array([3.0, -1.0]), labels)
    np.testing.assert_allclose(moved[:2], probe[:2])
    assert moved[2] == pytest.approx(probe[2] - 3 * probe[0] + probe[1])


def test_the_principal_plane_keeps_a_flat_cloud() -> None:
    rng = np.random.default_rng(1)
    flat = rng.normal(size=(40, 2)) @ rng.normal(size=(2, 5)) + 2.0
    center, axes = principal_plane(flat)
    np.testing.assert_allclose(axes.T @ axes, np.eye(2), atol=1e-12)
    np.testing.assert_allclose((flat - center) @ axes @ axes.T + center, flat, atol=1e-12)


def test_two_units_are_shown_as_they_are() -> None:
    assert np.abs(learned(units=2).hidden).max() <= 1.0


def test_the_sentence_does_not_praise_an_untrained_network() -> None:
    assert "have moved" not in explain(Params(epoch=0), learned(epoch=0))


@pytest.mark.parametrize("epoch", [0, 60])
def test_little_help_is_less_than_a_tenth(epoch: int) -> None:
    gains = []
    for units in (2, 8):
        for seed in range(8):
            params = Params(dataset="spiral" if epoch else "xor", units=units, epoch=epoch, seed=seed)
            result = compute(**params.model_dump())
            gains.append(result.hidden_accuracy - result.raw_accuracy)
            if "a little" in explain(params, result):
                assert 0.02 < gains[-1] < 0.1
            if "no easier" in explain(params, result):
                assert gains[-1] <= 0.02
    # even random layers can help by more than that
    assert max(gains) > 0.1


def test_the_axes_stand_still_while_eight_units_are_trained() -> None:
    ends = [draw(Params(units=8, epoch=epoch), learned(units=8, epoch=epoch))[0].x.high for epoch in (0, 20, 60, 120)]
    assert len(set(ends)) == 1
