"""The word2vec demo: hand-worked values and invariants; the oracle is in tests/oracles/word2vec.py."""

from typing import Any

import numpy as np
import pytest

from app.demos.word2vec import EPOCHS, Params, Result, compute, draw, explain
from app.numerics.corpus import kept_words


def run(**changed: Any) -> Result:
    usual = {
        "word": "king", "architecture": "skip-gram", "window": 1, "negatives": 5, "epoch": 50, "dimensions": 8,
        "learning_rate": 0.025, "seed": 0,
    }  # fmt: skip
    return compute(**{**usual, **changed})


@pytest.mark.parametrize("architecture", ["skip-gram", "cbow"])
@pytest.mark.parametrize("negatives", [1, 5, 8])
def test_before_training_every_example_is_a_coin_toss(architecture: str, negatives: int) -> None:
    result = run(architecture=architecture, negatives=negatives, epoch=0)
    assert result.loss.tolist() == pytest.approx([(negatives + 1) * np.log(2)])


def test_skip_gram_has_an_example_for_each_pair_and_cbow_for_each_position() -> None:
    lengths = list(map(len, kept_words()))
    assert run(epoch=0).examples == sum(2 * (n - 1) for n in lengths)
    assert run(epoch=0, architecture="cbow").examples == sum(lengths)


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
