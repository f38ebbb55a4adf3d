"""A restricted Boltzmann machine is sampled one whole layer at a time; the samples drift to the exact distribution."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.demos._contract import DemoParams, Preset, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Bars, Dots, Line, Mark, Rule
from app.numerics.activations import Array
from app.numerics.boltzmann import (
    all_states,
    chance_level,
    conditionals,
    distribution,
    divergence,
    free_energy,
    gibbs,
    initial_weights,
    train,
    transition,
)
from app.numerics.notation import count, number, percent

TITLE = "How soon do the samples follow the machine's own distribution?"

SWEEPS = 60  # longest walk
EPOCHS = 200  # longest training
Integers = npt.NDArray[np.int64]


class Params(DemoParams):
    sweep: int = slider(
        40, 0, SWEEPS, title="Sweep", description="Draws of all hidden and then all visible units.", time=True
    )
    temperature: float = slider(
        1,
        0.25,
        4,
        title="Temperature",
        description="Divides the energy: cold favors the deepest states, hot makes all states alike.",
        step=0.01,
        log=True,
    )
    epoch: int = slider(
        50, 0, EPOCHS, title="Training", description="Steps of gradient descent before sampling.", unit="epochs"
    )
    visible: int = slider(4, 2, 5, title="Visible units", description="Size of a pattern; 4 units have 16 states.")
    hidden: int = slider(3, 1, 4, title="Hidden units", description="How many units tie the visible ones together.")
    chains: int = slider(
        500, 10, 1000, title="Chains", description="How many independent walks, all from the first pattern.", more=True
    )
    seed: int = slider(0, 0, 999, title="Seed", description="Draws initial weights and samples.", more=True)


@dataclass(frozen=True)
class Result:
    states: list[str] = out("States", "all patterns of the visible units, counted up in binary", shape="(2^visible,)")
    energy: Array = out(
        "Free energy", "of each visible state, the hidden units summed out at this temperature", shape="(2^visible,)"
    )
    probabilities: Array = out("Exact probability", "of each visible state, by enumeration", shape="(2^visible,)")
    samples: Integers = out("Samples", "chains that stand at each visible state after the sweeps", shape="(2^visible,)")
    loss: Array = out(
        "Loss", "mean −log p of the two training patterns, after each epoch", shape="(epoch + 1,)", unit="nats"
    )
    weights: Array = out("Weights", "between each visible and each hidden unit", shape="(visible, hidden)")
    divergence_path: Array = out(
        "Divergence by sweep", "KL(samples ‖ exact) after each sweep", shape="(sweep + 1,)", unit="nats"
    )
    exact_path: Array = out(
        "Divergence of endless chains", "the same for infinitely many chains", shape="(61,)", unit="nats"
    )
    divergence: float = out("Divergence", "KL(samples ‖ exact) after the last sweep", unit="nats", readout=True)
    chance_level: float = out("Chance level", "mean divergence of as many perfect samples", unit="nats", readout=True)
    final_loss: float = out("Loss", "after training, at temperature 1", unit="nats", readout=True)
    least_loss: float = out("Least loss", "the entropy of the training patterns", unit="nats")
    stayed: float = out("Never left", "share of the chains that no sweep has moved", readout=True)


def patterns(visible: int) -> Array:
    """The training set: the left half on, and the right half on; shape (2, visible)."""
    half = np.arange(visible) < visible // 2
    return np.array([half, half[::-1]], dtype=np.float64)


def compute(*, sweep: int, temperature: float, epoch: int, visible: int, hidden: int, chains: int, seed: int) -> Result:
    """Train by the exact gradient, sample by Gibbs sweeps, and measure how far the samples are from the truth."""
    rng = np.random.default_rng(seed)
    states = all_states(visible)
    matches = (states == patterns(visible)[:, None]).all(axis=2)
    # the training set as the share of each state
    W, b, c, losses = train(*initial_weights(visible, hidden, rng), matches.mean(axis=0), epoch)
    energy = free_energy(states, b, states @ W + c, temperature)
    exact = distribution(energy, temperature)

    up, down = conditionals(W, b, c, temperature)
    start = int(matches[0].argmax())
    visited = gibbs(up, down, sweep, start, chains, rng)
    counts = np.array([np.bincount(now, minlength=len(states)) for now in visited])

    # infinitely many chains: their distribution is multiplied by the transition matrix in each sweep
    step, spread = transition(up, down), [np.eye(len(states))[start]]
    for _ in range(SWEEPS):
        spread.append(spread[-1] @ step)
    path = divergence(counts / chains, exact)
    return Result(
        states=["".join(str(int(unit)) for unit in state) for state in states],
        energy=energy,
        probabilities=exact,
        samples=counts[-1],
        loss=losses,
        weights=W,
        divergence_path=path,
        exact_path=divergence(np.array(spread), exact),
        divergence=float(path[-1]),
        chance_level=chance_level(exact, chains),
        final_loss=float(losses[-1]),
        least_loss=float(np.log(2)),
        stayed=float(np.mean((visited == visited[0]).all(axis=0))),
    )


def draw(params: Params, result: Result) -> list[Figure]:
    return [_distributions(params, result), _walk(params, result)]


def _distributions(params: Params, result: Result) -> Figure:
    places = np.arange(float(len(result.states)))
    share = result.samples / params.chains
    marks: list[Mark] = [
        Bars(places, share, series=1, width=0.72, opacity=0.75, label=f"share of {params.chains} chains"),
        Dots(places, result.probabilities, series=2, size=5, shape="diamond", label="exact probability"),
    ]
    likeliest = int(np.argmax(result.probabilities))
    # thirty-two names need room: every fourth is enough to count on
    every = 1 if params.visible < 5 else 4
    return Figure(
        title=f"Share of the chains at each of {len(result.states)} states after {count(params.sweep, 'sweep')}, with "
        f"the exact probabilities; the likeliest is {result.states[likeliest]} with "
        f"{percent(float(result.probabilities[likeliest]))}.",
        marks=marks,
        x=Axis(
            "visible units",
            low=-0.6,
            high=len(places) - 0.4,
            ticks=places[::every].tolist(),
            tick_labels=result.states[::every],
            grid=False,
        ),
        y=Axis("probability", low=0, high=1, ticks=[0, 0.25, 0.5, 0.75, 1]),
        heading="Where the chains are, and where they should be",
        aspect=0.38,
        cover=True,
    )


def _walk(params: Params, result: Result) -> Figure:
    floor = 1e-4
    sweeps = np.arange(SWEEPS + 1.0)
    # the curve of endless chains ends where it leaves the plot
    seen = 1 + int(np.argmin(np.append(result.exact_path, 0.0) > floor))
    marks: list[Mark] = [
        Rule(y=max(result.chance_level, floor), label="chance level"),
        Line(sweeps[:seen], np.maximum(result.exact_path[:seen], 1e-12), series=2, dash=True, label="endless chains"),
        Line(sweeps[: params.sweep + 1], np.maximum(result.divergence_path, floor), series=1, label="chains"),
        Dots([params.sweep], [max(result.divergence, floor)], series=1, size=5.5),
    ]
    return Figure(
        title=f"Divergence from the exact distribution over the sweeps: {number(float(result.divergence_path[0]))} "
        f"nats at the start, {number(result.divergence)} after {count(params.sweep, 'sweep')}.",
        marks=marks,
        x=Axis("sweep", low=0, high=SWEEPS, ticks=[0, 20, 40, 60]),
        y=Axis(low=floor, high=30, scale="log", ticks=[0.0001, 0.001, 0.01, 0.1, 1, 10]),
        heading="Divergence in nats (log scale)",
        aspect=0.32,
    )


def explain(params: Params, result: Result) -> str:
    if params.sweep == 0:
        return (
            f"Before the first sweep all {params.chains} chains stand at the first pattern, "
            f"{number(result.divergence)} nats from the exact distribution."
        )
    after = f"After {count(params.sweep, 'sweep')} the samples lie {number(result.divergence)} nats from the exact"
    # whether the walk has arrived is a matter of its distribution; the samples scatter around that by chance
    endless = float(result.exact_path[params.sweep])
    if endless < 0.2 * result.chance_level:
        return (
            f"{after} distribution; {count(params.chains, 'perfect sample')} would lie about "
            f"{number(result.chance_level)} away by chance alone: the walk has arrived."
        )
    return (
        f"{after} distribution, where even endless chains would be {number(endless)} away: the chains, of which "
        f"{percent(1 - result.stayed)} have left their start, need more sweeps."
    )


PRESETS = [
    Preset("First sweep", {"sweep": 1}, "Most chains have not gone far: contrastive divergence stops here."),
    Preset(
        "Frozen",
        {"temperature": 0.25, "sweep": 60},
        "When it is cold the chains cannot cross from one pattern to the other: one mode is never seen.",
        failure=True,
    ),
    Preset("Hot", {"temperature": 4}, "When it is hot all states are nearly alike, and a few sweeps are enough."),
    Preset("Untrained", {"epoch": 0}, "Small random weights: no pattern stands out, and the walk arrives at once."),
    Preset(
        "Trained long",
        {"epoch": 200, "visible": 5, "hidden": 4},
        "The better it knows its two patterns, the slower it walks between them.",
        failure=True,
    ),
]
NOTICE = [
    "All chains start at one training pattern; the other is about as probable but lies many flips away.",
    "In the end the chains scatter around the chance level: they are a finite sample.",
    "The dashed curve is computed, not sampled: the start multiplied by the transition matrix.",
]
TRY = [
    "Play the sweeps and watch the second pattern fill up.",
    "Lower the temperature until the chains no longer cross.",
    "Under More, take 10 chains: the walk is the same, the sample is coarse.",
]
