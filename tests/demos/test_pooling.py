"""The pooling demo: hand-worked values and invariants; the oracle is in tests/oracles/pooling.py."""

from typing import Any

import numpy as np
import pytest

from app.demos.pooling import Result, compute, pool
from app.numerics.images import draw_image

X = np.array([[1.0, 2, 5, 6], [3, 4, 7, 8], [0, 0, 1, 0], [0, 4, 0, 0]])


def run(**changed: Any) -> Result:
    return compute(**{"image": "letter", "kind": "max", "window": 4, "stride": 4, "shift": 1, **changed})


def test_windows_worked_by_hand() -> None:
    assert pool(X, "max", 2, 2).tolist() == [[4, 8], [4, 1]]
    assert pool(X, "mean", 2, 2).tolist() == [[2.5, 6.5], [1, 0.25]]


def test_a_window_that_does_not_fit_is_dropped() -> None:
    assert pool(X, "max", 3, 2).tolist() == [[7]]
    assert run(window=6, stride=6).output_size == 2


def test_a_shift_inside_the_window_changes_no_output() -> None:
    assert run(image="dot", shift=3).changed_fraction == 0.0
    assert run(image="dot", shift=3).input_changed_fraction == 2 / 256


def test_a_shift_across_the_edge_changes_two_outputs() -> None:
    assert run(image="dot", shift=-1).changed_fraction == 2 / 16


def test_mean_pooling_is_linear_and_max_pooling_is_not() -> None:
    assert run(kind="mean").additivity_error == 0.0
    assert run(kind="max").additivity_error > 0.5


@pytest.mark.parametrize("kind", ["max", "mean"])
def test_every_output_lies_between_the_extremes_of_the_image(kind: str) -> None:
    output = pool(draw_image("disc"), kind, 3, 2)
    assert output.min() >= 0
    assert output.max() <= 1
    assert (pool(draw_image("disc"), "max", 3, 2) >= output).all()


@pytest.mark.parametrize("image", ["disc", "dot", "stripes"])
def test_means_add_up_and_maxima_do_not(image: str) -> None:
    by_max, by_mean = (compute(image=image, kind=kind, window=4, stride=4, shift=0) for kind in ("max", "mean"))
    assert by_max.other_additivity_error == by_mean.additivity_error == 0
    assert by_max.additivity_error == by_mean.other_additivity_error
