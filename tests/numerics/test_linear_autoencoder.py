"""Linear autoencoders side by side: the gradient, and that none touches another."""

import numpy as np
import pytest

from app.numerics.digits import digits
from app.numerics.linear_autoencoder import LEARNING_RATE, OWNER, initial_weights, train


def test_the_trainings_of_different_sizes_do_not_touch() -> None:
    rng = np.random.default_rng(0)
    x = digits() - digits().mean(axis=0)
    encoder, decoder = initial_weights(rng)
    changed_encoder, changed_decoder = encoder.copy(), decoder.copy()
    changed_encoder[OWNER == 5] *= 2
    first = train(x, x, encoder, decoder, 20)[2]
    second = train(x, x, changed_encoder, changed_decoder, 20)[2]
    np.testing.assert_array_equal(np.delete(first, 5, axis=1), np.delete(second, 5, axis=1))
    assert not np.allclose(first[:, 5], second[:, 5])


def test_one_step_agrees_with_central_differences() -> None:
    rng = np.random.default_rng(1)
    x = digits() - digits().mean(axis=0)
    encoder, decoder = initial_weights(rng)
    moved = train(x, x, encoder, decoder, 1)[0] - encoder
    step = float(np.cbrt(np.finfo(float).eps))
    third = int(np.flatnonzero(OWNER == 2)[0])
    for row, column in [(third, 0), (third + 1, 7), (third + 2, 34)]:
        nudge = np.zeros_like(encoder)
        nudge[row, column] = step
        up, down = (train(x, x, encoder + sign * nudge, decoder, 0)[2][0, 2] for sign in (1, -1))
        assert moved[row, column] == pytest.approx(-LEARNING_RATE * (up - down) / (2 * step), abs=1e-8)
