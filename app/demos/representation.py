"""The last layer draws a straight line; the layers before it move the points until a straight line is enough."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from app.demos._contract import DemoParams, Preset, choice, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Dots, Line, Mark
from app.numerics.activations import Array
from app.numerics.datasets import labelled_points
from app.numerics.network import hidden_layers, initial_parameters, logits, train
from app.numerics.notation import count, percent

TITLE = "What does the last layer see?"

SAMPLES = 80  # points, half of each class; training uses all of them in every update
FIRST = 12  # units of the first hidden layer
EPOCHS = 120  # longest training
LEARNING_RATE = 0.05  # of gradient descent with momentum
ALPHA = 1e-3  # the probe's ridge penalty: small, but enough for a unique best line
REACH, LINES, PER_LINE = 1.2, 9, 21  # the grid that shows how the plane is bent

Integers = npt.NDArray[np.int64]


class Params(DemoParams):
    dataset: Literal["circles", "xor", "moons", "spiral"] = choice(
        "circles", title="Data", description="Two classes that no straight line separates.", labels={"xor": "XOR"}
    )
    units: int = slider(2, 2, 8, title="Units", description="Units of the last hidden layer.", unit="units")
    epoch: int = slider(
        60, 0, EPOCHS, title="Epoch", description="How long the network was trained.", unit="epochs", time=True
    )
    noise: float = slider(0.05, 0, 0.4, title="Noise", description="How far points are scattered.", step=0.01)
    seed: int = slider(0, 0, 99, title="Seed", description="Draws the points and the initial weights.", more=True)


@dataclass(frozen=True)
class Result:
    raw: Array = out("Input", "the points as they are given", shape="(80, 2)")
    labels: Integers = out("Class", "class of each point, 0 or 1", shape="(80,)")
    hidden: Array = out(
        "Hidden representation",
        "the points as the output layer sees them; for more than 2 units their first two principal components",
        shape="(80, 2)",
    )
    grid: Array = out("Bent grid", "a square grid of the input plane, moved like the points", shape="(378, 2)")
    raw_probe: Array = out("Probe of the input", "two weights and the bias of the best line", shape="(3,)")
    hidden_probe: Array = out("Probe of the hidden layer", "its weights and its bias", shape="(units + 1,)")
    loss: Array = out("Loss", "mean cross-entropy after each epoch", shape="(epoch + 1,)", unit="nats")
    raw_accuracy: float = out(
        "Line through the input", "share of points that the probe of the input gets", readout=True
    )
    hidden_accuracy: float = out(
        "Line through the hidden layer", "share of points that the probe of the last hidden layer gets", readout=True
    )
    accuracy: float = out("Network", "share of points that the network itself gets right", readout=True)


def compute(*, dataset: str, units: int, epoch: int, noise: float, seed: int) -> Result:
    """Train a network, then let a linear probe judge what its last hidden layer has made of the points.

    For probes see Alain and Bengio, 2016 (arXiv:1610.01644).
    """
    points, labels = labelled_points(dataset, SAMPLES, noise, np.random.default_rng(seed))
    widths = [2, FIRST, units, 1]
    start = initial_parameters(widths, np.random.default_rng(seed))
    trained = train(start, widths, points, labels, "tanh", LEARNING_RATE, epoch)

    features = hidden_layers(trained.layers, points, "tanh")[-1]
    bent = hidden_layers(trained.layers, grid_lines(), "tanh")[-1]
    center, axes = np.zeros(2), np.eye(2)
    if units > 2:
        center, axes = principal_plane(features)
    raw_probe, hidden_probe = linear_probe(points, labels), linear_probe(features, labels)
    return Result(
        raw=points,
        labels=labels.astype(np.int64),
        hidden=(features - center) @ axes,
        grid=(bent - center) @ axes,
        raw_probe=raw_probe,
        hidden_probe=hidden_probe,
        loss=trained.loss,
        raw_accuracy=probe_accuracy(raw_probe, points, labels),
        hidden_accuracy=probe_accuracy(hidden_probe, features, labels),
        accuracy=float(np.mean((logits(trained.layers, points, "tanh") > 0) == labels)),
    )


def linear_probe(features: Array, labels: Array) -> Array:
    """Fit a line by ridge regression to targets -1 and 1; return its weights and, last, its bias.

    Least squares has one best answer, which can be written down: unlike logistic regression on separable points.
    """
    targets = 2.0 * labels - 1.0
    X, y = features - features.mean(axis=0), targets - targets.mean()
    weights = np.linalg.solve(X.T @ X + ALPHA * np.eye(X.shape[1]), X.T @ y)
    return np.append(weights, targets.mean() - features.mean(axis=0) @ weights)


def probe_accuracy(probe: Array, features: Array, labels: Array) -> float:
    """Share of points on the right side of the line."""
    return float(np.mean((features @ probe[:-1] + probe[-1] > 0) == labels))


def principal_plane(features: Array) -> tuple[Array, Array]:
    """Mean and the two directions of largest variance, shapes (units,) and (units, 2)."""
    center = features.mean(axis=0)
    directions = np.linalg.svd(features - center, full_matrices=False)[2][:2]
    # a direction has no sign of its own: make its largest entry positive
    largest = np.abs(directions).argmax(axis=1)
    return center, (directions * np.sign(directions[[0, 1], largest])[:, None]).T


def grid_lines() -> Array:
    """Points on 9 upright and 9 level lines of the input plane, shape (2 * 9 * 21, 2)."""
    where, along = np.linspace(-REACH, REACH, LINES), np.linspace(-REACH, REACH, PER_LINE)
    fixed, moving = np.repeat(where, PER_LINE), np.tile(along, LINES)
    return np.concatenate([np.stack([fixed, moving], axis=1), np.stack([moving, fixed], axis=1)])


def draw(params: Params, result: Result) -> list[Figure]:
    plane = params.units == 2
    inside = f"{count(params.units, 'hidden unit')} after {count(params.epoch, 'epoch')}"
    names = ("unit 1", "unit 2") if plane else ("component 1", "component 2")
    # tanh units lie within a ball of this radius; a center away from 0 may push some points out of it
    widest = float(np.abs(np.concatenate([result.hidden, result.grid])).max())
    far = 1.15 if plane else 0.1 + max(float(np.sqrt(params.units)), widest)
    seen = Figure(
        title=f"The points as {inside} represent them, with the input grid bent alike: a straight line "
        f"classifies {percent(result.hidden_accuracy)} of them correctly.",
        marks=_scene(result.hidden, result.grid, result.labels, result.hidden_probe if plane else None),
        x=Axis(names[0], low=-far, high=far),
        y=Axis(names[1], low=-far, high=far, grid=False),
        heading=f"What the last layer sees: {percent(result.hidden_accuracy)}",
        span=0.5,
        equal=True,
    )
    # a straight line needs only its two ends
    straight = [line * PER_LINE + end for line in range(2 * LINES) for end in (0, PER_LINE - 1)]
    given = Figure(
        title=f"The points as they are given: the straight line of least squares classifies "
        f"{percent(result.raw_accuracy)} of them correctly.",
        marks=_scene(result.raw, grid_lines()[straight], result.labels, result.raw_probe),
        x=Axis("input 1", low=-1.5, high=1.5),
        y=Axis("input 2", low=-1.5, high=1.5, grid=False),
        heading=f"What comes in: {percent(result.raw_accuracy)}",
        span=0.5,
        equal=True,
    )
    return [seen, given]


def _scene(points: Array, grid: Array, labels: Integers, probe: Array | None) -> list[Mark]:
    lines = grid.reshape(2 * LINES, -1, 2)
    marks: list[Mark] = [Line(line[:, 0], line[:, 1], series=0, width=0.8, opacity=0.4) for line in lines]
    if probe is not None:
        # the line w·x + b = 0, through its point nearest the origin, along the direction that w does not see
        w, b = probe[:-1], probe[-1]
        size = max(float(w @ w), 1e-12)
        along = np.array([[-4.0], [4.0]]) * np.array([-w[1], w[0]]) / np.sqrt(size) - b * w / size
        marks.append(Line(along[:, 0], along[:, 1], series=5, width=2.0, dash=True))
    for label, shape in ((0, "circle"), (1, "triangle")):
        own = labels == label
        marks.append(
            Dots(points[own, 0], points[own, 1], series=label + 1, size=3.6, shape=shape, label=f"class {label}")  # type: ignore[arg-type]
        )
    return marks


def explain(params: Params, result: Result) -> str:
    when = f"After {count(params.epoch, 'epoch')}" if params.epoch else "Before training"
    gain = result.hidden_accuracy - result.raw_accuracy
    halved = 1 - result.hidden_accuracy <= 0.5 * (1 - result.raw_accuracy)
    if gain <= 0.02:
        verdict = "the hidden layers make the problem no easier"
    elif not params.epoch:
        verdict = f"random layers, which learned nothing, happen to help{' a little' if gain < 0.1 else ''}"
    elif halved:
        verdict = "the hidden layers have moved the classes apart"
    else:
        verdict = f"the hidden layers help{' a little' if gain < 0.1 else ', but do not part the classes'}"
    return (
        f"A straight line through the input gets {percent(result.raw_accuracy)} of the points right. {when} a straight "
        f"line through the {params.units} hidden units gets {percent(result.hidden_accuracy)}: {verdict}."
    )


PRESETS = [
    Preset("Untrained", {"epoch": 0}, "Random weights bend the plane too, but hardly where it helps.", failure=True),
    Preset(
        "Spiral",
        {"dataset": "spiral", "units": 2, "epoch": 120},
        "The two arms are unwound until a line separates nearly all points.",
    ),
    Preset(
        "Too noisy",
        {"dataset": "moons", "noise": 0.4, "epoch": 120},
        "Where the classes overlap in the input no representation can part them fully.",
        failure=True,
    ),
    Preset(
        "Eight units",
        {"units": 8},
        "A flat cut in eight dimensions parts the classes; the two principal components that are drawn do not show it.",
    ),
]
NOTICE = [
    "The gray grid is the same in both pictures: on the left it is bent as the hidden layers bend the plane.",
    "The dashed line is a linear probe: the straight cut of least squares through the points of its own picture.",
    "Nobody told the network how to bend the plane: the classification loss alone did.",
]
TRY = [
    "Play the training from epoch 0 and watch the grid.",
    "Compare the seeds on the circles: the representation differs each time, and each time it beats the raw input.",
]
