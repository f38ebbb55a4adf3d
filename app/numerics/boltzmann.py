"""A restricted Boltzmann machine small enough to list its states: energies, exact training, Gibbs sampling."""

import numpy as np
import numpy.typing as npt

from app.numerics.activations import Array, sigmoid, softplus

LEARNING_RATE = 0.5  # of gradient descent, each step on all data
Integers = npt.NDArray[np.int64]


def all_states(units: int) -> Array:
    """Every pattern of zeros and ones, counted up in binary, shape (2^units, units).

    >>> all_states(2).tolist()
    [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
    """
    return np.array([[(i >> (units - 1 - bit)) & 1 for bit in range(units)] for i in range(2**units)], dtype=np.float64)


def free_energy(v: Array, b: Array, z: Array, temperature: float = 1.0) -> Array:
    """F(v) = −T log Σ_h exp(−E(v, h)/T) with E(v, h) = −vᵀWh − bᵀv − cᵀh; the sum over h splits into factors.

    Args:
        v: visible states, shape (states, visible).
        b: biases of the visible units.
        z: what each visible state does to the hidden units, ``v @ W + c``, shape (states, hidden).
        temperature: T, positive.

    References:
        Hinton, 2012, "A practical guide to training restricted Boltzmann machines" (doi:10.1007/978-3-642-35289-8_32).
    """
    return np.asarray(-(v @ b) - temperature * softplus(z / temperature).sum(axis=1))


def distribution(energy: Array, temperature: float = 1.0) -> Array:
    """Boltzmann's distribution, p = exp(−F/T) / Z; same shape as ``energy``.

    >>> distribution(np.array([1000.0, 1000.0])).tolist()
    [0.5, 0.5]
    """
    # shifted by the least energy: exp cannot overflow, the ratio is unchanged
    p = np.exp(-(energy - energy.min()) / temperature)
    return np.asarray(p / p.sum())


def initial_weights(visible: int, hidden: int, rng: np.random.Generator) -> tuple[Array, Array, Array]:
    """Small random weights W (visible, hidden), and zero biases b (visible,) and c (hidden,)."""
    return 0.5 * rng.standard_normal((visible, hidden)), np.zeros(visible), np.zeros(hidden)


def train(W: Array, b: Array, c: Array, data: Array, epochs: int) -> tuple[Array, Array, Array, Array]:
    """Lower the mean −log p of the data by gradient descent with the exact gradient; give the losses, too.

    A machine of useful size cannot list its states and takes samples for the second average: with a few Gibbs sweeps
    from the data that is contrastive divergence (Hinton, 2002, doi:10.1162/089976602760128018).

    Args:
        W: weights at the start, shape (visible, hidden).
        b: biases of the visible units.
        c: biases of the hidden units.
        data: share of each visible state in the training set, shape (2^visible,).
        epochs: number of updates.

    Returns:
        Weights and both biases after the last update, and the loss before any and after each, shape (epochs + 1,).
    """
    states, energies = all_states(len(b)), []
    for epoch in range(epochs + 1):
        z = states @ W + c
        energies.append(free_energy(states, b, z))
        if epoch == epochs:
            break
        # the slope of the mean log p: averages over the data minus averages over the machine's own states
        excess = data - distribution(energies[-1])
        on = excess[:, None] * sigmoid(z)
        W = W + LEARNING_RATE * states.T @ on
        b = b + LEARNING_RATE * excess @ states
        c = c + LEARNING_RATE * on.sum(axis=0)
    energy = np.array(energies)
    least = energy.min(axis=1)
    log_Z = np.log(np.exp(least[:, None] - energy).sum(axis=1)) - least
    return W, b, c, energy @ data + log_Z


def conditionals(W: Array, b: Array, c: Array, temperature: float) -> tuple[Array, Array]:
    """Chance of each hidden unit to be on given each visible state, and the other way round.

    Given one layer the units of the other are independent, so these two tables, of shapes (2^visible, hidden) and
    (2^hidden, visible), are all that sampling needs.
    """
    up = sigmoid((all_states(len(b)) @ W + c) / temperature)
    down = sigmoid((all_states(len(c)) @ W.T + b) / temperature)
    return up, down


def gibbs(up: Array, down: Array, sweeps: int, start: int, chains: int, rng: np.random.Generator) -> Integers:
    """Sample both layers in turn, a whole layer (a block) at once.

    All chains begin at the visible state of number ``start``; states are numbered as in :func:`all_states`.

    Returns:
        Visible state of each chain before and after each sweep, shape (sweeps + 1, chains).
    """
    # place values: a pattern of ones and zeros times these is the number of its state
    v, h = 2 ** np.arange(down.shape[1])[::-1], 2 ** np.arange(up.shape[1])[::-1]
    visited = np.full((sweeps + 1, chains), start)
    for sweep in range(sweeps):
        hidden = (rng.random((chains, len(h))) < up.take(visited[sweep], axis=0)) @ h
        visited[sweep + 1] = (rng.random((chains, len(v))) < down.take(hidden, axis=0)) @ v
    return visited


def transition(up: Array, down: Array) -> Array:
    """Probability of each visible state after one sweep from each other, shape (2^visible, 2^visible)."""

    def of_states(on: Array) -> Array:
        """Chance of each state of a layer whose units are on with these chances; the units are independent."""
        return np.asarray(np.prod(np.where(all_states(on.shape[1]) == 1, on[:, None], 1 - on[:, None]), axis=2))

    return np.asarray(of_states(up) @ of_states(down))


def divergence(q: Array, p: Array) -> Array:
    """KL(q ‖ p) = Σ q log(q / p) in nats, over the last axis; 0 log 0 is 0, and rounding does not make it negative.

    >>> float(divergence(np.array([1.0, 0.0]), np.array([0.5, 0.5])).round(4))  # ln 2
    0.6931
    """
    terms = q * np.log(np.where(q > 0, q, p) / p)
    return np.asarray(np.maximum(terms.sum(axis=-1), 0.0))


def chance_level(p: Array, samples: int) -> float:
    """Mean of KL(q ‖ p) over the shares q of ``samples`` draws from p itself, H(p) − E[H(q)]; 0 for endless samples.

    It is about (states − 1) / (2 samples) when each state is drawn often, and less when some hardly ever are.
    """
    n = np.arange(1.0, samples + 1)
    log_factorial = np.append(0.0, np.cumsum(np.log(n)))
    log_choices = log_factorial[-1] - log_factorial[1:] - log_factorial[-2::-1]
    log_p, log_rest = np.log(p)[:, None], np.log1p(-np.minimum(p, 1 - 1e-16))[:, None]
    # each count is binomial; the floor keeps exp from underflowing
    chance = np.exp(np.maximum(log_choices + n * log_p + (samples - n) * log_rest, -700.0))
    entropy_of_shares = np.log(samples) - np.sum(chance @ (n * np.log(n))) / samples
    return max(float(-p @ np.log(p) - entropy_of_shares), 0.0)
