"""The model of GloVe: weights, one pair by hand, and the gradient that AdaGrad gets."""

import numpy as np
import pytest

from app.numerics.corpus import cooccurrence
from app.numerics.log_counts import FIRST_SQUARES, LEARNING_RATE, loss_and_error, train, weight


def test_weights_worked_by_hand() -> None:
    assert weight(np.array([0.0, 1.0, 16.0, 32.0]), 16.0, 0.75).tolist() == [0, 0.125, 1, 1]


def test_an_exponent_of_zero_weighs_all_pairs_alike_but_not_those_that_never_meet() -> None:
    assert weight(np.array([0.0, 1.0, 16.0]), 16.0, 0.0).tolist() == [0, 1, 1]


def test_one_pair_worked_by_hand() -> None:
    # w = (2), b = 0.5 and c = (3), b' = -1: the prediction is 6 + 0.5 - 1
    loss, error = loss_and_error(
        np.array([[2.0, 0.5, 1.0]]), np.array([[3.0, 1.0, -1.0]]), np.array([[5.0]]), np.array([[0.5]])
    )
    assert loss == pytest.approx(0.5 * 0.25)
    assert error.tolist() == [[pytest.approx(0.25)]]


def test_the_first_step_of_adagrad_follows_the_difference_quotient() -> None:
    counts = cooccurrence(2, harmonic=True)
    weights = weight(counts, 2.0, 0.75)
    history, _ = train(counts, weights, 3, 1, seed=5)
    before, after = history
    target = np.log(np.where(counts > 0, counts, 1.0))
    h = np.cbrt(np.finfo(float).eps)
    for at in [(0, 4, 1), (1, 20, 2), (0, 7, 3), (1, 28, 4)]:
        bump = np.zeros_like(before)
        bump[at] = h
        up, down = (
            loss_and_error(before[0] + sign * bump[0], before[1] + sign * bump[1], target, weights)[0]
            for sign in (1, -1)
        )
        gradient = (up - down) / (2 * h)
        assert before[at] - after[at] == pytest.approx(
            LEARNING_RATE * gradient / np.sqrt(FIRST_SQUARES + gradient**2), abs=1e-7
        )


def test_the_columns_that_carry_biases_stay_at_one() -> None:
    counts = cooccurrence(1, harmonic=True)
    last = train(counts, weight(counts, 2.0, 0.75), 4, 30, seed=1)[0][-1]
    assert (last[0, :, -1] == 1).all()
    assert (last[1, :, -2] == 1).all()
    assert (last[0, :, -2] != 0).all()
