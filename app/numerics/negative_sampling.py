"""Word vectors that tell a word's real company from random words: skip-gram and CBOW with negative sampling."""

import numpy as np
import numpy.typing as npt

from app.numerics.activations import softplus
from app.numerics.corpus import WORDS, cooccurrence, kept_words

Array = npt.NDArray[np.float64]
ENTRIES = 10_000  # of the table that negatives are drawn from


def positives(window: int, architecture: str) -> tuple[Array, Array]:
    """Set up what is predicted from what, as two matrices with a row for each kind of input.

    The first holds the weight of each word in the input, the second how often each word is the one to predict; both
    have the shape (inputs, words).

    References:
        Mikolov et al., 2013, "Efficient estimation of word representations in vector space" (arXiv:1301.3781).
    """
    identity = np.eye(len(WORDS))
    if architecture == "skip-gram":
        # equal pairs are counted, not repeated: row w holds how often each word stands near word w
        return identity, cooccurrence(window)
    contexts, answers = [], []
    for sentence in kept_words():
        for i, word in enumerate(sentence):
            contexts.append(sentence[max(i - window, 0) : i] + sentence[i + 1 : i + window + 1])
            answers.append(word)
    # a continuous bag of words: the mean of the vectors of the context
    bags = [np.bincount(context, minlength=len(WORDS)) / len(context) for context in contexts]
    return np.array(bags), identity[answers]


def noise_distribution() -> tuple[Array, Array]:
    """Share of each word in the corpus, and the same to the power 3/4, which lifts rare words; shapes (words,).

    >>> [float(shares.sum().round(9)) for shares in noise_distribution()]
    [1.0, 1.0]
    """
    times = np.bincount([word for sentence in kept_words() for word in sentence], minlength=len(WORDS))
    raised = times**0.75
    return times / times.sum(), raised / raised.sum()


def noise_table() -> Array:
    """Hold each word as often as it should be drawn, so that a random place is a random word.

    The original program does the same with a table of 10^8 entries; here shares are rounded to 1/10,000.
    """
    entries = np.round(ENTRIES * noise_distribution()[1]).astype(np.int64)
    return np.repeat(np.arange(len(WORDS)), entries)


def drawn_negatives(targets: Array, negatives: int, epochs: int, rng: np.random.Generator) -> Array:
    """Set each example against its own random words, anew before each update and once more at the end.

    Returns:
        How often each word is drawn against each input, shape (epochs + 1, inputs, words).
    """
    table = noise_table()
    rows = np.repeat(np.arange(len(targets)), negatives * targets.sum(axis=1).astype(np.int64))
    drawn = table[rng.integers(len(table), size=(epochs + 1, len(rows)))]
    # count each epoch and input apart from the others
    places = (np.arange(epochs + 1)[:, None] * len(targets) + rows) * len(WORDS) + drawn
    times = np.bincount(places.ravel(), minlength=(epochs + 1) * targets.size)
    return times.reshape(-1, *targets.shape).astype(np.float64)


def loss_and_slope(scores: Array, real: Array, noise: Array) -> tuple[float, Array]:
    """Logistic loss of telling real company from noise, -log σ(s) and -log σ(-s), and its slope in each score.

    All arrays have the shape (inputs, words); ``real`` and ``noise`` say how often each pair comes up as which. The
    loss is in nats.

    References:
        Mikolov et al., 2013, "Distributed representations of words and phrases" (arXiv:1310.4546), equation 4.

    >>> loss_and_slope(np.zeros((1, 2)), np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]]))[1].tolist()
    [[-0.5, 0.5]]
    """
    both = real + noise
    # -log σ(s) = softplus(s) - s, so one softplus serves real pairs and noise, and the sigmoid in their slopes
    cost = softplus(scores)
    loss = float(np.vdot(both, cost) - np.vdot(real, scores))
    return loss, both * np.exp(scores - cost) - real


def train(
    window: int, architecture: str, negatives: int, epochs: int, dimensions: int, learning_rate: float, seed: int
) -> tuple[list[Array], Array, int]:
    """Train by gradient descent on all examples at once, one update an epoch.

    Returns:
        The word vectors, shape (words, dimensions), before any update and after each; the losses per example in nats,
        shape (epochs + 1,); and the number of examples.
    """
    inputs, targets = positives(window, architecture)
    rng = np.random.default_rng(seed)
    # the vectors of words as input start small, those of words to predict start at zero, as in the original program
    W = 0.5 * rng.standard_normal((len(WORDS), dimensions)) / np.sqrt(dimensions)
    C = np.zeros_like(W)
    examples = targets.sum()
    noise = drawn_negatives(targets, negatives, epochs, rng)
    history, losses = [W], np.empty(epochs + 1)
    for epoch in range(epochs + 1):
        hidden = inputs @ W
        loss, slope = loss_and_slope(hidden @ C.T, targets, noise[epoch])
        losses[epoch] = loss / examples
        if epoch < epochs:
            W, C = W - learning_rate * inputs.T @ (slope @ C), C - learning_rate * slope.T @ hidden
            history.append(W)
    return history, losses, int(examples)
