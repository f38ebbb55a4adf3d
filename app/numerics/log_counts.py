"""Word vectors whose dot products fit the logarithms of co-occurrence counts: the model of GloVe."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
LEARNING_RATE = 0.3  # of AdaGrad; larger than the 0.05 of the paper, since here an epoch is a single update
FIRST_SQUARES = 100.0  # start of AdaGrad's sums: from 1 the steps overshoot, and rounding decides what follows


def weight(counts: Array, x_max: float, alpha: float) -> Array:
    """Weighting function f(x) = min(1, (x / x_max)^alpha) of the paper; a count of 0 weighs 0, whatever alpha.

    >>> weight(np.array([0.0, 1.0, 16.0, 32.0]), 16.0, 0.75).tolist()
    [0.0, 0.125, 1.0, 1.0]
    """
    return np.where(counts > 0, np.minimum(1.0, counts / x_max) ** alpha, 0.0)


def safe_log(counts: Array) -> Array:
    """Logarithm of positive counts; log 0 is never needed, since its weight is 0, and is written as 0."""
    return np.log(np.where(counts > 0, counts, 1.0))


def loss_and_error(vectors: Array, contexts: Array, log_counts: Array, weights: Array) -> tuple[float, Array]:
    """Weighted squares of w·c + b + b' - log x over all pairs, and each weighted error.

    The last two columns of ``vectors`` are (b, 1), those of ``contexts`` (1, b'): their product adds the biases.
    """
    errors = vectors @ contexts.T - log_counts
    return float((weights * errors**2).sum()), weights * errors


def train(counts: Array, weights: Array, dimensions: int, epochs: int, seed: int) -> tuple[list[Array], Array]:
    """Train with AdaGrad, all pairs at once; give the parameters before each update and the losses.

    Args:
        counts: co-occurrence counts, shape (words, words).
        weights: weight of each pair in the loss, same shape; 0 where the count is 0.
        dimensions: length of each vector, without its bias.
        epochs: number of updates.
        seed: of the first vectors; biases start at 0.

    Returns:
        Parameters of shape (2, words, dimensions + 2), word and context vectors with the columns for the biases,
        ``epochs + 1`` times; and the losses, shape (epochs + 1,).

    References:
        Pennington, Socher and Manning, 2014 (doi:10.3115/v1/D14-1162), equation 8; Duchi, Hazan and Singer, 2011,
        for AdaGrad.
    """
    rng = np.random.default_rng(seed)
    parameters = np.zeros((2, len(counts), dimensions + 2))
    parameters[:, :, :dimensions] = (rng.random((2, len(counts), dimensions)) - 0.5) / np.sqrt(dimensions)
    parameters[0, :, -1] = parameters[1, :, -2] = 1.0
    # the columns of ones, by which one product adds both biases, are not trained
    fixed = np.zeros_like(parameters, dtype=bool)
    fixed[0, :, -1] = fixed[1, :, -2] = True
    log_counts = safe_log(counts)
    # AdaGrad divides each gradient by the root of the sum of its squares so far
    squares = np.full_like(parameters, FIRST_SQUARES)
    history, losses = [parameters], np.empty(epochs + 1)
    for epoch in range(epochs + 1):
        vectors, contexts = parameters
        losses[epoch], errors = loss_and_error(vectors, contexts, log_counts, weights)
        if epoch < epochs:
            gradient = 2 * np.stack([errors @ contexts, errors.T @ vectors])
            gradient[fixed] = 0.0
            squares = squares + gradient**2
            parameters = parameters - LEARNING_RATE * gradient / np.sqrt(squares)
            history.append(parameters)
    return history, losses


def word_vectors(parameters: Array) -> Array:
    """Sum of word and context vectors without their biases, centered; the paper found the sum slightly better."""
    total = parameters[0, :, :-2] + parameters[1, :, :-2]
    return np.asarray(total - total.mean(axis=0))
