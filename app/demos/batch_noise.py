"""The gradient of a mini-batch scatters around the true one, with a variance that falls as one over its size."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from app.demos._contract import DemoParams, Preset, choice, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Arrow, Dots, Label, Line, Mark
from app.numerics.notation import count, number

Array = npt.NDArray[np.float64]

EXAMPLES = 256  # in the whole data set
SIZES = np.arange(1.0, EXAMPLES + 1)  # of batches
LOWEST = 0.001  # variance at the foot of the drawing

TITLE = "How noisy is the gradient of a mini-batch?"


class Params(DemoParams):
    batch_size: int = slider(
        8, 1, 256, title="Batch size", description="Examples in each batch, of 256 in all.", unit="examples", log=True
    )
    draws: int = slider(100, 1, 200, title="Draws", description="How many batches are drawn.", unit="batches")
    replacement: Literal["without", "with"] = choice(
        "without",
        title="Replacement",
        description="Without: a batch holds no example twice, as in an epoch. With: each example is drawn anew.",
    )
    seed: int = slider(0, 0, 999, title="Seed", description="Picks the data and the batches.", more=True)


@dataclass(frozen=True)
class Result:
    gradients: Array = out("Gradients", "∂loss/∂slope and ∂loss/∂intercept of each drawn batch", shape="(draws, 2)")
    full_gradient: Array = out("Full gradient", "the same from all 256 examples", shape="(2,)")
    variance: float = out("Variance", "mean squared distance of the drawn gradients from the full one", readout=True)
    expected_variance: float = out("Expected variance", "what theory says for this batch size", readout=True)
    noise: float = out(
        "Noise to signal", "root of the expected variance over the size of the full gradient", readout=True
    )
    uphill: float = out("Wrong way", "share of batches whose step would raise the loss at first", readout=True)
    ring: Array = out(
        "Standard ellipse", "points one expected standard deviation from the full gradient", shape="(65, 2)"
    )
    curve_with: Array = out("Expected variance, with", "with replacement, for sizes 1 to 256", shape="(256,)")
    curve_without: Array = out("Expected variance, without", "without replacement, for sizes 1 to 256", shape="(256,)")


def compute(*, batch_size: int, draws: int, replacement: str, seed: int) -> Result:
    """Draw mini-batches, and compare how far their gradients scatter with what theory expects.

    The mean of B gradients drawn from N has the variance σ²/B with replacement, σ²/B · (N − B)/(N − 1) without.
    """
    rng = np.random.default_rng(seed)
    x, y = dataset(rng)
    each = example_gradients(x, y, slope=0.0, intercept=0.0)
    full = each.mean(axis=0)

    gradients = each[batches(replacement, batch_size, draws, rng)].mean(axis=1)
    spread = (each - full).T @ (each - full) / EXAMPLES  # covariance of the gradient of one example
    single = float(np.trace(spread))
    # the mean of B independent draws has 1/B of the variance of one; without replacement the draws
    # push each other apart, and once all examples are in the batch nothing is left to vary
    expected = {"with": single / SIZES, "without": single / SIZES * (EXAMPLES - SIZES) / (EXAMPLES - 1)}
    variance = float(expected[replacement][batch_size - 1])
    return Result(
        gradients=gradients,
        full_gradient=full,
        variance=float(np.mean(((gradients - full) ** 2).sum(axis=1))),
        expected_variance=variance,
        noise=float(np.sqrt(variance) / np.linalg.norm(full)),
        uphill=float(np.mean(gradients @ full < 0)),
        ring=full + ellipse(spread * (variance / single)),
        curve_with=expected["with"],
        curve_without=expected["without"],
    )


def dataset(rng: np.random.Generator) -> tuple[Array, Array]:
    """Draw 256 points around the line y = 0.6 x + 0.3."""
    x = rng.standard_normal(EXAMPLES)
    return x, 0.6 * x + 0.3 + rng.standard_normal(EXAMPLES)


def example_gradients(x: Array, y: Array, slope: float, intercept: float) -> Array:
    """Gradient of ``(slope x + intercept - y)² / 2`` by slope and intercept, one row an example, shape (n, 2)."""
    residual = slope * x + intercept - y
    return np.column_stack([residual * x, residual])


def batches(replacement: str, batch_size: int, draws: int, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """Draw batches of example numbers, shape (draws, batch_size)."""
    if replacement == "with":
        return rng.integers(0, EXAMPLES, (draws, batch_size))
    # the first places of a shuffled deck: sorting random keys shuffles all decks at once
    drawn = np.argsort(rng.random((draws, EXAMPLES)), axis=1)[:, :batch_size]
    # a sum in another order rounds differently: a batch of all examples is summed in the order of the data
    return np.sort(drawn, axis=1) if batch_size == EXAMPLES else drawn


def ellipse(covariance: Array) -> Array:
    """Give 65 points one standard deviation from 0 in every direction, shape (65, 2)."""
    values, vectors = np.linalg.eigh(covariance)
    turn = np.linspace(0, 2 * np.pi, 65)
    circle = np.column_stack([np.cos(turn), np.sin(turn)])
    # rounding may leave an eigenvalue a hair below 0 where the variance is 0
    return np.asarray(circle * np.sqrt(np.maximum(values, 0.0)) @ vectors.T)


def draw(params: Params, result: Result) -> list[Figure]:
    return [cloud(params, result), law(params, result)]


def cloud(params: Params, result: Result) -> Figure:
    g = result.gradients
    marks: list[Mark] = [
        Dots(g[:, 0], g[:, 1], series=1, size=3.2, opacity=0.45, label="one batch"),
        Line(result.ring[:, 0], result.ring[:, 1], series=2, width=1.8, label="one standard deviation", closed=True),
        Arrow(0, 0, float(result.full_gradient[0]), float(result.full_gradient[1]), series=2, width=2.2),
        Dots([0.0], [0.0], series=0, size=5, shape="cross", label="zero"),
        Dots(result.full_gradient[:1], result.full_gradient[1:], series=2, size=5.5, shape="diamond", label="all data"),
    ]
    return Figure(
        title=f"Gradients of {count(params.draws, 'batch', 'batches')} of {count(params.batch_size, 'example')}, "
        f"scattered around the gradient of all data at {number(float(result.full_gradient[0]))}, "
        f"{number(float(result.full_gradient[1]))} with variance {number(result.variance)}.",
        marks=marks,
        x=Axis("∂loss / ∂slope", low=-2.9, high=1.5),
        y=Axis("∂loss / ∂intercept", low=-1.7, high=1.1),
        aspect=0.58,
    )


def law(params: Params, result: Result) -> Figure:
    chosen = params.replacement == "with"
    return Figure(
        title=f"Expected variance against batch size, both logarithmic: at {number(params.batch_size)} it is "
        f"{number(result.expected_variance)}; measured from the draws it is {number(result.variance)}.",
        marks=[
            Line(SIZES, result.curve_with, series=4, label="with", width=2.6 if chosen else 1.6, dash=not chosen),
            Line(SIZES, result.curve_without, series=3, label="without", width=1.6 if chosen else 2.6, dash=chosen),
            measured(params, result),
        ],
        x=Axis("batch size", low=1, high=256, scale="log", ticks=[1, 4, 16, 64, 256]),
        y=Axis("variance of the gradient", low=LOWEST, high=10, scale="log", ticks=[0.001, 0.01, 0.1, 1, 10]),
        heading="Variance by batch size, with and without replacement",
        aspect=0.34,
    )


def measured(params: Params, result: Result) -> Mark:
    """Mark the measured variance; one that a logarithmic scale cannot show is written at its foot."""
    if result.variance >= LOWEST:
        return Dots([params.batch_size], [result.variance], series=1, size=5.5, label="measured from the draws")
    text = f"measured: {number(result.variance)} ↓"
    return Label(params.batch_size * 0.8, LOWEST, text, series=1, anchor="end", bold=True, dy=-7)


def explain(params: Params, result: Result) -> str:
    size = count(params.batch_size, "example")
    if result.expected_variance == 0:
        return f"A batch of all {EXAMPLES} examples is the whole data: its gradient is exact, and there is no noise."
    astray = round(result.uphill * params.draws)
    wrong = (
        f"{number(astray)} of {count(params.draws, 'batch', 'batches')} {'points' if astray == 1 else 'point'} the "
        "wrong way"
        if astray
        else f"none of the {params.draws} batches points the wrong way"
        if params.draws > 1
        else "the one batch drawn does not point the wrong way"
    )
    return (
        f"With {size} in a batch the gradient has a variance of {number(result.expected_variance)}, a noise of "
        f"{number(result.noise)} times the gradient itself; {wrong}."
    )


PRESETS = [
    Preset(
        "One example",
        {"batch_size": 1},
        "The noise is larger than the gradient: many steps go the wrong way, and yet on average they are right.",
        failure=True,
    ),
    Preset(
        "Eight times as many",
        {"batch_size": 64},
        "Eight times the batch of 8, eight times the work: the spread shrinks to about a third.",
    ),
    Preset("All data", {"batch_size": 256}, "Without replacement the whole data is one batch: no noise is left."),
    Preset(
        "All data, redrawn",
        {"batch_size": 256, "replacement": "with"},
        "With replacement 256 draws miss about a third of the examples, so noise remains.",
    ),
]
NOTICE = [
    "The cloud is centered on the gradient of all data: a mini-batch is noisy, not biased.",
    "Variance falls as 1/B, so the spread, its square root, halves only when the batch grows fourfold.",
    "Without replacement the variance drops to 0 at the whole data set; with replacement it stays on the line.",
]
TRY = [
    "Find the smallest batch size at which no draw points the wrong way.",
    "Compare batch size 16 and 32: how much tighter is the cloud?",
    "Set the batch size to 200 and switch the replacement.",
]
