"""The pca demo: hand-worked values and invariants; the oracle is in tests/oracles/pca.py."""

from typing import Any

import numpy as np
import pytest

from app.demos.pca import Params, Result, compute, explain, principal_components


def run(**changes: Any) -> Result:
    return compute(**Params(**changes).model_dump())


def test_four_points_worked_by_hand() -> None:
    # along (1, 1) the points lie at ±2√2, across at ±√2: squares 16 and 4, over n − 1 = 3
    points = np.array([[2.0, 2.0], [-2.0, -2.0], [1.0, -1.0], [-1.0, 1.0]])
    components, variances = principal_components(points)
    assert variances.tolist() == pytest.approx([16 / 3, 4 / 3])
    assert np.abs(components) == pytest.approx(np.full((2, 2), np.sqrt(0.5)))


@pytest.mark.parametrize("angle", [0.0, 37.0, 90.0, 180.0])
def test_variance_kept_and_variance_lost_are_all_there_is(angle: float) -> None:
    result = run(angle=angle)
    assert result.angle_variance + result.mean_squared_distance == pytest.approx(result.variances.sum())


@pytest.mark.parametrize("seed", range(5))
def test_no_direction_keeps_more_than_the_first_component_or_less_than_the_second(seed: int) -> None:
    result = run(seed=seed, correlation=-0.4, outlier=3.0)
    assert result.variance_by_angle.max() <= result.variances[0] + 1e-12
    assert result.variance_by_angle.min() >= result.variances[1] - 1e-12


def test_the_line_along_the_component_keeps_its_variance() -> None:
    result = run()
    assert run(angle=result.component_angle).angle_variance == pytest.approx(result.variances[0])


def test_turning_by_half_a_circle_is_the_same_line() -> None:
    assert run(angle=180).angle_variance == pytest.approx(run(angle=0).angle_variance)


def test_components_are_orthonormal_and_their_largest_entry_is_positive() -> None:
    for seed in range(20):
        components = run(seed=seed, correlation=-0.9).components
        np.testing.assert_allclose(components @ components.T, np.eye(2), atol=1e-14)
        assert (components[np.arange(2), np.abs(components).argmax(axis=1)] > 0).all()


def test_an_outlier_or_a_smaller_unit_turns_the_first_component() -> None:
    assert run(outlier=10, samples=30).component_angle == pytest.approx(90, abs=15)
    turned = run(scale=0.1).component_angle
    assert min(turned, 180 - turned) < 8


def test_the_sentence_knows_when_no_direction_stands_out() -> None:
    flat = Params(correlation=0, scale=1, samples=150)
    assert explain(flat, compute(**flat.model_dump())).startswith("No direction")
