"""Loss functions of one example and their slopes: of a residual in regression, of a margin in classification."""

import numpy as np
import numpy.typing as npt

from app.numerics.activations import sigmoid, softplus

Array = npt.NDArray[np.float64]


def residual_loss(function: str, residual: Array, delta: float = 1.0) -> tuple[Array, Array]:
    """Loss and slope of a residual r = prediction − target, both of the shape of ``residual``.

    Args:
        function: the name of one of the cases below.
        residual: any shape.
        delta: where huber turns into a line, and how small a residual hinge and zero-one forgive.

    At a kink the slope is 0, a subgradient.

    Raises:
        ValueError: an unknown function.

    >>> [part.tolist() for part in residual_loss("mse", np.array([0.5, 3.0]))]
    [[0.25, 9.0], [1.0, 6.0]]
    """
    size, sign = np.abs(residual), np.sign(residual)
    match function:
        case "mse":
            # r², the squared error; its mean over examples is the MSE
            return residual**2, 2 * residual
        case "mae":
            # |r|, the absolute error
            return size, sign
        case "huber":
            # r²/2 up to delta, then the line delta (|r| - delta/2) (Huber, 1964, doi:10.1214/aoms/1177703732)
            within = np.minimum(size, delta)
            return within * (size - within / 2), within * sign
        case "log-cosh":
            # log cosh r; cosh overflows at 710, size + log(1 + exp(-2 size)) - log 2 does not
            return size + softplus(-2 * size) - np.log(2), np.tanh(residual)
        case "cross-entropy":
            # r²/2: minus the log density of a Gaussian of variance 1, without its constant
            return residual**2 / 2, residual + 0.0
        case "hinge":
            # max(0, |r| - delta), the epsilon-insensitive loss of support vector regression
            return np.maximum(size - delta, 0.0), np.where(size > delta, sign, 0.0)
        case "zero-one":
            # 1 where |r| exceeds delta, else 0: flat on both sides
            return np.where(size > delta, 1.0, 0.0), np.zeros_like(residual)
    raise ValueError(f"There is no loss function '{function}'.")


def margin_loss(function: str, margin: Array, delta: float = 1.0) -> tuple[Array, Array]:
    """Loss and slope of a margin m = label · score with the label −1 or 1; both of the shape of ``margin``.

    Those without a case below are losses of the residual m − 1: since the label is −1 or 1, (score − label)² is
    (m − 1)².

    Raises:
        ValueError: an unknown function.

    >>> [part.round(3).tolist() for part in margin_loss("cross-entropy", np.array([0.0]))]
    [[0.693], [-0.5]]
    """
    match function:
        case "cross-entropy":
            # log(1 + exp(-m)) in nats; the score is a logit
            return softplus(-margin), -sigmoid(-margin)
        case "hinge":
            # max(0, 1 - m): right is not enough, it must be right by 1
            return np.maximum(1 - margin, 0.0), np.where(margin < 1, -1.0, 0.0)
        case "zero-one":
            # 1 where the sign is wrong: flat on both sides, so no gradient leads down
            return np.where(margin <= 0, 1.0, 0.0), np.zeros_like(margin)
    return residual_loss(function, margin - 1, delta)
