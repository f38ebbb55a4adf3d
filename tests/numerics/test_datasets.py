"""Data sets: two balanced classes, the same points for the same seed, in the shape their names say."""

import numpy as np
import pytest

from app.numerics.datasets import labelled_points

NAMES = ["xor", "circles", "moons", "spiral"]


@pytest.mark.parametrize("name", NAMES)
def test_classes_are_balanced_and_points_stay_in_the_square(name: str) -> None:
    points, labels = labelled_points(name, 80, 0.0, np.random.default_rng(3))
    assert points.shape == (80, 2)
    assert labels.sum() == 40
    assert np.abs(points).max() <= 1.0


@pytest.mark.parametrize("name", NAMES)
def test_the_same_seed_gives_the_same_points(name: str) -> None:
    first, _ = labelled_points(name, 20, 0.1, np.random.default_rng(5))
    again, _ = labelled_points(name, 20, 0.1, np.random.default_rng(5))
    np.testing.assert_array_equal(first, again)


def test_xor_is_the_sign_of_the_product() -> None:
    points, labels = labelled_points("xor", 40, 0.0, np.random.default_rng(0))
    np.testing.assert_array_equal(points[:, 0] * points[:, 1] < 0, labels == 1)


def test_the_arms_of_the_spiral_stand_apart() -> None:
    points, labels = labelled_points("spiral", 80, 0.0, np.random.default_rng(0))
    between = np.linalg.norm(points[labels == 0][:, None] - points[labels == 1][None], axis=2)
    assert between.min() > 0.2


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(ValueError, match="no data set 'rings'"):
        labelled_points("rings", 10, 0.0, np.random.default_rng(0))
