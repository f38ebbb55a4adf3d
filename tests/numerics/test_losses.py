"""Loss functions: slopes by central differences, values worked by hand, stability far out."""

import numpy as np
import pytest

from app.numerics.losses import margin_loss, residual_loss

SMOOTH = ["mse", "huber", "log-cosh", "cross-entropy"]


@pytest.mark.parametrize("function", SMOOTH)
@pytest.mark.parametrize("loss", [residual_loss, margin_loss])
def test_slope_is_the_central_difference(loss: type, function: str) -> None:
    z = np.linspace(-4, 4, 37)
    step = np.cbrt(np.finfo(float).eps)
    difference = (loss(function, z + step, 0.7)[0] - loss(function, z - step, 0.7)[0]) / (2 * step)
    np.testing.assert_allclose(loss(function, z, 0.7)[1], difference, atol=1e-8)


@pytest.mark.parametrize("function", SMOOTH)
def test_far_out_nothing_overflows(function: str) -> None:
    far = np.array([-1e5, 1e5])
    with np.errstate(all="raise", under="ignore"):
        assert np.isfinite([residual_loss(function, far), margin_loss(function, far)]).all()


def test_huber_is_half_the_square_within_delta_and_a_line_beyond() -> None:
    loss, slope = residual_loss("huber", np.array([-0.5, 2.0, 10.0]), 2.0)
    assert loss.tolist() == [0.125, 2.0, 18.0]
    assert slope.tolist() == [-0.5, 2.0, 2.0]


def test_cross_entropy_at_margin_zero_is_the_logarithm_of_two() -> None:
    loss, slope = margin_loss("cross-entropy", np.zeros(1))
    assert loss[0] == pytest.approx(np.log(2))
    assert slope[0] == -0.5


def test_squared_error_punishes_being_too_right_and_hinge_does_not() -> None:
    assert margin_loss("mse", np.array([4.0]))[0].tolist() == [9.0]
    assert margin_loss("hinge", np.array([4.0]))[0].tolist() == [0.0]


def test_an_unknown_function_is_named() -> None:
    with pytest.raises(ValueError, match="no loss function 'guess'"):
        margin_loss("guess", np.zeros(1))
