"""Pooling keeps the summary of each window and forgets where in it things were: a little invariance to small shifts."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.demos._contract import DemoParams, Preset, choice, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Heatmap, Segments
from app.numerics.images import Array, ImageName, draw_image, shifted
from app.numerics.notation import count, number, percent

TITLE = "How much of a small shift does pooling absorb?"


class Params(DemoParams):
    image: ImageName = choice("letter", title="Image", description="The input, 16 by 16 pixels.")
    kind: Literal["max", "mean"] = choice(
        "max", title="Kind", description="What is kept of each window: its largest value or its mean."
    )
    window: int = slider(4, 2, 6, title="Window", description="Rows and columns of the window.", unit="pixels")
    stride: int = slider(4, 1, 6, title="Stride", description="How far the window moves at a time.", unit="pixels")
    shift: int = slider(1, -4, 4, title="Shift", description="Moves the image to the right.", unit="pixels")


@dataclass(frozen=True)
class Result:
    input: Array = out("Input", "the shifted image, 0 for the ground and 1 for what is drawn on it", shape="(16, 16)")
    output: Array = out("Output", "the pooled image", shape="(output_size, output_size)")
    unshifted_output: Array = out(
        "Output without shift", "the pooled image when nothing is shifted", shape="(output_size, output_size)"
    )
    output_size: int = out("Output size", "rows and columns of the pooled image", unit="pixels", readout=True)
    changed_fraction: float = out(
        "Outputs changed", "share of the outputs that differ from those of the unshifted image", readout=True
    )
    input_changed_fraction: float = out(
        "Pixels changed", "share of the input pixels that differ from the unshifted image", readout=True
    )
    additivity_error: float = out(
        "Additivity error",
        "largest difference between pooling image plus negative and summing the two pooled; 0 if pooling is linear",
        readout=True,
    )
    other_additivity_error: float = out("Of the other kind", "the same for the kind of pooling that is not chosen")


def pool(x: Array, kind: str, window: int, stride: int) -> Array:
    """Summarize each window by its maximum or its mean; windows that do not fit are dropped."""
    windows = np.lib.stride_tricks.sliding_window_view(x, (window, window))[::stride, ::stride]
    return np.asarray(windows.max(axis=(2, 3)) if kind == "max" else windows.mean(axis=(2, 3)))


def compute(*, image: str, kind: str, window: int, stride: int, shift: int) -> Result:
    """Pool an image and the same image shifted, and count what differs."""
    still = draw_image(image)
    moved = shifted(still, shift)
    before, after = pool(still, kind, window, stride), pool(moved, kind, window, stride)
    other = "mean" if kind == "max" else "max"
    # means differ by rounding alone where they are equal in truth
    return Result(
        input=moved,
        output=after,
        unshifted_output=before,
        output_size=len(after),
        changed_fraction=float(np.mean(np.abs(after - before) > 1e-12)),
        input_changed_fraction=float(np.mean(moved != still)),
        additivity_error=additivity_error(still, kind, window, stride),
        other_additivity_error=additivity_error(still, other, window, stride),
    )


def additivity_error(x: Array, kind: str, window: int, stride: int) -> float:
    """Largest difference between pooling x + (1 − x) and the sum of both pooled; 0 for a linear map, like the mean."""
    whole, part, rest = (pool(each, kind, window, stride) for each in (np.ones_like(x), x, 1.0 - x))
    error = float(np.abs(whole - part - rest).max())
    return error if error > 1e-12 else 0.0


def draw(params: Params, result: Result) -> list[Figure]:
    size = result.output_size
    reach = params.stride * (size - 1) + params.window
    edges = [float(params.stride * i) for i in range(size)] + [float(reach)]
    low, high = [0.0] * len(edges), [float(reach)] * len(edges)
    lines = [Segments(edges, low, edges, high, series=2), Segments(low, edges, high, edges, series=2)]
    # a window that overlaps its neighbors cannot be drawn as a grid
    grid = lines if params.stride >= params.window else []
    changed = [
        ["●" if differs else "" for differs in row] for row in np.abs(result.output - result.unshifted_output) > 1e-12
    ]
    frame = Axis(low=0, high=16, hidden=True, grid=False), Axis(low=16, high=0, hidden=True, grid=False)
    pooled = Axis(low=0, high=size, hidden=True, grid=False), Axis(low=size, high=0, hidden=True, grid=False)
    return [
        Figure(
            f"The input, shifted by {count(abs(params.shift), 'pixel')}; {percent(result.input_changed_fraction)} of "
            "its pixels changed.",
            [Heatmap(result.input, palette="ink", low=0, high=1), *grid],
            x=frame[0],
            y=frame[1],
            heading="Input, shifted" if params.shift else "Input",
            span=0.5,
            equal=True,
        ),
        Figure(
            f"The {size} by {size} outputs of {params.kind} pooling; dots mark the "
            f"{percent(result.changed_fraction)} that the shift changed.",
            [Heatmap(result.output, palette="ink", low=0, high=1, texts=changed)],
            x=pooled[0],
            y=pooled[1],
            heading=f"{params.kind.capitalize()} pooling, ● changed by the shift",
            span=0.5,
            equal=True,
            cover=True,
        ),
    ]


def explain(params: Params, result: Result) -> str:
    linear = (
        "Mean pooling is linear: pooled image and negative add up"
        if params.kind == "mean"
        else f"Max pooling is not linear: pooled image and negative miss the sum by {number(result.additivity_error)}, "
        f"where means miss it by {number(result.other_additivity_error)}"
        if result.additivity_error
        else "Max pooling is not linear, although no window of this image shows it"
    )
    if params.shift == 0:
        return f"Each window of {params.window} by {params.window} pixels becomes one number. {linear}."
    moved = count(abs(params.shift), "pixel")
    return (
        f"A shift by {moved} changes {round(result.input_changed_fraction * result.input.size)} of {result.input.size} "
        f"pixels and {round(result.changed_fraction * result.output.size)} of {count(result.output.size, 'output')}. "
        f"{linear}."
    )


PRESETS = [
    Preset(
        "Inside a window", {"image": "dot", "shift": 2}, "The dot stays inside its window: no output changes at all."
    ),
    Preset(
        "Over the edge",
        {"image": "dot", "shift": -1},
        "One step to the left leaves the window: invariance ends at its edge.",
        failure=True,
    ),
    Preset("Mean pooling", {"kind": "mean"}, "The mean moves a little with every shift; the maximum jumps or stays."),
    Preset("Overlapping windows", {"window": 3, "stride": 2}, "Windows larger than the stride overlap, as in AlexNet."),
    Preset(
        "Stripes vanish",
        {"image": "stripes", "window": 6, "stride": 6},
        "Every window holds a piece of a stripe: the maximum is 1 everywhere, and the stripes are gone.",
        failure=True,
    ),
]
NOTICE = [
    "The output has no weights: pooling learns nothing, it only summarizes.",
    "The invariance is partial: it ends where something crosses the edge of a window.",
    "The additivity error is 0 for the mean, which is a linear map, and not for the maximum.",
]
TRY = [
    "Move the dot step by step and count how many shifts change an output.",
    "Raise window and stride to 6: no output changes any more, and little is left to see.",
    "Compare max and mean on the stripes.",
]
