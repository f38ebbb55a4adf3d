"""Loss functions of one example and their slopes: of a residual in regression, of a margin in classification."""

import numpy as np
import numpy.typing as npt

from app.numerics.activations import sigmoid, softplus

Array = npt.NDArray[np.float64]


def residual_loss(function: str, residual: Array, delta: float = 1.0) -> tuple[Array, Array]:
    """Loss and slope of a residual r = prediction − target, both of the shape of ``residual``.

    ================= =============================================== ===========================
    mse               r²                                              squared error
    mae               abs(r)                                          absolute error
    huber             r²/2 within delta, delta(abs(r) − delta/2)      Huber, 1964
    log-cosh          log cosh r
    cross-entropy     r²/2                                            of a Gaussian of variance 1
    hinge             max(0, abs(r) − delta)                          epsilon-insensitive
    zero-one          1 where abs(r) exceeds delta, else 0
    ================= =============================================== ===========================

    At a kink the slope is 0, a subgradient; the slope of zero-one is 0 everywhere.

    Raises:
        ValueError: an unknown function.

    References:
        Huber, 1964 (doi:10.1214/aoms/1177703732).

    >>> [part.tolist() for part in residual_loss("huber", np.array([0.5, 3.0]), 1.0)]
    [[0.125, 2.5], [0.5, 1.0]]
    """
    size, sign = np.abs(residual), np.sign(residual)
    match function:
        case "mse":
            return residual**2, 2 * residual
        case "mae":
            return size, sign
        case "huber":
            within = np.minimum(size, delta)
            return within * (size - within / 2), within * sign
        case "log-cosh":
            # cosh overflows at 710; size + log(1 + exp(-2 size)) - log 2 does not
            return size + softplus(-2 * size) - np.log(2), np.tanh(residual)
        case "cross-entropy":
            # minus the log density of a Gaussian of variance 1, without its constant
            return residual**2 / 2, residual + 0.0
        case "hinge":
            return np.maximum(size - delta, 0.0), np.where(size > delta, sign, 0.0)
        case "zero-one":
            return np.where(size > delta, 1.0, 0.0), np.zeros_like(residual)
    raise ValueError(f"There is no loss function '{function}'.")


def margin_loss(function: str, margin: Array, delta: float = 1.0) -> tuple[Array, Array]:
    """Loss and slope of a margin m = label · score with the label −1 or 1; both of the shape of ``margin``.

    ``cross-entropy`` is log(1 + exp(−m)) in nats, the score being a logit; ``hinge`` is max(0, 1 − m); ``zero-one`` is
    1 where m ≤ 0. The others are those of :func:`residual_loss` at the residual m − 1: since the label is −1 or 1,
    (score − label)² is (m − 1)².

    Raises:
        ValueError: an unknown function.

    >>> [part.tolist() for part in margin_loss("hinge", np.array([-1.0, 3.0]))]
    [[2.0, 0.0], [-1.0, 0.0]]
    """
    match function:
        case "cross-entropy":
            return softplus(-margin), -sigmoid(-margin)
        case "hinge":
            return np.maximum(1 - margin, 0.0), np.where(margin < 1, -1.0, 0.0)
        case "zero-one":
            return np.where(margin <= 0, 1.0, 0.0), np.zeros_like(margin)
    return residual_loss(function, margin - 1, delta)
