"""Principal component analysis turns the axes to where the variance is: no other direction keeps more of it."""

from dataclasses import dataclass

import numpy as np

from app.demos._contract import DemoParams, Preset, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Dots, Line, Mark, Rule, Segments
from app.numerics.activations import Array
from app.numerics.notation import count, number, percent

TITLE = "Which single direction keeps most of the variance?"


class Params(DemoParams):
    angle: float = slider(
        80,
        0,
        180,
        title="Direction",
        description="The line that the points are projected onto, measured from the axis of feature 1.",
        unit="°",
        step=1,
    )
    correlation: float = slider(
        0.8, -0.99, 0.99, title="Correlation", description="Of the two features in the population.", step=0.01
    )
    scale: float = slider(
        0.8,
        0.1,
        1,
        title="Scale of feature 2",
        description="Its standard deviation; that of feature 1 is 1. Another unit of measurement changes it.",
        step=0.05,
    )
    samples: int = slider(60, 3, 150, title="Points", description="How many points are drawn.")
    outlier: float = slider(
        0,
        0,
        10,
        title="Outlier",
        description="Moves the last point so far along feature 2; 0 leaves it where it is.",
        step=0.5,
    )
    seed: int = slider(0, 0, 999, title="Seed", description="Draws the points.", more=True)


@dataclass(frozen=True)
class Result:
    points: Array = out("Points", "feature 1 and feature 2 of each point", shape="(samples, 2)")
    mean: Array = out("Mean", "the center that PCA subtracts", shape="(2,)")
    components: Array = out(
        "Components", "one unit vector a row, most variance first; its largest entry is positive", shape="(2, 2)"
    )
    variances: Array = out("Variances", "sample variance (over n − 1) along each component", shape="(2,)")
    explained: Array = out("Explained", "share of the total variance along each component", shape="(2,)")
    projections: Array = out("Projections", "foot of each point on the chosen line", shape="(samples, 2)")
    angles: Array = out("Angles", "from 0° to 180° in steps of 2°", shape="(91,)", unit="°")
    variance_by_angle: Array = out(
        "Variance by angle", "sample variance of the projections at each angle", shape="(91,)"
    )
    angle_variance: float = out("Variance kept", "sample variance of the projections onto the chosen line")
    angle_share: float = out("Share kept", "variance kept over the total variance", readout=True)
    largest_share: float = out("Largest share", "share kept by the first component", readout=True)
    component_angle: float = out(
        "First component", "its angle to the axis of feature 1, from 0° up to 180°", unit="°", readout=True
    )
    mean_squared_distance: float = out(
        "Squared distance", "from the points to the chosen line, summed and divided by n − 1", readout=True
    )


def cloud(correlation: float, scale: float, samples: int, outlier: float, seed: int) -> Array:
    """Draw correlated normal points; the second feature has the standard deviation ``scale``."""
    u, v = np.random.default_rng(seed).standard_normal((2, samples))
    # a sum of two independent normals with these weights has variance 1 and the wanted correlation with u
    second = scale * (correlation * u + np.sqrt(1 - correlation**2) * v)
    second[-1] += outlier
    return np.stack([u, second], axis=1)


def principal_components(points: Array) -> tuple[Array, Array]:
    """Components (rows) and their sample variances by a singular value decomposition of the centered points."""
    _, singular, components = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)
    # a component and its opposite are the same line: let the entry of largest size be positive
    largest = np.abs(components).argmax(axis=1)
    components *= np.sign(components[np.arange(2), largest])[:, None]
    return components, singular**2 / (len(points) - 1)


def compute(*, angle: float, correlation: float, scale: float, samples: int, outlier: float, seed: int) -> Result:
    """Find the principal components (Pearson, 1901, doi:10.1080/14786440109462720), and compare any line with them."""
    points = cloud(correlation, scale, samples, outlier, seed)
    mean = points.mean(axis=0)
    # the line goes through the mean: variance is measured from there
    components, variances = principal_components(points)
    total = float(variances.sum())

    turn = np.deg2rad(angle)
    direction = np.array([np.cos(turn), np.sin(turn)])
    along = (points - mean) @ direction
    feet = mean + np.outer(along, direction)
    kept = float(along @ along / (samples - 1))

    # the variance in any direction u is uᵀSu: the covariance matrix S answers for all of them
    angles = np.linspace(0, 180, 91)
    turns = np.deg2rad(angles)
    directions = np.stack([np.cos(turns), np.sin(turns)])
    covariance = np.cov(points.T, ddof=1)
    x, y = components[0]
    return Result(
        points=points,
        mean=mean,
        components=components,
        variances=variances,
        explained=variances / total,
        projections=feet,
        angles=angles,
        variance_by_angle=np.sum(directions * (covariance @ directions), axis=0),
        angle_variance=kept,
        angle_share=kept / total,
        largest_share=float(variances[0] / total),
        component_angle=float(np.rad2deg(np.arctan2(y, x)) % 180),
        mean_squared_distance=float(np.sum((points - feet) ** 2) / (samples - 1)),
    )


def across(center: Array, direction: Array, length: float) -> tuple[list[float], list[float]]:
    start, end = center - length * direction, center + length * direction
    return [float(start[0]), float(end[0])], [float(start[1]), float(end[1])]


def draw(params: Params, result: Result) -> list[Figure]:
    return [_cloud(params, result), _curve(params, result)]


def _cloud(params: Params, result: Result) -> Figure:
    # the usual cloud fits into ±2.8; an outlier may need more room
    reach = max(2.8, 1.05 * float(np.abs(result.points).max()))
    turn = np.deg2rad(params.angle)
    chosen = np.array([np.cos(turn), np.sin(turn)])
    x, y = result.points.T
    foot_x, foot_y = result.projections.T
    first = across(result.mean, result.components[0], 2 * float(np.sqrt(result.variances[0])))
    second = across(result.mean, result.components[1], 2 * float(np.sqrt(result.variances[1])))
    marks: list[Mark] = [
        Segments(x, y, foot_x, foot_y, series=0, opacity=0.35, width=1.0),
        Line(*across(result.mean, chosen, 0.9 * reach), series=2, width=1.6),
        Dots(x, y, series=1, size=3.2, opacity=0.6, label="points"),
        Dots(foot_x, foot_y, series=2, size=3.2, shape="diamond", label="projections"),
        Line(*first, series=5, width=3.4),
        Line(*second, series=5, width=3.4),
    ]
    return Figure(
        title=f"{count(params.samples, 'point')} projected onto a line at {number(params.angle)}°, which keeps "
        f"{percent(result.angle_share)} of their variance; the first principal component lies at "
        f"{number(result.component_angle)}°.",
        marks=marks,
        x=Axis("feature 1", low=-reach, high=reach),
        y=Axis("feature 2", low=-reach, high=reach),
        heading="Points, feet, and the components (bold)",
        span=0.5,
        equal=True,
    )


def _curve(params: Params, result: Result) -> Figure:
    total = float(result.variances.sum())
    share = result.variance_by_angle / total
    best = result.component_angle
    marks: list[Mark] = [
        Rule(y=result.largest_share),
        Line(result.angles, share, series=1, width=2.6),
        Dots([best], [result.largest_share], series=5, size=6, label=f"first component, {number(best)}°"),
        Dots(
            [params.angle],
            [result.angle_share],
            series=2,
            size=6,
            shape="diamond",
            label=f"chosen, {number(params.angle)}°",
        ),
    ]
    return Figure(
        title=f"Share of the variance kept by every direction: at most {percent(result.largest_share)} at "
        f"{number(best)}°, at least {percent(float(result.explained[1]))} a right angle away.",
        marks=marks,
        x=Axis("direction in degrees", low=0, high=180, ticks=[0, 45, 90, 135, 180]),
        y=Axis(low=0, high=1.05, ticks=[0, 0.25, 0.5, 0.75, 1]),
        heading="Share of the variance kept",
        span=0.5,
        aspect=1.0,
    )


def explain(params: Params, result: Result) -> str:
    kept, best = percent(result.angle_share), percent(result.largest_share)
    away = abs((params.angle - result.component_angle + 90) % 180 - 90)
    if result.largest_share < 0.6:
        return (
            f"No direction stands out: the first component, at {number(result.component_angle)}°, keeps {best} of the "
            f"variance, not much more than the second; the chosen line keeps {kept}."
        )
    if away < 1:
        return (
            f"The chosen line is the first component to within a degree: it keeps {kept} of the variance, and "
            "hardly any line lies closer to the points."
        )
    return (
        f"A line at {number(params.angle)}° keeps {kept} of the variance; the first principal component, at "
        f"{number(result.component_angle)}°, keeps {best}, the most that any line can."
    )


PRESETS = [
    Preset("Along the cloud", {"angle": 36}, "Close to the first component the distances are as short as they get."),
    Preset("Worst line", {"angle": 126}, "At a right angle to it lies the second component: the most is lost."),
    Preset(
        "No direction",
        {"correlation": 0, "scale": 1},
        "Uncorrelated features of equal variance: the components are an accident of the sample.",
        failure=True,
    ),
    Preset(
        "Other units",
        {"scale": 0.1, "correlation": 0.8},
        "Shrink feature 2, as by changing its unit, and the first component turns to feature 1.",
        failure=True,
    ),
    Preset(
        "One outlier",
        {"outlier": 10, "samples": 30},
        "Variance counts squares, so a single far point turns the first component to itself.",
        failure=True,
    ),
]
NOTICE = [
    "The bold cross is the principal components, two standard deviations to each side; they meet at a right angle.",
    "Variance kept and squared distance always add up to the total variance: keeping most is losing least.",
    "The distances are measured at right angles to the line, not along feature 2 as in regression.",
]
TRY = [
    "Turn the direction until the share kept peaks.",
    "Make the correlation negative and watch the cross turn.",
    "Draw 3 points with several seeds: how far does the component wander?",
]
