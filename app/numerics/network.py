"""A fully connected classifier with one logit: forward pass, backward pass, training by gradient descent."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from app.numerics.activations import activate, sigmoid, softplus
from app.numerics.optimizers import momentum_step

Array = npt.NDArray[np.float64]
MOMENTUM = 0.95  # share of the velocity that survives a step: in the long run each gradient counts 1/0.05 = 20 times
# weights of shape (inputs, outputs) and biases of shape (outputs,), from the first layer to the last
Layers = list[tuple[Array, Array]]


@dataclass(frozen=True)
class Training:
    """What a training run leaves behind.

    Args:
        layers: the layers after the last update.
        loss: mean cross-entropy in nats before any update and after each, shape (updates + 1,).
    """

    layers: Layers
    loss: Array


def initial_parameters(widths: Sequence[int], rng: np.random.Generator) -> Array:
    """Draw all weights from a normal distribution of variance 4 / inputs, with biases 0, as one vector.

    Inputs and tanh outputs of size about 1/2 then give sums of size about 1, where the activation begins to bend.
    The rule "one over the number of inputs" is LeCun's, the factor 4 suits small networks in the plane.

    Args:
        widths: units of each layer, from the inputs to the outputs.
        rng: seeded generator.

    References:
        LeCun et al., 1998, "Efficient BackProp" (doi:10.1007/3-540-49430-8_2).

    >>> initial_parameters([2, 3, 1], np.random.default_rng(0)).size
    13
    """
    parts = [
        np.concatenate([rng.normal(0.0, 2.0 * inputs**-0.5, inputs * outputs), np.zeros(outputs)])
        for inputs, outputs in pairwise(widths)
    ]
    return np.concatenate(parts)


def unpacked(theta: Array, widths: Sequence[int]) -> Layers:
    """View a vector of parameters as layers; nothing is copied."""
    layers, at = [], 0
    for inputs, outputs in pairwise(widths):
        middle, end = at + inputs * outputs, at + (inputs + 1) * outputs
        layers.append((theta[at:middle].reshape(inputs, outputs), theta[middle:end]))
        at = end
    return layers


def hidden_layers(layers: Layers, x: Array, activation: str) -> list[Array]:
    """Give the input and the output of every hidden layer; each of shape (samples, units)."""
    outputs = [x]
    for W, b in layers[:-1]:
        outputs.append(activate(activation, outputs[-1] @ W + b)[0])
    return outputs


def logits(layers: Layers, x: Array, activation: str) -> Array:
    """Give the logit of each row of ``x``, shape (samples,); its sigmoid is the probability of class 1."""
    W, b = layers[-1]
    return np.asarray((hidden_layers(layers, x, activation)[-1] @ W + b)[:, 0])


def cross_entropy(z: Array, labels: Array) -> Array:
    """Mean negative log-probability that logits give to the true classes, in nats, over the last axis.

    Args:
        z: logits, shape (..., samples).
        labels: 0 or 1, shape (samples,).

    >>> float(cross_entropy(np.array([0.0, -1000.0]), np.array([1.0, 0.0])).round(4))  # ln 2 / 2
    0.3466
    """
    # -log σ(z) = softplus(z) - z, and -log(1 - σ(z)) = softplus(z): nothing can overflow
    return np.asarray((softplus(z) - labels * z).mean(axis=-1))


def backpropagate(layers: Layers, gradient: Layers, x: Array, labels: Array, activation: str) -> Array:
    """Fill in the gradient of the mean cross-entropy of a network with one logit; return the logits.

    Args:
        layers: the network; the last layer has one unit.
        gradient: arrays of the same shapes, which are overwritten.
        x: inputs, shape (samples, inputs).
        labels: 0 or 1, shape (samples,).
        activation: of every hidden layer, see :func:`app.numerics.activations.activate`.

    Returns:
        The logit of each row of ``x``, shape (samples,).
    """
    outputs, slopes = [x], []
    for W, b in layers[:-1]:
        h, slope = activate(activation, outputs[-1] @ W + b)
        outputs.append(h)
        slopes.append(slope)
    W, b = layers[-1]
    z = outputs[-1] @ W + b
    # by the logit, cross-entropy has the derivative probability minus label; the mean divides it by their number
    dz = (sigmoid(z) - labels[:, None]) / len(labels)
    for layer in range(len(layers) - 1, -1, -1):
        # of z = h W + b: dW = hᵀ dz, and db is the sum of dz over the samples; both are written in place
        dW, db = gradient[layer]
        np.matmul(outputs[layer].T, dz, out=dW)
        np.add.reduce(dz, axis=0, out=db)
        if layer:
            # the chain rule: back through the weights, then through the activation below
            dz = (dz @ layers[layer][0].T) * slopes[layer - 1]
    return np.asarray(z[:, 0])


def train(
    theta: Array, widths: Sequence[int], x: Array, labels: Array, activation: str, learning_rate: float, epochs: int
) -> Training:
    """Train on all samples at once, one update an epoch, by gradient descent with momentum 0.95.

    Gradients longer than 1 are shortened to that length (Pascanu et al., 2013, arXiv:1211.5063), as
    ``torch.nn.utils.clip_grad_norm_`` does.

    Args:
        theta: initial parameters, shape (parameters,); they are not changed.
        widths: units of each layer; the last is 1.
        x: inputs, shape (samples, widths[0]).
        labels: 0 or 1, shape (samples,).
        activation: of every hidden layer.
        learning_rate: positive; the momentum makes the steps about twenty times as long.
        epochs: number of updates, from 0.
    """
    theta, gradient, velocity = theta.copy(), np.empty_like(theta), np.zeros_like(theta)
    # views: what is written to the vectors is seen in the layers, and the other way round
    layers, slots = unpacked(theta, widths), unpacked(gradient, widths)
    z = np.empty((epochs + 1, len(x)))
    for epoch in range(epochs):
        z[epoch] = backpropagate(layers, slots, x, labels, activation)
        # a cliff in the loss must not throw the parameters away: no gradient longer than 1
        gradient *= min(1.0, 1.0 / (math.sqrt(gradient @ gradient) + 1e-6))
        theta[:], velocity = momentum_step(theta, velocity, gradient, learning_rate, MOMENTUM)
    z[epochs] = logits(layers, x, activation)
    return Training(layers, cross_entropy(z, labels))
