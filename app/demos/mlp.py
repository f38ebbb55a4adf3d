"""Without a hidden layer a network draws one straight line; each hidden layer lets the boundary bend."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from app.demos._contract import DemoParams, Preset, choice, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Dots, Heatmap, Label, Line, Mark, Rule
from app.numerics.activations import Array, sigmoid
from app.numerics.datasets import labelled_points
from app.numerics.network import initial_parameters, logits, train
from app.numerics.notation import count, number, percent

TITLE = "What does a hidden layer make possible?"

SAMPLES = 80  # points, half of each class; training uses all of them in every update
EPOCHS = 120  # longest training
REACH, CELLS = 1.4, 36  # the map of probabilities: 36 by 36 cells over -1.4 to 1.4

Integers = npt.NDArray[np.int64]


class Params(DemoParams):
    dataset: Literal["xor", "circles", "moons", "spiral"] = choice(
        "xor",
        title="Data",
        description="Which two classes of points the network must tell apart.",
        labels={"xor": "XOR"},
    )
    layers: int = slider(
        1, 0, 3, title="Hidden layers", description="How many hidden layers; 0 is a linear classifier."
    )
    units: int = slider(4, 1, 16, title="Width", description="Units in each hidden layer.", unit="units")
    learning_rate: float = slider(
        0.06,
        0.001,
        # above this the last digit of a number can decide where training ends: no two programs would agree
        0.06,
        title="Learning rate",
        description="Of gradient descent with momentum 0.95.",
        log=True,
        step=0.05,
    )
    epoch: int = slider(
        80, 0, EPOCHS, title="Epoch", description="How many updates, each on all 80 points.", unit="epochs", time=True
    )
    activation: Literal["tanh", "relu", "sigmoid", "identity"] = choice(
        "tanh",
        title="Activation",
        description="The function after each hidden layer.",
        labels={"relu": "ReLU", "identity": "none (identity)"},
        more=True,
    )
    noise: float = slider(
        0.05, 0, 0.3, title="Noise", description="How far points are scattered off their shape.", step=0.01, more=True
    )
    seed: int = slider(0, 0, 99, title="Seed", description="Draws the points and the initial weights.", more=True)


@dataclass(frozen=True)
class Result:
    points: Array = out("Points", "the training points", shape="(80, 2)")
    labels: Integers = out("Class", "true class of each point, 0 or 1", shape="(80,)")
    predicted: Integers = out("Predicted class", "class given to each point, 0 or 1", shape="(80,)")
    probability: Array = out(
        "Probability of class 1", "over a grid of cell centers from -1.4 to 1.4, row by row upwards", shape="(36, 36)"
    )
    loss: Array = out("Loss", "mean cross-entropy after each epoch", shape="(epoch + 1,)", unit="nats")
    linear_loss: Array = out(
        "Loss without hidden layer", "the same training with no hidden layer", shape="(epoch + 1,)", unit="nats"
    )
    final_loss: float = out("Loss", "mean cross-entropy after the last epoch", unit="nats", readout=True)
    accuracy: float = out("Accuracy", "share of the training points classified correctly", readout=True)
    linear_accuracy: float = out("Without hidden layer", "the same share for no hidden layer", readout=True)
    parameters: int = out("Parameters", "weights and biases that training adjusts", readout=True)


def compute(
    *,
    dataset: str,
    layers: int,
    units: int,
    learning_rate: float,
    epoch: int,
    activation: str,
    noise: float,
    seed: int,
) -> Result:
    """Train a network on two classes of points, and once more without any hidden layer."""
    points, labels = labelled_points(dataset, SAMPLES, noise, np.random.default_rng(seed))
    widths = [2, *[units] * layers, 1]
    start = initial_parameters(widths, np.random.default_rng(seed))
    trained = train(start, widths, points, labels, activation, learning_rate, epoch)
    # the same training without any hidden layer, to compare
    linear = trained
    if layers:
        line = initial_parameters([2, 1], np.random.default_rng(seed))
        linear = train(line, [2, 1], points, labels, activation, learning_rate, epoch)

    predicted = logits(trained.layers, points, activation) > 0
    linear_predicted = logits(linear.layers, points, activation) > 0
    return Result(
        points=points,
        labels=labels.astype(np.int64),
        predicted=predicted.astype(np.int64),
        probability=sigmoid(logits(trained.layers, grid(), activation)).reshape(CELLS, CELLS),
        loss=trained.loss,
        linear_loss=linear.loss,
        final_loss=float(trained.loss[-1]),
        accuracy=float(np.mean(predicted == labels)),
        linear_accuracy=float(np.mean(linear_predicted == labels)),
        parameters=len(start),
    )


def grid() -> Array:
    """Centers of the cells of the map, row by row from the bottom, shape (36 * 36, 2)."""
    centers = REACH * ((2 * np.arange(CELLS) + 1) / CELLS - 1)
    across, up = np.meshgrid(centers, centers)
    return np.stack([across.ravel(), up.ravel()], axis=1)


def draw(params: Params, result: Result) -> list[Figure]:
    return [_boundary(params, result), _losses(params, result)]


def _boundary(params: Params, result: Result) -> Figure:
    x, y = result.points.T
    wrong = result.predicted != result.labels
    marks: list[Mark] = [
        Heatmap(
            2 * result.probability - 1,
            x0=-REACH,
            x1=REACH,
            y0=-REACH,
            y1=REACH,
            palette="diverging",
            low=-1.6,
            high=1.6,
            levels=16,
        )
    ]
    for label, shape in ((0, "circle"), (1, "triangle")):
        own = result.labels == label
        marks.append(Dots(x[own], y[own], series=label + 1, size=3.6, shape=shape, label=f"class {label}"))  # type: ignore[arg-type]
    marks.append(Dots(x[wrong], y[wrong], series=5, size=6.5, shape="ring", label="misclassified"))
    hidden = (
        f"{count(params.layers, 'hidden layer')} of {count(params.units, 'unit')}"
        if params.layers
        else "no hidden layer"
    )
    return Figure(
        title=f"Map of the probability of class 1 after {count(params.epoch, 'epoch')} with {hidden}; "
        f"{count(int(wrong.sum()), 'point')} of {SAMPLES} {'is' if wrong.sum() == 1 else 'are'} misclassified.",
        marks=marks,
        x=Axis("input 1", low=-REACH, high=REACH, ticks=[-1, 0, 1]),
        y=Axis("input 2", low=-REACH, high=REACH, ticks=[-1, 0, 1], grid=False),
        heading=f"Decision surface: {percent(result.accuracy)} right",
        span=0.5,
        equal=True,
    )


def _losses(params: Params, result: Result) -> Figure:
    epochs = np.arange(len(result.loss), dtype=float)
    return Figure(
        title=f"Cross-entropy over the epochs: {number(result.final_loss)} nats after {count(params.epoch, 'epoch')}, "
        f"{number(float(result.linear_loss[-1]))} nats without a hidden layer.",
        marks=[
            Rule(y=float(np.log(2))),
            Label(EPOCHS, float(np.log(2)), "guessing: ln 2", anchor="end", dy=-6, size=11.5),
            Line(epochs, result.linear_loss, series=5, dash=True, width=1.8, label="no hidden layer"),
            Line(epochs, result.loss, series=4, label="this net"),
            Dots(epochs[-1:], result.loss[-1:], series=4, size=4.5),
        ],
        x=Axis("epoch", low=0, high=EPOCHS),
        y=Axis("loss in nats", low=0, high=1.2),
        heading="Loss",
        span=0.5,
        aspect=1.0,
    )


def explain(params: Params, result: Result) -> str:
    right = f"{percent(result.accuracy)} of the {SAMPLES} points are on the right side"
    when = f"After {count(params.epoch, 'epoch')}" if params.epoch else "Before training"
    if params.layers == 0:
        return f"{when} {right}; without a hidden layer the boundary is one straight line, whatever the training."
    net = f"{count(params.layers, 'hidden layer')} of {count(params.units, 'unit')}"
    if params.activation == "identity":
        return f"{when} {right}; without a bend, {net} and the output are together one affine map: a straight line."
    rival = f"a network without a hidden layer, trained alike, gets {percent(result.linear_accuracy)}"
    return f"{when} {right} with {net} ({count(result.parameters, 'parameter')}); {rival}."


PRESETS = [
    Preset(
        "XOR without hidden layer",
        {"layers": 0},
        "No straight line separates opposite corners, so the loss stays near ln 2 however long it trains.",
        failure=True,
    ),
    Preset(
        "Depth without a bend",
        {"layers": 3, "units": 16, "activation": "identity"},
        "Three layers without an activation function are still one affine map: the boundary stays straight.",
        failure=True,
    ),
    Preset(
        "Circle",
        {"dataset": "circles", "units": 3, "epoch": 120},
        "Three units bend the boundary once around the inner class.",
    ),
    Preset(
        "Too narrow",
        {"dataset": "circles", "units": 2, "epoch": 120},
        "Two units make a strip, which cannot be closed around the inner class.",
        failure=True,
    ),
    Preset(
        "Spiral",
        {"dataset": "spiral", "layers": 2, "units": 16, "epoch": 120},
        "Two wide layers wind the boundary between the arms.",
    ),
]
NOTICE = [
    "Between the two colors lies the decision boundary, where both classes are equally probable.",
    "The dashed loss is that of a linear classifier on the same points: on XOR it stops at guessing.",
    "The first epochs move the boundary most; later ones mainly make it more certain.",
]
TRY = [
    "Remove the hidden layer and play the training again.",
    "Find the smallest width that encloses the inner circle.",
    "Lower the learning rate to 0.01 and see how far 120 epochs get.",
]
