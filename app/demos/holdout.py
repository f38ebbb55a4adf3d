"""A test score is an estimate: its interval shrinks only with the square root of the number of test examples."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from app.demos._contract import DemoParams, Preset, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Area, Dots, Line, Segments
from app.numerics.notation import count, number, percent, told_apart

TITLE = "How much can one test score tell?"

Array = npt.NDArray[np.float64]
SHOWN = 32


class Params(DemoParams):
    test_size: int = slider(
        100, 10, 10000, title="Test examples", description="Size of the test set.", unit="examples", log=True
    )
    accuracy: float = slider(
        0.9, 0.5, 1, title="True accuracy", description="What the model would score on endless test data.", step=0.01
    )
    rival: float = slider(
        0.94, 0.5, 1, title="Rival accuracy", description="Another true accuracy to tell apart from it.", step=0.01
    )
    confidence: float = slider(
        0.95, 0.5, 0.99, title="Confidence", description="Share of intervals that should hold the truth.", step=0.01
    )
    draws: int = slider(
        200, 32, 400, title="Test sets drawn", description="How many test sets are drawn to see the spread.", more=True
    )
    seed: int = slider(1, 0, 999, title="Seed", description="Another seed draws other test sets.", more=True)


@dataclass(frozen=True)
class Result:
    measured: float = out("Measured", "the score nearest to the true accuracy that this test set can show")
    interval_low: float = out("Interval from", "lower end of the Wilson interval of that score", readout=True)
    interval_high: float = out("Interval to", "upper end of the Wilson interval of that score", readout=True)
    half_width: float = out("Half width", "half the length of the interval", readout=True)
    coverage: float = out("Coverage", "share of the drawn intervals that hold the true accuracy", readout=True)
    confused: float = out("Not told apart", "share of the drawn intervals that hold both accuracies", readout=True)
    estimates: Array = out("Estimates", "score on each drawn test set", shape="(draws,)")
    lows: Array = out("Lows", "lower end of each drawn score's interval", shape="(draws,)")
    highs: Array = out("Highs", "upper end of each drawn score's interval", shape="(draws,)")
    sizes: Array = out("Sizes", "sizes of test sets", shape="(61,)", unit="examples")
    half_widths: Array = out("Half widths", "half width at each size when the true accuracy is measured", shape="(61,)")


def wilson(share: Array, size: Array, confidence: float) -> tuple[Array, Array]:
    """Give both ends of the Wilson interval for a measured ``share`` of ``size`` examples.

    The ends are the true shares p whose test score would lie exactly z standard errors away:
    |share - p| = z sqrt(p (1 - p) / size), a quadratic equation in p (Wilson, 1927,
    doi:10.1080/01621459.1927.10502953).
    """
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    center = (share + z**2 / (2 * size)) / (1 + z**2 / size)
    half = z * np.sqrt(share * (1 - share) / size + z**2 / (4 * size**2)) / (1 + z**2 / size)
    # without any hit or any miss an end is exactly 0 or 1; rounding must not move it
    return np.where(share <= 0, 0.0, center - half), np.where(share >= 1, 1.0, center + half)


def compute(*, test_size: int, accuracy: float, rival: float, confidence: float, draws: int, seed: int) -> Result:
    """Score a model on many test sets of one size, and count how often the interval of a score holds the truth."""
    # each test example is answered right with the same probability, independently: the count is binomial
    right = np.random.default_rng(seed).binomial(test_size, accuracy, size=draws)
    estimates = right / test_size
    lows, highs = wilson(estimates, np.array(float(test_size)), confidence)
    holds_truth = (lows <= accuracy) & (accuracy <= highs)
    holds_rival = (lows <= rival) & (rival <= highs)
    measured = round(accuracy * test_size) / test_size
    low, high = wilson(np.array(measured), np.array(float(test_size)), confidence)
    sizes = np.geomspace(10, 10000, 61)
    ends = wilson(np.full(61, accuracy), sizes, confidence)
    return Result(
        measured,
        float(low),
        float(high),
        float(high - low) / 2,
        coverage=float(np.mean(holds_truth)),
        confused=float(np.mean(holds_truth & holds_rival)),
        estimates=estimates,
        lows=lows,
        highs=highs,
        sizes=sizes,
        half_widths=(ends[1] - ends[0]) / 2,
    )


def draw(params: Params, result: Result) -> list[Figure]:
    return [_intervals(params, result), _widths(params, result)]


def _intervals(params: Params, result: Result) -> Figure:
    lows, highs, estimates = (values[:SHOWN] for values in (result.lows, result.highs, result.estimates))
    place = np.arange(1.0, SHOWN + 1)
    across = [0, SHOWN + 1]
    missed = (lows > params.accuracy) | (highs < params.accuracy)
    # fixed for all sizes and confidences, so that the intervals are seen to shrink
    floor = 0.4 if min(params.accuracy, params.rival) >= 0.8 else 0.0
    series = np.where(missed, 2, 1).tolist()
    return Figure(
        title=f"The first {SHOWN} of {params.draws} drawn test sets of {params.test_size} with their "
        f"{percent(params.confidence)} intervals; {count(int(missed.sum()), 'interval misses', 'intervals miss')} the "
        f"true accuracy {number(params.accuracy)}.",
        heading=f"{SHOWN} test sets of {params.test_size}, one model",
        marks=[
            Segments(place, np.maximum(lows, floor), place, highs, series=series, width=2.6, opacity=0.6),
            Dots(place[~missed], estimates[~missed], series=1, size=2.8, label="interval holds the truth"),
            Dots(place[missed], estimates[missed], series=2, size=3.4, shape="diamond", label="misses it"),
            Line(across, [params.accuracy] * 2, series=5, width=1.6, label=f"truth {number(params.accuracy)}"),
            Line(across, [params.rival] * 2, series=4, width=1.6, dash=True, label=f"rival {number(params.rival)}"),
        ],
        x=Axis("test set", low=0, high=SHOWN + 1, ticks=(1, 8, 16, 24, 32)),
        y=Axis("test accuracy", low=floor, high=1),
        span=0.5,
        aspect=0.9,
    )


def _widths(params: Params, result: Result) -> Figure:
    distance = abs(params.rival - params.accuracy)
    # a distance of 0 has no place on a logarithmic axis
    rival = [Line([10, 10000], [distance] * 2, series=4, dash=True, label=f"distance to the rival {number(distance)}")]
    rival = rival if distance >= 0.001 else []
    return Figure(
        title=f"Half width of the interval over the size of the test set: {number(result.half_width)} at "
        f"{params.test_size}. The two accuracies lie {number(distance)} apart.",
        # near 1 errors are so rare that the width falls faster, at 1 with the size itself
        heading="Four times the data, half the width" if params.accuracy <= 0.95 else "More data, narrower interval",
        marks=[
            Area(result.sizes, np.full_like(result.sizes, 1e-4), result.half_widths, series=1, opacity=0.12),
            Line(result.sizes, result.half_widths, series=1),
            *rival,
            Dots([params.test_size], [result.half_width], series=1, size=6),
        ],
        x=Axis("test examples", low=10, high=10000, scale="log", ticks=(10, 100, 1000, 10000)),
        y=Axis("half width", low=0.001, high=0.5, scale="log"),
        span=0.5,
        aspect=0.9,
    )


def explain(params: Params, result: Result) -> str:
    shares = (result.measured, result.interval_low, result.interval_high, params.rival)
    score, low, high, rival = (f"{text}%" for text in told_apart(*(100 * share for share in shares)))
    held = result.interval_low <= params.rival <= result.interval_high
    verdict = "cannot be ruled out" if held else "can be ruled out"
    return (
        f"A score of {score} on {count(params.test_size, 'example')} leaves {low} to {high} for the truth: "
        f"{rival} {verdict} at {percent(params.confidence)} confidence."
    )


PRESETS = [
    Preset("Ten examples", {"test_size": 10}, "Nine of ten right: the truth may be 60% or 98%.", failure=True),
    Preset("Ten thousand", {"test_size": 10000}, "Now 90% and 94% are far apart."),
    Preset(
        "No error seen",
        {"test_size": 30, "accuracy": 1, "rival": 0.9},
        "30 of 30 right does not prove perfection: 90% is still possible.",
    ),
    Preset("A coin's width", {"accuracy": 0.5, "rival": 0.55}, "Scores near one half have the widest intervals."),
    Preset(
        "Half confident",
        {"confidence": 0.5, "test_size": 300},
        "Shorter intervals, about half of which miss the truth: length buys trust.",
    ),
]
NOTICE = [
    "The model is the same in every column; only the test examples differ.",
    "On 100 examples about half of the intervals hold both 90% and 94%: they cannot tell such models apart.",
    "About one interval in twenty misses the truth: that is what 95% confidence means.",
]
TRY = [
    "Find the size from which most intervals no longer reach the rival.",
    "Quadruple the test set and compare the half width.",
    "Draw other test sets with another seed (under More): the coverage stays near the confidence.",
]
