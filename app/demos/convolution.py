"""One small filter slides over every position: shift the input, and the feature map shifts with it."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.demos._contract import DemoParams, Preset, choice, notes_field, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Arrow, Heatmap, Label, Line, Mark
from app.numerics.images import SIZE, Array, ImageName, draw_image, shifted
from app.numerics.notation import count, number

TITLE = "What does one small filter see?"

# Sobel and Feldman's gradient masks, the discrete Laplacian, a mean, and a mean subtracted from twice the center
KERNELS = {
    "identity": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
    "blur": [[1 / 9, 1 / 9, 1 / 9], [1 / 9, 1 / 9, 1 / 9], [1 / 9, 1 / 9, 1 / 9]],
    "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    "sobel-x": [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
    "sobel-y": [[-1, -2, -1], [0, 0, 0], [1, 2, 1]],
    "laplacian": [[0, 1, 0], [1, -4, 1], [0, 1, 0]],
}
KERNEL_LABELS = {"sobel-x": "Sobel x", "sobel-y": "Sobel y", "laplacian": "Laplacian"}


class Params(DemoParams):
    image: ImageName = choice("disc", title="Image", description="The input, 16 by 16 pixels.")
    kernel: Literal["identity", "blur", "sharpen", "sobel-x", "sobel-y", "laplacian"] = choice(
        "sobel-x", title="Kernel", description="The nine weights of the filter.", labels=KERNEL_LABELS
    )
    stride: int = slider(1, 1, 3, title="Stride", description="How many pixels the filter moves at a time.")
    padding: int = slider(1, 0, 3, title="Padding", description="How many rows of zeros surround the input.")
    shift: int = slider(2, -4, 4, title="Shift", description="Moves the image to the right.", unit="pixels")
    dilation: int = slider(
        1, 1, 3, title="Dilation", description="The distance between two weights of the filter.", more=True
    )
    layers: int = slider(
        1, 1, 4, title="Layers", description="How many times the filter is applied, one map after another.", more=True
    )


@dataclass(frozen=True)
class Result:
    input: Array = out("Input", "the shifted image, 0 black and 1 white", shape="(16, 16)")
    weights: Array = out("Weights", "the kernel", shape="(3, 3)")
    output: Array = out("Output", "the feature map of the last layer", shape="(output_size, output_size)")
    output_size: int = out("Output size", "rows and columns of the feature map", unit="pixels", readout=True)
    receptive_field: int = out(
        "Receptive field", "rows and columns of the input that one output can see", unit="pixels", readout=True
    )
    layers_applied: int = out(
        "Layers applied", "layers that fit: the stack stops when a map is smaller than the kernel", readout=True
    )
    shift_error: float | None = out(
        "Shift error",
        "largest difference between the map of the shifted image and the shifted map, away from the border",
        readout=True,
    )
    field_box: Array = out(
        "Field box", "first row, first column, last row and last column that the middle output sees", shape="(4,)"
    )
    notes: dict[str, str] = notes_field()


def correlate(x: Array, weights: Array, stride: int, padding: int, dilation: int) -> Array:
    """Slide the weights over x and sum the products: what deep learning calls convolution (no flipping).

    With stride s and dilation d, y[i, j] = Σ w[a, b] x[s i + d a, s j + d b], summed over the weights.
    """
    padded = np.pad(x, padding)
    reach = dilation * (len(weights) - 1) + 1
    # a partial step at the end is dropped: the size is rounded down
    size = (len(padded) - reach) // stride + 1
    result = np.zeros((size, size))
    for i in range(len(weights)):
        for j in range(len(weights)):
            rows = slice(i * dilation, i * dilation + stride * (size - 1) + 1, stride)
            columns = slice(j * dilation, j * dilation + stride * (size - 1) + 1, stride)
            result += weights[i, j] * padded[rows, columns]
    return result


def stack(x: Array, weights: Array, stride: int, padding: int, dilation: int, layers: int) -> tuple[Array, int]:
    """Apply the filter again and again while the map is large enough for it; also count the layers."""
    reach = dilation * (len(weights) - 1) + 1
    done = 0
    while done < layers and len(x) + 2 * padding >= reach:
        x = correlate(x, weights, stride, padding, dilation)
        done += 1
    return x, done


def compute(*, image: str, kernel: str, stride: int, padding: int, shift: int, dilation: int, layers: int) -> Result:
    """Filter a shifted image, and compare its feature map with the shifted map of the image as it was."""
    weights = np.array(KERNELS[kernel], dtype=np.float64)
    still = draw_image(image)
    moved = shifted(still, shift)
    output, done = stack(moved, weights, stride, padding, dilation, layers)
    # each layer adds dilation * (3 - 1) pixels, counted in the pixels of its own input
    field = 1 + sum(2 * dilation * stride**layer for layer in range(done))
    error, notes = shift_error(still, output, weights, stride, padding, dilation, done, shift)
    middle = len(output) // 2
    # padding moves the field outwards by its own width in every layer
    first = middle * stride**done - padding * sum(stride**layer for layer in range(done))
    box = np.array([first, first, first + field, first + field])
    return Result(moved, weights, output, len(output), field, done, error, box, notes)


def shift_error(
    still: Array, output: Array, weights: Array, stride: int, padding: int, dilation: int, layers: int, shift: int
) -> tuple[float | None, dict[str, str]]:
    """Compare the map of the shifted image with the shifted map, where the border has no say."""
    total = stride**layers
    if shift % total:
        reason = f"A shift by {abs(shift)} is no multiple of the total stride {total}: the map samples other positions."
        return None, {"shift_error": reason}
    expected = shifted(stack(still, weights, stride, padding, dilation, layers)[0], shift // total)
    # outputs that saw the border, or that came in from outside, are left out
    reach = 1 + sum(2 * dilation * stride**layer for layer in range(layers))
    margin = -(-(reach + abs(shift)) // total)
    inner = slice(margin, len(output) - margin)
    if len(output) <= 2 * margin:
        return None, {"shift_error": "No output is far enough from the border to compare."}
    return float(np.abs(output[inner, inner] - expected[inner, inner]).max()), {}


def draw(params: Params, result: Result) -> list[Figure]:
    size = result.output_size
    limit = float(np.abs(result.output).max())
    seen = f"{count(result.receptive_field, 'pixel')} wide"
    top, left, bottom, right = (float(edge) for edge in result.field_box)
    inside = [float(np.clip(edge, 0, 16)) for edge in (left, right, top, bottom)]
    x0, x1, y0, y1 = inside
    box = Line([x0, x1, x1, x0, x0], [y0, y0, y1, y1, y0], series=2, width=2.5)
    # the map is said to have moved only where that was compared
    moved = 0 if result.shift_error is None else params.shift // params.stride**result.layers_applied
    plain = Axis(low=0, high=16, hidden=True, grid=False)
    down = Axis(low=16, high=0, hidden=True, grid=False)
    cells = Axis(low=0, high=3, hidden=True, grid=False)
    texts = [[number(weight, 2) for weight in row] for row in result.weights.tolist()]
    return [
        Figure(
            f"The input image of 16 by 16 pixels; the middle output sees a square {seen}.",
            [Heatmap(result.input, palette="ink", low=0, high=1), box, *_moved(params.shift, 16)],
            x=plain,
            y=down,
            heading="Input",
            span=0.38,
            equal=True,
        ),
        Figure(
            f"The kernel {params.kernel}.",
            [Heatmap(result.weights, palette="diverging", texts=texts)],
            x=cells,
            y=Axis(low=3, high=0, hidden=True, grid=False),
            heading="Kernel",
            span=0.24,
            equal=True,
        ),
        Figure(
            f"The feature map of {size} by {size} pixels, from {number(result.output.min())} to "
            f"{number(result.output.max())}.",
            [Heatmap(result.output, palette="diverging", low=-limit, high=limit), *_moved(moved, size)],
            x=Axis(low=0, high=size, hidden=True, grid=False),
            y=Axis(low=size, high=0, hidden=True, grid=False),
            heading=f"Feature map, {size} × {size}",
            span=0.38,
            equal=True,
            cover=True,
        ),
    ]


def _moved(columns: int, size: int) -> list[Mark]:
    """Show by how many columns a picture has moved, by an arrow from its middle near its upper edge."""
    if not columns:
        return []
    middle, row, side = size / 2, size / 16, 1 if columns > 0 else -1
    place, text = middle + columns + 0.4 * side, f"{'+' if side > 0 else '−'}{abs(columns)}"
    return [
        Arrow(middle, row, middle + columns, row, series=5, width=2.2),
        Label(place, row, text, 5, "start" if side > 0 else "end", bold=True, dy=4),
    ]


def explain(params: Params, result: Result) -> str:
    name = KERNEL_LABELS.get(params.kernel, params.kernel)
    size = result.output_size
    field = f"{result.receptive_field} by {result.receptive_field}"
    sees = (
        f"each output can see {field} of the 256 pixels"
        if result.receptive_field <= SIZE
        else f"the receptive field, {field}, is larger than the image"
    )
    first = f"The same nine weights ({name}) give a map of {size} by {size}; {sees}."
    if result.layers_applied < params.layers:
        verb = "fits" if result.layers_applied == 1 else "fit"
        first += f" Only {result.layers_applied} of {params.layers} layers {verb}: then the map is too small."
    if params.shift == 0:
        return first
    if result.shift_error is None:
        return f"{first} {result.notes['shift_error']}"
    moved = "exactly with it" if result.shift_error < 1e-12 else f"with it to within {number(result.shift_error)}"
    step = count(abs(params.shift), "pixel")
    return f"{first} The image moved by {step}, and away from the border the map moved {moved}."


PRESETS = [
    Preset("Shifted disc", {"shift": 4}, "The map moves by the same four pixels as the image."),
    Preset(
        "Horizontal edges",
        {"image": "letter", "kernel": "sobel-y"},
        "Sobel y answers to horizontal edges and is blind to vertical ones.",
    ),
    Preset("Deeper sees more", {"image": "dot", "kernel": "blur", "layers": 3}, "Three layers of 3 by 3 see 7 by 7."),
    Preset(
        "Odd shift, stride 2",
        {"stride": 2, "shift": 1},
        "A shift that is no multiple of the stride changes the map itself.",
        failure=True,
    ),
    Preset(
        "Blind to it",
        {"image": "edge", "kernel": "sobel-y", "padding": 0},
        "A filter for horizontal edges is blind to a vertical one: the map is zero everywhere.",
        failure=True,
    ),
]
NOTICE = [
    "Blue is negative, orange positive: a Sobel filter answers with opposite signs on opposite rims.",
    "Nine weights serve all positions; a fully connected layer from 256 to 256 pixels would need 65,536.",
    "The square on the input is the receptive field of the middle output.",
]
TRY = [
    "Raise the stride to 2 and count the rows of the map: ⌊(16 + 2p − 3)/2⌋ + 1.",
    "Set padding to 0 and see the map lose its border.",
    "Under More, raise layers and dilation and watch the receptive field grow.",
]
