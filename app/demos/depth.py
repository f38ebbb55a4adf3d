"""Each layer folds the line once more: depth doubles the linear pieces, width only adds to them."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from app.demos._contract import DemoParams, Preset, choice, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Dots, Line
from app.numerics.activations import Array
from app.numerics.notation import count, number

TITLE = "How many folds do a few layers buy?"

GRID = 1024  # x runs over multiples of 1/1024: binary fractions, so every fold is computed without rounding
DEEPEST = 10  # most layers


class Params(DemoParams):
    depth: int = slider(
        5, 1, DEEPEST, title="Depth k", description="How many tent-shaped layers are composed.", unit="layers"
    )
    kind: Literal["deep", "shallow"] = choice(
        "deep",
        title="Network",
        description="The same number of ReLUs, stacked in layers of two or side by side in one layer.",
        labels={"deep": "deep: 2 ReLUs a layer", "shallow": "shallow: all in one layer"},
    )


@dataclass(frozen=True)
class Result:
    x: Array = out("x", "inputs, multiples of 1/1024", shape="(1025,)")
    y: Array = out("Output", "output of the chosen network", shape="(1025,)")
    target: Array = out("k tents", "k tents composed: what the network should compute", shape="(1025,)")
    before: Array = out("One layer less", "k − 1 tents composed", shape="(1025,)")
    linear_pieces: int = out("Linear pieces", "straight pieces of the output from 0 to 1", readout=True)
    units: int = out("ReLUs used", "ReLUs of the chosen network", readout=True)
    units_deep: int = out("ReLUs, deep", "ReLUs that k layers of two take for k tents", readout=True)
    units_shallow: int = out(
        "ReLUs, shallow", "fewest ReLUs that one hidden layer takes for k tents, given a linear term", readout=True
    )
    error: float = out("Error", "root mean square difference between output and k tents over 0 to 1", readout=True)
    depths: Array = out("Depth", "depths 1 to 10", shape="(10,)", unit="layers")
    deep_by_depth: Array = out("ReLUs, deep", "units_deep for each depth", shape="(10,)")
    shallow_by_depth: Array = out("ReLUs, shallow", "units_shallow for each depth", shape="(10,)")


def compute(*, depth: int, kind: str) -> Result:
    """Compose k tents from layers of two ReLUs, or fit them with one layer (Telgarsky, 2016, arXiv:1602.04485)."""
    x = np.arange(GRID + 1) / GRID
    before = tents(x, depth - 1)
    target = tents(before, 1)
    # 2^k pieces meet in 2^k - 1 kinks, and a ReLU of the first hidden layer makes one kink each
    units_deep, units_shallow = 2 * depth, 2**depth - 1
    if kind == "deep":
        units, y = units_deep, target
    else:
        units = min(units_deep, units_shallow)
        y = hinge_fit(x, target, units)
    steps = np.linspace(1.0, DEEPEST, DEEPEST)
    return Result(
        x=x,
        y=y,
        target=target,
        before=before,
        linear_pieces=count_pieces(x, y),
        units=units,
        units_deep=units_deep,
        units_shallow=units_shallow,
        error=root_mean_square(y - target),
        depths=steps,
        deep_by_depth=2.0 * steps,
        shallow_by_depth=np.exp2(steps) - 1.0,
    )


def relu(z: Array) -> Array:
    """Pass what is positive."""
    return np.maximum(z, 0.0)


def tents(x: Array, layers: int) -> Array:
    """Compose the tent 0 → 1 → 0: each layer is two ReLUs and the sum 2 relu(h) - 4 relu(h - 1/2)."""
    h = x
    for _ in range(layers):
        h = 2.0 * relu(h) - 4.0 * relu(h - 0.5)
    return h


def hinge_fit(x: Array, target: Array, units: int) -> Array:
    """Fit one hidden layer by least squares: a constant, a linear term and ReLUs with evenly spaced kinks."""
    kinks = np.round(GRID * np.arange(1, units + 1) / (units + 1)) / GRID
    hidden = relu(x[:, None] - kinks)
    features = np.column_stack([np.ones_like(x), x, hidden])
    weights = np.linalg.lstsq(features, target, rcond=None)[0]
    return np.asarray(features @ weights)


def count_pieces(x: Array, y: Array) -> int:
    """Count the straight pieces: one more than the places where the slope changes."""
    slopes = np.diff(y) / np.diff(x)
    return 1 + int(np.sum(np.abs(np.diff(slopes)) > 1e-6))


def root_mean_square(difference: Array) -> float:
    """Take it over the whole interval: between two grid points the difference is straight, so its square is known."""
    d0, d1 = difference[:-1], difference[1:]
    return float(np.sqrt(np.mean((d0 * d0 + d0 * d1 + d1 * d1) / 3.0)))


def draw(params: Params, result: Result) -> list[Figure]:
    return [_folded(params, result), _units_needed(params, result)]


def _folded(params: Params, result: Result) -> Figure:
    deep = params.kind == "deep"
    pieces = count(result.linear_pieces, "straight piece")
    # more than 64 folds would be a solid block: show the first 64 of them
    end = min(1.0, 64 / 2**params.depth) if deep else 1.0
    series = 1 if deep else 2
    output = _corners(result.x, result.y, end, series=series, width=2.0, label="output")
    if deep:
        ghost = _corners(result.x, result.before, end, series=0, width=1.3, label="a layer less", dash=True)
    else:
        ghost = _corners(result.x, result.target, end, series=0, width=1.0, label=count(params.depth, "tent"))
    # a target of hundreds of pieces fills the plot: keep it light behind the output
    ghost = replace(ghost, opacity=1.0 if params.depth <= 6 else 0.35)
    dots = Dots(output.x, output.y, series=series, size=2.6)
    return Figure(
        title=f"The output of the {params.kind} network with {count(result.units, 'ReLU')} over inputs from 0 to 1 "
        f"has {pieces}; its error is {number(result.error)}.",
        marks=[ghost, output, dots],
        x=Axis("input x", low=0, high=end),
        y=Axis("output", low=0, high=1.08, ticks=[0, 0.5, 1]),
        heading=f"{count(result.units, 'ReLU')}, {pieces}" + (" (64 drawn)" if end < 1 else ""),
        aspect=0.4,
    )


def _corners(x: Array, y: Array, end: float, *, series: int, width: float, label: str, dash: bool = False) -> Line:
    """Draw a broken line by its corners: straight pieces need no points between their ends."""
    shown = int(end * GRID)
    bends = np.flatnonzero(np.abs(np.diff(y[: shown + 1], 2)) > 1e-9) + 1
    points = np.concatenate([[0], bends, [shown]])
    return Line(x[points], y[points], series=series, width=width, label=label, dash=dash)


def _units_needed(params: Params, result: Result) -> Figure:
    return Figure(
        title=f"ReLUs needed for k tents: at depth {params.depth} a deep network takes {result.units_deep} "
        f"and one hidden layer at least {result.units_shallow}.",
        marks=[
            Line(result.depths, result.deep_by_depth, series=1, label="deep: 2k"),
            Line(result.depths, result.shallow_by_depth, series=2, dash=True, label="shallow: 2ᵏ − 1"),
            Dots([params.depth], [result.units_deep], series=1, size=5.5),
            Dots([params.depth], [result.units_shallow], series=2, size=5.5, shape="diamond"),
        ],
        x=Axis("tents composed, k", low=1, high=DEEPEST, ticks=list(range(1, DEEPEST + 1))),
        y=Axis("", low=1, high=1500, scale="log", ticks=[1, 10, 100, 1000]),
        heading="ReLUs needed for the same function",
        aspect=0.3,
    )


def explain(params: Params, result: Result) -> str:
    pieces = 2**params.depth
    if params.kind == "deep":
        layers = f"{count(params.depth, 'layer')} of two ReLUs, {result.units_deep} in all,"
        fold = "folds" if params.depth == 1 else "fold"
        need = f"one hidden layer needs at least {count(result.units_shallow, 'ReLU')} for the same function"
        yet = "; depth does not pay yet" if result.units_shallow <= result.units_deep else ""
        return f"{layers} {fold} the line into {pieces} straight pieces; {need}{yet}."
    if result.units == result.units_shallow:
        verb = "is" if result.units == 1 else "are"
        all_pieces = "both pieces" if pieces == 2 else f"all {pieces} pieces"
        return f"{count(result.units, 'ReLU')} in one layer, with a linear term, {verb} enough for {all_pieces}."
    return (
        f"The same {result.units} ReLUs side by side make only {result.linear_pieces} of the {pieces} pieces: "
        f"the best fit with evenly spaced kinks misses the target by {number(result.error)} (root mean square)."
    )


PRESETS = [
    Preset("One tent", {"depth": 1}, "One layer folds the line once: up and down again."),
    Preset(
        "Break-even", {"depth": 3}, "From three layers on, the deep network takes fewer units than the shallow one."
    ),
    Preset("Ten layers", {"depth": 10}, "20 ReLUs draw 1024 pieces; one layer would need 1023."),
    Preset(
        "Wide instead",
        {"depth": 5, "kind": "shallow"},
        "The same ten ReLUs in one layer: width adds pieces one at a time and cannot keep up.",
        failure=True,
    ),
]
NOTICE = [
    "Each layer sees only the output of the one before, and folds all of its pieces at once.",
    "The number of pieces doubles with each layer; the number of units grows by two.",
    "Units that stand side by side add one kink each.",
]
TRY = [
    "Switch to the shallow network and lower the depth until it can follow.",
    "Predict the number of pieces at depth 7 before you move the slider.",
]
