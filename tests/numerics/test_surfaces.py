"""Loss surfaces: gradients by central differences, and contours that keep their level."""

import numpy as np
import pytest

from app.numerics.surfaces import contours_of, gradient_at, loss_at

SURFACES = ["bowl", "valley", "saddle", "rosenbrock"]


@pytest.mark.parametrize("surface", SURFACES)
def test_gradient_is_the_central_difference(surface: str) -> None:
    step = np.cbrt(np.finfo(float).eps)
    for point in np.random.default_rng(1).uniform(-1.5, 1.5, (20, 2)):
        sides = [loss_at(surface, point + s * step * np.eye(2), 7.0) for s in (1, -1)]
        np.testing.assert_allclose(gradient_at(surface, point, 7.0), (sides[0] - sides[1]) / (2 * step), atol=2e-6)


@pytest.mark.parametrize("surface", SURFACES)
def test_loss_is_the_same_all_along_a_contour(surface: str) -> None:
    for curve in contours_of(surface, 7.0):
        levels = loss_at(surface, curve, 7.0)
        np.testing.assert_allclose(levels, levels[0], rtol=1e-9, atol=1e-9)


def test_rosenbrock_is_lowest_at_one_one() -> None:
    assert loss_at("rosenbrock", np.array([1.0, 1.0]), 1.0) == 0.0
    assert gradient_at("rosenbrock", np.array([1.0, 1.0]), 1.0).tolist() == [0.0, 0.0]


def test_an_unknown_surface_is_named() -> None:
    with pytest.raises(ValueError, match="no surface 'cliff'"):
        loss_at("cliff", np.zeros(2), 1.0)
    with pytest.raises(ValueError, match="no surface 'cliff'"):
        gradient_at("cliff", np.zeros(2), 1.0)
