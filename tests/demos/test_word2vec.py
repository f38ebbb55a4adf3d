"""The word2vec demo: hand-worked values and invariants; the oracle is in tests/oracles/word2vec.py."""

from typing import Any

import numpy as np
import pytest

from app.demos.word2vec import (
    EPOCHS,
    Params,
    Result,
    compute,
    draw,
    drawn_negatives,
    explain,
    loss_and_slope,
    noise_distribution,
    noise_table,
    positives,
    train,
)
from app.numerics.corpus import WORDS, kept_words


def run(**changed: Any) -> Result:
    usual = {
        "word": "king", "architecture": "skip-gram", "window": 1, "negatives": 5, "epoch": 50, "dimensions": 8,
        "learning_rate": 0.025, "seed": 0,
    }  # fmt: skip
    return compute(**{**usual, **changed})


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


@pytest.mark.parametrize("architecture", ["skip-gram", "cbow"])
@pytest.mark.parametrize("negatives", [1, 5, 8])
def test_before_training_every_example_is_a_coin_toss(architecture: str, negatives: int) -> None:
    result = run(architecture=architecture, negatives=negatives, epoch=0)
    assert result.loss.tolist() == pytest.approx([(negatives + 1) * np.log(2)])


def test_skip_gram_has_an_example_for_each_pair_and_cbow_for_each_position() -> None:
    lengths = list(map(len, kept_words()))
    assert run(epoch=0).examples == sum(2 * (n - 1) for n in lengths)
    assert run(epoch=0, architecture="cbow").examples == sum(lengths)


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
    drawn = drawn_negatives(targets, 5, EPOCHS, np.random.default_rng(0))
    assert drawn.shape == (EPOCHS + 1, 29, 29)
    for times in drawn:
        np.testing.assert_array_equal(times.sum(axis=1), 5 * targets.sum(axis=1))
    assert (drawn[0] != drawn[1]).any()
    shares, draws = drawn.sum(axis=(0, 1)) / drawn.sum(), drawn.sum()
    # five standard errors
    assert (np.abs(shares - noise_distribution()[1]) < 5 * np.sqrt(0.05 / draws)).all()


def test_words_used_alike_end_up_alike() -> None:
    assert set(run().nearest[:2]) == {"queen", "prince"}
    assert set(run(word="cat").nearest[:2]) == {"dog", "mouse"}
    trained, untrained = run(), run(epoch=0)
    assert trained.same_topic > 0.9
    assert untrained.same_topic < 0.5


def test_a_shorter_training_is_the_beginning_of_a_longer_one() -> None:
    np.testing.assert_array_equal(run(epoch=20).loss, run(epoch=60).loss[:21])


def test_the_path_ends_at_the_point() -> None:
    result = run(epoch=37)
    np.testing.assert_array_equal(result.paths[:, -1], result.points)
    assert result.paths.shape == (29, 13, 2)


@pytest.mark.parametrize("architecture", ["skip-gram", "cbow"])
def test_the_largest_learning_rate_stays_below_the_start(architecture: str) -> None:
    for seed in range(5):
        losses = train(4, architecture, 8, 60, 16, 0.04, seed)[1]
        assert losses.max() <= losses[0] * 1.001


def test_the_axes_stand_still_while_the_training_is_played() -> None:
    for values in ({"architecture": "cbow"}, {"dimensions": 2, "seed": 3}):
        ends = []
        for epoch in (0, 20, 60):
            params = Params(epoch=epoch, **values)
            ends.append(draw(params, compute(**params.model_dump()))[0].x.high)
        assert len(set(ends)) == 1


def test_the_reach_is_that_of_the_longest_way() -> None:
    result = run(epoch=EPOCHS)
    assert result.reach >= np.abs(result.paths).max()
    assert result.reach == pytest.approx(np.abs(result.paths).max(), rel=0.1)


def test_a_loss_that_does_not_change_is_not_said_to_fall() -> None:
    params = Params(architecture="cbow", window=2, negatives=3, epoch=2, dimensions=5, learning_rate=0.00137, seed=36)
    assert "the loss stayed at 2.77 nats" in explain(params, compute(**params.model_dump()))
    assert "the loss fell from 4.16 to 1.53 nats" in explain(Params(), run())
