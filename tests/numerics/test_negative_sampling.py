"""Negative sampling: a loss worked by hand, its slope, the noise that is drawn, and training that does not diverge."""

import numpy as np
import pytest

from app.numerics.corpus import WORDS
from app.numerics.negative_sampling import (
    drawn_negatives,
    loss_and_slope,
    noise_distribution,
    noise_table,
    positives,
    train,
)


def test_one_real_pair_and_one_negative_worked_by_hand() -> None:
    scores = np.log([[3.0, 1.0]])  # σ is 3/4 and 1/2
    loss, slope = loss_and_slope(scores, np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]]))
    assert loss == pytest.approx(-np.log(0.75) - np.log(0.5))
    assert slope.tolist() == [pytest.approx([-0.25, 0.5])]


def test_the_slope_is_the_difference_quotient_of_the_loss() -> None:
    rng = np.random.default_rng(2)
    scores, (real, noise) = rng.standard_normal((2, 3)), rng.integers(0, 4, (2, 2, 3)).astype(float)
    slope = loss_and_slope(scores, real, noise)[1]
    h = np.cbrt(np.finfo(float).eps)
    for at in np.ndindex(2, 3):
        bump = np.zeros((2, 3))
        bump[at] = h
        numeric = (
            (loss_and_slope(scores + bump, real, noise)[0] - loss_and_slope(scores - bump, real, noise)[0]) / 2 / h
        )
        assert slope[at] == pytest.approx(numeric, abs=1e-8)


def test_cbow_averages_its_context() -> None:
    inputs, targets = positives(1, "cbow")
    # "The dog chases the cat in the garden.": the second position is chases, between dog and cat
    assert {WORDS[i]: inputs[1, i] for i in np.flatnonzero(inputs[1])} == {"cat": 0.5, "dog": 0.5}
    assert WORDS[int(targets[1].argmax())] == "chases"
    np.testing.assert_allclose(inputs.sum(axis=1), 1)


def test_rare_words_are_drawn_more_often_than_they_occur() -> None:
    frequency, noise = noise_distribution()
    assert noise.sum() == pytest.approx(1)
    rare, common = frequency.argmin(), frequency.argmax()
    assert noise[rare] > frequency[rare]
    assert noise[common] < frequency[common]
    assert noise[common] / noise[rare] == pytest.approx((frequency[common] / frequency[rare]) ** 0.75)


def test_a_random_place_in_the_table_is_a_word_of_the_noise_distribution() -> None:
    table = noise_table()
    shares = np.bincount(table) / len(table)
    np.testing.assert_allclose(shares, noise_distribution()[1], atol=1.01e-4)


def test_every_input_is_set_against_its_own_negatives_in_every_epoch() -> None:
    targets = positives(2, "skip-gram")[1]
    drawn = drawn_negatives(targets, 5, 60, np.random.default_rng(0))
    assert drawn.shape == (60 + 1, 29, 29)
    for times in drawn:
        np.testing.assert_array_equal(times.sum(axis=1), 5 * targets.sum(axis=1))
    assert (drawn[0] != drawn[1]).any()
    shares, draws = drawn.sum(axis=(0, 1)) / drawn.sum(), drawn.sum()
    # five standard errors
    assert (np.abs(shares - noise_distribution()[1]) < 5 * np.sqrt(0.05 / draws)).all()


@pytest.mark.parametrize("architecture", ["skip-gram", "cbow"])
def test_the_largest_learning_rate_stays_below_the_start(architecture: str) -> None:
    for seed in range(5):
        losses = train(4, architecture, 8, 60, 16, 0.04, seed)[1]
        assert losses.max() <= losses[0] * 1.001
