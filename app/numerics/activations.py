"""Activation functions and their derivatives, in forms that cannot overflow."""

import math

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def sigmoid(z: Array) -> Array:
    """Logistic sigmoid, ``1 / (1 + exp(-z))``; any shape.

    >>> sigmoid(np.array([0.0, 1000.0])).tolist()
    [0.5, 1.0]
    """
    # below -700 exp(-z) would overflow; the sigmoid is less than 1e-303 there
    return np.asarray(1.0 / (1.0 + np.exp(-np.maximum(z, -700.0))))


def softplus(z: Array) -> Array:
    """``log(1 + exp(z))``; any shape.

    >>> softplus(np.array([1000.0])).tolist()
    [1000.0]
    """
    # exp is only taken of what is not positive, so it cannot overflow
    return np.asarray(np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z))))


def softmax(z: Array, axis: int = -1) -> Array:
    """``exp(z) / sum(exp(z))`` along ``axis``; same shape as ``z``.

    >>> softmax(np.array([0.0, 0.0])).tolist()
    [0.5, 0.5]
    """
    # shift by the maximum: exp cannot overflow, the ratio is unchanged
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return np.asarray(e / e.sum(axis=axis, keepdims=True))


def normal_cdf(z: Array) -> Array:
    """Standard normal cumulative distribution, ``(1 + erf(z / sqrt(2))) / 2``; any shape."""
    # erfc keeps the digits that 1 + erf loses far below zero
    halves = [0.5 * math.erfc(-value / math.sqrt(2.0)) for value in np.ravel(z).tolist()]
    return np.array(halves, dtype=np.float64).reshape(np.shape(z))


def activate(function: str, z: Array, alpha: float = 0.01) -> tuple[Array, Array]:
    """Apply an activation function; return its values and its slopes, both of the shape of ``z``.

    Args:
        function: the name of one of the cases below.
        z: pre-activations, any shape.
        alpha: slope below zero of leaky-relu, or the limit (negated) of elu; the others ignore it.

    At a kink, where there is no derivative, the slope is the subgradient that PyTorch takes.

    Raises:
        ValueError: an unknown function.

    >>> [part.tolist() for part in activate("relu", np.array([-1.0, 2.0]))]
    [[0.0, 2.0], [0.0, 1.0]]
    """
    match function:
        case "relu":
            # at 0 the slope of the left side
            return np.maximum(z, 0.0), np.where(z > 0, 1.0, 0.0)
        case "leaky-relu":
            # at 0 the slope of the left side
            return np.where(z > 0, z, alpha * z), np.where(z > 0, 1.0, alpha)
        case "elu":
            # alpha (exp(z) - 1) below 0; expm1 keeps the digits that the difference loses near zero
            below = alpha * np.expm1(np.minimum(z, 0.0))
            return np.where(z > 0, z, below), np.where(z > 0, 1.0, below + alpha)
        case "gelu":
            # z Φ(z), where Φ(z) is the share of a standard normal distribution below z (arXiv:1606.08415)
            share = normal_cdf(z)
            return z * share, share + z * np.exp(-(z**2) / 2.0) / math.sqrt(2.0 * math.pi)
        case "silu":
            # z σ(z), also called swish
            s = sigmoid(z)
            return z * s, s + z * s * (1.0 - s)
        case "softplus":
            return softplus(z), sigmoid(z)
        case "sigmoid":
            s = sigmoid(z)
            return s, s * (1.0 - s)
        case "tanh":
            t = np.tanh(z)
            return t, 1.0 - t**2
        case "abs-tanh":
            # at 0 the slope 0, between those of both sides
            t = np.tanh(z)
            return np.abs(t), np.sign(t) * (1.0 - t**2)
        case "identity" | "linear":
            # adding 0 makes a copy, and turns -0 into 0
            return z + 0.0, np.ones_like(z)
    raise ValueError(f"There is no activation function '{function}'.")
