"""Two gates and no separate cell: a GRU blends old state and candidate, with three quarters of an LSTM's parameters."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.demos._contract import DemoParams, Preset, choice, notes_field, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Area, Bars, Line, Rule
from app.numerics.activations import Array, sigmoid
from app.numerics.notation import count, number, percent

TITLE = "What do two gates need, and how long do they keep?"

# what the written 1 takes from the update gate: enough to let the candidate in
SIGNAL = 8.0


class Params(DemoParams):
    update_bias: float = slider(
        4.0, -6, 8, title="Update bias", description="At 4 the update gate keeps 98% of the old state.", step=0.1
    )
    reset_bias: float = slider(
        2.0, -8, 8, title="Reset bias", description="Decides how much of the old state the candidate sees.", step=0.1
    )
    variant: Literal["cho", "pytorch"] = choice(
        "pytorch",
        title="Variant",
        description="Reset before the recurrent product (Cho et al., 2014) or after it (PyTorch, cuDNN).",
        labels={"cho": "Cho 2014", "pytorch": "PyTorch"},
    )
    write_at: int = slider(5, 1, 60, title="Write at", description="The step at which a 1 arrives.", unit="step")
    timesteps: int = slider(40, 2, 60, title="Timesteps", description="Length of the sequence.")
    units: int = slider(8, 1, 32, title="Hidden units", description="Size of the hidden state.", more=True)
    seed: int = slider(0, 0, 999, title="Seed", description="Draws the recurrent weights.", more=True)


@dataclass(frozen=True)
class Result:
    update_gate: Array = out(
        "Update gate", "share of the old state that is kept, mean over the units", shape="(timesteps,)"
    )
    reset_gate: Array = out(
        "Reset gate", "share of the old state that the candidate sees, mean over the units", shape="(timesteps,)"
    )
    hidden: Array = out("Hidden", "the hidden state", shape="(timesteps, units)")
    norm: Array = out("Norm of the state", "root mean square over the units", shape="(timesteps,)")
    retention: float | None = out("State kept", "norm at the last step over the norm after the write", readout=True)
    variant_difference: float = out(
        "Cho against PyTorch", "largest difference of the two variants' hidden states, same weights", readout=True
    )
    parameters: int = out("GRU parameters", "weights and biases of this layer", readout=True)
    lstm_parameters: int = out("LSTM parameters", "weights and biases of an LSTM of the same sizes", readout=True)
    rnn_parameters: int = out("RNN parameters", "weights and biases of a plain recurrent layer of the same sizes")
    notes: dict[str, str] = notes_field()


def recurrent_weights(units: int, seed: int) -> tuple[Array, Array]:
    """Recurrent matrices (reset, update, candidate), shape (3, units, units), and the candidate's input weights."""
    rng = np.random.default_rng(seed)
    u = rng.standard_normal((3, units, units)) * 0.5 / np.sqrt(units)
    return u, np.where(rng.random(units) < 0.5, -2.0, 2.0)


def run(
    u: Array, w: Array, update_bias: float, reset_bias: float, write_at: int, timesteps: int, variant: str
) -> tuple[Array, Array, Array]:
    """Run a GRU layer (Cho et al., 2014, arXiv:1406.1078) from a zero state.

    Returns hidden states, update gates and reset gates, each of shape (timesteps, units).
    """
    h = np.zeros(len(w))
    hidden, updates, resets = np.zeros((3, timesteps, len(w)))
    for t in range(timesteps):
        x = float(t + 1 == write_at)
        r = sigmoid(u[0] @ h + reset_bias)
        z = sigmoid(u[1] @ h + update_bias - SIGNAL * x)
        # the one difference: what the reset gate multiplies, the state or its recurrent product
        recurrent = u[2] @ (r * h) if variant == "cho" else r * (u[2] @ h)
        # r = 1 lets the candidate see the whole old state, r = 0 makes it start afresh from the input
        candidate = np.tanh(w * x + recurrent)
        # old state and candidate are blended: what is kept and what is written always sum to one
        h = z * h + (1.0 - z) * candidate
        hidden[t], updates[t], resets[t] = h, z, r
    return hidden, updates, resets


def layer_size(gates: int, units: int, variant: str) -> int:
    """Weights and biases of a recurrent layer with one input; PyTorch keeps two bias vectors for each gate."""
    biases = 2 if variant == "pytorch" else 1
    return gates * (units * 1 + units * units + biases * units)


def compute(
    *, update_bias: float, reset_bias: float, variant: str, write_at: int, timesteps: int, units: int, seed: int
) -> Result:
    """Write a 1 into the state of a gated recurrent unit, and follow how much of it is kept."""
    # a write beyond the end of the sequence comes at its last step
    write_at = min(write_at, timesteps)
    u, w = recurrent_weights(units, seed)
    other = "cho" if variant == "pytorch" else "pytorch"
    hidden, updates, resets = run(u, w, update_bias, reset_bias, write_at, timesteps, variant)
    twin, _, _ = run(u, w, update_bias, reset_bias, write_at, timesteps, other)
    norm = np.sqrt((hidden**2).mean(axis=1))
    written = float(norm[write_at - 1])
    return Result(
        update_gate=updates.mean(axis=1),
        reset_gate=resets.mean(axis=1),
        hidden=hidden,
        norm=norm,
        retention=float(norm[-1]) / written if written > 0 else None,
        variant_difference=float(np.abs(hidden - twin).max()),
        parameters=layer_size(3, units, variant),
        lstm_parameters=layer_size(4, units, variant),
        rnn_parameters=layer_size(1, units, variant),
        notes={} if written > 0 else {"retention": "Nothing was written: the state stayed zero."},
    )


def draw(params: Params, result: Result) -> list[Figure]:
    steps = np.arange(1, params.timesteps + 1, dtype=float)
    edges = np.append(steps, params.timesteps + 1) - 0.5
    update, reset = (np.append(gate, gate[-1]) for gate in (result.update_gate, result.reset_gate))
    sizes = [result.rnn_parameters, result.parameters, result.lstm_parameters]
    return [
        Figure(
            f"The update gate, the reset gate and the norm of the state over {params.timesteps} steps; the write comes "
            f"at step {min(params.write_at, params.timesteps)}.",
            [
                Rule(x=min(params.write_at, params.timesteps), label="write"),
                Area(steps, np.zeros(params.timesteps), result.norm, series=3, opacity=0.25),
                Line(edges, reset, series=2, label="reset r", dash=True, step=True),
                Line(steps, result.norm, series=3, label="state ‖h‖"),
                Line(edges, update, series=1, label="update z", step=True),
            ],
            # a short sequence must not be counted in half steps
            x=Axis(
                "step",
                low=0.5,
                high=params.timesteps + 0.5,
                ticks=steps.tolist() if params.timesteps < 6 else None,
            ),
            y=Axis(low=0, high=1.22, ticks=[0, 0.5, 1]),
            heading="Gates and state",
            aspect=0.34,
        ),
        Figure(
            f"Parameters of a layer of {count(params.units, 'unit')}: RNN {sizes[0]}, GRU {sizes[1]}, LSTM {sizes[2]}.",
            [Bars([0, 1, 2], sizes, series=[2, 1, 3], horizontal=True, texts=[number(size) for size in sizes])],
            x=Axis(low=0, high=sizes[2] * 1.15, hidden=True),
            y=Axis(low=2.5, high=-0.5, categories=["RNN", "GRU", "LSTM"]),
            heading=f"Parameters of a layer of {count(params.units, 'unit')}, one input",
            aspect=0.16,
        ),
    ]


def explain(params: Params, result: Result) -> str:
    size = f"{number(result.parameters)} parameters against an LSTM's {number(result.lstm_parameters)}"
    after = params.timesteps - min(params.write_at, params.timesteps)
    if result.retention is None:
        return f"Nothing was written into the state. The layer has {size}."
    if after == 0:
        return f"The write comes at the last step, so nothing can be lost yet. The layer has {size}."
    if result.retention > 1:
        grown = f"the state has grown to {percent(result.retention)} of what was written"
        return f"After {count(after, 'step')} {grown}. The layer has {size}."
    share = percent(result.retention)
    return f"After {count(after, 'step')} {share} of the written state is left. The layer has {size}."


PRESETS = [
    Preset("Keeps", {"update_bias": 8}, "An update gate near 1 copies the state from step to step."),
    Preset(
        "Forgets",
        {"update_bias": 0},
        "At bias 0 half of the state is replaced at every step: the gates mitigate vanishing, they do not end it.",
        failure=True,
    ),
    Preset(
        "Reset shut", {"reset_bias": -8, "update_bias": 1}, "With the reset gate shut the candidate forgets the past."
    ),
    Preset(
        "Cho 2014",
        {"variant": "cho", "update_bias": 1, "reset_bias": 0},
        "Reset before the product: other states from the same weights, so they cannot be exchanged.",
        failure=True,
    ),
]
NOTICE = [
    "What is kept (z) and what is written (1 − z) always sum to one: there is no separate input gate.",
    "There is no output gate either: the state is shown whole at every step.",
    "Three weight blocks to the LSTM's four: exactly three quarters of the parameters, at any size.",
]
TRY = [
    "Raise the update bias until the state outlives the sequence.",
    "Set the update bias to 1 and compare the two variants under the same seed.",
    "Under More, set one hidden unit: the two variants then agree exactly.",
]
