"""A model is a form with free parameters; learning is the search for the values that fit the data."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.demos._contract import DemoParams, Preset, choice, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Dots, Heatmap, Line, Segments
from app.numerics.activations import Array
from app.numerics.notation import number, percent

TITLE = "Which numbers make the line fit?"

REACH, CELLS = 3.0, 30  # the map of errors: slopes and intercepts from -3 to 3, in 30 by 30 cells


class Params(DemoParams):
    slope: float = slider(-0.4, -3, 3, title="Slope", description="First parameter of the model.", step=0.05)
    intercept: float = slider(1.2, -3, 3, title="Intercept", description="Second parameter of the model.", step=0.05)
    samples: int = slider(
        20, 3, 60, title="Samples", description="How many points the model is fitted to.", unit="points"
    )
    noise: float = slider(
        0.5, 0, 2, title="Noise", description="Standard deviation of what no line explains.", step=0.1
    )
    data: Literal["line", "curve"] = choice(
        "line", title="Truth", description="Whether the points come from a line, 0.8x + 0.5, or from a curve, x² − 1."
    )
    seed: int = slider(0, 0, 99, title="Seed", description="Draws the points.", more=True)


@dataclass(frozen=True)
class Result:
    x: Array = out("x", "inputs", shape="(samples,)")
    y: Array = out("y", "targets", shape="(samples,)")
    prediction: Array = out("Prediction", "output of the chosen line for each input", shape="(samples,)")
    best_prediction: Array = out("Best prediction", "output of the least-squares line", shape="(samples,)")
    landscape: Array = out(
        "Error map", "root mean square error of the line at each cell: row intercept, column slope", shape="(30, 30)"
    )
    sse: float = out("Squared error", "sum of squared errors of the chosen line", readout=True)
    best_sse: float = out("Least possible", "sum of squared errors of the best line", readout=True)
    best_slope: float = out("Best slope", "slope of the least-squares line", readout=True)
    best_intercept: float = out("Best intercept", "intercept of the least-squares line", readout=True)
    slope_error: float = out("Uncertainty of the slope", "standard error of the best slope", readout=True)


def compute(*, slope: float, intercept: float, samples: int, noise: float, data: str, seed: int) -> Result:
    """Compare one line with the line of least squares, which has the smallest sum of squared errors."""
    rng = np.random.default_rng(seed)
    x = np.sort(rng.uniform(-2.0, 2.0, samples))
    truth = 0.8 * x + 0.5 if data == "line" else x**2 - 1.0
    y = truth + noise * rng.normal(size=samples)
    prediction = slope * x + intercept

    # where both derivatives of the squared error are 0 the best line passes through the point of the means
    spread = float(np.sum((x - x.mean()) ** 2))
    best_slope = float(np.sum((x - x.mean()) * (y - y.mean()))) / spread
    best_intercept = float(y.mean()) - best_slope * float(x.mean())
    best_prediction = best_slope * x + best_intercept
    best_sse = float(np.sum((y - best_prediction) ** 2))
    if best_sse < 1e-24 * float(np.sum(y**2)):
        best_sse = 0.0  # without noise only rounding is left of the errors

    centers = REACH * ((2 * np.arange(CELLS) + 1) / CELLS - 1)
    errors = y - (centers[None, :, None] * x + centers[:, None, None])
    return Result(
        x=x,
        y=y,
        prediction=prediction,
        best_prediction=best_prediction,
        landscape=np.sqrt(np.mean(errors**2, axis=2)),
        sse=float(np.sum((y - prediction) ** 2)),
        best_sse=best_sse,
        best_slope=best_slope,
        best_intercept=best_intercept,
        # two parameters are fitted, so n - 2 errors are free
        slope_error=float(np.sqrt(best_sse / (samples - 2) / spread)),
    )


def draw(params: Params, result: Result) -> list[Figure]:
    ends = np.array([-2.2, 2.2])
    chosen = f"{number(params.slope)}x {'+' if params.intercept >= 0 else '−'} {number(abs(params.intercept))}"
    best = f"{number(result.best_slope)} and {number(result.best_intercept)}"
    fit = Figure(
        title=f"{params.samples} points, the line {chosen} with its errors, and the least-squares line with slope "
        f"and intercept {best}.",
        marks=[
            Segments(result.x, result.y, result.x, result.prediction, series=2, width=1.4, opacity=0.6, label="error"),
            Line(ends, result.best_slope * ends + result.best_intercept, series=3, dash=True, width=1.8),
            Segments([], [], [], [], series=3, dash=True, width=1.8, label="best line"),
            Line(ends, params.slope * ends + params.intercept, series=2, width=2.6),
            Dots(result.x, result.y, series=1, size=4, label="data"),
        ],
        x=Axis("x", low=-2.2, high=2.2, ticks=[-2, -1, 0, 1, 2]),
        y=Axis("y", low=-3, high=4),
        heading=f"Your line: y = {chosen}",
        span=0.5,
        aspect=0.9,
    )
    search = Figure(
        title=f"Map of the error over slope and intercept; your line is at {number(params.slope)} and "
        f"{number(params.intercept)}, the smallest error at {best}.",
        marks=[
            Heatmap(result.landscape, -REACH, REACH, -REACH, REACH, palette="ink", low=0, high=6, levels=12),
            Dots([result.best_slope], [result.best_intercept], series=3, size=6, shape="diamond", label="best"),
            Dots([params.slope], [params.intercept], series=2, size=5.5, label="you"),
        ],
        x=Axis("slope", low=-REACH, high=REACH, ticks=[-3, 0, 3]),
        y=Axis("intercept", low=-REACH, high=REACH, ticks=[-3, 0, 3], grid=False),
        heading="Error of every line (fainter is better)",
        span=0.5,
        aspect=0.9,
    )
    return [fit, search]


def explain(params: Params, result: Result) -> str:
    form = (
        " No line follows these points: the form is wrong, since they lie on a curve." if params.data == "curve" else ""
    )
    # a line set by hand is exact to rounding at best
    total, least = number(result.sse if result.sse > 1e-12 else 0.0), number(result.best_sse)
    if total == least:
        return f"Your line is as good as the best one: the squared errors of both add up to {least}.{form}"
    if result.sse - result.best_sse <= 0.02 * result.best_sse:
        return f"Your line is nearly the best one: its squared errors add up to {total}, the least is {least}.{form}"
    best = f"slope {number(result.best_slope)} and intercept {number(result.best_intercept)} leave {least}"
    saved = percent(1 - result.best_sse / result.sse)
    return f"The squared errors of your line add up to {total}; {best}, {saved} less.{form}"


PRESETS = [
    Preset(
        "Found",
        {"slope": 0.75, "intercept": 0.5},
        "Near the bottom of the map a small change of a parameter hardly matters.",
    ),
    Preset(
        "Wrong form",
        {"data": "curve", "slope": 0, "intercept": 0.3, "noise": 0.2},
        "The best line through a curve is still a bad model: parameters cannot mend the form.",
        failure=True,
    ),
    Preset(
        "Three points",
        {"samples": 3, "noise": 1.5},
        "From so few noisy points the best slope can miss the true 0.8 by far: its uncertainty is more than 0.5.",
        failure=True,
    ),
    Preset(
        "No noise", {"noise": 0}, "Without noise the least possible error is 0 and the parameters are found exactly."
    ),
]
NOTICE = [
    "Each point of the map on the right is one line on the left: the form is fixed, the two numbers are free.",
    "The valley is oval and has one bottom: squared error is quadratic in both parameters.",
    "The best line is not the true line, 0.8x + 0.5: it knows only the sample.",
]
TRY = [
    "Move slope and intercept to the diamond, looking only at the map.",
    "Change the seed and watch how far the best slope moves; compare it with its uncertainty.",
    "Set the truth to the curve and find the best line you can.",
]
