"""Backpropagation multiplies what came from above by a local derivative, node by node, from the loss back."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.demos._contract import DemoParams, Preset, choice, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Arrow, Dots, Label, Mark, Segments
from app.numerics.activations import activate
from app.numerics.losses import margin_loss, residual_loss
from app.numerics.notation import count, number

TITLE = "How does the loss reach every weight?"

# how far the reader's numbers may go: large enough to saturate, small enough to follow
LARGEST = 3.0
BACKWARD_STEPS = 4
# where the nodes stand in the drawing: column, row
PLACES = {
    "w1": (0, 4), "x1": (0, 3), "b": (0, 2), "w2": (0, 1), "x2": (0, 0), "p1": (1.35, 3.5), "p2": (1.35, 0.5),
    "z": (2.35, 2), "a": (3.7, 2), "t": (3.7, 0.6), "loss": (5.1, 2),
}  # fmt: skip
SYMBOLS = {"w1": "w₁", "x1": "x₁", "w2": "w₂", "x2": "x₂", "p1": "p₁", "p2": "p₂", "loss": "L"}


class Params(DemoParams):
    w1: float = slider(0.5, -LARGEST, LARGEST, title="Weight w₁", description="Multiplies input x₁.", step=0.1)
    w2: float = slider(1.5, -LARGEST, LARGEST, title="Weight w₂", description="Multiplies input x₂.", step=0.1)
    b: float = slider(0.8, -LARGEST, LARGEST, title="Bias b", description="Is added to both products.", step=0.1)
    activation: Literal["tanh", "sigmoid", "relu", "identity"] = choice(
        "tanh", title="Activation", description="The function φ in a = φ(z).", labels={"relu": "ReLU"}
    )
    step: int = slider(
        4, 0, BACKWARD_STEPS, title="Backward step", description="How far back gradients are.", unit="steps", time=True
    )
    x1: float = slider(2, -LARGEST, LARGEST, title="Input x₁", description="The first input.", step=0.1, more=True)
    x2: float = slider(-1, -LARGEST, LARGEST, title="Input x₂", description="The second input.", step=0.1, more=True)
    target: float = slider(
        1, -LARGEST, LARGEST, title="Target t", description="What the output a should be.", step=0.1, more=True
    )
    loss: Literal["mse", "mae", "cross-entropy"] = choice(
        "mse",
        title="Loss",
        description="(a − t)², |a − t| or the cross-entropy log(1 + exp(−t·a)) of a score a and a label t.",
        labels={"mse": "squared error", "mae": "absolute error"},
        more=True,
    )


@dataclass(frozen=True)
class Node:
    """A value in the graph: what it is, and how the loss changes with it."""

    name: str
    value: float
    gradient: float  # by backpropagation
    numeric: float  # by central differences
    reached: int  # the backward step at which the gradient is known


@dataclass(frozen=True)
class Edge:
    """One use of a value: the derivative of ``target`` with respect to ``source``, and the gradient it carries back."""

    source: str
    target: str
    local: float
    flow: float  # local derivative times gradient of the target


@dataclass(frozen=True)
class Result:
    nodes: list[Node] = out("Nodes", "value, gradient and numeric gradient of each node", shape="(11,)")
    edges: list[Edge] = out("Edges", "local derivative and gradient carried back along each edge", shape="(10,)")
    reached: list[str] = out("Reached", "nodes whose gradient is known after the chosen step back", shape="(≤ 11,)")
    output: float = out("Output a", "value of the output")
    slope: float = out("Slope φ′(z)", "slope of the activation at z")
    gradient_a: float = out("∂L/∂a", "derivative of the loss with respect to the output")
    gradient_z: float = out("∂L/∂z", "derivative of the loss with respect to the sum z")
    loss: float = out("Loss L", "loss of the output", readout=True)
    gradient_w1: float = out("∂L/∂w₁", "derivative of the loss with respect to the first weight", readout=True)
    gradient_w2: float = out("∂L/∂w₂", "derivative of the loss with respect to the second weight", readout=True)
    gradient_b: float = out("∂L/∂b", "derivative of the loss with respect to the bias", readout=True)
    largest_difference: float = out(
        "Largest difference", "between backpropagation and central differences, over all nodes", readout=True
    )


def compute(
    *, w1: float, w2: float, b: float, activation: str, step: int, x1: float, x2: float, target: float, loss: str
) -> Result:
    """Go forward through the graph, then back by the chain rule, and check every gradient by nudging its node.

    The gradient of a value is the sum, over all that use it, of the local derivative times their own gradient
    (Rumelhart, Hinton and Williams, 1986, doi:10.1038/323533a0).
    """
    leaves = {"w1": w1, "x1": x1, "w2": w2, "x2": x2, "b": b, "t": target}
    values, local = forward(leaves, activation, loss)
    gradient, reached = backward(values, local)
    nodes = []
    for name, value in values.items():
        # the cube root of the machine precision balances rounding against curvature
        h = float(np.cbrt(np.finfo(float).eps)) * max(1.0, abs(value))
        above = forward(leaves, activation, loss, held={name: value + h})[0]["loss"]
        below = forward(leaves, activation, loss, held={name: value - h})[0]["loss"]
        nodes.append(Node(name, value, gradient[name], (above - below) / (2 * h), reached[name]))
    edges = [Edge(*ends, slope, slope * gradient[ends[1]]) for ends, slope in local.items()]
    difference = max(abs(node.gradient - node.numeric) for node in nodes)
    return Result(
        nodes=nodes,
        edges=edges,
        reached=[name for name in values if reached[name] <= step],
        output=values["a"],
        slope=local["z", "a"],
        gradient_a=gradient["a"],
        gradient_z=gradient["z"],
        loss=values["loss"],
        gradient_w1=gradient["w1"],
        gradient_w2=gradient["w2"],
        gradient_b=gradient["b"],
        largest_difference=difference,
    )


def forward(
    leaves: dict[str, float], activation: str, loss: str, held: dict[str, float] | None = None
) -> tuple[dict[str, float], dict[tuple[str, str], float]]:
    """Values of all nodes in order, and the local derivative on each edge (source, target).

    A node named in ``held`` keeps the value given there, whatever its inputs say.
    """
    held = held or {}
    v = {**leaves, **{name: value for name, value in held.items() if name in leaves}}
    v["p1"] = held.get("p1", v["w1"] * v["x1"])
    v["p2"] = held.get("p2", v["w2"] * v["x2"])
    v["z"] = held.get("z", v["p1"] + v["p2"] + v["b"])
    a, slope = activate(activation, np.array([v["z"]]))
    v["a"] = held.get("a", float(a[0]))
    value, by_output, by_target = loss_of(loss, v["a"], v["t"])
    v["loss"] = held.get("loss", value)
    local = {
        # of a product: the other factor
        ("w1", "p1"): v["x1"], ("x1", "p1"): v["w1"],
        ("w2", "p2"): v["x2"], ("x2", "p2"): v["w2"],
        # of a sum: one
        ("p1", "z"): 1.0, ("p2", "z"): 1.0, ("b", "z"): 1.0,
        ("z", "a"): float(slope[0]),
        ("a", "loss"): by_output, ("t", "loss"): by_target,
    }  # fmt: skip
    return v, local


def loss_of(loss: str, a: float, t: float) -> tuple[float, float, float]:
    """Loss of the output a for the target t, and its derivatives by a and by t."""
    if loss == "cross-entropy":
        value, slope = margin_loss(loss, np.array([a * t]))
        return float(value[0]), float(slope[0]) * t, float(slope[0]) * a
    value, slope = residual_loss(loss, np.array([a - t]))
    return float(value[0]), float(slope[0]), -float(slope[0])


def backward(values: dict[str, float], local: dict[tuple[str, str], float]) -> tuple[dict[str, float], dict[str, int]]:
    """Derivative of the loss by each node, and after how many steps back it is known."""
    gradient = dict.fromkeys(values, 0.0)
    reached = dict.fromkeys(values, 0)
    gradient["loss"] = 1.0
    # values stand in the order of computation, so in reverse each node is complete before it is passed on
    for target in reversed(values):
        for (source, user), slope in local.items():
            if user == target:
                # the chain rule; a value with several users would add up what comes from each
                gradient[source] += slope * gradient[target]
                reached[source] = reached[target] + 1
    return gradient, reached


def draw(params: Params, result: Result) -> list[Figure]:
    return [graph_figure(params, result), check_figure(result)]


def graph_figure(params: Params, result: Result) -> Figure:
    strongest = max(abs(edge.flow) for edge in result.edges) or 1.0
    marks: list[Mark] = []
    for edge in result.edges:
        marks += edge_marks(edge, strongest, back=edge.source in result.reached)
    for node in result.nodes:
        marks += node_marks(node, known=node.name in result.reached)
    shown = ", ".join(f"{node.name} {number(node.value)}, gradient {number(node.gradient)}" for node in result.nodes)
    return Figure(
        title=f"The graph of one unit, from weights and inputs to the loss, after {count(params.step, 'step')} back. "
        f"Values and gradients: {shown}.",
        heading="Values in blue, gradients ∂L/∂node below them",
        marks=marks,
        x=Axis(low=-1.4, high=5.5, hidden=True),
        y=Axis(low=-0.4, high=4.4, hidden=True, grid=False),
        aspect=0.56,
    )


def node_marks(node: Node, *, known: bool) -> list[Mark]:
    """Draw a circle with its name, its value and, once it is known, its gradient: on the left in the first column."""
    x, y = PLACES[node.name]
    series = 2 if known else 1
    first = x == 0
    places = (
        ((x - 0.37, "end", -3.0), (x - 0.37, "end", 12.0)) if first else ((x, "middle", -19.0), (x, "middle", 28.0))
    )
    texts = [(short(node.value), 1), (short(node.gradient), 2)][: 2 if known else 1]
    return [
        Dots([x], [y], series=series, size=14, opacity=0.22),
        Dots([x], [y], series=series, size=14, shape="ring"),
        Label(x, y, SYMBOLS.get(node.name, node.name), dy=4, bold=True),
        *(
            Label(at, y, text, series=role, anchor=anchor, dy=dy, size=11.5)  # type: ignore[arg-type]
            for (text, role), (at, anchor, dy) in zip(texts, places, strict=False)
        ),
    ]


def edge_marks(edge: Edge, strongest: float, *, back: bool) -> list[Mark]:
    """Draw the way forward as a line, the way back as an arrow as wide as what it carries."""
    (x0, y0), (x1, y1) = PLACES[edge.source], PLACES[edge.target]
    gap = 0.27 / np.hypot(x1 - x0, y1 - y0)
    dx, dy = float(gap * (x1 - x0)), float(gap * (y1 - y0))
    if not back:
        return [Segments([x0 + dx], [y0 + dy], [x1 - dx], [y1 - dy], series=0, opacity=0.5)]
    # on the right of a steep edge, above a flat one
    anchor, down = ("start", 12 if y1 > y0 else -4) if abs(y1 - y0) > 0.8 else ("middle", -7)
    place = (x0 + x1) / 2, (y0 + y1) / 2
    return [
        Arrow(x1 - dx, y1 - dy, x0 + dx, y0 + dy, series=2, width=1 + 3 * abs(edge.flow) / strongest, opacity=0.75),
        Label(*place, f"× {short(edge.local)}", anchor=anchor, dy=down, size=11.5),  # type: ignore[arg-type]
    ]


def short(value: float) -> str:
    """Write a number for a small place: one digit is enough for what is almost nothing."""
    return number(value, 3 if value == 0 or abs(value) >= 0.01 else 1)


def check_figure(result: Result) -> Figure:
    nodes = [node for node in result.nodes if node.name != "loss"]
    places = np.arange(len(nodes), dtype=float)
    # room for whole symbols at both ends
    largest = max(abs(value) for node in nodes for value in (node.numeric, node.gradient)) or 1.0
    ticks = [-largest, 0.0, largest]
    return Figure(
        title="Gradient of each node by backpropagation and by central differences; the largest difference is "
        f"{number(result.largest_difference)}.",
        heading="The same gradients, by nudging each value",
        marks=[
            Dots(places, [node.numeric for node in nodes], series=1, size=7, shape="ring", label="central difference"),
            Dots(places, [node.gradient for node in nodes], series=2, size=3.5, label="backpropagation"),
        ],
        x=Axis("", categories=[SYMBOLS.get(node.name, node.name) for node in nodes]),
        y=Axis("", low=-1.25 * largest, high=1.25 * largest, ticks=ticks, tick_labels=[number(t, 2) for t in ticks]),
        aspect=0.22,
    )


def explain(params: Params, result: Result) -> str:
    factors = [number(factor) for factor in (result.gradient_a, result.slope, params.x1)]
    chain = f"∂L/∂w₁ = {' × '.join(factors)} = {number(result.gradient_w1)}"
    if params.step == 0:
        return f"Before the first step back only the loss has its gradient, 1; in the end {chain}."
    if params.step < BACKWARD_STEPS:
        return f"After {count(params.step, 'step')} back, the gradient is on its way to w₁: in the end {chain}."
    if result.largest_difference > 1e-5:
        check = "Nudging disagrees: there is a kink here, and backpropagation takes the slope of one side or zero"
    else:
        check = f"Nudging each value gives the same gradients, within {number(result.largest_difference, 1)}"
    return f"{chain}, from the loss back to w₁. {check}."


PRESETS = [
    Preset("First step back", {"step": 1}, "Only the output and the target know their gradient yet."),
    Preset(
        "Saturated unit",
        {"w1": 3, "x1": 3, "target": -1},
        "The output is off by 2, yet tanh is flat at z = 8.3: its tiny slope is a factor of every gradient before it.",
        failure=True,
    ),
    Preset(
        "Dead ReLU", {"activation": "relu", "b": -1}, "Below zero ReLU is flat: nothing gets past it.", failure=True
    ),
    Preset("On the kink", {"activation": "relu", "w2": 1, "b": 0}, "Nudging says half a slope, ReLU 0.", failure=True),
    Preset("Identity", {"activation": "identity"}, "Without a bend the gradient is twice the error times the input."),
]
NOTICE = [
    "The number on each arrow is a local derivative; the gradient behind it is multiplied by it.",
    "Both factors of a product get the other factor: a weight whose input is 0 gets no gradient.",
    "A sum passes the gradient on unchanged to all its terms.",
]
TRY = [
    "Step back one at a time and predict the next number.",
    "Set x₁ to 0 under More: which gradients vanish?",
    "Raise the bias until the loss is nearly 0: what are the gradients then?",
]
