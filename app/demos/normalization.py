"""Normalization puts numbers on one scale; one outlier squeezes min-max flat and leaves the median's scale alone."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.demos._contract import DemoParams, Preset, choice, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Dots, Label, Mark, Rule, Segments
from app.numerics.activations import Array
from app.numerics.notation import count, number, percent

TITLE = "What does one outlier do to the others?"

LABELS = {"min-max": "min–max", "z-score": "z-score", "robust": "robust", "l2": "L2 norm"}


class Params(DemoParams):
    method: Literal["min-max", "z-score", "robust", "l2"] = choice(
        "min-max", title="Method", description="How the values are rescaled.", labels=LABELS
    )
    outlier: float = slider(
        40, -100, 100, title="Outlier", description="The value of one more example; the others lie around 5.", step=1
    )
    samples: int = slider(20, 2, 60, title="Samples", description="How many ordinary values there are.")
    seed: int = slider(0, 0, 999, title="Seed", description="Draws the ordinary values.", more=True)


@dataclass(frozen=True)
class Result:
    before: Array = out("Before", "the values, the outlier last", shape="(samples + 1,)")
    after: Array = out("After", "the rescaled values, in the same order", shape="(samples + 1,)")
    mean: float = out("Mean after", "mean of the rescaled values", readout=True)
    standard_deviation: float = out(
        "Deviation after", "population standard deviation of the rescaled values", readout=True
    )
    min: float = out("Least after", "smallest rescaled value", readout=True)
    max: float = out("Largest after", "largest rescaled value", readout=True)
    center: float = out("Center", "what is subtracted from every value")
    scale: float = out("Scale", "what every value is divided by")
    spread_share: float = out("Left to the others", "share of the rescaled range that the ordinary values take up")
    kept_spread: float = out(
        "Spread kept", "spread of the rescaled ordinary values over what it is without the outlier", readout=True
    )


def center_and_scale(x: Array, method: str) -> tuple[float, float]:
    """What a method subtracts and divides by, both computed from the values, the outlier included.

    min-max: least value and range. z-score: mean and population standard deviation (divided by n).
    robust: median and interquartile range. l2: nothing, and the Euclidean length of the whole vector.
    """
    match method:
        case "min-max":
            return float(x.min()), float(np.ptp(x))
        case "z-score":
            return float(x.mean()), float(x.std())
        case "robust":
            low, median, high = np.percentile(x, [25, 50, 75])
            return float(median), float(high - low)
        case _:
            return 0.0, float(np.linalg.norm(x))


def compute(*, method: str, outlier: float, samples: int, seed: int) -> Result:
    """Rescale values to (x − center) / scale, with one outlier among them."""
    ordinary = np.random.default_rng(seed).normal(5.0, 2.0, samples)
    before = np.append(ordinary, outlier)
    center, scale = center_and_scale(before, method)
    # drawn values never coincide, so no scale is zero
    after = (before - center) / scale
    _, scale_without = center_and_scale(ordinary, method)
    return Result(
        before=before,
        after=after,
        # a mean that only rounding keeps from 0 is 0
        mean=float(after.mean()) if abs(after.mean()) > 1e-12 else 0.0,
        standard_deviation=float(after.std()),
        min=float(after.min()),
        max=float(after.max()),
        center=center,
        scale=scale,
        spread_share=float(np.ptp(after[:-1]) / np.ptp(after)),
        # both spreads are those of the same values, divided by one scale or the other
        kept_spread=scale_without / scale,
    )


def strip(values: Array, heading: str, low: float, high: float, label: str) -> Figure:
    """One row of dots, the outlier as a diamond of its own color; beyond the axis it stands at the end of it."""
    place = np.zeros(len(values))
    outlier = float(values[-1])
    shown = min(max(outlier, low), high)
    marks: list[Mark] = [
        Segments([low], [0], [high], [0], series=0, opacity=0.4),
        Dots(values[:-1], place[:-1], series=1, size=6, opacity=0.55, label="ordinary values"),
        Dots([shown], [0], series=2, size=7, shape="diamond", label="outlier"),
    ]
    if shown != outlier:
        right = outlier > high
        text = f"{number(outlier)} →" if right else f"← {number(outlier)}"
        marks.append(Label(shown, 0, text, series=2, anchor="end" if right else "start", bold=True, dy=-13))
    sides = f"from {number(float(values.min()))} to {number(float(values.max()))}"
    return Figure(
        f"{heading}: {len(values) - 1} ordinary values and one outlier at {number(outlier)}, {sides}.",
        marks,
        x=Axis(label, low=low, high=high),
        y=Axis(low=-1, high=1, hidden=True, grid=False),
        heading=heading,
        aspect=0.12,
    )


def draw(params: Params, result: Result) -> list[Figure]:
    # robust and z-score share an axis: each takes the ordinary values for about -2 to 2
    reach = {"min-max": (-0.1, 1.1), "z-score": (-8.0, 8.0), "robust": (-8.0, 8.0), "l2": (-1.1, 1.1)}
    low, high = reach[params.method]
    # four values may have quartiles so close that ordinary ones leave the axis, too: it then gives way
    low, high = min(low, 1.1 * float(result.after[:-1].min())), max(high, 1.1 * float(result.after[:-1].max()))
    lines = Figure(
        "Lines lead from each value to its rescaled one.",
        [
            Segments(
                (result.before + 110) / 220,
                np.ones(len(result.before)),
                (np.clip(result.after, low, high) - low) / (high - low),
                np.zeros(len(result.after)),
                series=[1] * params.samples + [2],
                opacity=[0.35] * params.samples + [1.0],
            ),
            Rule(y=1.0, dash=False),
            Rule(y=0.0, dash=False),
        ],
        x=Axis(low=0, high=1, hidden=True, grid=False),
        y=Axis(low=0, high=1, hidden=True, grid=False),
        aspect=0.16,
        cover=True,
    )
    return [
        strip(result.before, "Before", -110, 110, "value"),
        lines,
        strip(result.after, f"After {LABELS[params.method]}", low, high, "rescaled value"),
    ]


def explain(params: Params, result: Result) -> str:
    name = {"robust": "robust scaling", "l2": "dividing by the L2 norm"}.get(params.method, LABELS[params.method])
    how = {
        "min-max": "the outlier sets the range",
        "z-score": "the outlier widens the deviation",
        "robust": "median and quartiles hardly feel the outlier"
        if 0.8 < result.kept_spread < 1.25
        else "even quartiles move when a value is added",
        "l2": "the outlier makes up much of the vector's length"
        if result.kept_spread < 0.7
        else "the outlier adds little to the vector's length",
    }[params.method]
    inside = float(result.before[:-1].min()) <= params.outlier <= float(result.before[:-1].max())
    if inside:
        return f"The added value {number(params.outlier)} lies among the others: {name} has no outlier to deal with."
    return (
        f"After {name} the {count(params.samples, 'ordinary value')} have {percent(result.kept_spread)} of the spread "
        f"that they would have without the outlier, which lies at {number(float(result.after[-1]))}: {how}."
    )


PRESETS = [
    Preset("No outlier", {"outlier": 5}, "With one more ordinary value every method keeps the others apart."),
    Preset(
        "Squeezed flat",
        {"outlier": 100},
        "Min–max gives the outlier the whole range and the others a sliver.",
        failure=True,
    ),
    Preset(
        "Robust",
        {"method": "robust", "outlier": 100},
        "The others stay spread out as if it were not there; the outlier is sent far away.",
    ),
    Preset(
        "Two samples",
        {"method": "z-score", "samples": 2},
        "With few values the outlier is most of the mean it is measured by.",
        failure=True,
    ),
    Preset("Unit length", {"method": "l2"}, "The vector as a whole gets length 1: single values have no fixed scale."),
]
NOTICE = [
    "Every method here is a straight line: order and relative distances stay as they were.",
    "Min–max promises 0 to 1, z-score mean 0 and deviation 1; neither promises both.",
    "The outlier takes part in the very numbers that rescale it.",
]
TRY = [
    "Move the outlier into the middle of the others and out again.",
    "Compare how z-score and robust place the same outlier.",
    "Take 2 samples and look at the largest z-score an outlier can reach.",
]
