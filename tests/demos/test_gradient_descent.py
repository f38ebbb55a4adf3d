"""The gradient descent demo: hand-worked steps, the exact limit of stability, and divergence as a result."""

from typing import Any

import numpy as np
import pytest

from app.demos.gradient_descent import Params, Result, compute, explain, loss_figure
from app.figures.marks import Label

DEFAULTS = Params().model_dump()


def run(**params: Any) -> Result:
    return compute(**{**DEFAULTS, **params})


def test_two_steps_on_the_valley_worked_by_hand() -> None:
    path = run(learning_rate=0.1, condition=5, start_x=2.0, start_y=1.0).path
    np.testing.assert_allclose(path[1], [1.8, 0.5])
    np.testing.assert_allclose(path[2], [1.62, 0.25])


def test_two_steps_with_momentum_worked_by_hand() -> None:
    # v1 = g1 = 2, x1 = 1.8; v2 = 0.5 · 2 + 1.8 = 2.8, x2 = 1.52
    path = run(surface="bowl", learning_rate=0.1, momentum=0.5, start_x=2.0, start_y=0.0).path
    np.testing.assert_allclose(path[2], [1.52, 0.0])


@pytest.mark.parametrize("momentum", [0.0, 0.5, 0.9])
def test_the_run_converges_just_below_the_limit_and_not_just_above(momentum: float) -> None:
    limit = 2 * (1 + momentum) / 10
    assert run(momentum=momentum).stable_below == pytest.approx(limit)
    below, above = (
        run(momentum=momentum, learning_rate=0.97 * limit),
        run(momentum=momentum, learning_rate=1.03 * limit),
    )
    assert below.factor is not None and below.factor < 1 < (above.factor or 0)
    assert below.loss[-1] < below.loss[0] < np.nanmax(above.loss)


def test_at_the_limit_the_steep_error_keeps_its_size() -> None:
    result = run(learning_rate=0.2, start_x=0.0, start_y=1.0)
    assert result.factor == pytest.approx(1.0)
    np.testing.assert_allclose(np.abs(result.path[:, 1]), 1.0)


def test_the_factor_is_the_ratio_of_late_losses() -> None:
    result = run(learning_rate=0.19, start_x=0.0)
    assert result.factor is not None
    np.testing.assert_allclose(result.loss[41] / result.loss[40], result.factor**2)


def test_divergence_is_marked_and_the_rest_is_empty() -> None:
    result = run(learning_rate=0.5)
    assert result.diverged_at is not None
    assert np.hypot(*result.path[result.diverged_at]) > 100 >= np.hypot(*result.path[result.diverged_at - 1])
    assert np.isnan(result.path[result.diverged_at + 1 :]).all()
    assert result.current_loss is None and "current_loss" in result.notes


def test_off_quadratics_the_limit_is_null_with_a_reason() -> None:
    for surface in ("rosenbrock", "saddle"):
        result = run(surface=surface, learning_rate=0.001)
        assert result.stable_below is None and result.factor is None
        assert "limit" in result.notes["stable_below"]


def test_on_the_ridge_of_the_saddle_descent_stays_there() -> None:
    result = run(surface="saddle", learning_rate=0.3, start_x=2.0, start_y=0.0)
    assert result.path[-1].tolist() == pytest.approx([0.0, 0.0], abs=1e-12)
    assert run(surface="saddle", learning_rate=0.3, start_x=2.0, start_y=0.1).diverged_at is not None


def test_noise_keeps_the_loss_from_falling_to_zero() -> None:
    assert run(noise=1.0).loss[-1] > 1e-3 > run(noise=0.0).loss[-1]
    assert not np.array_equal(run(noise=1.0, seed=1).path, run(noise=1.0, seed=2).path)


# across the valley 1.2 · 0.9¹⁰⁰ is left, and 5 times its square; along it next to nothing
@pytest.mark.parametrize(("values", "said"), [({"step": 100}, "5.08 × 10⁻⁹ ↓"), ({"start_x": 0, "start_y": 0}, "0 ↓")])
def test_a_loss_below_the_scale_is_written_and_not_left_out(values: dict[str, Any], said: str) -> None:
    marks = loss_figure(Params(**values), run(**values)).marks
    assert [mark.text for mark in marks if isinstance(mark, Label)] == [said]


@pytest.mark.parametrize("condition", [1.0, 30.0])
@pytest.mark.parametrize(
    ("surface", "levels"),
    [
        ("bowl", None),
        ("valley", None),
        ("rosenbrock", [0.05, 0.5, 2, 6, 15, 40, 120, 400]),
        ("saddle", np.repeat([0.05, 0.4, 1.0, 2.2, 3.6], 4) * np.tile([-1, -1, 1, 1], 5)),
    ],
)
def test_along_a_contour_the_loss_is_the_same(surface: str, levels: Any, condition: float) -> None:
    x, y = np.moveaxis(run(surface=surface, condition=condition).contours, 2, 0)
    loss = {
        "bowl": (x**2 + y**2) / 2,
        "valley": (x**2 + condition * y**2) / 2,
        "saddle": (x**2 - y**2) / 2,
        "rosenbrock": (1 - x) ** 2 + 100 * (y - x**2) ** 2,
    }[surface]
    if levels is None:
        # eight rings, evenly spaced, the last one through the corners of the map
        corner = (3**2 + 1.5**2 * (condition if surface == "valley" else 1)) / 2
        levels = corner * (np.arange(1, 9) / 8) ** 2
    np.testing.assert_allclose(loss, np.broadcast_to(np.array(levels)[:, None], loss.shape), rtol=1e-9)


def test_a_loss_on_the_scale_needs_no_words() -> None:
    assert not [mark for mark in loss_figure(Params(), run()).marks if isinstance(mark, Label)]


def test_a_learning_rate_close_to_the_limit_is_told_apart_from_it() -> None:
    text = explain(Params(learning_rate=0.2004), run(learning_rate=0.2004))
    assert (
        "Learning rate 0.2004 is above the limit of 0.2 (0.38 at momentum 0.9): in the long run the steepest error"
        in text
    )


def test_every_learning_rate_has_its_place_on_the_curve() -> None:
    rates = run().rates
    assert (rates[0], rates[-1]) == (pytest.approx(0.0001), pytest.approx(4.0))


def test_the_limit_at_momentum_is_that_of_a_run_with_it() -> None:
    assert run().limit_at_momentum == pytest.approx(run(momentum=0.9).stable_below)
    assert "at momentum 0.9" not in explain(Params(momentum=0.9), run(momentum=0.9))
