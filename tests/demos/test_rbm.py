"""The rbm demo: hand-worked values, invariants, and a sampler that stays in its distribution."""

import math
from typing import Any

import numpy as np
import pytest

from app.demos.rbm import (
    Params,
    Result,
    all_states,
    chance_level,
    compute,
    conditionals,
    distribution,
    divergence,
    draw,
    explain,
    free_energy,
    gibbs,
    initial_weights,
    patterns,
    train,
    transition,
)
from app.figures.marks import Line


def run(**changes: Any) -> Result:
    return compute(**Params(**changes).model_dump())


def machine(visible: int = 3, hidden: int = 2, seed: int = 0) -> tuple[Any, Any, Any]:
    rng = np.random.default_rng(seed)
    return rng.normal(size=(visible, hidden)), rng.normal(size=visible), rng.normal(size=hidden)


def test_two_units_worked_by_hand() -> None:
    # W = log 3, no biases: E(1, 1) = -log 3 and the other three pairs 0; p(v = 1) = (3 + 1) / 6
    W = np.array([[math.log(3)]])
    energy = free_energy(all_states(1), np.zeros(1), all_states(1) @ W)
    assert np.exp(-energy) == pytest.approx([2, 4])
    assert distribution(energy) == pytest.approx([1 / 3, 2 / 3])


def test_states_are_counted_up_in_binary() -> None:
    assert run(visible=2).states == ["00", "01", "10", "11"]
    assert patterns(5).tolist() == [[1, 1, 0, 0, 0], [0, 0, 0, 1, 1]]


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


def test_the_divergence_of_endless_chains_never_rises() -> None:
    for seed in range(5):
        assert (np.diff(run(seed=seed).exact_path) <= 1e-12).all()


def test_at_the_default_the_walk_arrives() -> None:
    result = run()
    assert result.divergence < 2 * result.chance_level < 0.1 * result.divergence_path[0]
    assert "has arrived" in explain(Params(), result)
    assert result.samples.sum() == 500


def test_cold_chains_never_see_the_other_pattern() -> None:
    result = run(temperature=0.25, sweep=60, epoch=100)
    assert result.stayed > 0.95
    assert result.divergence > 0.6


def test_training_raises_the_patterns_and_its_loss_only_falls() -> None:
    for seed in range(5):
        result = run(epoch=200, seed=seed)
        assert (np.diff(result.loss) < 0).all()
        assert result.least_loss < result.final_loss < 1.3
    assert run(epoch=200).probabilities[[3, 12]].sum() > 0.85


def test_one_epoch_steps_against_the_central_difference() -> None:
    W, b, c = initial_weights(4, 3, np.random.default_rng(2))
    moved = train(W, b, c, 1)[0] - W
    step = float(np.cbrt(np.finfo(float).eps))
    for i, j in [(0, 0), (2, 1), (3, 2)]:
        nudge = np.zeros_like(W)
        nudge[i, j] = step
        up, down = (train(W + sign * nudge, b, c, 0)[3][0] for sign in (1, -1))
        assert moved[i, j] == pytest.approx(-0.5 * (up - down) / (2 * step), abs=1e-8)


def test_zero_times_log_zero_is_zero() -> None:
    assert divergence(np.array([1.0, 0.0]), np.array([0.5, 0.5])) == pytest.approx(math.log(2))


def test_a_longer_walk_repeats_the_shorter_one() -> None:
    np.testing.assert_array_equal(run(sweep=20).divergence_path[:6], run(sweep=5).divergence_path)


def test_the_chance_level_of_two_fair_coins_worked_by_hand() -> None:
    # two alike, with chance 1/2, have KL log 2; one of each has 0
    assert chance_level(np.array([0.5, 0.5]), 2) == pytest.approx(math.log(2) / 2)
    assert chance_level(np.array([0.5, 0.5]), 1) == pytest.approx(math.log(2))


@pytest.mark.parametrize("samples", [1, 10, 300])
def test_the_chance_level_is_the_mean_over_drawn_samples(samples: int) -> None:
    p = np.array([0.6, 0.3, 0.0999, 0.0001])
    shares = np.random.default_rng(0).multinomial(samples, p, size=40_000) / samples
    assert chance_level(p, samples) == pytest.approx(float(divergence(shares, p).mean()), rel=0.03)


def test_a_frozen_walk_has_not_arrived_however_few_the_chains() -> None:
    for chains in (10, 40, 1000):
        params = Params(temperature=0.25, sweep=60, epoch=100, visible=5, hidden=4, chains=chains)
        assert "need more sweeps" in explain(params, compute(**params.model_dump()))


def test_a_walk_that_has_arrived_is_not_sent_on_because_its_samples_scatter() -> None:
    for seed in range(40):
        params = Params(temperature=4, sweep=60, visible=2, epoch=0, chains=50, seed=seed)
        result = compute(**params.model_dump())
        assert result.exact_path[60] < 1e-6
        assert "has arrived" in explain(params, result)


def test_the_curve_of_endless_chains_ends_where_it_leaves_the_plot() -> None:
    for values in ({}, {"temperature": 0.25, "epoch": 200}, {"epoch": 0}):
        params = Params(**values)
        result = compute(**params.model_dump())
        curve = next(m for m in draw(params, result)[1].marks if isinstance(m, Line) and m.label == "endless chains")
        assert (np.asarray(curve.y)[:-1] > 1e-4).all()
        assert len(curve.x) == min(61, 1 + int((result.exact_path > 1e-4).sum()))
