"""Gradient descent steps downhill; how long a step may be is set by the steepest curvature."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.demos._contract import DemoParams, Preset, choice, notes_field, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Arrow, Dots, Label, Line, Mark, Rule
from app.numerics.activations import Array
from app.numerics.notation import count, number, told_apart
from app.numerics.optimizers import descent, slowest_factor
from app.numerics.surfaces import HALF_HEIGHT, HALF_WIDTH, contours_of, gradient_at, loss_at

TITLE = "How long may a step be before descent turns into divergence?"

STEPS = 100  # of a whole run
FAR = 100.0  # from the origin: such a point has left the map, which reaches to 3, and the run has diverged
COMPARED = 0.9  # momentum whose limit is told beside that of the chosen one
LOWEST_LOSS = 1e-6  # at the foot of the drawing; a smaller loss is written there


class Params(DemoParams):
    surface: Literal["bowl", "valley", "rosenbrock", "saddle"] = choice(
        "valley",
        title="Surface",
        description="The loss over two parameters; its formula decides how curved it is.",
        labels={"rosenbrock": "Rosenbrock's banana"},
    )
    learning_rate: float = slider(
        0.19, 0.0001, 4, title="Learning rate η", description="Length of a step per unit of gradient.", log=True
    )
    momentum: float = slider(
        0, 0, 0.99, title="Momentum β", description="Share of the last velocity that survives a step.", step=0.01
    )
    condition: float = slider(
        10, 1, 100, title="Condition number", description="Of the valley: its steepness across over along.", step=0.5
    )
    step: int = slider(20, 0, STEPS, title="Step", description="Number of steps taken.", unit="steps", time=True)
    noise: float = slider(
        0, 0, 5, title="Gradient noise", description="Standard deviation of noise on the gradient.", step=0.1, more=True
    )
    start_x: float = slider(-2.6, -3, 3, title="Start x", description="Where descent starts.", step=0.1, more=True)
    start_y: float = slider(1.2, -1.5, 1.5, title="Start y", description="Where descent starts.", step=0.1, more=True)
    seed: int = slider(0, 0, 999, title="Seed", description="Which noise is drawn.", more=True)


@dataclass(frozen=True)
class Result:
    path: Array = out("Path", "x and y after each step; null after divergence", shape="(101, 2)")
    loss: Array = out("Loss", "loss after each step; null after divergence", shape="(101,)")
    current_loss: float | None = out("Loss now", "loss after the chosen step", readout=True)
    gradient: Array = out("Gradient", "gradient without noise after the chosen step", shape="(2,)")
    gradient_norm: float | None = out("Size of gradient", "length of the gradient after the chosen step", readout=True)
    stable_below: float | None = out(
        "Stable below", "learning rate under which the error shrinks: 2(1 + β)/λmax", readout=True
    )
    limit_at_momentum: float | None = out("Stable below at momentum 0.9", "the same for β = 0.9")
    factor: float | None = out(
        "Factor per step", "what the slowest error is multiplied by in each step, in the long run", readout=True
    )
    diverged_at: int | None = out("Diverged at", "first step that lands more than 100 from the origin", readout=True)
    rates: Array = out("Rates", "learning rates for the factor curve", shape="(121,)")
    factors: Array = out("Factors", "factor per step at each of these rates; null off quadratics", shape="(121,)")
    contours: Array = out("Contours", "curves of equal loss around the map", shape="(curves, points, 2)")
    notes: dict[str, str] = notes_field()


def compute(
    *,
    surface: str,
    learning_rate: float,
    momentum: float,
    condition: float,
    step: int,
    noise: float,
    start_x: float,
    start_y: float,
    seed: int,
) -> Result:
    """Descend by v ← β v + ∇L and x ← x − η v, and give the learning rate η at which that begins to diverge.

    On a quadratic of largest curvature λ it converges for every η below 2(1 + β)/λ.
    """
    # rows: the noise of each step; a mini-batch gradient is the true one plus noise of mean zero
    disturbance = noise * np.random.default_rng(seed).standard_normal((STEPS, 2))
    path = descent(
        lambda x: gradient_at(surface, x, condition), (start_x, start_y), disturbance, learning_rate, momentum, FAR
    )
    loss = loss_at(surface, path, condition)
    gradient = gradient_at(surface, path[step], condition)

    # eigenvalues of the Hessian, which are the same everywhere on a quadratic
    curvatures = np.array({"bowl": [1.0, 1.0], "valley": [1.0, condition]}.get(surface, []))
    quadratic = curvatures.size > 0
    rates = np.geomspace(0.0001, 4.0, 121)
    alive = bool(np.isfinite(loss[step]))
    left = np.flatnonzero(np.hypot(*path.T) > FAR)
    return Result(
        path=path,
        loss=loss,
        current_loss=float(loss[step]) if alive else None,
        gradient=gradient,
        gradient_norm=float(np.hypot(*gradient)) if alive else None,
        stable_below=float(2 * (1 + momentum) / curvatures.max()) if quadratic else None,
        limit_at_momentum=float(2 * (1 + COMPARED) / curvatures.max()) if quadratic else None,
        factor=slowest_factor(learning_rate, momentum, curvatures) if quadratic else None,
        diverged_at=int(left[0]) if left.size else None,
        rates=rates,
        factors=np.array([slowest_factor(rate, momentum, curvatures) if quadratic else np.nan for rate in rates]),
        contours=contours_of(surface, condition),
        notes=reasons(surface, quadratic=quadratic, alive=alive, diverged=left.size > 0),
    )


def reasons(surface: str, *, quadratic: bool, alive: bool, diverged: bool) -> dict[str, str]:
    """Say why each missing number is missing."""
    notes: dict[str, str] = {}
    if not quadratic:
        why = "has no minimum" if surface == "saddle" else "is no quadratic: its curvature changes along the path"
        for name in ("stable_below", "limit_at_momentum", "factor", "factors"):
            notes[name] = f"This surface {why}, so no one limit holds."
    if diverged:
        notes["path"] = notes["loss"] = "The run stops at the step that is more than 100 from the origin."
    else:
        notes["diverged_at"] = f"All {STEPS} steps stay within 100 of the origin."
    if not alive:
        notes["current_loss"] = notes["gradient_norm"] = notes["gradient"] = "The run had diverged before this step."
    return notes


def draw(params: Params, result: Result) -> list[Figure]:
    figures = [map_figure(params, result), loss_figure(params, result)]
    return figures if result.stable_below is None else [*figures, factor_figure(params, result)]


def map_figure(params: Params, result: Result) -> Figure:
    taken = result.path[: params.step + 1]
    marks: list[Mark] = [
        *terrain(params, result),
        Line(taken[:, 0], taken[:, 1], series=2, width=1.8),
        Dots(taken[:, 0], taken[:, 1], series=2, size=2.2),
        Dots(taken[:1, 0], taken[:1, 1], series=5, size=5, shape="ring", label="start"),
    ]
    if params.surface != "saddle":
        at = (1.0, 1.0) if params.surface == "rosenbrock" else (0.0, 0.0)
        marks.append(Dots([at[0]], [at[1]], series=5, size=4.5, shape="cross", label="minimum"))
    marks.append(Dots(taken[-1:, 0], taken[-1:, 1], series=2, size=5.5, label=f"after {count(params.step, 'step')}"))
    if result.gradient_norm:
        # the arrow shows a direction: its length is fixed
        x, y = map(float, taken[-1])
        right, up = (-0.55 * result.gradient / result.gradient_norm).tolist()
        if abs(x) <= HALF_WIDTH and abs(y) <= HALF_HEIGHT:
            marks.append(Arrow(x, y, x + right, y + up, series=3, width=2.2))
    here = "It has diverged." if result.current_loss is None else f"There the loss is {number(result.current_loss)}."
    return Figure(
        title=f"Path of gradient descent on the {params.surface} surface over {count(params.step, 'step')}, from "
        f"({number(params.start_x)}, {number(params.start_y)}), on curves of equal loss. {here}",
        heading="The path, and the way down from here (arrow)",
        marks=marks,
        x=Axis("x", low=-HALF_WIDTH, high=HALF_WIDTH),
        y=Axis("y", low=-HALF_HEIGHT, high=HALF_HEIGHT, grid=False),
        equal=True,
    )


def terrain(params: Params, result: Result) -> list[Line]:
    """Shade what lies lower a little darker with every curve of equal loss; on the saddle ridges are orange."""
    marks = []
    for k, curve in enumerate(result.contours):
        ridge = params.surface == "saddle" and k % 4 > 1
        marks.append(Line(curve[:, 0], curve[:, 1], series=2 if ridge else 1, width=0.8, fill=True, opacity=0.5))
    return marks


def loss_figure(params: Params, result: Result) -> Figure:
    steps = np.arange(STEPS + 1, dtype=float)
    signed = params.surface == "saddle"
    marks: list[Mark] = [
        Line(steps, result.loss, series=2, width=1.6, opacity=0.4),
        Line(steps[: params.step + 1], result.loss[: params.step + 1], series=2),
        Dots([params.step], result.loss[params.step : params.step + 1], series=2, size=4.5),
    ]
    if not signed and result.current_loss is not None and result.current_loss < LOWEST_LOSS:
        text = f"{number(result.current_loss)} ↓"
        side = "start" if params.step < STEPS / 2 else "end"
        marks.append(Label(params.step, LOWEST_LOSS, text, 2, side, bold=True, dy=-7, size=11.5))  # type: ignore[arg-type]
    if result.diverged_at is not None:
        marks.append(Rule(x=result.diverged_at, label=f"diverged at {result.diverged_at}"))
    return Figure(
        title=f"Loss by step: {number(float(result.loss[0]))} at the start, {number(result.current_loss)} after "
        f"{count(params.step, 'step')}.",
        heading="Loss",
        marks=marks,
        x=Axis("step", low=0, high=STEPS),
        y=Axis("", -6, 6) if signed else Axis("", LOWEST_LOSS, 1e4, "log", ticks=(1e-6, 1e-3, 1, 1e3)),
        span=1 if result.stable_below is None else 0.5,
        aspect=0.3 if result.stable_below is None else 0.62,
    )


def factor_figure(params: Params, result: Result) -> Figure:
    limit, factor = result.stable_below or 0.0, result.factor or 0.0
    return Figure(
        title=f"Factor on the error per step by learning rate: {number(factor)} at {number(params.learning_rate)}; "
        f"it reaches 1 at {number(limit)}.",
        heading="Error per step, by learning rate",
        marks=[
            Rule(y=1.0),
            Rule(x=limit),
            # to the left of the limit the curve lies below 1: above it there is room
            Label(0.93 * limit, 1.6, f"limit {number(limit)}", anchor="end", dy=11, size=11.5),
            Line(result.rates, result.factors, series=1),
            Dots([params.learning_rate], [min(factor, 1.6)], series=2, size=5.5),
            Label(0.00012, 1.0, "grows", dy=-7, anchor="start", size=11.5),
            Label(0.00012, 1.0, "shrinks", dy=16, anchor="start", size=11.5),
        ],
        x=Axis("learning rate η", low=0.0001, high=4, scale="log"),
        y=Axis("", low=0, high=1.6),
        span=0.5,
        aspect=0.62,
    )


def explain(params: Params, result: Result) -> str:
    ended = outcome(params, result)
    if result.stable_below is None or result.factor is None:
        return f"{ended} On this surface no single learning rate is the limit: the curvature " + (
            "is negative along y, so an error along y grows with every step."
            if params.surface == "saddle"
            else "changes along the path."
        )
    told = "noise aside," if params.noise > 0 else "in the long run"
    if abs(result.factor - 1) < 1e-9:
        return (
            f"Learning rate {number(params.learning_rate)} is at the limit: the steepest error stays as it is. {ended}"
        )
    side, error = ("above", "steepest") if result.factor > 1 else ("below", "slowest")
    rate, limit = told_apart(params.learning_rate, result.stable_below)
    other = f" ({number(result.limit_at_momentum)} at momentum {COMPARED})" if params.momentum < COMPARED else ""
    return (
        f"Learning rate {rate} is {side} the limit of {limit}{other}: {told} the {error} error is multiplied by "
        f"{told_apart(result.factor, 1.0)[0]} a step. {ended}"
    )


def outcome(params: Params, result: Result) -> str:
    if result.diverged_at is not None and result.diverged_at <= params.step:
        return f"At step {result.diverged_at} the path is more than 100 away, and the run stops."
    noisy = " with a noisy gradient" if params.noise > 0 else ""
    now = number(result.current_loss)
    if params.step == 0:
        return f"At the start the loss is {now}."
    return f"After {count(params.step, 'step')}{noisy} the loss goes from {number(float(result.loss[0]))} to {now}."


PRESETS = [
    Preset(
        "Too long a step",
        {"learning_rate": 0.21},
        "Just above 2/λmax each step overshoots the valley floor by more than the last.",
        failure=True,
    ),
    Preset(
        "Momentum",
        {"learning_rate": 0.21, "momentum": 0.6},
        "The same learning rate, with momentum: the limit has moved to 0.32 and the run converges.",
    ),
    Preset(
        "Ill-conditioned",
        {"condition": 100, "learning_rate": 0.019, "step": 100},
        "Across the valley the step is nearly too long, along it far too short: a hundred steps do not suffice.",
        failure=True,
    ),
    Preset(
        "Rosenbrock's banana",
        {"surface": "rosenbrock", "learning_rate": 0.001, "momentum": 0.9, "start_x": -1.2, "start_y": 1, "step": 100},
        "A curved valley: momentum carries the path round the bend.",
    ),
    Preset(
        "Saddle",
        {"surface": "saddle", "learning_rate": 0.2, "start_y": 0.01, "step": 30},
        "Nearly on the ridge the gradient is small; the path lingers at the saddle, then falls away.",
    ),
]
NOTICE = [
    "Across the valley the path changes sides with each step; along it, it only goes forward.",
    "The loss falls along a straight line on the logarithmic scale: each step takes the same share of it.",
    "The steepest curvature sets the limit; well below the limit, the flattest one sets the speed.",
]
TRY = [
    "Find the learning rate at which the loss neither falls nor grows.",
    "Raise the momentum to 0.5 and watch the limit move.",
    "Add gradient noise under More: the loss stops falling at a floor that the learning rate sets.",
]
