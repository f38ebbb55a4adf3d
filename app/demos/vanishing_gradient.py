"""Each step back in time multiplies the gradient by one more Jacobian, so it shrinks or grows geometrically."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.demos._contract import DemoParams, Preset, choice, notes_field, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Dots, Line, Mark
from app.numerics.activations import Array
from app.numerics.notation import count, number
from app.numerics.recurrence import recurrent_matrix, unroll

DECADES = [1e-8, 1e-6, 1e-4, 1e-2, 1.0, 1e2, 1e4, 1e6]

TITLE = "How far back does the gradient reach?"


class Params(DemoParams):
    radius: float = slider(
        0.8,
        0.3,
        1.5,
        title="Spectral radius of W",
        description="Largest modulus among the eigenvalues of the recurrent weight matrix W.",
        step=0.01,
    )
    matrix: Literal["orthogonal", "gaussian", "non-normal"] = choice(
        "orthogonal",
        title="Matrix",
        description="Orthogonal: every singular value is the radius. Gaussian: random entries, scaled to the radius. "
        "Non-normal: blocks [[radius, 5], [0, radius]].",
    )
    activation: Literal["tanh", "relu", "linear"] = choice(
        "tanh",
        title="Activation",
        description="The function whose slope scales the gradient at every step.",
        labels={"relu": "ReLU"},
    )
    timesteps: int = slider(
        50, 1, 200, title="Timesteps", description="How many steps the gradient travels back.", unit="steps"
    )
    units: int = slider(32, 2, 64, title="Hidden units", description="Number of rows and columns of W.")
    input_scale: float = slider(
        0.1,
        0,
        2,
        title="Input scale",
        description="Standard deviation of the random input to each unit; large inputs saturate tanh.",
        step=0.05,
        more=True,
    )
    seed: int = slider(
        0, 0, 999, title="Seed", description="Picks the matrix, the inputs and the loss direction.", more=True
    )


@dataclass(frozen=True)
class Result:
    gradient_norm: Array = out("Gradient norm", "‖∂L/∂h‖ k steps before the loss, 1 at k = 0", shape="(timesteps + 1,)")
    bound: Array = out(
        "Upper bound", "(σmax · max|φ′|)ᵏ, which the gradient norm cannot exceed", shape="(timesteps + 1,)"
    )
    power: Array = out(
        "Power of the radius", "radiusᵏ, what the spectral radius alone suggests", shape="(timesteps + 1,)"
    )
    reference: Array = out("Reference powers", "1ᵏ and 1.2ᵏ, drawn for comparison", shape="(2, timesteps + 1)")
    left: float = out("Gradient left", "gradient norm at the earliest step, as a multiple of 1", readout=True)
    half_life: float | None = out(
        "Half-life", "steps in which the gradient halves, over the second half of the way", unit="steps", readout=True
    )
    regime: str = out("Regime", "vanishing, steady or exploding over the second half of the way", readout=True)
    spectral_norm: float = out(
        "σmax of W", "largest singular value: the most that W can stretch a vector", readout=True
    )
    mean_slope: float = out("Mean slope φ′", "slope of the activation, averaged over units and steps", readout=True)
    peak_step: int = out("Peak", "number of steps back at which the gradient is largest", unit="steps")
    notes: dict[str, str] = notes_field()


def compute(
    *, radius: float, matrix: str, activation: str, timesteps: int, units: int, input_scale: float, seed: int
) -> Result:
    """Send a gradient back through a recurrent network, one Jacobian a step (Pascanu et al., 2013, arXiv:1211.5063)."""
    rng = np.random.default_rng(seed)
    W = recurrent_matrix(matrix, radius, units, rng)
    inputs = input_scale * rng.standard_normal((timesteps, units))
    direction = rng.standard_normal(units)

    # forward: the slopes φ'(a_t) depend on the states that the network really visits
    _, slopes = unroll(W, inputs, activation)
    norms = backward_norms(W, slopes, direction / math.hypot(*direction))

    k = np.arange(timesteps + 1.0)
    spectral_norm = float(np.linalg.norm(W, 2))
    rate = late_rate(norms)
    # a rate within one percent of 1 counts as steady
    regime = "vanishing" if rate < 0.99 else "exploding" if rate > 1.01 else "steady"
    half_life, notes = None, {}
    if norms[-1] == 0:
        notes["half_life"] = f"The gradient is exactly 0 from {int(np.argmin(norms))} steps back on; it has no rate."
    elif regime == "vanishing":
        half_life = math.log(0.5) / math.log(rate)
    else:
        notes["half_life"] = "The gradient does not decay, so it never halves."
    return Result(
        gradient_norm=norms,
        bound=np.power(spectral_norm, k),  # max|φ'| is 1 for tanh, ReLU and the identity
        power=np.power(radius, k),
        reference=np.array([1.0, 1.2])[:, None] ** k,
        left=float(norms[-1]),
        half_life=half_life,
        regime=regime,
        spectral_norm=spectral_norm,
        mean_slope=float(slopes.mean()),
        peak_step=int(np.argmax(norms)),
        notes=notes,
    )


def backward_norms(W: Array, slopes: Array, gradient: Array) -> Array:
    """Send the gradient of the loss back: one factor ``Wᵀ diag(φ'(a_t))`` a step, last step first."""
    norms = [1.0]
    for slope in slopes[::-1]:
        gradient = W.T @ (slope * gradient)
        # hypot scales before it squares: a norm of 1e-200 is not lost
        norms.append(math.hypot(*gradient))
    return np.array(norms)


def late_rate(norms: Array) -> float:
    """Fit the factor per step over the second half of the way, where a first hump has passed."""
    if norms[-1] == 0:
        return 0.0
    k = np.arange((len(norms) - 1) // 2, len(norms))
    from_mean = k - k.mean()
    return float(np.exp(from_mean @ np.log(norms[k]) / (from_mean @ from_mean)))


def draw(params: Params, result: Result) -> Figure:
    k = np.arange(params.timesteps + 1.0)
    name = f"radius {number(params.radius)}"
    marks: list[Mark] = [
        Line(k, result.reference[1], series=3, label="1.2ᵏ", dash=True, width=1.8),
        Line(k, result.reference[0], series=2, label="1.0ᵏ", dash=True, width=1.8),
        Line(k, result.bound, series=4, label="bound σmaxᵏ", dash=True, width=1.4),
    ]
    if result.spectral_norm > 1.001 * params.radius:  # else the bound is this very line
        marks.append(Line(k, result.power, series=0, label="radiusᵏ", dash=True, width=1.4))
    marks.append(Line(k, result.gradient_norm, series=1, label=name, width=2.8))
    if 1e-8 <= result.left <= 1e6:
        marks.append(Dots([params.timesteps], [result.left], series=1, size=4.5))
    return Figure(
        title=f"Norm of the gradient against steps back from the loss, on a logarithmic scale, for a matrix that is "
        f"{params.matrix} and has the spectral radius {number(params.radius)}: it starts at 1 and is "
        f"{number(result.left)} after {count(params.timesteps, 'step')}.",
        marks=marks,
        x=Axis(
            "steps back from the loss",
            low=0,
            high=params.timesteps,
            # few steps must not be counted in halves
            ticks=k.tolist() if params.timesteps < 6 else None,
        ),
        y=Axis("‖∂L/∂h‖, as a multiple of its size at the loss", low=1e-8, high=1e6, scale="log", ticks=DECADES),
        aspect=0.56,
    )


def explain(params: Params, result: Result) -> str:
    way = count(params.timesteps, "step")
    start = f"At radius {number(params.radius)}"
    if result.left == 0:
        return f"{start} the gradient is exactly 0 after {way}: all paths run through units whose slope is 0."
    times = f"it is {number(result.left)} times its size at the loss"
    highest, when = float(result.gradient_norm.max()), count(result.peak_step, "step")
    hump = f" It first grew to {number(highest)} ({when} back)" if highest > 1.5 else ""
    if hump:
        hump += ": no eigenvalue shows that, σmax does." if params.radius < 1 else "."
    if result.half_life is not None:
        half_life = number(result.half_life)
        every = "at every step" if half_life == "1" else f"every {half_life} steps"
        return f"{start} the gradient halves {every}: after {way} {number(result.left)} of it is left.{hump}"
    if result.regime == "steady":
        return (
            f"{start} the gradient settles: over the second half of the way it neither shrinks nor grows, and after "
            f"{way} {times}.{hump}"
        )
    if result.left < 1:
        return f"{start} the gradient shrinks at first and then grows: after {way} {times}."
    steadily = "step by step" if (np.diff(result.gradient_norm) > 0).all() else "on the whole"
    return f"{start} the gradient grows {steadily}: after {way} {times}."


PRESETS = [
    Preset("Vanishing", {"radius": 0.6}, "Ten steps back the gradient is already below one percent.", failure=True),
    Preset(
        "On the edge", {"radius": 1, "activation": "linear"}, "An orthogonal linear map hands the gradient on whole."
    ),
    Preset(
        "Exploding",
        {"radius": 1.15, "activation": "linear"},
        "Nothing holds the product back: it grows by 15 percent a step.",
        failure=True,
    ),
    Preset(
        "First up, then down",
        {"matrix": "non-normal", "activation": "linear", "radius": 0.7},
        "Every eigenvalue is 0.7, and yet the gradient grows before it decays.",
    ),
    Preset(
        "Saturated",
        {"radius": 1.4, "input_scale": 2},
        "A radius far above 1 does not explode: large inputs flatten tanh, and its slope wins.",
    ),
]
NOTICE = [
    "A constant factor per step is a straight line here; it is at most the largest singular value times the slope.",
    "Under the dashed bound the gradient may be much smaller, never larger: σmax below 1 is enough to vanish.",
    "With tanh even radius 1 vanishes, because the slope is below 1 wherever the state is not 0.",
]
TRY = [
    "Find the largest radius at which tanh still vanishes.",
    "Choose the non-normal matrix and compare the curve with radiusᵏ.",
    "Set the radius to 1.4 with the linear activation, then tanh, then ReLU: how much do the slopes take away?",
]
