"""The bptt demo: one unit by hand, central differences, and what truncation keeps."""

import math
from typing import Any

import numpy as np
import pytest

from app.demos.bptt import Params, Result, compute, cosine, explain, gradient_terms, whole
from app.numerics.recurrence import recurrent_matrix, unroll


def run(**changed: Any) -> Result:
    return compute(**Params(**changed).model_dump())


def test_two_steps_of_one_unit_by_hand() -> None:
    w, x, target = 0.5, (0.3, -0.2), 1.0
    states, slopes = unroll(np.array([[w]]), np.array([[x[0]], [x[1]]]), "tanh")
    first = math.tanh(x[0])
    second = math.tanh(w * first + x[1])
    terms = gradient_terms(np.array([[w]]), states, slopes, states[-1] - target)
    # L = (h2 - target)² / 2, h2 = tanh(w h1 + x2); h1 does not depend on w because h0 is 0
    assert terms.ravel() == pytest.approx([0.0, (second - target) * (1 - second**2) * first])


def test_the_sum_of_the_terms_is_the_central_difference() -> None:
    rng = np.random.default_rng(1)
    W = recurrent_matrix("orthogonal", 0.9, 3, rng)
    inputs, target = rng.standard_normal((6, 3)), rng.standard_normal(3)

    def loss(weights: np.ndarray) -> float:
        return float(((unroll(weights, inputs, "tanh")[0][-1] - target) ** 2).sum() / 2)

    states, slopes = unroll(W, inputs, "tanh")
    gradient = gradient_terms(W, states, slopes, states[-1] - target).sum(axis=0)
    step = np.cbrt(np.finfo(float).eps)
    for i, j in np.ndindex(3, 3):
        nudge = np.zeros((3, 3))
        nudge[i, j] = step
        assert gradient[i, j] == pytest.approx((loss(W + nudge) - loss(W - nudge)) / (2 * step), abs=1e-8)


def test_truncation_beyond_the_sequence_is_exact() -> None:
    result = run(timesteps=10, truncation=80)
    assert result.steps_kept == 10
    assert result.relative_error == 0
    assert result.cosine == pytest.approx(1)
    np.testing.assert_array_equal(result.exact, result.truncated)
    assert "nothing is lost" in explain(Params(timesteps=10, truncation=80), result)


def test_a_short_memory_makes_truncation_cheap() -> None:
    short, long = run(radius=0.4).relative_error, run(radius=1.1).relative_error
    assert short is not None
    assert long is not None
    assert short < 0.02
    assert long > 0.3


def test_the_error_at_the_chosen_truncation_lies_on_the_curve() -> None:
    result = run(truncation=7)
    assert result.relative_error == result.error_by_truncation[6]
    assert result.error_by_truncation[-1] == 0
    assert result.work == pytest.approx(7 / 30)


def test_the_first_step_has_no_past_to_learn_from() -> None:
    # its state before is the initial one, which is 0
    assert run().contribution[0] == 0
    assert run().contribution.max() == 1


def test_cosine_of_a_vector_with_itself_is_never_above_one() -> None:
    a = np.array([0.1, 0.2, 0.3])
    assert cosine(a, a) <= 1
    assert cosine(a, -a) == -1


def test_terms_that_add_nothing_are_said_to_add_nothing() -> None:
    # the state before the first step is 0, and so is the term of that step
    params = Params(timesteps=2, truncation=1)
    text = explain(params, run(timesteps=2, truncation=1))
    assert text == (
        "Sending the error back 1 step of 2 already gives the exact gradient: the steps cut off add nothing."
    )
    assert whole(params, 1) == [1, 2]
    assert whole(Params(), 1) is None
