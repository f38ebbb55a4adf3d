"""The restricted Boltzmann machine: hand-worked values, its invariant distribution, its gradient, its sampler."""

import math
from typing import Any

import numpy as np
import pytest

from app.numerics.boltzmann import (
    LEARNING_RATE,
    all_states,
    chance_level,
    conditionals,
    distribution,
    divergence,
    free_energy,
    gibbs,
    initial_weights,
    train,
    transition,
)


def machine(visible: int = 3, hidden: int = 2, seed: int = 0) -> tuple[Any, Any, Any]:
    rng = np.random.default_rng(seed)
    return rng.normal(size=(visible, hidden)), rng.normal(size=visible), rng.normal(size=hidden)


def test_two_units_worked_by_hand() -> None:
    # W = log 3, no biases: E(1, 1) = -log 3 and the other three pairs 0; p(v = 1) = (3 + 1) / 6
    W = np.array([[math.log(3)]])
    energy = free_energy(all_states(1), np.zeros(1), all_states(1) @ W)
    assert np.exp(-energy) == pytest.approx([2, 4])
    assert distribution(energy) == pytest.approx([1 / 3, 2 / 3])


@pytest.mark.parametrize("temperature", [0.25, 1.0, 4.0])
def test_the_distribution_is_left_alone_by_a_sweep(temperature: float) -> None:
    W, b, c = machine()
    exact = distribution(free_energy(all_states(3), b, all_states(3) @ W + c, temperature), temperature)
    step = transition(*conditionals(W, b, c, temperature))
    assert step.sum(axis=1) == pytest.approx(np.ones(8))
    np.testing.assert_allclose(exact @ step, exact, atol=1e-14)


def test_the_sampler_follows_the_transition_matrix() -> None:
    tables = conditionals(*machine(seed=3), 1.0)
    visited = gibbs(*tables, 1, 5, 100_000, np.random.default_rng(0))
    shares = np.bincount(visited[1], minlength=8) / visited.shape[1]
    # a share of 100,000 draws has a standard error of at most 0.0016
    np.testing.assert_allclose(shares, transition(*tables)[5], atol=0.007)


def test_one_epoch_steps_against_the_central_difference() -> None:
    W, b, c = initial_weights(4, 3, np.random.default_rng(2))
    data = np.bincount([3, 12, 12], minlength=16) / 3
    moved = train(W, b, c, data, 1)[0] - W
    step = float(np.cbrt(np.finfo(float).eps))
    for i, j in [(0, 0), (2, 1), (3, 2)]:
        nudge = np.zeros_like(W)
        nudge[i, j] = step
        up, down = (train(W + sign * nudge, b, c, data, 0)[3][0] for sign in (1, -1))
        assert moved[i, j] == pytest.approx(-LEARNING_RATE * (up - down) / (2 * step), abs=1e-8)


def test_zero_times_log_zero_is_zero() -> None:
    assert divergence(np.array([1.0, 0.0]), np.array([0.5, 0.5])) == pytest.approx(math.log(2))


def test_the_chance_level_of_two_fair_coins_worked_by_hand() -> None:
    # two alike, with chance 1/2, have KL log 2; one of each has 0
    assert chance_level(np.array([0.5, 0.5]), 2) == pytest.approx(math.log(2) / 2)
    assert chance_level(np.array([0.5, 0.5]), 1) == pytest.approx(math.log(2))


@pytest.mark.parametrize("samples", [1, 10, 300])
def test_the_chance_level_is_the_mean_over_drawn_samples(samples: int) -> None:
    p = np.array([0.6, 0.3, 0.0999, 0.0001])
    shares = np.random.default_rng(0).multinomial(samples, p, size=40_000) / samples
    assert chance_level(p, samples) == pytest.approx(float(divergence(shares, p).mean()), rel=0.03)
