"""An epoch is one pass over the data, an iteration one update; their order decides what is learned last."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from app.demos._contract import DemoParams, Preset, choice, notes_field, out, slider, switch
from app.figures.figure import Axis, Figure
from app.figures.marks import Cells, Dots, Label, Line, Mark, Segments
from app.numerics.notation import count, number

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

# counts are exact at any size; the schedule is listed, and trained on, up to here
LISTED = 24

TITLE = "How many updates make an epoch, and in which order?"


class Params(DemoParams):
    examples: int = slider(
        1000, 1, 60000, title="Examples", description="Size of the training set.", unit="examples", log=True
    )
    batch_size: int = slider(
        500, 1, 60000, title="Batch size", description="Examples that each update uses.", unit="examples", log=True
    )
    epochs: int = slider(3, 1, 100, title="Epochs", description="Number of passes over the data.")
    order: Literal["epochs", "iterations"] = choice(
        "epochs",
        title="Order",
        description="Epoch by epoch visits all batches, then all again (ABABAB); batch by batch repeats each at once "
        "(AAABBB).",
        labels={"epochs": "epoch by epoch", "iterations": "batch by batch"},
    )
    shuffle: bool = switch(
        False, title="Shuffle", description="Deal the examples into new batches at the start of every pass."
    )
    drop_last: bool = switch(
        False, title="Drop last", description="Skip the last batch of a pass if it is not full.", more=True
    )
    learning_rate: float = slider(
        0.4,
        0.01,
        1,
        title="Learning rate",
        description="Step size of the one-parameter model that is trained on the batches.",
        step=0.01,
        more=True,
    )
    seed: int = slider(0, 0, 999, title="Seed", description="Picks the shuffles.", more=True)


@dataclass(frozen=True)
class Result:
    iterations_per_epoch: int = out("Iterations per epoch", "updates in one pass over the data", readout=True)
    iterations: int = out("Iterations", "updates in all", readout=True)
    last_batch_size: int | None = out("Last batch", "size of the last batch of a pass", unit="examples", readout=True)
    examples_seen: int = out("Examples seen", "examples used in all passes, repeats included", readout=True)
    schedule: Integers = out(
        "Schedule", "place in its pass of the batch of each iteration, from 0; the first 24 at most", shape="(listed,)"
    )
    other_schedule: Integers = out("Other schedule", "the same in the order that was not chosen", shape="(listed,)")
    parameter: Array = out(
        "Parameter w", "before training and after each listed iteration, in the chosen order", shape="(listed + 1,)"
    )
    other_parameter: Array = out(
        "Parameter w, other order", "the same in the order that was not chosen", shape="(listed + 1,)"
    )
    parameter_end: float = out("w at the end", "parameter after the last listed iteration; the best is 0", readout=True)
    notes: dict[str, str] = notes_field()


def compute(
    *,
    examples: int,
    batch_size: int,
    epochs: int,
    order: str,
    shuffle: bool,
    drop_last: bool,
    learning_rate: float,
    seed: int,
) -> Result:
    """Count updates, and train one parameter on the same batches in two orders: ABABAB and AAABBB."""
    full, rest = divmod(examples, batch_size)
    per_epoch = full if drop_last or rest == 0 else full + 1
    seen_per_epoch = full * batch_size if drop_last else examples
    last = None if per_epoch == 0 else batch_size if drop_last or rest == 0 else rest
    notes = {} if per_epoch else {"last_batch_size": "No batch is full, and drop_last skips those that are not."}

    other = "iterations" if order == "epochs" else "epochs"
    schedules = {name: visits(name, per_epoch, epochs) for name in ("epochs", "iterations")}
    paths = {
        name: train(
            passes,
            batches,
            examples=examples,
            batch_size=batch_size,
            shuffle=shuffle,
            learning_rate=learning_rate,
            seed=seed,
        )
        for name, (passes, batches) in schedules.items()
    }
    return Result(
        iterations_per_epoch=per_epoch,
        iterations=per_epoch * epochs,
        last_batch_size=last,
        examples_seen=seen_per_epoch * epochs,
        schedule=schedules[order][1],
        other_schedule=schedules[other][1],
        parameter=paths[order],
        other_parameter=paths[other],
        parameter_end=float(paths[order][-1]),
        notes=notes,
    )


def visits(order: str, per_epoch: int, epochs: int) -> tuple[Integers, Integers]:
    """Give the pass and the batch of each iteration: epoch by epoch ABABAB, or batch by batch AAABBB."""
    i = np.arange(min(per_epoch * epochs, LISTED))
    if order == "epochs":
        return i // max(per_epoch, 1), i % max(per_epoch, 1)
    # the data are dealt into batches once; each batch is then used for several updates in a row
    return np.zeros_like(i), i // epochs


def train(
    passes: Integers,
    batches: Integers,
    *,
    examples: int,
    batch_size: int,
    shuffle: bool,
    learning_rate: float,
    seed: int,
) -> Array:
    """Fit w to examples that rise from -1 to 1, by updates on the mean of (w - x)² / 2 over one batch each."""
    # one example alone lies in the middle, so that the best w is 0 for any number of them
    data = np.linspace(-1, 1, examples) if examples > 1 else np.zeros(1)
    rng = np.random.default_rng(seed)
    dealt, current = -1, data
    w = [0.0]
    for now, batch in zip(passes, batches, strict=True):
        if shuffle and now != dealt:
            current, dealt = rng.permutation(data), now
        x = current[batch * batch_size : (batch + 1) * batch_size]
        # the gradient of the loss is w minus the mean of the batch: a step goes part of the way to that mean
        w.append(w[-1] - learning_rate * (w[-1] - float(x.mean())))
    return np.array(w)


def letter(batch: int) -> str:
    return chr(ord("A") + batch) if batch < 26 else str(batch + 1)


def tiles(params: Params, order: str, schedule: Integers, height: float, strength: float) -> list[Mark]:
    """One row of tiles, a letter and a color for each batch; a bar where a pass, or a batch, ends."""
    n = len(schedule)
    size = max(int(schedule.max(initial=0)) + 1, 1) if order == "epochs" else params.epochs
    names = [letter(int(batch)) for batch in schedule]
    if params.shuffle and order == "epochs":  # a new deal: the same letter is not the same batch
        names = [name + "′" * min(i // size, 3) for i, name in enumerate(names)]
    ends = [end + 0.5 for end in range(size, n, size)]
    low, high = [height - 0.34] * len(ends), [height + 0.34] * len(ends)
    return [
        Cells(
            np.arange(1.0, n + 1),
            np.full(n, height),
            series=[int(batch) % 5 + 1 for batch in schedule],
            width=0.86,
            height=0.6,
            opacity=strength,
            texts=names,
        ),
        Segments(ends, low, ends, high, series=0, width=1.4, opacity=strength),
    ]


def draw(params: Params, result: Result) -> Figure:
    n = len(result.schedule)
    chosen_first = params.order == "epochs"
    rows = {params.order: result.schedule, "iterations" if chosen_first else "epochs": result.other_schedule}
    steps = np.arange(n + 1.0)
    heads = {"epochs": "Epoch by epoch", "iterations": "Batch by batch"}
    marks: list[Mark] = []
    for name, height in (("epochs", 2.95), ("iterations", 1.85)):
        marks += tiles(params, name, rows[name], height, 1.0 if name == params.order else 0.35)
        head = heads[name] + (" (chosen)" if name == params.order else "")
        marks.append(Label(0.57, height + 0.42, head, anchor="start", bold=name == params.order))
        if not n:
            marks.append(Label(0.57, height - 0.05, "no batch is full: no iteration", anchor="start", series=2))
    other = heads["iterations" if chosen_first else "epochs"]
    colors = [0, *(int(batch) % 5 + 1 for batch in result.schedule)]
    marks += [
        Line(steps, result.other_parameter, series=0, dash=True, width=1.8, label=other.lower()),
        Line(steps, result.parameter, series=5, width=2.4, label=heads[params.order].lower()),
        Dots(steps, result.parameter, series=colors, size=4.5),
        Label(0.57, 1.12, "Parameter w after each iteration", anchor="start"),
    ]
    every = 1 if n <= 12 else 5
    return Figure(
        title=f"The first {count(n, 'iteration')} of {number(result.iterations)}, as tiles in both orders, and below "
        f"them a parameter trained on these batches; in the chosen order it ends at {number(result.parameter_end)}.",
        marks=marks,
        x=Axis("iteration", low=-0.3, high=max(n, 4) + 0.5, ticks=[0, *range(every, max(n, 4) + 1, every)]),
        y=Axis(low=-1.1, high=3.55, ticks=[-1, 0, 1]),
        aspect=0.62,
    )


def explain(params: Params, result: Result) -> str:
    data = count(params.examples, "example")
    if result.iterations == 0:
        fill = "does" if params.examples == 1 else "do"
        return (
            f"Nothing is trained: {data} {fill} not fill one batch of {number(params.batch_size)}, and drop_last "
            "skips batches that are not full."
        )
    counted = (
        f"{data} at batch size {number(params.batch_size)} {_takes(params.examples)} "
        f"{count(result.iterations_per_epoch, 'iteration')} an epoch, so {count(params.epochs, 'epoch')} "
        f"{_takes(params.epochs)} {number(result.iterations)}"
    )
    # a mean of 0 is computed as 1e-17: shown as what it is
    here, there = (number(round(float(path[-1]), 12)) for path in (result.parameter, result.other_parameter))
    ends = f"{here} in the chosen order and at {there} in the other"
    verb = f"after the first {LISTED} of them w is at" if result.iterations > LISTED else "w ends at"
    if np.allclose(result.parameter, result.other_parameter, rtol=0, atol=1e-12):
        return f"{counted}; both orders are the same training here."
    return f"{counted}; {verb} {ends}."


def _takes(amount: int) -> str:
    return "takes" if amount == 1 else "take"


PRESETS = [
    Preset(
        "Batch by batch",
        {"order": "iterations"},
        "The last batch has the last word: the parameter forgets the first half of the data.",
        failure=True,
    ),
    Preset("Shuffled", {"shuffle": True}, "Every pass deals new batches, each a fair sample: both orders come near 0."),
    Preset(
        "A short last batch",
        {"examples": 1000, "batch_size": 300, "epochs": 2},
        "Three batches of 300 leave 100 for a fourth: the quotient is rounded up.",
    ),
    Preset(
        "Nothing is full",
        {"examples": 100, "batch_size": 128, "drop_last": True},
        "With fewer examples than the batch size, dropping the last batch drops everything.",
        failure=True,
    ),
    Preset(
        "MNIST",
        {"examples": 60000, "batch_size": 128, "epochs": 10},
        "469 updates an epoch: the size at which epochs become the unit people count in.",
    ),
]
NOTICE = [
    "Both rows hold the same tiles: only their order differs, and with it the path of w.",
    "The data rise from −1 to 1, so of two batches A holds the low half and B the high one; the best w for all is 0.",
    "Doubling the batch size halves the number of updates in an epoch.",
]
TRY = [
    "Find a batch size at which one epoch is one iteration.",
    "Set the batch size to 1: how many updates does an epoch take?",
    "Turn shuffle on and compare the ends of both paths.",
]
