"""Gates decide what a cell writes, keeps and shows; along its direct path the gradient meets only forget gates."""

from dataclasses import dataclass

import numpy as np

from app.demos._contract import DemoParams, Preset, notes_field, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Area, Line, Rule
from app.numerics.activations import Array
from app.numerics.notation import count, number, percent

TITLE = "How long does the cell keep what was written?"

# what a write or read signal adds to its gate: enough to open a gate that its bias holds shut
SIGNAL = 8.0
CANDIDATE = 2.0  # what the written 1 gives the candidate, before tanh makes it 0.96


class Params(DemoParams):
    forget_bias: float = slider(
        4.0, -8, 8, title="Forget bias", description="Opens the forget gate: 4 keeps 98% a step.", step=0.1
    )
    input_bias: float = slider(
        -4.0, -8, 8, title="Input bias", description="Holds the input gate shut until something is written.", step=0.1
    )
    output_bias: float = slider(
        -4.0, -8, 8, title="Output bias", description="Holds the output gate shut until the cell is read.", step=0.1
    )
    write_at: int = slider(5, 1, 60, title="Write at", description="The step at which a 1 arrives.", unit="step")
    read_at: int = slider(25, 1, 60, title="Read at", description="The step at which the cell is read.", unit="step")
    timesteps: int = slider(30, 2, 60, title="Timesteps", description="Length of the sequence.", more=True)
    recurrent: float = slider(
        0.0,
        -2,
        2,
        title="Recurrent weight",
        description="Weight of the last hidden state in every gate; at 0 the direct path is the only one.",
        step=0.1,
        more=True,
    )


@dataclass(frozen=True)
class Result:
    input_gate: Array = out("Input gate", "share of the candidate that is written", shape="(timesteps,)")
    forget_gate: Array = out("Forget gate", "share of the old cell that is kept", shape="(timesteps,)")
    output_gate: Array = out("Output gate", "share of the cell that is shown", shape="(timesteps,)")
    cell: Array = out("Cell", "the cell state", shape="(timesteps,)")
    hidden: Array = out("Hidden", "the hidden state, output gate times tanh of the cell", shape="(timesteps,)")
    written: float = out("Written", "the cell right after the write", readout=True)
    read: float = out("Read out", "the hidden state when the cell is read", readout=True)
    retention: float | None = out(
        "Retention",
        "product of the forget gates between write and read: the direct ∂c at read over ∂c at write",
        readout=True,
    )
    total_gradient: float | None = out(
        "Total gradient", "∂c at read over ∂c at write along every path, through the gates as well", readout=True
    )
    half_life: float | None = out(
        "Half-life", "steps in which the forget gate at rest halves the cell", unit="steps", readout=True
    )
    notes: dict[str, str] = notes_field()


def sigmoid(z: float) -> float:
    """Logistic function; its argument stays within ±20 here, so the exponential cannot overflow."""
    return float(1.0 / (1.0 + np.exp(-z)))


def step(
    c: float, h: float, write: float, read: float, biases: tuple[float, float, float], u: float
) -> tuple[float, float, tuple[float, float, float], Array]:
    """One step of an LSTM cell with a forget gate, and its Jacobian.

    ``biases`` are those of the input, forget and output gate; ``u`` is the weight of the old h in all gates and in the
    candidate (Gers et al., 2000, doi:10.1162/089976600300015015).

    Returns the new cell and hidden state, the gates (input, forget, output), and the derivatives of the new
    (c, h) by the old (c, h), shape (2, 2).
    """
    i = sigmoid(biases[0] + SIGNAL * write + u * h)
    f = sigmoid(biases[1] + u * h)
    o = sigmoid(biases[2] + SIGNAL * read + u * h)
    g = float(np.tanh(CANDIDATE * write + u * h))
    new_c = f * c + i * g
    squashed = float(np.tanh(new_c))
    # by the old c only the forget gate; by the old h through all four
    by_c = f
    by_h = u * (c * f * (1 - f) + g * i * (1 - i) + i * (1 - g * g))
    slope = o * (1 - squashed * squashed)
    jacobian = np.array([[by_c, by_h], [slope * by_c, slope * by_h + squashed * u * o * (1 - o)]])
    return new_c, o * squashed, (i, f, o), jacobian


def compute(
    *,
    forget_bias: float,
    input_bias: float,
    output_bias: float,
    write_at: int,
    read_at: int,
    timesteps: int,
    recurrent: float,
) -> Result:
    """Write a 1 into an LSTM cell, keep it, read it, and follow the gradient of the cell along the way.

    With c_t = f_t c_{t−1} + i_t g_t, along the cell alone ∂c_T/∂c_t is the product of the forget gates in between.
    """
    # signals beyond the end of the sequence come at its last step
    write_at, read_at = min(write_at, timesteps), min(read_at, timesteps)
    biases = (input_bias, forget_bias, output_bias)
    c = h = 0.0
    gates, cells, hiddens = np.zeros((timesteps, 3)), np.zeros(timesteps), np.zeros(timesteps)
    jacobians = np.zeros((timesteps, 2, 2))
    for t in range(timesteps):
        write, read = float(t + 1 == write_at), float(t + 1 == read_at)
        c, h, gates[t], jacobians[t] = step(c, h, write, read, biases, recurrent)
        cells[t], hiddens[t] = c, h
    retention, total, notes = paths(gates[:, 1], gates[:, 2], cells, jacobians, write_at, read_at)
    keep = sigmoid(forget_bias)
    # a gate of 0.99966 at most: the half-life is always finite
    half_life = float(np.log(0.5) / np.log(keep))
    return Result(
        input_gate=gates[:, 0],
        forget_gate=gates[:, 1],
        output_gate=gates[:, 2],
        cell=cells,
        hidden=hiddens,
        written=float(cells[write_at - 1]),
        read=float(hiddens[read_at - 1]),
        retention=retention,
        total_gradient=total,
        half_life=half_life,
        notes=notes,
    )


def paths(
    forget: Array, output: Array, cells: Array, jacobians: Array, write_at: int, read_at: int
) -> tuple[float | None, float | None, dict[str, str]]:
    """∂c at the read by ∂c at the write: along the cell alone, and along every path."""
    if read_at < write_at:
        reason = "The cell is read before anything is written."
        return None, None, {"retention": reason, "total_gradient": reason}
    direct = float(np.prod(forget[write_at:read_at]))
    # a change of the cell at the write also changes the hidden state of that very step
    squashed = np.tanh(cells[write_at - 1])
    direction = np.array([1.0, output[write_at - 1] * (1 - squashed**2)])
    for t in range(write_at, read_at):
        direction = jacobians[t] @ direction
    return direct, float(direction[0]), {}


def draw(params: Params, result: Result) -> list[Figure]:
    steps = np.arange(1, params.timesteps + 1, dtype=float)
    write, read = min(params.write_at, params.timesteps), min(params.read_at, params.timesteps)
    # side by side, the two words would lie upon each other
    labels = {write: "write", read: "read"} if read != write else {write: "write, read"}
    if 0 < abs(read - write) < 0.25 * params.timesteps:
        labels = {min(labels): "", max(labels): ", ".join(labels[step] for step in sorted(labels))}
    named = [Rule(x=step, label=label) for step, label in labels.items()]
    top, bottom = max(1.0, float(result.cell.max())), min(0.0, float(result.cell.min()))
    # a gate holds for the whole of its step
    edges = np.append(steps, params.timesteps + 1) - 0.5
    # a short sequence must not be counted in half steps
    whole = steps.tolist() if params.timesteps < 6 else None
    held = [np.append(gate, gate[-1]) for gate in (result.forget_gate, result.input_gate, result.output_gate)]
    return [
        Figure(
            f"The cell holds {number(result.written)} after the write at step {write}, and the hidden state shows "
            f"{number(result.read)} at the read at step {read}.",
            [
                *named,
                Area(steps, np.zeros(params.timesteps), result.cell, series=1),
                Line(steps, result.cell, series=1, label="cell c"),
                Line(steps, result.hidden, series=2, label="hidden h", dash=True),
            ],
            x=Axis(low=0.5, high=params.timesteps + 0.5, ticks=whole),
            y=Axis(low=bottom, high=top * 1.25),
            heading="What is kept, and what is shown",
            aspect=0.3,
        ),
        Figure(
            "The three gates over time: input, forget and output, each between 0 (shut) and 1 (open).",
            [
                *(_open(edges, gate, series) for gate, series in ((held[1], 1), (held[2], 2))),
                Line(edges, held[0], series=3, label="forget", step=True),
                Line(edges, held[1], series=1, label="input", step=True),
                Line(edges, held[2], series=2, label="output", dash=True, step=True),
            ],
            x=Axis("step", low=0.5, high=params.timesteps + 0.5, ticks=whole),
            y=Axis(low=-0.08, high=1.05, ticks=[0, 0.5, 1]),
            heading="The gates, 0 shut to 1 open",
            aspect=0.26,
            # the cell alone would look like the state of the GRU
            cover=True,
        ),
    ]


def _open(edges: Array, gate: Array, series: int) -> Area:
    """Shade a gate as far as it is open."""
    return Area(np.repeat(edges, 2)[1:], np.zeros(2 * len(edges) - 1), np.repeat(gate, 2)[:-1], series=series)


def explain(params: Params, result: Result) -> str:
    write, read = min(params.write_at, params.timesteps), min(params.read_at, params.timesteps)
    if result.retention is None:
        return f"The cell is read at step {read}, before the write at step {write}: there is nothing to find yet."
    if read == write:
        return f"The cell is read in the very step of the write, {write}: nothing can be forgotten yet."
    share = percent(result.retention)
    kept = f"{share} of what was written at step {write} is left after {count(read - write, 'step')}"
    half_life = number(result.half_life)
    rate = f"with a half-life of {half_life} {'step' if half_life == '1' else 'steps'} at rest"
    if params.recurrent:
        total = number(result.total_gradient)
        return f"Along the cell alone {kept}, {rate}; with the paths through the gates the derivative is {total}."
    return f"{kept[0].upper()}{kept[1:]}, {rate}: that product of forget gates is also the gradient."


PRESETS = [
    Preset(
        "Perfect memory",
        {"forget_bias": 8},
        "A forget gate near 1 keeps the cell, and its gradient, for a thousand steps.",
    ),
    Preset(
        "Forgets at once",
        {"forget_bias": -1},
        "A forget gate of 0.27 erases the cell in a few steps: an LSTM vanishes too.",
        failure=True,
    ),
    Preset(
        "Leaky input",
        {"input_bias": 2, "recurrent": 1},
        "An input gate that never shuts lets the hidden state write over the cell.",
        failure=True,
    ),
    Preset(
        "Always shown", {"output_bias": 6}, "With the output gate open the hidden state follows the cell at every step."
    ),
    Preset(
        "PyTorch's start",
        {"forget_bias": 0},
        "Biases near 0 halve the cell at every step; many start the forget bias at 1 or more.",
    ),
]
NOTICE = [
    "The input gate opens once, at the write; the output gate once, at the read.",
    "Between them only the forget gate touches the cell.",
    "The hidden state is silent until the output gate opens.",
]
TRY = [
    "Find the forget bias that keeps half of the cell for 20 steps.",
    "Move the read before the write.",
    "Under More, give the recurrent weight 1 and compare total gradient and retention.",
]
