"""Dropout silences random units while training, and scales up the rest so that the mean stays."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from app.demos._contract import DemoParams, Preset, choice, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Area, Cells, Dots, Line, Mark, Rule
from app.numerics.activations import Array
from app.numerics.notation import count, number, percent

TITLE = "Who is silent this time, and what stays the same on average?"

SHOWN_PASSES = 6
WRITTEN_UNITS = 12
MOST_PASSES = 100


class Params(DemoParams):
    rate: float = slider(
        0.5, 0, 0.95, title="Dropout rate p", description="Probability that a unit is silenced in a pass.", step=0.01
    )
    units: int = slider(12, 1, 16, title="Units", description="How many units the layer has.", unit="units")
    passes: int = slider(
        60,
        1,
        MOST_PASSES,
        title="Passes",
        description="How many training passes are averaged.",
        unit="passes",
        time=True,
    )
    scaling: Literal["inverted", "none"] = choice(
        "inverted",
        title="Scaling",
        description="Inverted: survivors are divided by 1 − p while training. None: they stay as they are.",
    )
    x: float = slider(
        1, 0.5, 3, title="Activation x", description="What every unit would give without dropout.", step=0.1, more=True
    )
    seed: int = slider(3, 0, 999, title="Seed", description="Which units are silenced.", more=True)


@dataclass(frozen=True)
class Result:
    masks: npt.NDArray[np.int64] = out("Masks", "1 where a unit survives a pass, else 0", shape="(passes, units)")
    mean: Array = out("Mean", "mean output of all units over passes 1 to k", shape="(passes,)")
    variance: Array = out("Variance", "population variance of the same outputs", shape="(passes,)")
    spread: Array = out("Spread", "two standard errors of that mean", shape="(passes,)")
    kept_value: float = out("Survivor's output", "output of a unit that is not silenced", readout=True)
    kept_share: float = out("Share kept", "share of units that survived, over all passes", readout=True)
    final_mean: float = out("Mean output", "mean over all units and passes", readout=True)
    expected_mean: float = out("Expected mean", "what the mean tends to")
    final_variance: float = out("Variance", "population variance over all units and passes", readout=True)
    expected_variance: float = out("Expected variance", "x²p/(1 − p), or x²p(1 − p) without scaling", readout=True)


def compute(*, rate: float, units: int, passes: int, scaling: str, x: float, seed: int) -> Result:
    """Silence units at random, pass by pass, and follow mean and variance of the outputs (Srivastava et al., 2014).

    A unit of output x gives x/(1 − p) with probability 1 − p and 0 with probability p: on average x.
    """
    masks = draw_masks(rate, units, passes, seed)
    scale = 1 / (1 - rate) if scaling == "inverted" else 1.0
    outputs = x * scale * masks
    # running moments: after k passes there are k · units outputs
    seen = units * np.arange(1, passes + 1)
    mean = np.cumsum(outputs.sum(axis=1)) / seen
    square = np.cumsum((outputs**2).sum(axis=1)) / seen
    # rounding may leave −1e-17 where all outputs are equal
    variance = np.maximum(square - mean**2, 0.0)
    # a survivor comes with probability 1 − p: mean q·s·x, variance q(1 − q)(s·x)²
    expected_variance = (1 - rate) * rate * (scale * x) ** 2
    return Result(
        masks=masks,
        mean=mean,
        variance=variance,
        spread=2 * np.sqrt(expected_variance / seen),
        kept_value=x * scale,
        kept_share=float(masks.mean()),
        final_mean=float(mean[-1]),
        expected_mean=(1 - rate) * scale * x,
        final_variance=float(variance[-1]),
        expected_variance=expected_variance,
    )


def draw_masks(rate: float, units: int, passes: int, seed: int) -> npt.NDArray[np.int64]:
    """Draw which units survive each pass, independently, with probability 1 − rate; shape (passes, units)."""
    return (np.random.default_rng(seed).random((passes, units)) >= rate).astype(np.int64)


def draw(params: Params, result: Result) -> list[Figure]:
    return [mask_figure(params, result), mean_figure(params, result), variance_figure(params, result)]


def mask_figure(params: Params, result: Result) -> Figure:
    # the latest passes, so that the picture moves while passes are added
    first = max(0, params.passes - SHOWN_PASSES)
    shown = result.masks[first:]
    rows, columns = np.indices(shown.shape)
    kept = shown.ravel().astype(bool)
    # tiles of more units are too narrow for a number
    texts = [number(result.kept_value, 2) if alive else "0" for alive in kept] if params.units <= WRITTEN_UNITS else ()
    names = [f"pass {first + k + 1}" for k in range(len(shown))]
    return Figure(
        title=f"Outputs of {count(params.units, 'unit')} in {count(len(shown), 'pass', 'passes')}: survivors give "
        f"{number(result.kept_value)}, the others 0; {percent(float(kept.mean()))} survive here.",
        heading="Output of each unit, pass by pass",
        marks=[
            Cells(
                columns.ravel().astype(float),
                rows.ravel().astype(float),
                series=1,
                opacity=np.where(kept, 0.85, 0.08),
                texts=texts,
            )
        ],
        x=Axis("units", low=-0.5, high=params.units - 0.5, hidden=True),
        y=Axis("", low=SHOWN_PASSES - 0.5, high=-0.5, ticks=list(range(len(names))), tick_labels=names, grid=False),
        aspect=0.36,
    )


def mean_figure(params: Params, result: Result) -> Figure:
    steps = np.arange(1, params.passes + 1, dtype=float)
    marks: list[Mark] = [
        Area(steps, result.expected_mean - result.spread, result.expected_mean + result.spread, series=1),
        Rule(y=params.x),
        Line(steps, result.mean, series=1),
        Dots(steps[-1:], result.mean[-1:], series=1, size=4),
    ]
    return Figure(
        title=f"Mean output over the passes so far: {number(result.final_mean)} after "
        f"{count(params.passes, 'pass', 'passes')}, tending to {number(result.expected_mean)}; the band is two "
        "standard errors wide on each side.",
        heading="Mean so far (dashes: no dropout)",
        marks=marks,
        x=Axis("passes", low=0, high=MOST_PASSES),
        y=Axis("", low=0, high=2 * params.x),
        span=0.5,
        aspect=0.6,
    )


def variance_figure(params: Params, result: Result) -> Figure:
    return Figure(
        title=f"Variance of the outputs so far: {number(result.final_variance)} after "
        f"{count(params.passes, 'pass', 'passes')}, tending to {number(result.expected_variance)}.",
        heading="Variance so far (dashes: expected)",
        marks=[
            Rule(y=result.expected_variance),
            Line(np.arange(1, params.passes + 1, dtype=float), result.variance, series=2),
            Dots([params.passes], result.variance[-1:], series=2, size=4),
        ],
        x=Axis("passes", low=0, high=MOST_PASSES),
        y=Axis("", low=0, high=ceiling(1.4 * result.expected_variance)),
        span=0.5,
        aspect=0.6,
    )


def ceiling(value: float) -> float:
    """Round up to 1, 2 or 5 times a power of ten, and to 0.1 at least: an axis that jumps seldom."""
    decade = 10.0 ** np.floor(np.log10(max(value, 0.1)))
    return float(next(decade * step for step in (1, 2, 5, 10) if decade * step >= value))


def explain(params: Params, result: Result) -> str:
    sample = f"over {count(params.passes, 'pass', 'passes')} of {count(params.units, 'unit')}"
    if params.rate == 0:
        return f"At rate 0 nothing is silenced: every output is {number(params.x)} {sample}."
    seen = f"{sample} the mean is {number(result.final_mean)}"
    noise = f"The variance is {number(result.final_variance)}, where {number(result.expected_variance)} is expected."
    if params.scaling == "none":
        return (
            f"Survivors stay at {number(params.x)}, so {seen}: it tends to {number(result.expected_mean)}, "
            f"not to the {number(params.x)} that the layer gives once dropout is off. {noise}"
        )
    return (
        f"At rate {number(params.rate)} survivors are scaled up from {number(params.x)} to "
        f"{number(result.kept_value)}: {seen}, and it tends to {number(params.x)}. {noise}"
    )


PRESETS = [
    Preset(
        "No scaling",
        {"scaling": "none"},
        "Without scaling the mean falls to (1 − p)x while training; at test time the next layer sees another scale.",
        failure=True,
    ),
    Preset(
        "Too much",
        {"rate": 0.9},
        "The mean still stays, but a signal of 1 now carries a variance of 9.",
        failure=True,
    ),
    Preset("A light touch", {"rate": 0.1}, "A common rate on inputs: little noise, little regularization."),
    Preset("Test time", {"rate": 0}, "When the model is used nothing is silenced and nothing is scaled."),
    Preset("A single unit", {"units": 1, "passes": 100}, "One unit alone: its mean settles, its output never does."),
]
NOTICE = [
    "Each row is another thinned network; all of them share their weights.",
    "Survivors give x/(1 − p) instead of x, which makes up for the silent ones.",
    "The mean settles as passes add up; the variance does not go away.",
]
TRY = [
    "Raise the rate to 0.8 and read how large a survivor becomes.",
    "Switch the scaling off and see where the mean goes.",
    "Find the rate at which the expected variance is a quarter of x².",
]
