"""The network: its gradient against central differences, and training that starts where it says."""

import numpy as np
import pytest

from app.numerics.datasets import labelled_points
from app.numerics.network import backpropagate, cross_entropy, initial_parameters, logits, train, unpacked

WIDTHS = [2, 3, 2, 1]


def loss_and_gradient(
    theta: np.ndarray, widths: list[int], x: np.ndarray, labels: np.ndarray, activation: str
) -> tuple[float, np.ndarray]:
    gradient = np.full_like(theta, np.nan)
    z = backpropagate(unpacked(theta, widths), unpacked(gradient, widths), x, labels, activation)
    np.testing.assert_array_equal(z, logits(unpacked(theta, widths), x, activation))
    return float(cross_entropy(z, labels)), gradient


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "identity", "softplus"])
def test_backpropagation_is_the_central_difference(activation: str) -> None:
    rng = np.random.default_rng(1)
    x, labels = labelled_points("moons", 12, 0.1, rng)
    theta = initial_parameters(WIDTHS, rng)
    _, gradient = loss_and_gradient(theta, WIDTHS, x, labels, activation)
    step = np.cbrt(np.finfo(float).eps)
    for i in range(len(theta)):
        shift = step * (np.arange(len(theta)) == i)
        up, _ = loss_and_gradient(theta + shift, WIDTHS, x, labels, activation)
        down, _ = loss_and_gradient(theta - shift, WIDTHS, x, labels, activation)
        assert gradient[i] == pytest.approx((up - down) / (2 * step), abs=1e-9)


def test_a_loss_worked_by_hand() -> None:
    # one weight pair (1, 0), bias 0: the logits are 0 and ln 3, the probabilities 1/2 and 3/4
    x = np.array([[0.0, 5.0], [np.log(3.0), 1.0]])
    loss, gradient = loss_and_gradient(np.array([1.0, 0.0, 0.0]), [2, 1], x, np.array([1.0, 1.0]), "tanh")
    assert loss == pytest.approx((np.log(2) + np.log(4 / 3)) / 2)
    np.testing.assert_allclose(gradient, [-0.125 * np.log(3), -0.25 * 5 - 0.125, -0.25 - 0.125])


def test_layers_are_views_of_the_vector() -> None:
    theta = np.arange(17.0)
    (W, b), (V, c) = unpacked(theta, [2, 4, 1])
    assert (W.shape, b.shape, V.shape, c.shape) == ((2, 4), (4,), (4, 1), (1,))
    W[0, 0] = 9.0
    assert theta[0] == 9.0


def test_huge_logits_give_a_finite_loss() -> None:
    loss, gradient = loss_and_gradient(np.array([1e4, 0, 0]), [2, 1], np.array([[1.0, 0]]), np.zeros(1), "tanh")
    assert loss == 1e4
    assert np.isfinite(gradient).all()


def test_training_leaves_its_start_alone_and_a_short_one_is_the_beginning_of_a_long_one() -> None:
    rng = np.random.default_rng(0)
    x, labels = labelled_points("moons", 8, 0.1, rng)
    theta = initial_parameters(WIDTHS, rng)
    kept = theta.copy()
    long, short = (train(theta, WIDTHS, x, labels, "tanh", 0.05, epochs) for epochs in (9, 4))
    np.testing.assert_array_equal(theta, kept)
    np.testing.assert_allclose(long.loss[:5], short.loss, rtol=1e-12)
    assert long.loss[-1] < long.loss[0]


def test_no_epochs_leave_the_parameters_alone() -> None:
    rng = np.random.default_rng(0)
    x, labels = labelled_points("xor", 8, 0.0, rng)
    theta = initial_parameters([2, 1], rng)
    result = train(theta, [2, 1], x, labels, "tanh", 0.1, 0)
    np.testing.assert_array_equal(result.layers[0][0].ravel(), theta[:2])
    assert result.loss.shape == (1,)
