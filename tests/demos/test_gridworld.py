"""The gridworld demo: hand-worked values and invariants; the oracle is in tests/oracles/gridworld.py."""

from typing import Any

import numpy as np
import pytest

from app.demos.gridworld import (
    Params,
    Result,
    best_moves,
    compute,
    exact_values,
    explain,
    follow,
    goal_pays_from,
    transitions,
)


def run(**changed: Any) -> Result:
    return compute(**{"discount": 0.9, "slip": 0.1, "step_reward": -0.02, "sweep": 40, **changed})


def test_one_sweep_worked_by_hand() -> None:
    value = run(slip=0.0, step_reward=0.0, sweep=1).value
    assert value[0, 5] == 1.0  # beside the goal
    assert value[3, 1] == 0.3  # beside the coin
    assert value[4, 0] == 0.0  # too far from either


def test_without_slips_a_value_is_the_discounted_reward() -> None:
    result = run(slip=0.0, step_reward=0.0, discount=0.97)
    # five steps right of the start, then up to the goal's column: ten moves, the last one is rewarded
    assert result.steps == 10
    assert result.start_value == pytest.approx(0.97**9)


def test_chances_of_a_move_sum_to_one() -> None:
    chances, _ = transitions(0.3, 0.0)
    sums = chances.sum(axis=2)
    assert np.all(np.isclose(sums, 1) | (sums == 0))


def test_each_sweep_shrinks_the_change_by_the_discount() -> None:
    residual = run(sweep=60).residual
    assert (residual[1:] <= 0.9 * residual[:-1] + 1e-12).all()


def test_the_discount_decides_whether_the_detour_pays() -> None:
    assert run(discount=0.6).destination == "the coin"
    assert run(discount=0.97).destination == "the goal"
    assert run().destination == "the goal"


def test_a_reward_for_every_step_makes_the_walk_endless() -> None:
    result = run(step_reward=0.1, discount=0.95)
    assert result.destination == "nowhere"
    assert result.steps is None
    assert "steps" in result.notes


def test_no_sweeps_leave_all_values_zero() -> None:
    result = run(sweep=0)
    assert np.nansum(np.abs(result.value)) == 0
    assert len(result.residual) == 0


def test_walls_have_no_value() -> None:
    assert np.isnan(run().value).sum() == 4 + 2 + 1


def into_the_pit(result: Result) -> bool:
    # above it down, below it up, on its right left
    return bool(result.policy[1, 5] == 2 or result.policy[3, 5] == 0 or result.policy[2, 6] == 3)


def test_only_dear_steps_make_a_move_into_the_pit_the_best() -> None:
    assert not into_the_pit(run())
    assert not any(into_the_pit(run(discount=gamma, slip=slip)) for gamma in (0, 0.5, 0.99) for slip in (0, 0.4, 0.8))
    assert into_the_pit(run(slip=0.4, step_reward=-0.5))


def test_before_the_first_sweep_nothing_was_swept() -> None:
    assert ". Before the first sweep the values are still off" in explain(Params(sweep=0), run(sweep=0))


@pytest.mark.parametrize("slip", [0.0, 0.1, 0.5, 0.8])
@pytest.mark.parametrize("step_reward", [-0.5, -0.05, -0.02, 0.0])
def test_the_goal_pays_from_one_discount_on_and_never_below(slip: float, step_reward: float) -> None:
    chances, rewards = transitions(slip, step_reward)
    pays = []
    for hundredths in range(0, 100, 3):
        values = exact_values(chances, rewards, hundredths / 100)
        pays.append(follow(best_moves(chances, rewards, hundredths / 100, values))[0] == "the goal")
    least = goal_pays_from(chances, rewards)
    assert pays == [least is not None and hundredths >= 100 * least - 1e-9 for hundredths in range(0, 100, 3)]


def test_by_default_the_goal_pays_only_just() -> None:
    result = run()
    assert result.goal_from == 0.89
    assert result.destination == "the goal"
    assert run(discount=0.88, sweep=60).destination == "the coin"
    assert run(step_reward=0.05).goal_from is None


def test_without_slips_the_goal_pays_where_its_discounted_walk_is_worth_more() -> None:
    # ten moves to the reward 1 against three to 0.3, steps free: g^9 > 0.3 g^2 from g = 0.3^(1/7) = 0.842 on
    assert run(slip=0.0, step_reward=0.0).goal_from == pytest.approx(0.85)
