"""Linear autoencoders of several code sizes, trained side by side by gradient descent with momentum."""

import numpy as np

from app.numerics.activations import Array
from app.numerics.digits import COLUMNS, ROWS
from app.numerics.optimizers import momentum_step

SIZES = 8  # one autoencoder is trained for each code size from 1 to 8
OWNER = np.repeat(np.arange(SIZES), np.arange(1, SIZES + 1))  # of all 36 code units: which autoencoder each is part of
LEARNING_RATE, MOMENTUM = 0.12, 0.8  # of gradient descent, each step on all pictures at once


def initial_weights(rng: np.random.Generator) -> tuple[Array, Array]:
    """Small encoders and decoders of all sizes, (36, 35) each: a row holds what goes into a code unit, or out of it.

    The smaller autoencoders start as the first units of the largest.
    """
    pixels = ROWS * COLUMNS
    encoder = 0.3 * rng.standard_normal((pixels, SIZES)) / np.sqrt(pixels)
    decoder = 0.3 * rng.standard_normal((SIZES, pixels)) / np.sqrt(SIZES)
    unit = np.concatenate([np.arange(size) for size in range(1, SIZES + 1)])
    return encoder.T[unit], decoder[unit]


def train(x: Array, target: Array, encoder: Array, decoder: Array, epochs: int) -> tuple[Array, Array, Array]:
    """Fit ``x @ encoder.T @ decoder`` to ``target`` by gradient descent with momentum, for all code sizes at once.

    Args:
        x: centered inputs, shape (pictures, pixels).
        target: what the outputs should be, same shape.
        encoder: weights into each code unit at the start, shape (36, pixels).
        decoder: weights out of each code unit at the start, same shape.
        epochs: number of updates.

    References:
        Baldi and Hornik, 1989 (doi:10.1016/0893-6080(89)90014-2): every minimum spans the first principal components.

    Returns:
        Encoders, decoders, and the loss before any update and after each, shape (epochs + 1, 8).
    """
    # the loss is quadratic, so second moments stand for all pictures: an epoch costs the same for any number of them
    S, C, power = x.T @ x / len(x), x.T @ target / len(x), (target**2).sum() / len(x)
    # units of different autoencoders must not touch one another
    together = np.equal.outer(OWNER, OWNER).astype(np.float64)
    weights = np.stack([encoder, decoder])
    velocity, slope = np.zeros_like(weights), np.empty_like(weights)
    fit = np.empty((epochs + 1, len(OWNER)))
    for epoch in range(epochs + 1):
        encoder, decoder = weights
        # how each unit varies with the pixels of the input, and with those of the target
        with_input, with_target = encoder @ S, encoder @ C
        slope[1] = (together * (with_input @ encoder.T)) @ decoder - with_target
        # the mean of |target - code @ decoder|², multiplied out, without the power of the target
        fit[epoch] = np.vecdot(decoder, slope[1] - with_target)
        if epoch == epochs:
            break
        slope[0] = (together * (decoder @ decoder.T)) @ with_input - decoder @ C.T
        # the 2 is the derivative of the square
        weights, velocity = momentum_step(weights, velocity, 2 * slope, LEARNING_RATE, MOMENTUM)
    return encoder, decoder, power + fit @ (OWNER[:, None] == np.arange(SIZES))
