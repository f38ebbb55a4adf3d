"""An activation function bends its input; where its slope is near zero, nothing is learned."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.demos._contract import DemoParams, Preset, choice, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Dots, Label, Line, Mark, Rule
from app.numerics.activations import Array, activate
from app.numerics.notation import number, percent

TITLE = "What does the function do to its input, and to the gradient?"

NAMES = {
    "relu": "ReLU",
    "leaky-relu": "leaky ReLU",
    "elu": "ELU",
    "gelu": "GELU",
    "silu": "SiLU",
    "abs-tanh": "|tanh|",
}


class Params(DemoParams):
    function: Literal[
        "relu", "leaky-relu", "elu", "gelu", "silu", "softplus", "sigmoid", "tanh", "abs-tanh", "identity"
    ] = choice("tanh", title="Function", description="The activation function φ that is drawn.", labels=NAMES)
    x: float = slider(0.8, -10, 10, title="Input x", description="Where value and slope are read off.", step=0.1)
    alpha: float = slider(
        0.1,
        0,
        2,
        title="Alpha",
        description="Slope of leaky ReLU below zero, and depth of ELU; the other functions ignore it.",
        step=0.01,
    )
    range: float = slider(
        5, 1, 10, title="Range", description="The curve is drawn from −range to range.", step=0.5, more=True
    )


@dataclass(frozen=True)
class Result:
    x: Array = out("x", "inputs, evenly spaced over the range", shape="(201,)")
    y: Array = out("φ(x)", "value of the function at each input", shape="(201,)")
    dy: Array = out("φ′(x)", "slope of the function at each input", shape="(201,)")
    value: float = out("Value φ(x)", "value at the chosen input", readout=True)
    slope: float = out("Slope φ′(x)", "slope at the chosen input: the factor on the gradient", readout=True)
    flat_share: float = out(
        "Flat share", "share of the inputs in the range whose slope is below 0.05 in size", readout=True
    )


def compute(*, function: str, x: float, alpha: float, range: float) -> Result:
    """Values φ(x) and slopes φ'(x) over a range of inputs, and both at one input."""
    inputs = np.linspace(-range, range, 201)
    y, dy = activate(function, inputs, alpha)
    value, slope = activate(function, np.array([x]), alpha)
    # backpropagation multiplies by the slope: below 0.05, twenty such units in a row leave 1e-26
    flat = np.mean(np.abs(dy) < 0.05)
    return Result(inputs, y, dy, float(value[0]), float(slope[0]), float(flat))


def draw(params: Params, result: Result) -> Figure:
    name = NAMES.get(params.function, params.function)
    point = f"{name} is {number(result.value)} at x = {number(params.x)}, with slope {number(result.slope)}."
    low, high = heights(params)
    return Figure(
        title=f"The {name} function and its slope from {number(-params.range)} to {number(params.range)}. {point}",
        marks=[
            *place(params, low),
            Line(result.x, result.dy, series=2, label="slope φ′", dash=True),
            Line(result.x, result.y, series=1, label=name),
            Dots([params.x], [result.slope], series=2, size=4.5, shape="ring"),
            Dots([params.x], [result.value], series=1, size=5.5),
        ],
        x=Axis("input x", low=-params.range, high=params.range),
        y=Axis("φ(x) and φ′(x)", low=low, high=high),
        aspect=0.52,
    )


def heights(params: Params) -> tuple[float, float]:
    """Ends of the y axis that hold the value at every x in the range, whatever alpha is up to 1."""
    if params.function in {"sigmoid", "tanh", "abs-tanh"}:
        return -1.5, 2.0
    falls = params.function in {"identity", "leaky-relu"}
    low = -max(1.5, params.range) if falls else -2.0 if params.function == "elu" else -1.5
    # a little more than the largest value, so that the name of x has room above it
    return low, max(2.0, 1.15 * params.range)


def place(params: Params, low: float) -> list[Mark]:
    """Mark the input x, or say on which side of the picture it lies."""
    text = f"x = {number(params.x)}"
    if abs(params.x) <= params.range:
        return [Rule(x=params.x, label=text)]
    if params.x < 0:
        return [Label(-params.range, low, f"← {text}", anchor="start", dy=-8)]
    return [Label(params.range, low, f"{text} →", anchor="end", dy=-8)]


def explain(params: Params, result: Result) -> str:
    name = NAMES.get(params.function, params.function)
    size = abs(result.slope)
    effect = (
        "the gradient stops here and the unit learns nothing from this input"
        if size == 0
        else "a gradient passes back undiminished"
        if size == 1
        else "a gradient passes back almost unchanged"
        if abs(size - 1) < 0.005
        else f"a gradient that passes back keeps {percent(size)} of its size"
        if size < 1
        else f"a gradient that passes back grows by a factor of {number(size)}"
    )
    point = f"At x = {number(params.x)}, {name} gives {number(result.value)}"
    told = f"{point} and its slope is {number(result.slope)}: {effect}."
    if result.flat_share == 0:
        return told
    return f"{told} {percent(result.flat_share)} of the inputs shown have a slope below 0.05, too flat to learn from."


PRESETS = [
    Preset(
        "Saturated tanh",
        {"function": "tanh", "x": 4},
        "Far from zero tanh is flat: almost no gradient passes.",
        failure=True,
    ),
    Preset(
        "Dead ReLU",
        {"function": "relu", "x": -2},
        "Below zero ReLU passes nothing, neither value nor gradient.",
        failure=True,
    ),
    Preset("Leaky ReLU", {"function": "leaky-relu", "x": -2}, "A small slope below zero keeps the unit alive."),
    Preset("GELU", {"function": "gelu", "x": -0.8}, "Smooth, and not monotone: it dips below zero before it rises."),
    Preset(
        "Sigmoid", {"function": "sigmoid", "x": 0}, "Even at its steepest the sigmoid passes a quarter of the gradient."
    ),
]
NOTICE = [
    "The dashed curve is the slope: it is the factor by which backpropagation multiplies the gradient.",
    "tanh and sigmoid flatten on both sides, ReLU on one, the identity on none.",
    "Without a bend (identity), any stack of layers is still one affine map.",
]
TRY = [
    "Find the input at which the slope of the sigmoid is largest.",
    "Set the function to ELU and watch what alpha does below zero.",
    "Look for the input where GELU is lowest.",
]
