"""The attention demo: hand-worked values and invariants; the oracle is in tests/oracles/attention.py."""

from typing import Any

import numpy as np
import pytest

from app.demos.attention import Params, Result, attend, compute, entropies, explain


def run(**changed: Any) -> Result:
    usual = {"keys": 6, "query": 3, "scale": True, "mask": "none", "temperature": 1.0, "width": 16, "seed": 1}
    return compute(**{**usual, **changed})


def test_two_keys_worked_by_hand() -> None:
    queries, keys = np.array([[2.0, 0.0]]), np.array([[np.log(3) / 2, 5.0], [0.0, 7.0]])
    scores, weights = attend(queries, keys, np.ones((1, 2)), 1.0)
    assert scores[0].tolist() == pytest.approx([np.log(3), 0])
    assert weights[0].tolist() == pytest.approx([0.75, 0.25])


def test_each_row_is_a_distribution() -> None:
    assert run().weights.sum(axis=1).tolist() == pytest.approx([1.0] * 6)


def test_a_causal_query_sees_nothing_of_the_future() -> None:
    result = run(mask="causal")
    assert (result.weights[np.triu_indices(6, 1)] == 0).all()
    assert np.isnan(result.scores[np.triu_indices(6, 1)]).all()
    assert result.weights[0, 0] == 1.0
    assert result.notes["scores"]


def test_reordering_the_keys_reorders_the_weights() -> None:
    rng = np.random.default_rng(3)
    queries, keys, order = rng.standard_normal((2, 4)), rng.standard_normal((5, 4)), rng.permutation(5)
    weights = attend(queries, keys, np.ones((2, 5)), 2.0)[1]
    np.testing.assert_allclose(attend(queries, keys[order], np.ones((2, 5)), 2.0)[1], weights[:, order])


def test_the_scale_brings_the_deviation_of_the_scores_to_one() -> None:
    wide = [run(keys=12, width=256, seed=seed).score_deviation for seed in range(20)]
    assert np.mean(wide) == pytest.approx(1.0, abs=0.05)
    raw = [run(keys=12, width=256, seed=seed, scale=False).score_deviation for seed in range(20)]
    assert np.mean(raw) == pytest.approx(16.0, abs=0.8)


def test_without_the_scale_the_softmax_saturates() -> None:
    raw = [run(width=256, scale=False, seed=seed).entropy.mean() for seed in range(20)]
    scaled = [run(width=256, seed=seed).entropy.mean() for seed in range(20)]
    assert np.mean(raw) < 0.2
    assert np.mean(scaled) > 1.2


def test_a_hot_softmax_has_the_entropy_of_a_plain_mean() -> None:
    assert entropies(np.full((1, 8), 0.125))[0] == pytest.approx(np.log(8))


def test_a_query_beyond_the_last_token_is_the_last() -> None:
    assert run(query=12).query_used == 6


def test_the_sentence_leaves_the_other_keys_their_share_and_names_the_temperature() -> None:
    saturated = Params(keys=12, query=12, mask="none", scale=False)
    assert "gives over 99.9% to one of the 12 keys" in explain(saturated, compute(**saturated.model_dump()))
    hot = Params(temperature=10)
    assert "divided by √64 and by a temperature of 10 (" in explain(hot, compute(**hot.model_dump()))
