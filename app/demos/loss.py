"""A loss function prices a mistake; its slope decides how hard an outlier pulls."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.demos._contract import DemoParams, Preset, choice, notes_field, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Bars, Dots, Line, Mark, Rule
from app.numerics.activations import Array
from app.numerics.losses import margin_loss, residual_loss
from app.numerics.notation import number, percent

TITLE = "How hard does one outlier pull?"

FUNCTIONS = ("mse", "mae", "huber", "log-cosh", "cross-entropy", "hinge", "zero-one")
# eight examples that the model gets roughly right, beside one outlier: residuals in regression, margins of a class
ORDINARY_RESIDUALS = (-1.0, -0.75, -0.5, -0.25, 0.25, 0.5, 0.75, 1.0)
ORDINARY_MARGINS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
NAMES = {
    "regression": ("squared error", "absolute error", "Huber", "log-cosh", "Gaussian NLL", "ε-insensitive", "0–1"),
    "classification": ("squared error", "absolute error", "Huber", "log-cosh", "cross-entropy", "hinge", "0–1"),
}
# what is drawn thin beside the chosen function: those that are at home in the task
AT_HOME = {"regression": ("mse", "mae", "huber"), "classification": ("cross-entropy", "hinge", "zero-one")}


class Params(DemoParams):
    task: Literal["regression", "classification"] = choice(
        "regression",
        title="Task",
        description="Predict a number (loss of the residual) or one of two classes (loss of the margin).",
    )
    function: Literal["mse", "mae", "huber", "log-cosh", "cross-entropy", "hinge", "zero-one"] = choice(
        "mse",
        title="Loss function",
        description="Each has a form in both tasks: the cross-entropy of a number is that of a Gaussian, its hinge "
        "the ε-insensitive loss; a class takes a squared error of label and score.",
        labels={"mse": "squared error (MSE)", "mae": "absolute error (MAE)", "huber": "Huber", "zero-one": "0–1"},
    )
    residual: float = slider(
        3, -5, 5, title="Residual", description="Prediction minus target of the outlier, in regression.", step=0.1
    )
    margin: float = slider(
        -2,
        -5,
        5,
        title="Margin",
        description="Label (−1 or 1) times score of the outlier, in classification.",
        step=0.1,
    )
    delta: float = slider(
        1,
        0.1,
        3,
        title="Delta δ",
        description="Where Huber turns into a line; in regression also what ε-insensitive and 0–1 loss forgive.",
        step=0.1,
    )


@dataclass(frozen=True)
class Result:
    x: Array = out("x", "residuals or margins, evenly spaced", shape="(201,)")
    loss: Array = out("Loss", "the chosen loss at each of them", shape="(201,)")
    gradient: Array = out("Gradient", "its slope at each of them", shape="(201,)")
    value: float = out("Loss of the outlier", "the chosen loss at the outlier", readout=True)
    slope: float = out("Slope at the outlier", "the chosen slope at the outlier: its pull", readout=True)
    outlier_share: float | None = out(
        "Share of the pull", "slope of the outlier over the summed slopes of all nine examples, in size", readout=True
    )
    functions: list[str] = out("Functions", "names of the loss functions", shape="(7,)")
    losses: Array = out("All losses", "every loss at each x", shape="(7, 201)")
    others: Array = out("Loss under each", "every loss at the outlier", shape="(7,)")
    shares: Array = out("All shares", "share of the pull under every loss; null where nothing pulls", shape="(7,)")
    notes: dict[str, str] = notes_field()


def compute(*, task: str, function: str, residual: float, margin: float, delta: float) -> Result:
    """Compare losses by their slopes: an example pulls at the model as hard as its loss is steep."""
    x = np.linspace(-5, 5, 201)
    outlier = residual if task == "regression" else margin
    losses, gradients = zip(*(loss_of(task, name, x, delta) for name in FUNCTIONS), strict=True)
    value, slope = loss_of(task, function, np.array([outlier]), delta)
    shares = np.array([pull_share(task, name, outlier, delta) for name in FUNCTIONS])
    chosen = FUNCTIONS.index(function)
    share = float(shares[chosen])
    notes = {"shares": "Where every slope is 0, no example pulls."} if np.isnan(shares).any() else {}
    if np.isnan(share):
        notes["outlier_share"] = "All nine slopes are 0: no example pulls."
    return Result(
        x=x,
        loss=losses[chosen],
        gradient=gradients[chosen],
        value=float(value[0]),
        slope=float(slope[0]),
        outlier_share=None if np.isnan(share) else share,
        functions=list(FUNCTIONS),
        losses=np.array(losses),
        others=np.array([loss_of(task, name, np.array([outlier]), delta)[0][0] for name in FUNCTIONS]),
        shares=shares,
        notes=notes,
    )


def loss_of(task: str, function: str, x: Array, delta: float) -> tuple[Array, Array]:
    """Loss and slope at residuals (regression) or margins (classification)."""
    return residual_loss(function, x, delta) if task == "regression" else margin_loss(function, x, delta)


def pull_share(task: str, function: str, outlier: float, delta: float) -> float:
    """Share of the outlier in the summed sizes of the slopes; not a number where all are 0."""
    ordinary = ORDINARY_RESIDUALS if task == "regression" else ORDINARY_MARGINS
    # each example moves the model by its slope: the loss matters only through it
    pull = np.abs(loss_of(task, function, np.array([*ordinary, outlier]), delta)[1])
    return float(pull[-1] / pull.sum()) if pull.sum() > 0 else np.nan


def draw(params: Params, result: Result) -> list[Figure]:
    return [curve_figure(params, result), share_figure(params, result)]


def curve_figure(params: Params, result: Result) -> Figure:
    name, at, axis = words(params)
    marks: list[Mark] = [Rule(x=at)]
    others = [k for k, other in enumerate(FUNCTIONS) if other in AT_HOME[params.task] and other != params.function]
    for series, k in zip((3, 4, 0), others, strict=False):
        marks.append(Line(result.x, result.losses[k], series=series, width=1.3, label=NAMES[params.task][k]))
        marks.append(Dots([at], [result.others[k]], series=series, size=3))
    marks += [
        Line(result.x, result.gradient, series=2, dash=True, label="slope"),
        Line(result.x, result.loss, series=1, width=2.8, label=name),
        Dots([at], [result.slope], series=2, size=4.5, shape="ring"),
        Dots([at], [result.value], series=1, size=5.5),
    ]
    return Figure(
        title=f"{name[0].upper()}{name[1:]} and its slope from −5 to 5: at {axis} {number(at)} the loss is "
        f"{number(result.value)} and the slope {number(result.slope)}.",
        heading="The price of a mistake, and its slope",
        marks=marks,
        x=Axis(f"{axis} of the example", low=-5, high=5),
        y=Axis("", low=-6, high=10) if params.task == "regression" else Axis("", low=-2, high=6),
        aspect=0.46,
    )


def share_figure(params: Params, result: Result) -> Figure:
    names = NAMES[params.task]
    known = [None if np.isnan(share) else float(share) for share in result.shares]
    texts = ["no pull" if share is None else percent(share) for share in known]
    marks: list[Mark] = []
    for k, share in enumerate(known):
        own = FUNCTIONS[k] == params.function
        bar = Bars([k], [share or 0.0], horizontal=True, series=int(own), opacity=1 if own else 0.45, texts=[texts[k]])
        marks.append(bar)
    return Figure(
        title="Share of the outlier in the pull of nine examples: "
        + ", ".join(f"{name} {text}" for name, text in zip(names, texts, strict=True))
        + ".",
        heading="Share of the outlier in the pull of nine examples",
        marks=[Rule(x=1 / 9, label="an equal ninth"), *marks],
        x=Axis("", low=0, high=1.2, ticks=[0, 0.5, 1], tick_labels=["0%", "50%", "100%"]),
        y=Axis("", low=len(names) - 0.5, high=-1.6, categories=names),
        aspect=0.5,
    )


def words(params: Params) -> tuple[str, float, str]:
    """Give the name of the loss, where the outlier is, and what is measured there."""
    name = NAMES[params.task][FUNCTIONS.index(params.function)]
    return (name, params.residual, "residual") if params.task == "regression" else (name, params.margin, "margin")


def explain(params: Params, result: Result) -> str:
    name, at, axis = words(params)
    price = f"At {axis} {number(at)} the {name} loss is {number(result.value)} and its slope {number(result.slope)}"
    if result.outlier_share is None:
        return f"{price}: no example pulls at all, so gradient descent has nothing to follow."
    if result.slope == 0:
        return f"{price}: this example does not pull, the other eight share all of it."
    return f"{price}: this one example has {percent(result.outlier_share)} of the pull of nine."


PRESETS = [
    Preset(
        "Squared error, outlier",
        {"residual": 5},
        "One example in nine has half of the pull: the fit follows the outlier.",
        failure=True,
    ),
    Preset(
        "Huber", {"function": "huber", "residual": 5}, "Beyond δ the slope stays at δ: the outlier is held in check."
    ),
    Preset(
        "Wrong and sure of it",
        {"task": "classification", "function": "cross-entropy", "margin": -4},
        "The slope of cross-entropy is nearly 1 where the model is surely wrong, and fades where it is right.",
    ),
    Preset(
        "Too right",
        {"task": "classification", "function": "mse", "margin": 4},
        "Squared error punishes a class for being recognized too clearly; hinge and cross-entropy do not.",
        failure=True,
    ),
    Preset(
        "0–1 loss",
        {"task": "classification", "function": "zero-one", "margin": -1},
        "What one wants to minimize has no slope, so it cannot be followed downhill.",
        failure=True,
    ),
]
NOTICE = [
    "The dashed slope is what training feels; the height of the loss is not.",
    "Squared error has a slope that grows with the mistake, so the worst example pulls hardest.",
    "Absolute error pulls equally hard at any distance: only the sign of its slope changes.",
]
TRY = [
    "Move the residual of the outlier and watch the bars: which of them stay?",
    "Choose Huber and lower δ: up to the factor δ it turns into absolute error.",
    "Switch the task to classification and find the margin from which hinge stops pulling.",
]
