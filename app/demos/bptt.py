"""The gradient of a recurrent network is a sum over the past; truncation drops its oldest terms."""

import math
from dataclasses import dataclass

import numpy as np

from app.demos._contract import DemoParams, Preset, notes_field, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Arrow, Bars, Dots, Line, Mark, Rule
from app.numerics.activations import Array
from app.numerics.notation import count, number, percent
from app.numerics.recurrence import recurrent_matrix, unroll

TITLE = "What does the gradient lose when the error stops early?"


class Params(DemoParams):
    timesteps: int = slider(
        30, 2, 80, title="Timesteps", description="Length of the sequence; the loss stands at its end.", unit="steps"
    )
    truncation: int = slider(
        6,
        1,
        80,
        title="Truncation",
        description="How many timesteps the error travels back; all of them if there are fewer.",
        unit="steps",
    )
    radius: float = slider(
        0.95,
        0.1,
        1.3,
        title="Spectral radius of W",
        description="Largest modulus among the eigenvalues of the recurrent weights: how long the network remembers.",
        step=0.01,
    )
    units: int = slider(8, 1, 12, title="Hidden units", description="Size of the hidden state.")
    input_scale: float = slider(
        0.2,
        0.05,
        1,
        title="Input scale",
        description="Standard deviation of the random input to each unit; large inputs saturate tanh.",
        step=0.05,
        more=True,
    )
    seed: int = slider(0, 0, 999, title="Seed", description="Picks the weights, the inputs and the target.", more=True)


@dataclass(frozen=True)
class Result:
    exact: Array = out("Exact gradient", "∂L/∂W from the whole sequence, row by row", shape="(units²,)")
    truncated: Array = out("Truncated gradient", "∂L/∂W from the last steps alone, row by row", shape="(units²,)")
    contribution: Array = out(
        "Contribution", "size of the term of each timestep, relative to the largest one", shape="(timesteps,)"
    )
    error_by_truncation: Array = out(
        "Error by truncation", "relative error if the error travelled 1, 2, … all steps", shape="(timesteps,)"
    )
    relative_error: float | None = out(
        "Relative error", "size of the difference of both gradients over the size of the exact one", readout=True
    )
    cosine: float | None = out("Cosine", "of the angle between both gradients; 1 is the same direction", readout=True)
    steps_kept: int = out("Steps kept", "timesteps whose term is in the truncated gradient", unit="steps", readout=True)
    work: float = out("Backward work", "share of the backward steps that truncation pays for", readout=True)
    notes: dict[str, str] = notes_field()


def compute(*, timesteps: int, truncation: int, radius: float, units: int, input_scale: float, seed: int) -> Result:
    """Backpropagate through time, all the way and cut off after a few steps (Werbos, 1990, doi:10.1109/5.58337)."""
    rng = np.random.default_rng(seed)
    W = recurrent_matrix("orthogonal", radius, units, rng)
    inputs = input_scale * rng.standard_normal((timesteps, units))
    target = rng.standard_normal(units)

    states, slopes = unroll(W, inputs, "tanh")
    terms = gradient_terms(W, states, slopes, states[-1] - target)  # of the loss |h_T - target|² / 2

    kept = min(truncation, timesteps)
    # partial sums from the last step back: entry k - 1 is the gradient truncated after k steps
    sums = np.cumsum(terms[::-1], axis=0).reshape(timesteps, units * units)
    exact, truncated = sums[-1], sums[kept - 1]
    size = math.hypot(*exact)
    notes = {} if size > 0 else dict.fromkeys(("relative_error", "cosine"), "The gradient is exactly 0.")
    errors = np.array([math.hypot(*(part - exact)) for part in sums])
    sizes = np.array([math.hypot(*term.ravel()) for term in terms])
    return Result(
        exact=exact,
        truncated=truncated,
        contribution=sizes / (sizes.max() or 1.0),
        error_by_truncation=errors / (size or 1.0),
        relative_error=None if notes else float(errors[kept - 1] / size),
        cosine=None if notes else cosine(exact, truncated),
        steps_kept=kept,
        work=kept / timesteps,
        notes=notes,
    )


def gradient_terms(W: Array, states: Array, slopes: Array, error: Array) -> Array:
    """Give the term of each timestep in ``∂L/∂W = Σ_t δ_t h_{t-1}ᵀ``, shape (timesteps, units, units).

    ``δ_t``, the gradient at the pre-activation of step t, comes from the step after it: ``δ_t = φ'_t * Wᵀ δ_{t+1}``.
    """
    terms = np.empty((len(slopes), *W.shape))
    for t in reversed(range(len(slopes))):
        delta = slopes[t] * error
        terms[t] = np.outer(delta, states[t])  # states[t] is h_{t-1}: row 0 is the initial state
        error = W.T @ delta
    return terms


def cosine(a: Array, b: Array) -> float:
    """Cosine of the angle between two vectors that are not 0; rounding cannot push it past ±1."""
    return float(np.clip((a / math.hypot(*a)) @ (b / math.hypot(*b)), -1.0, 1.0))


def draw(params: Params, result: Result) -> list[Figure]:
    return [terms_figure(params, result), error_figure(params, result), entries_figure(result)]


def terms_figure(params: Params, result: Result) -> Figure:
    t = np.arange(1.0, params.timesteps + 1)
    cut = params.timesteps - result.steps_kept
    edge = cut + 0.5
    marks: list[Mark] = [
        Bars(t[cut:], result.contribution[cut:], width=0.74, series=1, label="in the truncated gradient"),
        Arrow(params.timesteps + 0.4, 1.14, edge + 0.05, 1.14, series=1, width=2),
    ]
    if cut:
        marks += [
            Bars(t[:cut], result.contribution[:cut], width=0.74, series=2, opacity=0.5, label="cut off"),
            Rule(x=edge),
        ]
    return Figure(
        title=f"Contribution of each of {params.timesteps} timesteps to the gradient, relative to the largest. The "
        f"error travels back {count(result.steps_kept, 'step')} from the loss at the right; {count(cut, 'term')} "
        f"{'is' if cut == 1 else 'are'} cut off.",
        marks=marks,
        x=Axis("timestep (the loss stands at the last)", low=0.4, high=params.timesteps + 0.6, ticks=whole(params, 1)),
        y=Axis("size of the term", low=0, high=1.25, ticks=[0, 0.5, 1]),
        aspect=0.36,
    )


def error_figure(params: Params, result: Result) -> Figure:
    marks: list[Mark] = [
        Line(np.arange(1.0, params.timesteps + 1), result.error_by_truncation, series=1),
    ]
    if result.relative_error is not None:
        marks.append(Dots([result.steps_kept], [min(result.relative_error, 1.25)], series=1, size=5.5))
    return Figure(
        title=f"Relative error of the gradient against the number of steps kept; at {result.steps_kept} it is "
        f"{number(result.relative_error)}.",
        marks=marks,
        x=Axis("steps kept", low=0, high=params.timesteps, ticks=whole(params, 0)),
        y=Axis(low=0, high=1.25, ticks=[0, 0.5, 1]),
        heading="Relative error by truncation",
        span=1 / 2,
        aspect=0.6,
    )


def whole(params: Params, first: int) -> list[float] | None:
    """Ticks for so few steps that others would fall between them."""
    return [float(step) for step in range(first, params.timesteps + 1)] if params.timesteps <= 5 else None


def entries_figure(result: Result) -> Figure:
    reach = float(max(np.abs(result.exact).max(), np.abs(result.truncated).max())) * 1.08 or 1.0
    return Figure(
        title=f"Each entry of the truncated gradient against the exact one; on the diagonal they agree. The cosine "
        f"between both is {number(result.cosine)}.",
        marks=[
            Line([-reach, reach], [-reach, reach], series=0, dash=True, width=1.4),
            Dots(result.exact, result.truncated, series=4, size=3, opacity=0.75),
        ],
        x=Axis("exact", low=-reach, high=reach),
        y=Axis(low=-reach, high=reach),
        heading="Each entry: truncated against exact",
        span=1 / 2,
        aspect=0.6,
    )


def explain(params: Params, result: Result) -> str:
    if result.relative_error is None or result.cosine is None:
        return "The gradient is exactly 0, so there is nothing to lose."
    if result.steps_kept == params.timesteps:
        return (
            f"The error travels back over all {params.timesteps} steps, so nothing is lost: this is the exact gradient."
        )
    if result.relative_error == 0:
        return (
            f"Sending the error back {count(result.steps_kept, 'step')} of {params.timesteps} already gives the exact "
            "gradient: the steps cut off add nothing."
        )
    return (
        f"Sending the error back {count(result.steps_kept, 'step')} of {params.timesteps} costs {percent(result.work)} "
        f"of the backward work and changes the gradient by {percent(result.relative_error)} of its size (cosine "
        f"{number(result.cosine)})."
    )


PRESETS = [
    Preset(
        "The whole way", {"truncation": 80}, "Without truncation the gradient is exact, and every step is paid for."
    ),
    Preset(
        "Short memory",
        {"radius": 0.5},
        "Where the network forgets fast, the old terms are tiny: truncation costs almost nothing.",
    ),
    Preset(
        "Long memory, cut short",
        {"radius": 1.1, "truncation": 2, "input_scale": 0.1, "seed": 3},
        "Old terms are as large as new ones: two steps give another gradient, not a rough one.",
        failure=True,
    ),
    Preset("One step", {"truncation": 1}, "Only the last step counts: the recurrence gets no credit for what it kept."),
]
NOTICE = [
    "The same W is used at every step, so its gradient is a sum with one term for each timestep.",
    "Truncation does not add noise: it always drops the same old terms, which makes it a bias.",
    "How far back is far enough depends on the memory of the network, not on the length of the sequence.",
]
TRY = [
    "Find the smallest truncation with an error below one percent.",
    "Raise the radius and see how many more steps that takes.",
    "Raise the input scale: saturated units forget, and the old terms shrink.",
]
