"""Of three ways to average two positive numbers the harmonic mean is the lowest: it stays near the smaller one."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.demos._contract import DemoParams, Preset, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Dots, Label, Line, Rule
from app.numerics.notation import number, percent

TITLE = "Which mean forgives a low number?"

Array = npt.NDArray[np.float64]


class Params(DemoParams):
    a: float = slider(
        1, 0.01, 100, title="First number a", description="A positive number, such as a precision.", log=True
    )
    b: float = slider(0.1, 0.01, 100, title="Second number b", description="Another one, such as a recall.", log=True)


@dataclass(frozen=True)
class Result:
    arithmetic: float = out("Arithmetic mean", "(a + b) / 2", readout=True)
    geometric: float = out("Geometric mean", "square root of a·b", readout=True)
    harmonic: float = out("Harmonic mean", "2 / (1/a + 1/b)", readout=True)
    gap: float = out("Gap", "share by which the harmonic mean lies below the arithmetic mean", readout=True)
    share: float = out("Ratio", "smaller number divided by the larger one")
    arc: Array = out("Arc", "x and y along the half circle over the diameter a + b", shape="(61, 2)")
    apex: Array = out("Apex", "point of the half circle above the joint of a and b", shape="(2,)")
    foot: Array = out("Foot", "foot of the perpendicular from the joint to the radius of the apex", shape="(2,)")
    ratio: Array = out("Ratios", "smaller number divided by the larger one, from 0 to 1", shape="(101,)")
    arithmetic_share: Array = out("A / larger", "arithmetic mean divided by the larger number", shape="(101,)")
    geometric_share: Array = out("G / larger", "geometric mean divided by the larger number", shape="(101,)")
    harmonic_share: Array = out("H / larger", "harmonic mean divided by the larger number", shape="(101,)")


def compute(*, a: float, b: float) -> Result:
    """Average two positive numbers in three ways, and find all three in a half circle."""
    arithmetic, geometric, harmonic = (a + b) / 2, math.sqrt(a * b), 2 * a * b / (a + b)
    # Pappus: in a half circle over a + b the radius is A, the height over the joint is G (the triangle over a
    # diameter has a right angle), and H is what the perpendicular from the joint cuts off that radius: H = G²/A
    angle = np.linspace(math.pi, 0.0, 61)
    center, apex = np.array([arithmetic, 0.0]), np.array([a, geometric])
    # of two positive numbers only the ratio decides how far the means part
    ratio = np.linspace(0.0, 1.0, 101)
    return Result(
        arithmetic,
        geometric,
        harmonic,
        gap=((a - b) / (a + b)) ** 2,  # = 1 - H/A, without subtracting two close numbers
        share=min(a, b) / max(a, b),
        arc=center + arithmetic * np.stack([np.cos(angle), np.sin(angle)], axis=1),
        apex=apex,
        foot=apex + (center - apex) * harmonic / arithmetic,
        ratio=ratio,
        arithmetic_share=(1 + ratio) / 2,
        geometric_share=np.sqrt(ratio),
        harmonic_share=2 * ratio / (1 + ratio),
    )


def draw(params: Params, result: Result) -> list[Figure]:
    return [_circle(params, result), _curves(params, result)]


def _circle(params: Params, result: Result) -> Figure:
    (top_x, top_y), (foot_x, foot_y) = result.apex.tolist(), result.foot.tolist()
    middle, end = result.arithmetic, float(result.arc[-1, 0])
    return Figure(
        title=f"A half circle over a = {number(params.a)} and b = {number(params.b)} laid end to end. The radius is "
        f"the arithmetic mean {number(result.arithmetic)}, the height over the joint the geometric mean "
        f"{number(result.geometric)}, and the part of the slanted radius cut off by a perpendicular the harmonic mean "
        f"{number(result.harmonic)}.",
        heading="Three lengths in one half circle",
        marks=[
            Line(result.arc[:, 0], result.arc[:, 1], series=0, width=1.6, fill=True),
            Line([0, end], [0, 0], series=0, width=1.6),
            Line([top_x, middle], [top_y, 0], series=0, width=1.2),
            Line([params.a, foot_x], [0, foot_y], series=0, width=1.2, dash=True),
            Line([middle, middle], [0, middle], series=1, width=2.6, label=f"A {number(result.arithmetic)}"),
            Line([top_x, top_x], [0, top_y], series=2, width=2.6, dash=True, label=f"G {number(result.geometric)}"),
            Line([top_x, foot_x], [top_y, foot_y], series=3, width=5, label=f"H {number(result.harmonic)}"),
            Dots([params.a], [0], series=0, size=4),
            Label(params.a / 2, 0, "a", dy=16, bold=True),
            Label(params.a + params.b / 2, 0, "b", dy=16, bold=True),
        ],
        x=Axis(low=0, high=end, hidden=True),
        # a little room below the diameter for the letters
        y=Axis(low=-0.06 * end, high=0.52 * end, hidden=True),
        span=0.5,
        equal=True,
    )


def _curves(params: Params, result: Result) -> Figure:
    larger = max(params.a, params.b)
    means = (result.arithmetic, result.geometric, result.harmonic)
    return Figure(
        title=f"The three means as a share of the larger number, over the ratio of the smaller to the larger: at ratio "
        f"{number(result.share)} they are {', '.join(number(mean / larger) for mean in means)}; they meet only at 1.",
        heading="They meet only where both numbers agree",
        marks=[
            Rule(x=result.share),
            Line(result.ratio, result.arithmetic_share, series=1, label="A"),
            Line(result.ratio, result.geometric_share, series=2, dash=True, label="G"),
            Line(result.ratio, result.harmonic_share, series=3, width=3.4, label="H"),
            Dots([result.share] * 3, [mean / larger for mean in means], series=[1, 2, 3], size=5),
        ],
        x=Axis("smaller / larger number", low=0, high=1, ticks=(0, 0.25, 0.5, 0.75, 1)),
        y=Axis("mean / larger number", low=0, high=1, ticks=(0, 0.25, 0.5, 0.75, 1)),
        span=0.5,
        aspect=0.66,
    )


def explain(params: Params, result: Result) -> str:
    if params.a == params.b:
        return f"Both numbers are {number(params.a)}, and so are all three means: only then do they agree."
    return (
        f"The harmonic mean of {number(params.a)} and {number(params.b)} is {number(result.harmonic)}, "
        f"{percent(result.gap)} below the arithmetic mean {number(result.arithmetic)}; "
        f"the geometric mean {number(result.geometric)} lies between."
    )


PRESETS = [
    Preset("Equal numbers", {"a": 0.6, "b": 0.6}, "The only case in which all three means agree."),
    Preset("There and back", {"a": 60, "b": 40}, "Out at 60 km/h, back at 40 km/h: the average speed is harmonic, 48."),
    Preset("Near miss", {"a": 0.8, "b": 0.7}, "Close numbers: the choice of mean hardly matters."),
    Preset(
        "Perfect recall, no precision",
        {"a": 1, "b": 0.01},
        "The arithmetic mean still calls this 0.505; the harmonic mean, F1, calls it 0.0198.",
        failure=True,
    ),
]
NOTICE = [
    "H ≤ G ≤ A for positive numbers, always; they are equal only when a = b.",
    "The thick length H is never more than twice the smaller number, however large the other one is.",
    "G is the geometric mean of A and H: G² = A · H.",
]
TRY = [
    "Raise a from 1 to 100 and watch the harmonic mean stop just below 0.2, twice b.",
    "Multiply both numbers by ten: the picture stays, all means grow tenfold.",
    "Find where the harmonic mean is half the arithmetic mean (a ratio of about 0.17).",
]
