"""Update rules: how a gradient becomes a step."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def momentum_step(
    x: Array, velocity: Array, gradient: Array, learning_rate: float, momentum: float
) -> tuple[Array, Array]:
    """Take one step of gradient descent with momentum; return the new point and the new velocity.

    The form is PyTorch's: ``v = momentum * v + g``, then ``x = x - learning_rate * v``. Polyak's heavy ball puts the
    learning rate into the velocity instead; both trace the same path while the learning rate stays fixed.

    Args:
        x: the point, any shape.
        velocity: decaying sum of past gradients, same shape as ``x``; zeros before the first step.
        gradient: gradient of the loss at ``x``, same shape.
        learning_rate: length of a step per unit of velocity, positive.
        momentum: share of the velocity that survives a step, in [0, 1); 0 is plain gradient descent.

    References:
        Polyak, 1964 (doi:10.1016/0041-5553(64)90137-5); Sutskever et al., 2013, "On the importance of initialization
        and momentum in deep learning".

    >>> [part.tolist() for part in momentum_step(np.array([1.0]), np.array([2.0]), np.array([4.0]), 0.1, 0.5)]
    [[0.5], [5.0]]
    """
    velocity = momentum * velocity + gradient
    return x - learning_rate * velocity, velocity


def descent(
    gradient: Callable[[Array], Array],
    start: tuple[float, ...],
    disturbance: Array,
    learning_rate: float,
    momentum: float,
    far: float,
) -> Array:
    """Path of gradient descent with momentum; it stops at the first point that is farther than ``far`` from the origin.

    Args:
        gradient: gradient of the loss at a point.
        start: the first point, with a coordinate for each dimension.
        disturbance: what is added to the gradient in each step, shape (steps, dimensions).
        learning_rate: see :func:`momentum_step`, as for ``momentum``.
        momentum: share of the velocity that survives a step.
        far: a distance from the origin.

    Returns:
        Shape (steps + 1, dimensions); not a number after the end of the path.

    >>> descent(lambda x: x, (8.0,), np.zeros((3, 1)), 0.5, 0.0, 100.0).ravel().tolist()
    [8.0, 4.0, 2.0, 1.0]
    """
    path = np.full((len(disturbance) + 1, len(start)), np.nan)
    path[0] = start
    velocity = np.zeros(len(start))
    for k, noise in enumerate(disturbance):
        path[k + 1], velocity = momentum_step(path[k], velocity, gradient(path[k]) + noise, learning_rate, momentum)
        if np.linalg.norm(path[k + 1]) > far:
            break
    return path


def slowest_factor(learning_rate: float, momentum: float, curvatures: Array) -> float:
    """Largest size of a root z of z² − (1 + β − ηλ)z + β = 0 over the curvatures λ.

    Along a direction of curvature λ the error follows e[k+1] = (1 + β − ηλ) e[k] − β e[k−1], so in the long run
    it is multiplied by z in each step. Without momentum z is 1 − ηλ. The run converges where the result is below 1.

    Args:
        learning_rate: η, positive.
        momentum: β, in [0, 1).
        curvatures: eigenvalues λ of the Hessian, shape (n,).

    References:
        Goh, 2017, "Why momentum really works" (doi:10.23915/distill.00006).

    >>> slowest_factor(0.5, 0.0, np.array([1.0, 3.0]))
    0.5
    """
    b = 1 + momentum - learning_rate * curvatures
    discriminant = b**2 - 4 * momentum
    real = (np.abs(b) + np.sqrt(np.maximum(discriminant, 0.0))) / 2
    # complex roots come in pairs whose product is β: both have the size √β
    return float(np.max(np.where(discriminant >= 0, real, np.sqrt(momentum))))
