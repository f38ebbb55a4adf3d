"""A recurrent network carries its past in a state; the recurrent weights decide how long the past stays."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.demos._contract import DemoParams, Preset, choice, notes_field, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Bars, Dots, Heatmap, Line, Mark, Rule
from app.numerics.activations import Array
from app.numerics.notation import count, number, percent
from app.numerics.recurrence import recurrent_matrix, unroll

PERIOD = 12  # timesteps of one oscillation of the sine input

TITLE = "How long does the network remember one input?"


class Params(DemoParams):
    radius: float = slider(
        0.9,
        0.1,
        1.3,
        title="Spectral radius of W",
        description="Largest modulus among the eigenvalues of the recurrent weights, here a scaled rotation.",
        step=0.01,
    )
    activation: Literal["tanh", "relu", "linear"] = choice(
        "tanh", title="Activation", description="The function that makes the new state.", labels={"relu": "ReLU"}
    )
    input: Literal["impulse", "step", "sine"] = choice(
        "impulse",
        title="Input",
        description="Impulse: 1 at the first timestep, then 0. Step: always 1. Sine: a wave of 12 timesteps.",
    )
    timesteps: int = slider(30, 2, 100, title="Timesteps", description="Length of the sequence.", unit="steps")
    units: int = slider(12, 1, 32, title="Hidden units", description="Size of the hidden state.")
    seed: int = slider(0, 0, 999, title="Seed", description="Picks the weights.", more=True)


@dataclass(frozen=True)
class Result:
    input: Array = out("Input x", "the one number that enters at each timestep", shape="(timesteps,)")
    hidden: Array = out("Hidden state h", "the state after each timestep", shape="(timesteps, units)")
    memory: Array = out(
        "Memory",
        "how much the state would differ without the first input, k steps later, relative to k = 0",
        shape="(timesteps,)",
    )
    remembered: int | None = out(
        "Remembered for",
        "last step at which at least a tenth of the first input's trace is left",
        unit="steps",
        readout=True,
    )
    memory_left: float | None = out("Memory at the end", "share of the trace at the last timestep", readout=True)
    state_norm: float = out("Size of the last state", "Euclidean norm of the state at the last timestep", readout=True)
    parameters: int = out("Parameters", "entries of W, of the input weights and of the bias", readout=True)
    notes: dict[str, str] = notes_field()


def compute(*, radius: float, activation: str, input: str, timesteps: int, units: int, seed: int) -> Result:
    """Run a network with and without its first input: what differs from then on is its memory of that input."""
    rng = np.random.default_rng(seed)
    W = recurrent_matrix("orthogonal", radius, units, rng)
    w_in = rng.uniform(-1, 1, units)

    x = signal(input, timesteps)
    states, _ = unroll(W, np.outer(x, w_in), activation)
    # the same sequence without its first input: what differs from then on is the memory of it
    silenced = np.append(0.0, x[1:])
    others, _ = unroll(W, np.outer(silenced, w_in), activation)
    trace = differences(W, states[1:], others[1:], activation)

    notes = {}
    if trace[0] == 0:
        reason = "The first input leaves no trace: every unit that it reaches is below zero, where ReLU is 0."
        notes = dict.fromkeys(("memory", "remembered", "memory_left"), reason)
        memory = np.full(timesteps, np.nan)
    else:
        memory = trace / trace[0]
    return Result(
        input=x,
        hidden=states[1:],
        memory=memory,
        remembered=None if notes else int(np.flatnonzero(memory >= 0.1)[-1]),
        memory_left=None if notes else float(memory[-1]),
        state_norm=math.hypot(*states[-1]),
        parameters=units * units + 2 * units,
        notes=notes,
    )


def differences(W: Array, states: Array, others: Array, activation: str) -> Array:
    """Euclidean size of the difference of two runs after each timestep; only their first inputs differ.

    The difference is carried on by itself: to subtract states of size 1 would leave nothing of it below 1e-16.
    """
    difference = states[0] - others[0]
    sizes = [math.hypot(*difference)]
    for h, g in zip(states[1:], others[1:], strict=True):
        # later inputs are the same in both runs, so only the recurrent weights tell them apart
        before = W @ difference
        if activation == "tanh":
            difference = np.tanh(before) * (1 - h * g)  # = tanh a − tanh b, where a − b = before
        elif activation == "relu":
            difference = np.where((h > 0) & (g > 0), before, h - g)
        else:
            difference = before
        sizes.append(math.hypot(*difference))
    return np.array(sizes)


def signal(kind: str, timesteps: int) -> Array:
    """Give the input sequence x_1 … x_T."""
    t = np.arange(1.0, timesteps + 1)
    match kind:
        case "impulse":
            return np.where(t == 1, 1.0, 0.0)
        case "step":
            return np.ones(timesteps)
        case _:
            return np.asarray(np.sin(2 * np.pi * t / PERIOD))


def draw(params: Params, result: Result) -> list[Figure]:
    last = params.timesteps + 0.5
    t = np.arange(1.0, params.timesteps + 1)
    state = Figure(
        title=f"The states of {count(params.units, 'hidden unit')} over {params.timesteps} timesteps, driven by "
        f"{article(params)}; the last state has the size {number(result.state_norm)}.",
        marks=[
            Heatmap(
                result.hidden.T, x0=0.5, x1=last, y0=0.5, y1=params.units + 0.5, palette="diverging", low=-1, high=1
            )
        ],
        x=Axis("timestep", low=0.5, high=last, ticks=ticks(params.timesteps)),
        y=Axis(low=0.5, high=params.units + 0.5, ticks=ticks(params.units), grid=False),
        heading="Hidden state (blue below 0, orange above)",
        aspect=0.34,
    )
    entering = Figure(
        title=f"The input: {article(params)}.",
        marks=[Bars(t, result.input, width=0.55, series=3)],
        x=Axis(low=0.5, high=last, ticks=[]),
        y=Axis(low=-1.1, high=1.1, ticks=[-1, 0, 1]),
        heading="Input",
        aspect=0.1,
    )
    return [state, entering, remembered(params, result)]


def remembered(params: Params, result: Result) -> Figure:
    t = np.arange(1.0, params.timesteps + 1)
    marks: list[Mark] = [
        Rule(y=0.1),
        Line(t, result.memory, series=1, width=2.6),
    ]
    # a trace that has grown out of the plot has no last point to show
    if result.remembered is not None and result.memory[result.remembered] <= 1.5:
        marks.append(Dots([t[result.remembered]], [result.memory[result.remembered]], series=1, size=5))
    left = "undefined" if result.memory_left is None else percent(result.memory_left)
    return Figure(
        title=f"What is left of the first input in the state: {left} at the last timestep.",
        marks=marks,
        x=Axis("timestep", low=0.5, high=params.timesteps + 0.5, ticks=ticks(params.timesteps)),
        y=Axis(low=0, high=1.5, ticks=[0, 0.5, 1, 1.5]),
        heading="What is left of the first input (dashed: a tenth)",
        aspect=0.22,
    )


def ticks(end: int) -> list[int]:
    every = 1 if end <= 8 else 5 if end <= 40 else 20
    return [1, *range(every if every > 1 else 2, end + 1, every)]


def article(params: Params) -> str:
    return {"impulse": "an impulse", "step": "a step", "sine": "a sine wave"}[params.input]


def explain(params: Params, result: Result) -> str:
    start = f"At radius {number(params.radius)}"
    if result.remembered is None or result.memory_left is None:
        return f"{start} the first input leaves no trace: every ReLU that it reaches stays at 0."
    if result.remembered == params.timesteps - 1:
        size = number(result.memory_left)
        end = "its trace ends at its first size" if size == "1" else f"its trace ends at {size} times its first size"
        return f"{start} the first input is not forgotten within {count(params.timesteps, 'step')}: {end}."
    if result.remembered == 0:
        first = f"{start} less than a tenth of the first input's trace is left after a single step"
    else:
        first = f"{start} a tenth or more of the first input's trace is left for {count(result.remembered, 'step')}"
    return f"{first}; at the end of the sequence it is {percent(result.memory_left)}."


PRESETS = [
    Preset("Short memory", {"radius": 0.5}, "Within a few steps the first input is gone.", failure=True),
    Preset(
        "Perfect memory",
        {"radius": 1, "activation": "linear"},
        "A pure rotation keeps the trace at full size forever; tanh cannot.",
    ),
    Preset(
        "Runaway state",
        {"radius": 1.2, "activation": "linear", "timesteps": 40},
        "Above radius 1 nothing bounds a linear state: the trace of the first input grows without end.",
        failure=True,
    ),
    Preset(
        "Overwritten",
        {"radius": 1, "input": "step"},
        "Inputs that keep coming saturate tanh, and the first of them is forgotten sooner.",
    ),
    Preset("In rhythm", {"input": "sine", "timesteps": 60}, "The state swings with the input: it encodes the phase."),
]
NOTICE = [
    "The same weights are used at every timestep; only the state changes.",
    "The memory is measured by running the network twice, the second time without the first input.",
    "A small radius forgets fast; near 1 the state echoes for a long time.",
]
TRY = [
    "Find the radius at which the first input lasts for 20 steps.",
    "Keep the radius at 1 and change the input from impulse to step.",
    "Raise the radius above 1 with tanh, then with the linear activation.",
]
