"""The softmax demo: hand-worked values and invariants; the oracle is in tests/oracles/softmax.py."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.demos.softmax import Params, compute, draw, entropy, explain
from app.figures.marks import Bars

logits = st.lists(st.floats(-50, 50), min_size=2, max_size=8).map(tuple)


def test_two_logits_worked_by_hand() -> None:
    result = compute(temperature=1.0, logits=(math.log(3), 0.0))
    assert result.probabilities.tolist() == pytest.approx([0.75, 0.25])
    assert result.entropy == pytest.approx(-(0.75 * math.log(0.75) + 0.25 * math.log(0.25)))
    assert result.ratio == pytest.approx(3.0)


@given(logits, st.floats(0.05, 20))
def test_probabilities_sum_to_one_and_keep_the_order(z: tuple[float, ...], temperature: float) -> None:
    p = compute(temperature=temperature, logits=z).probabilities
    assert p.sum() == pytest.approx(1.0)
    assert (np.diff(p[np.argsort(z)]) >= 0).all()


@given(logits)
def test_adding_a_constant_changes_nothing(z: tuple[float, ...]) -> None:
    moved = tuple(value + 7.0 for value in z)
    np.testing.assert_allclose(
        compute(temperature=0.5, logits=moved).probabilities,
        compute(temperature=0.5, logits=z).probabilities,
        atol=1e-9,
    )


@given(logits)
def test_entropy_never_falls_as_it_gets_hotter(z: tuple[float, ...]) -> None:
    assert (np.diff([entropy(p) for p in compute(temperature=1.0, logits=z).path]) >= -1e-12).all()


def test_zero_times_log_zero_is_zero() -> None:
    assert entropy(np.array([1.0, 0.0])) == 0.0


def test_the_ratio_is_capped() -> None:
    assert compute(temperature=0.05, logits=(50.0, -50.0)).ratio == pytest.approx(1e12)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"temperature": 0.1}, "the largest logit gets all but 4.57 × 10⁻⁵ of the probability"),
        ({"temperature": 0.05, "logits": (3, 1, 1, 1)}, "gets all of the probability, to sixteen digits"),
        ({"logits": (1, 1, 0)}, "the 2 largest logits get 42.2% of the probability each"),
        ({"logits": (4, 4, 4, 4)}, "all 4 equal logits get 25% of the probability each; the entropy is 1.39 of at "),
        ({"logits": (4, 4, 4, 4)}, "nats: uniform."),
    ],
)
def test_the_sentence_is_true_at_the_edges(values: dict[str, Any], said: str) -> None:
    params = Params(**values)
    assert said in explain(params, compute(**params.model_dump()))


def test_equal_largest_logits_have_the_same_color() -> None:
    params = Params(logits=(1, 1, 0))
    bars = draw(params, compute(**params.model_dump()))[0].marks[0]
    assert isinstance(bars, Bars)
    assert bars.series == [1, 1, 2]


def test_no_bar_is_labeled_with_all_or_nothing() -> None:
    params = Params(temperature=0.1)
    bars = draw(params, compute(**params.model_dump()))[0].marks[0]
    assert isinstance(bars, Bars)
    assert bars.texts == ["> 99.9%", "0.00454%", "< 0.001%", "< 0.001%"]
