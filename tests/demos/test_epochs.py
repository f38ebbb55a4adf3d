"""The epochs demo: counts by hand, the two orders, and batches that are not full."""

from typing import Any

import numpy as np
import pytest

from app.demos.epochs import LISTED, Params, Result, compute, explain


def run(**changed: Any) -> Result:
    return compute(**Params(**changed).model_dump())


def test_a_thousand_examples_at_batch_size_500_are_two_iterations_an_epoch() -> None:
    result = run(examples=1000, batch_size=500)
    assert result.iterations_per_epoch == 2
    assert result.iterations == 6
    assert result.examples_seen == 3000


def test_three_epochs_are_ababab_and_three_iterations_on_each_aaabbb() -> None:
    assert run().schedule.tolist() == [0, 1, 0, 1, 0, 1]
    assert run(order="iterations").schedule.tolist() == [0, 0, 0, 1, 1, 1]


def test_both_orders_visit_the_same_batches_and_train_differently() -> None:
    result = run()
    assert sorted(result.schedule) == sorted(result.other_schedule)
    assert result.parameter[-1] != pytest.approx(result.other_parameter[-1], abs=0.1)


def test_the_path_by_hand() -> None:
    # four examples -1, -1/3, 1/3, 1: batch A has the mean -2/3, batch B 2/3
    result = run(examples=4, batch_size=2, epochs=1, learning_rate=0.5)
    np.testing.assert_allclose(result.parameter, [0, -1 / 3, 1 / 6])


def test_a_short_last_batch_counts_unless_it_is_dropped() -> None:
    kept, dropped = run(examples=10, batch_size=4), run(examples=10, batch_size=4, drop_last=True)
    assert (kept.iterations_per_epoch, kept.last_batch_size, kept.examples_seen) == (3, 2, 30)
    assert (dropped.iterations_per_epoch, dropped.last_batch_size, dropped.examples_seen) == (2, 4, 24)


def test_dropping_the_only_batch_trains_nothing() -> None:
    result = run(examples=100, batch_size=128, drop_last=True)
    assert (result.iterations, result.examples_seen, result.last_batch_size) == (0, 0, None)
    assert result.parameter.tolist() == [0.0]
    assert "No batch is full" in result.notes["last_batch_size"]
    assert explain(Params(examples=100, batch_size=128, drop_last=True), result).startswith("Nothing is trained")


def test_a_batch_larger_than_the_data_is_one_batch_of_all() -> None:
    result = run(examples=100, batch_size=128, epochs=2)
    assert (result.iterations, result.last_batch_size) == (2, 100)
    np.testing.assert_array_equal(result.parameter, result.other_parameter)


def test_counts_stay_exact_where_the_schedule_is_cut() -> None:
    result = run(examples=60000, batch_size=1, epochs=100)
    assert result.iterations == 6_000_000
    assert len(result.schedule) == LISTED
    assert len(result.parameter) == LISTED + 1


def test_a_shuffle_deals_new_batches_in_every_pass() -> None:
    plain, shuffled = run(learning_rate=1, epochs=4), run(learning_rate=1, epochs=4, shuffle=True)
    # at learning rate 1 the parameter is the mean of the batch it has just seen
    assert len(set(plain.parameter[1:].round(12))) == 2
    assert len(set(shuffled.parameter[1::2].round(12))) == 4


@pytest.mark.parametrize("examples", [1, 2, 3, 1000])
def test_the_best_parameter_is_zero_for_any_number_of_examples(examples: int) -> None:
    # at learning rate 1 a batch of all examples leads to their mean, which has the smallest loss
    result = run(examples=examples, batch_size=60000, epochs=1, learning_rate=1)
    assert result.parameter_end == pytest.approx(0, abs=1e-12)


def test_one_example_does_not_fill_a_batch() -> None:
    params = Params(examples=1, drop_last=True)
    assert "1 example does not fill one batch" in explain(params, run(examples=1, drop_last=True))
