"""An affine map keeps lines straight and scales every area by |det W|; only the activation bends."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.demos._contract import DemoParams, Preset, choice, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Arrow, Dots, Line, Mark, Segments
from app.numerics.activations import Array, activate
from app.numerics.notation import number

TITLE = "What does one layer do to the plane?"

NAMES = {"relu": "ReLU", "leaky-relu": "leaky ReLU"}
LINES, SAMPLES = 7, 25  # the grid: 7 lines each way over [-1.5, 1.5], 25 points on each line
ORIGIN = LINES // 2 * SAMPLES + SAMPLES // 2  # the middle of the middle line is the point (0, 0)


class Params(DemoParams):
    w11: float = slider(1.1, -2, 2, title="w₁₁", description="From input 1 to output 1.", step=0.05)
    w12: float = slider(0.6, -2, 2, title="w₁₂", description="From input 2 to output 1.", step=0.05)
    w21: float = slider(-0.4, -2, 2, title="w₂₁", description="From input 1 to output 2.", step=0.05)
    w22: float = slider(1.0, -2, 2, title="w₂₂", description="From input 2 to output 2.", step=0.05)
    b1: float = slider(
        0.3, -1, 1, title="Bias b₁", description="Added to output 1: moves all to the right.", step=0.05, more=True
    )
    b2: float = slider(
        -0.2, -1, 1, title="Bias b₂", description="Added to output 2: moves all upwards.", step=0.05, more=True
    )
    activation: Literal["identity", "relu", "leaky-relu", "tanh", "sigmoid"] = choice(
        "tanh", title="Activation", description="The function applied to each output of the affine map.", labels=NAMES
    )


@dataclass(frozen=True)
class Result:
    grid: Array = out("Input", "points on the grid lines, line by line: 7 upright, then 7 level", shape="(350, 2)")
    affine: Array = out("Wx + b", "where the affine map takes each point", shape="(350, 2)")
    points: Array = out("φ(Wx + b)", "where affine map and activation take each point", shape="(350, 2)")
    bent: bool = out("Bent", "whether the activation bends any of the grid lines")
    square: Array = out("Unit square", "image of the corners (0,0), (1,0), (1,1), (0,1) under Wx + b", shape="(4, 2)")
    determinant: float = out("det W", "signed factor on every area; negative if it mirrors", readout=True)
    area: float = out("Area", "area of the image of the unit square, |det W|", readout=True)
    singular_values: Array = out("Singular values", "largest and smallest stretch of W", shape="(2,)")
    stretch: float = out("Largest stretch", "largest factor on the length of any vector", readout=True)
    squeeze: float = out("Smallest stretch", "smallest factor on the length of any vector", readout=True)
    rank: int = out("Rank", "dimensions that survive the affine map", unit="of 2", readout=True)


def grid_lines() -> Array:
    """Points on 7 upright and 7 level lines, shape (2 * 7 * 25, 2)."""
    where, along = np.linspace(-1.5, 1.5, LINES), np.linspace(-1.5, 1.5, SAMPLES)
    fixed, moving = np.repeat(where, SAMPLES), np.tile(along, LINES)
    return np.concatenate([np.stack([fixed, moving], axis=1), np.stack([moving, fixed], axis=1)])


def compute(*, w11: float, w12: float, w21: float, w22: float, b1: float, b2: float, activation: str) -> Result:
    """Move points of the plane by h = φ(W x + b), and measure what W does to areas and lengths.

    The factor on every area is |det W|; the longest and the shortest stretch of a vector are the singular values of W.
    """
    W, b = np.array([[w11, w12], [w21, w22]]), np.array([b1, b2])
    x = grid_lines()
    # points are rows, so W x for all of them at once is x Wᵀ
    z = x @ W.T + b
    h, _ = activate(activation, z)
    square = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]) @ W.T + b
    singular_values = np.linalg.svd(W, compute_uv=False)
    # rounding leaves a trace of a direction that is lost, a few units in the last digit of the other
    trace = 8 * np.finfo(float).eps * singular_values[0]
    singular_values = np.where(singular_values > trace, singular_values, 0.0)
    rank = int(np.count_nonzero(singular_values))
    determinant = w11 * w22 - w12 * w21 if rank == 2 else 0.0
    return Result(
        grid=x,
        affine=z,
        points=h,
        bent=bends(h),
        square=square,
        determinant=determinant,
        area=abs(determinant),
        singular_values=singular_values,
        stretch=float(singular_values[0]),
        squeeze=float(singular_values[1]),
        rank=rank,
    )


def bends(points: Array) -> bool:
    """Tell whether any line of the grid has left the straight way between its ends."""
    lines = points.reshape(2 * LINES, SAMPLES, 2)
    along, out_of_line = lines[:, -1:] - lines[:, :1], lines - lines[:, :1]
    # the cross product of two vectors is 0 where they point the same way
    return bool(np.any(np.abs(along[..., 0] * out_of_line[..., 1] - along[..., 1] * out_of_line[..., 0]) > 1e-9))


def draw(params: Params, result: Result) -> list[Figure]:
    name = NAMES.get(params.activation, params.activation)
    z0, z1, z2 = result.square[0], result.square[1], result.square[3]
    origin = result.points[ORIGIN]
    affine: list[Mark] = [_straight(result.grid, 0, "input", 0.4), _straight(result.affine, 1, "image", 0.9)]
    affine += [
        Line(result.square[:, 0], result.square[:, 1], series=2, closed=True, fill=True, width=2.4),
        Arrow(z0[0], z0[1], z1[0], z1[1], series=2, width=2.6),
        Arrow(z0[0], z0[1], z2[0], z2[1], series=3, width=2.6),
        _key(2, "col. 1", 2.6),
        _key(3, "col. 2", 2.6),
        Dots([z0[0]], [z0[1]], series=5, size=4, shape="square"),
    ]
    where = f"({number(params.b1)}, {number(params.b2)})"
    return [
        Figure(
            title=f"A square grid and its image under the affine map: straight lines stay straight. The unit square "
            f"becomes a parallelogram of area {number(result.area)} that starts at the bias {where}.",
            marks=affine,
            x=Axis("output 1", low=-3, high=3),
            y=Axis("output 2", low=-3, high=3),
            heading=f"Wx + b: area × {number(result.area)}",
            span=0.5,
            equal=True,
        ),
        Figure(
            title=f"The same grid after the activation {name}.",
            marks=[
                _straight(result.affine, 0, "before", 0.4),
                *_bent(result.points, 4, f"after {name}"),
                Dots([origin[0]], [origin[1]], series=5, size=4, shape="square"),
            ],
            x=Axis("output 1", low=-3, high=3),
            y=Axis("output 2", low=-3, high=3),
            heading="φ(Wx + b), no bend: φ is the identity" if name == "identity" else f"φ(Wx + b) with φ = {name}",
            span=0.5,
            equal=True,
        ),
    ]


def _straight(points: Array, series: int, label: str, opacity: float) -> Segments:
    first, last = points[::SAMPLES], points[SAMPLES - 1 :: SAMPLES]
    ends = (first[:, 0], first[:, 1], last[:, 0], last[:, 1])
    return Segments(*ends, series=series, label=label, opacity=opacity)


def _bent(points: Array, series: int, label: str) -> list[Mark]:
    lines = points.reshape(2 * LINES, SAMPLES, 2)
    marks: list[Mark] = [Line(line[:, 0], line[:, 1], series=series, opacity=0.9, width=1.3) for line in lines]
    return [*marks, _key(series, label, 1.3)]


def _key(series: int, label: str, width: float) -> Segments:
    """Enter a series into the legend, by a mark without points."""
    return Segments([], [], [], [], series=series, label=label, width=width)


def explain(params: Params, result: Result) -> str:
    if result.rank == 0:
        to = ", ".join(number(float(value)) for value in result.points[ORIGIN])
        return f"W is zero: the whole plane lands on the bias, a single point, and the activation takes that to ({to})."
    if result.rank == 1:
        first = "The determinant is 0: the plane is flattened onto one line, and no later layer can undo that."
    else:
        mirrored = ", mirrored" if result.determinant < 0 else ""
        even = result.stretch - result.squeeze < 1e-9
        lengths = (
            "no length changes"
            if even and abs(result.stretch - 1) < 1e-9
            else f"every length is multiplied by {number(result.stretch)}"
            if even
            else f"lengths change by a factor between {number(result.squeeze)} and {number(result.stretch)}"
        )
        first = f"The unit square becomes a parallelogram of area |det W| = {number(result.area)}{mirrored}; {lengths}."
    return f"{first} {_effect(params, result)}"


def _effect(params: Params, result: Result) -> str:
    """Say what the activation does to the lines."""
    if params.activation == "identity":
        return "Without an activation every line stays straight."
    lines = "the lines" if result.rank == 2 else "that line"
    if params.activation in _SQUARES:
        name, low = _SQUARES[params.activation]
        how = f"bends {lines}" if result.bent else f"leaves {lines} straight"
        return f"{name} then {how} and draws all points into the square from {low} to 1."
    name = "ReLU" if params.activation == "relu" else "Leaky ReLU"
    if result.affine.min() >= 0:
        return f"{name} then changes nothing here: no point of the grid lies left of or below zero."
    if params.activation == "relu":
        return "ReLU then presses what lies left of or below zero onto the axes."
    if not result.bent:
        return f"Leaky ReLU then leaves {lines} straight, and shrinks what lies left of or below zero."
    return f"Leaky ReLU then puts a kink in {lines} at the axes."


_SQUARES = {"tanh": ("tanh", "−1"), "sigmoid": ("The sigmoid", "0")}

PRESETS = [
    Preset(
        "Flattened",
        {"w11": 1, "w12": 0.5, "w21": 1, "w22": 0.5},
        "Both rows of W are the same: the determinant is 0 and one dimension is lost for good.",
        failure=True,
    ),
    Preset(
        "No activation",
        {"activation": "identity"},
        "Without a bend two such layers are one: their product is again an affine map.",
        failure=True,
    ),
    Preset(
        "Rotation",
        {"w11": 0.6, "w12": -0.8, "w21": 0.8, "w22": 0.6, "b1": 0, "b2": 0, "activation": "identity"},
        "Both singular values are 1: nothing is stretched and no area changes.",
    ),
    Preset(
        "Mirror",
        {"w11": 0, "w12": 1, "w21": 1, "w22": 0, "b1": 0, "b2": 0, "activation": "identity"},
        "The determinant is −1: the two columns of W have changed places.",
    ),
    Preset(
        "ReLU flattens",
        {"activation": "relu"},
        "Three of the four quadrants collapse onto the axes; only the upper right one is kept whole.",
    ),
]
NOTICE = [
    "The two arrows are the columns of W, standing on the bias b: they are all there is to know about the map.",
    "Parallel lines stay parallel under Wx + b, whatever the numbers.",
    "The bias moves the picture and changes neither area nor angle.",
]
TRY = [
    "Make the two arrows point the same way and watch the area go to 0.",
    "Set w₁₂ and w₂₁ to 0 and predict the area before you look.",
    "Find a map that the activation tanh hardly bends.",
]
