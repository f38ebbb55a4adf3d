import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.numerics.activations import activate, normal_cdf, sigmoid, softmax, softplus

logits = arrays(np.float64, st.integers(1, 8), elements=st.floats(-1e4, 1e4))


@given(logits)
def test_softmax_is_a_distribution_and_unchanged_by_adding_a_constant(z: np.ndarray) -> None:
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        p = softmax(z)
    assert p.sum() == pytest.approx(1)
    assert (p >= 0).all()
    np.testing.assert_allclose(softmax(z + 100.0), p, atol=1e-9)


@given(logits)
def test_sigmoid_and_its_mirror_sum_to_one(z: np.ndarray) -> None:
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        np.testing.assert_allclose(sigmoid(z) + sigmoid(-z), 1.0, atol=1e-15)


@given(logits)
def test_softplus_exceeds_relu_by_its_mirror(z: np.ndarray) -> None:
    np.testing.assert_allclose(softplus(z) - softplus(-z), z, rtol=1e-12, atol=1e-12)


def test_normal_cdf_at_a_known_point() -> None:
    assert normal_cdf(np.array([1.959963984540054]))[0] == pytest.approx(0.975)


def test_an_unknown_function_is_named() -> None:
    with pytest.raises(ValueError, match="no activation function 'rectify'"):
        activate("rectify", np.zeros(1))
