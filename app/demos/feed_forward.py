"""Where every connection points forward there is an order of computation; one edge back and there is none."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from app.demos._contract import DemoParams, Preset, choice, notes_field, numbers, out, slider, switch
from app.figures.figure import Axis, Figure
from app.figures.marks import Arrow, Cells, Dots, Label, Line, Mark, Rule, Segments
from app.numerics.activations import Array, activate
from app.numerics.notation import count, number

TITLE = "Which unit can be computed first?"

Edge = tuple[int, int]  # from one unit to another


class Params(DemoParams):
    widths: tuple[int, ...] = numbers(
        (3, 5, 4, 2), 1, 8, count=(2, 6), title="Widths", description="Units in each layer, from input to output."
    )
    activation: Literal["tanh", "relu", "sigmoid", "identity"] = choice(
        "tanh",
        title="Activation",
        description="The function that each unit applies to its sum.",
        labels={"relu": "ReLU", "identity": "none (identity)"},
    )
    scale: float = slider(
        1.2, 0, 4, title="Weight scale", description="Weights have the size scale/√n for n inputs.", step=0.1
    )
    bias: float = slider(0.2, -2, 2, title="Bias", description="Added to the sum of every unit.", step=0.1)
    feedback: bool = switch(False, title="Feedback", description="Add one edge from the first output back.")
    seed: int = slider(0, 0, 99, title="Seed", description="Draws inputs and weights.", more=True)


@dataclass(frozen=True)
class Result:
    activations: list[Array] = out("Activations", "value of each unit, one row a layer", shape="layers, widths")
    weights: Array = out("Weights", "weight of each edge in the order of edges", shape="(connections,)")
    edges: list[Edge] = out("Edges", "pairs of units, from and to; units are numbered from 0, layer by layer")
    order: list[int] = out("Order", "units in an order in which each comes after all of its inputs")
    cycle: list[int] = out("Cycle", "units that wait for each other; empty if there is an order")
    signal: Array = out("Signal", "root mean square of the activations of each layer", shape="(layers,)")
    units: int = out("Units", "units in all layers, inputs included", readout=True)
    connections: int = out("Connections", "edges, the one back included", readout=True)
    parameters: int = out("Parameters", "weights of all edges and one bias for each unit above the input", readout=True)
    computable: int = out("Computable units", "units that have a place in the order", readout=True)
    blocked: int = out("Blocked by an edge back", "units that have no place in an order once there is an edge back")
    notes: dict[str, str] = notes_field()


def compute(
    *, widths: tuple[int, ...], activation: str, scale: float, bias: float, feedback: bool, seed: int
) -> Result:
    """Put the units in an order of computation, and compute each as φ(b + Σ w a) over its inputs a.

    There is such an order exactly if the edges have no cycle.
    """
    layers = np.split(np.arange(sum(widths)), np.cumsum(widths)[:-1])
    edges = [(int(a), int(b)) for lower, upper in pairwise(layers) for a in lower for b in upper]
    # from the first output to the first hidden unit, or to the first input where nothing is hidden
    back = (int(layers[-1][0]), int(layers[1 if len(layers) > 2 else 0][0]))
    blocked = sum(widths) - len(computation_order(sum(widths), [*edges, back]))
    if feedback:
        edges.append(back)

    rng = np.random.default_rng(seed)
    inputs = rng.uniform(-1.0, 1.0, widths[0])
    # inputs of each unit, without the edge back: the same weights are drawn with it and without it
    fan_in = np.bincount([b for _, b in edges[: len(edges) - feedback]], minlength=sum(widths))
    weights = np.array([scale * rng.normal() / np.sqrt(max(fan_in[b], 1)) for _, b in edges])

    order = computation_order(sum(widths), edges)
    values = np.full(sum(widths), np.nan)
    for unit in order:
        if unit < widths[0]:
            values[unit] = inputs[unit]
        else:
            total = bias + sum(w * values[a] for w, (a, b) in zip(weights, edges, strict=True) if b == unit)
            values[unit] = activate(activation, np.array([total]))[0][0]

    stuck = sorted(set(range(sum(widths))) - set(order))
    why = "units on the cycle, and all that depend on them, have no value that could be computed in one pass"
    return Result(
        activations=[values[layer] for layer in layers],
        weights=weights,
        edges=edges,
        order=order,
        cycle=find_cycle(stuck, edges),
        signal=np.array([np.sqrt(np.mean(values[layer] ** 2)) for layer in layers]),
        units=sum(widths),
        connections=len(edges),
        parameters=len(edges) + sum(widths[1:]),
        computable=len(order),
        blocked=blocked,
        notes={"activations": why, "signal": why} if stuck else {},
    )


def computation_order(units: int, edges: list[Edge]) -> list[int]:
    """Order units so that each follows its inputs (Kahn, 1962); those that wait for themselves are left out."""
    waiting = [0] * units
    for _, b in edges:
        waiting[b] += 1
    ready = [unit for unit in range(units) if waiting[unit] == 0]
    order = []
    while ready:
        # the smallest number first, so that the order is the same every time
        unit = ready.pop(ready.index(min(ready)))
        order.append(unit)
        for a, b in edges:
            if a == unit:
                waiting[b] -= 1
                if waiting[b] == 0:
                    ready.append(b)
    return order


def find_cycle(stuck: list[int], edges: list[Edge]) -> list[int]:
    """Walk from the first stuck unit along stuck units until one comes up again."""
    path: list[int] = []
    unit = stuck[0] if stuck else None
    while unit is not None and unit not in path:
        path.append(unit)
        unit = min((b for a, b in edges if a == unit and b in stuck), default=None)
    return path[path.index(unit) :] if unit is not None else []


def draw(params: Params, result: Result) -> list[Figure]:
    last = len(params.widths) - 1
    names = ["input", *(f"hidden {i}" for i in range(1, last)), "output"]
    return [_network(params, result, names), _signal(result, names)]


def _network(params: Params, result: Result, names: list[str]) -> Figure:
    places = [(float(i), (n - 1) / 2 - j) for i, n in enumerate(params.widths) for j in range(n)]
    x, y = np.array(places).T
    tall = max(5, *params.widths)
    told = (
        f"units {', '.join(map(str, result.cycle))} wait for each other" if result.cycle else "all edges point forward"
    )
    return Figure(
        title=f"A network of {count(len(names), 'layer')} with {count(result.units, 'unit')} and "
        f"{count(result.connections, 'connection')}: {told}.",
        marks=[*_connections(result, x, y), _units(result, x, y), *_feedback(result, x, y)],
        x=Axis(low=-0.45, high=len(names) - 0.55, ticks=list(range(len(names))), tick_labels=names),
        y=Axis(low=-tall / 2 - 0.1, high=tall / 2 + (0.9 if result.cycle else 0.1), hidden=True, grid=False),
        heading=f"No order: a cycle of {count(len(result.cycle), 'unit')}"
        if result.cycle
        else f"{count(result.units, 'unit')}, computed from left to right",
        aspect=0.55,
    )


def _connections(result: Result, x: Array, y: Array) -> list[Mark]:
    """Draw the edges that point forward, a stronger line for a larger weight."""
    forward = [e for e, (start, end) in enumerate(result.edges) if start < end]
    a, b = np.array([result.edges[e] for e in forward]).T
    weights = result.weights[forward]
    strength = np.maximum(np.abs(weights) / max(float(np.abs(weights).max()), 1e-9), 0.1)
    marks: list[Mark] = []
    for sign, series, label in ((1, 2, "positive weight"), (-1, 1, "negative weight"), (0, 0, "weight 0")):
        own = np.sign(weights) == sign
        if own.any():
            ends = (x[a][own] + 0.25, y[a][own], x[b][own] - 0.25, y[b][own])
            shown = strength[own] if sign else 0.3
            marks.append(Segments(*ends, series=series, opacity=shown, width=1.3, dash=sign < 0, label=label))
    return marks


def _units(result: Result, x: Array, y: Array) -> Cells:
    """Draw each unit with its value, as strong as that is large; a unit without a value has a question mark."""
    values = np.concatenate(result.activations)
    sizes = np.abs(np.nan_to_num(values))
    return Cells(
        x,
        y,
        series=[2 if value > 0 else 1 if value < 0 else 0 for value in values],
        width=0.5,
        height=0.78,
        opacity=np.maximum(0.15, 0.9 * sizes / max(float(sizes.max()), 1e-9)),
        texts=["?" if np.isnan(value) else number(float(value), 2 if abs(value) >= 0.1 else 1) for value in values],
    )


def _feedback(result: Result, x: Array, y: Array) -> list[Mark]:
    """Draw the edge back, and mark the units on the cycle that it closes."""
    if not result.cycle:
        return []
    start, end = result.edges[-1]
    left, top = x[result.cycle] - 0.25, y[result.cycle] + 0.36
    return [
        Dots(left, top, series=4, size=4, shape="diamond", label="on the cycle"),
        Arrow(x[start], y[start] + 0.45, x[end], y[end] + 0.45, series=4, bend=-0.16, width=2.2),
    ]


def _signal(result: Result, names: list[str]) -> Figure:
    steps = np.arange(len(names), dtype=float)
    shown = [number(float(v), 2) for v in result.signal]
    return Figure(
        title="Size of the signal, the root mean square activation, layer by layer: "
        + ", ".join(f"{name} {value}" for name, value in zip(names, shown, strict=True))
        + ".",
        marks=[
            Rule(y=1.0),
            Line(steps, result.signal, series=3, width=1.6),
            Dots(steps, result.signal, series=3, size=4.5),
            # a signal of 0 has no place on the scale: its number stands at the foot; and
            # just below the dashed line a number stands under its point, so that the line does not strike it out
            *(
                Label(s, max(float(v), 1e-5), t, dy=18 if 0.1 < v < 1 else -9)
                for s, v, t in zip(steps, result.signal, shown, strict=True)
                if v >= 0
            ),
        ],
        x=Axis(low=-0.45, high=len(names) - 0.55, ticks=list(range(len(names))), tick_labels=names),
        y=Axis(low=1e-5, high=1e4, scale="log", ticks=[1e-4, 0.01, 1, 100, 1e4]),
        heading="Size of the signal in each layer",
        aspect=0.22,
    )


def explain(_: Params, result: Result) -> str:
    if result.cycle:
        waiting = result.units - result.computable
        return (
            f"The edge back closes a cycle of {count(len(result.cycle), 'unit')}: {waiting} of {result.units} units "
            "wait for it, so no order of computation exists. A recurrent network breaks the tie with time."
        )
    first, final = (number(float(result.signal[i])) for i in (0, -1))
    every = f"All {result.connections} connections point" if result.connections > 1 else "The one connection points"
    return (
        f"{every} forward, so one pass from input to output computes the "
        f"{count(result.units, 'unit')}; the size of the signal goes from {first} to {final}. "
        f"One edge from the output back would leave {result.blocked} of them without a place in any order."
    )


PRESETS = [
    Preset(
        "One edge back",
        {"feedback": True},
        "With a single edge from the output back, most units wait for each other: no order of computation is left.",
        failure=True,
    ),
    Preset(
        "No hidden layer",
        {"widths": (4, 3), "activation": "identity"},
        "Input and output alone: one affine map.",
    ),
    Preset(
        "Fading signal",
        {"widths": (4, 6, 6, 6, 6, 3), "scale": 0.3, "bias": 0},
        "Small weights: each layer passes on about a third of the signal, or less.",
        failure=True,
    ),
    Preset(
        "Saturated",
        {"widths": (4, 6, 6, 6, 6, 3), "scale": 4},
        "Large weights drive many units of tanh close to −1 or 1, where its slope is almost zero.",
    ),
]
NOTICE = [
    "Units of one layer do not see each other: they can all be computed at once.",
    "Each unit waits for all units of the layer before, and for nothing else.",
    "With all weights 0 a unit still passes φ(bias).",
]
TRY = [
    "Set the weight scale to 0: what is left in each layer?",
    "Switch the feedback on and count which units can still be computed.",
    "Change the widths to 2,8,1 and predict the number of parameters.",
]
