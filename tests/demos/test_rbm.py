"""The rbm demo: hand-worked values, invariants, and a sampler that stays in its distribution."""

from typing import Any

import numpy as np

from app.demos.rbm import Params, Result, compute, draw, explain, patterns
from app.figures.marks import Line


def run(**changes: Any) -> Result:
    return compute(**Params(**changes).model_dump())


def test_states_are_counted_up_in_binary() -> None:
    assert run(visible=2).states == ["00", "01", "10", "11"]
    assert patterns(5).tolist() == [[1, 1, 0, 0, 0], [0, 0, 0, 1, 1]]


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


def test_a_longer_walk_repeats_the_shorter_one() -> None:
    np.testing.assert_array_equal(run(sweep=20).divergence_path[:6], run(sweep=5).divergence_path)


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
