"""Update rules: a step worked by hand and the limits of momentum."""

import numpy as np

from app.numerics.optimizers import descent, momentum_step


def test_without_momentum_a_step_is_minus_learning_rate_times_gradient() -> None:
    x, velocity = momentum_step(np.array([1.0, 2.0]), np.array([9.0, 9.0]), np.array([4.0, -2.0]), 0.5, 0.0)
    assert x.tolist() == [-1.0, 3.0]
    assert velocity.tolist() == [4.0, -2.0]


def test_a_constant_gradient_is_amplified_by_one_over_one_minus_momentum() -> None:
    velocity = np.zeros(1)
    for _ in range(200):
        _, velocity = momentum_step(np.zeros(1), velocity, np.ones(1), 0.1, 0.9)
    np.testing.assert_allclose(velocity, 10.0, rtol=1e-8)


def test_a_path_ends_at_the_first_point_that_is_too_far() -> None:
    path = descent(lambda x: x, (1.0, 0.0), np.zeros((6, 2)), 3.0, 0.0, 5.0)
    # each step multiplies by 1 - 3: 1, -2, 4, -8, and -8 is farther than 5
    np.testing.assert_array_equal(path[:, 0], [1, -2, 4, -8, np.nan, np.nan, np.nan])
