"""Resampling one sample, with replacement, shows how much an estimate would vary if the data were drawn again."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from app.demos._contract import DemoParams, Preset, choice, notes_field, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Area, Dots, Mark, Rule, Segments
from app.numerics.notation import count, number, percent

TITLE = "What can one sample tell, and how surely?"

Array = npt.NDArray[np.float64]
WORDS = {"mean": "mean", "median": "median", "standard-deviation": "standard deviation", "maximum": "maximum"}
SPAN = {"normal": (-2.0, 12.0), "uniform": (0.0, 11.0), "exponential": (0.0, 15.0), "lognormal": (0.0, 15.0)}


class Params(DemoParams):
    distribution: Literal["normal", "uniform", "exponential", "lognormal"] = choice(
        "exponential", title="Distribution", description="Where the observations come from; the analyst does not know."
    )
    statistic: Literal["mean", "median", "standard-deviation", "maximum"] = choice(
        "mean", title="Statistic", description="What is estimated from the sample.", labels=WORDS
    )
    samples: int = slider(
        30, 5, 100, title="Observations", description="Size of the one sample there is.", unit="observations"
    )
    resamples: int = slider(
        500, 100, 1000, title="Resamples", description="How often the sample is drawn again from itself.", step=50
    )
    confidence: float = slider(
        0.95,
        0.5,
        0.99,
        title="Confidence",
        description="Share of the resampled estimates inside the interval.",
        step=0.01,
    )
    seed: int = slider(4, 0, 999, title="Seed", description="Another seed draws another sample.", more=True)


@dataclass(frozen=True)
class Result:
    data: Array = out("Data", "the one sample, sorted", shape="(samples,)")
    estimates: Array = out("Estimates", "the statistic of each resample", shape="(resamples,)")
    estimate: float = out("Estimate", "the statistic of the sample itself", readout=True)
    low: float = out("Interval from", "lower quantile of the resampled estimates", readout=True)
    high: float = out("Interval to", "upper quantile of the resampled estimates", readout=True)
    standard_error: float = out("Standard error", "standard deviation of the resampled estimates", readout=True)
    next_low: float = out("Next from", "lower quantile of the data: a rough prediction of one new observation")
    next_high: float = out("Next to", "upper quantile of the data")
    truth: float | None = out("Truth", "the statistic of the whole population", readout=True)
    bin_edges: Array = out("Bin edges", "edges of a histogram of the estimates", shape="(31,)")
    bin_counts: npt.NDArray[np.int64] = out("Bin counts", "estimates in each bin", shape="(30,)")
    notes: dict[str, str] = notes_field()


def draw_sample(distribution: str, samples: int, rng: np.random.Generator) -> Array:
    """Draw independent observations, shape (samples,)."""
    match distribution:
        case "normal":
            return rng.normal(5.0, 2.0, samples)
        case "uniform":
            return rng.uniform(0.0, 10.0, samples)
        case "exponential":
            return rng.exponential(3.0, samples)
    return rng.lognormal(1.0, 0.7, samples)


def population(distribution: str, statistic: str) -> float | None:
    """The true value; the maximum of a distribution without an upper end does not exist."""
    mean, median, deviation, maximum = {
        "normal": (5.0, 5.0, 2.0, None),
        "uniform": (5.0, 5.0, 10.0 / math.sqrt(12.0), 10.0),
        "exponential": (3.0, 3.0 * math.log(2.0), 3.0, None),
        # exp of a normal of mean 1 and deviation 0.7: its mean is exp(1 + 0.49/2)
        "lognormal": (math.exp(1.245), math.e, math.exp(1.245) * math.sqrt(math.expm1(0.49)), None),
    }[distribution]
    return {"mean": mean, "median": median, "standard-deviation": deviation, "maximum": maximum}[statistic]


def evaluate(statistic: str, data: Array) -> Array:
    """The statistic along the last axis; the standard deviation divides by n - 1."""
    match statistic:
        case "mean":
            return np.asarray(np.mean(data, axis=-1))
        case "median":
            return np.asarray(np.median(data, axis=-1))
        case "standard-deviation":
            return np.asarray(np.std(data, axis=-1, ddof=1))
    return np.asarray(np.max(data, axis=-1))


def compute(*, distribution: str, statistic: str, samples: int, resamples: int, confidence: float, seed: int) -> Result:
    """Estimate from one sample, then again from samples drawn out of it (Efron, 1979, doi:10.1214/aos/1176344552).

    The interval is the percentile interval: it leaves out as many estimates below as above.
    """
    data = np.sort(draw_sample(distribution, samples, np.random.default_rng(seed)))
    # each resample draws as many observations from the sample, with replacement: some twice, some never
    chosen = np.random.default_rng([seed, 1]).integers(0, samples, (resamples, samples))
    estimates = evaluate(statistic, data[chosen])
    tails = [(1 - confidence) / 2, (1 + confidence) / 2]
    low, high = np.quantile(estimates, tails)
    next_low, next_high = np.quantile(data, tails)
    counts, edges = np.histogram(estimates, bins=30)
    truth = population(distribution, statistic)
    return Result(
        data,
        estimates,
        estimate=float(evaluate(statistic, data)),
        low=float(low),
        high=float(high),
        standard_error=float(estimates.std(ddof=1)),
        next_low=float(next_low),
        next_high=float(next_high),
        truth=truth,
        bin_edges=edges,
        bin_counts=counts,
        notes={} if truth is not None else {"truth": f"The {distribution} distribution has no largest value."},
    )


def draw(params: Params, result: Result) -> Figure:
    name = WORDS[params.statistic]
    low, high = SPAN[params.distribution]
    marks: list[Mark] = [*_explore(result), *_infer(params, result), *_predict(result)]
    if result.truth is not None:
        marks.append(Rule(x=result.truth, series=5, label=f"true {name} {number(result.truth)}"))
    return Figure(
        title=f"Three lanes over one axis. Explore: {count(params.samples, 'observation')} from "
        f"{number(float(result.data[0]))} to {number(float(result.data[-1]))}. Infer: the {name} of {params.resamples} "
        f"resamples, {percent(params.confidence)} of them from {number(result.low)} to {number(result.high)}. Predict: "
        f"one new observation from {number(result.next_low)} to {number(result.next_high)}.",
        marks=marks,
        x=Axis(
            "observed value",
            low=min(low, float(np.floor(result.data[0]))),
            high=max(high, float(np.ceil(result.data[-1]))),
        ),
        y=Axis(categories=("predict", "infer", "explore"), high=2.75),
        aspect=0.5,
    )


def _explore(result: Result) -> list[Mark]:
    # steps of the golden ratio spread the heights evenly, so that equal values stay apart
    heights = 2 + 0.6 * np.array([place * 0.618 % 1 - 0.5 for place in range(len(result.data))])
    return [Dots(result.data, heights, series=1, size=4, opacity=0.75, label="observations")]


def _infer(params: Params, result: Result) -> list[Mark]:
    x = np.repeat(result.bin_edges, 2)[1:-1]
    tops = np.repeat(0.7 + 0.7 * result.bin_counts / result.bin_counts.max(), 2)
    floor = np.full_like(tops, 0.7)
    inner = f"{percent(params.confidence)} of them"
    return [
        Area(x, floor, tops, series=3, opacity=0.5, label=f"{WORDS[params.statistic]} of resamples"),
        Segments([result.low], [0.66], [result.high], [0.66], series=3, width=6, label=inner),
        Dots([result.estimate], [0.66], series=3, size=6, shape="diamond"),
    ]


def _predict(result: Result) -> list[Mark]:
    return [
        Segments([result.next_low], [0], [result.next_high], [0], series=2, width=6, label="one new observation"),
        Dots([result.next_low, result.next_high], [0, 0], series=2, size=5, shape="square"),
    ]


def explain(params: Params, result: Result) -> str:
    name = WORDS[params.statistic]
    return (
        f"{count(params.samples, 'observation')} put the {name} at {number(result.estimate)}; "
        f"{percent(params.confidence)} of the resamples put it between {number(result.low)} and {number(result.high)}. "
        f"The same quantiles of the observations, {number(result.next_low)} and {number(result.next_high)}, roughly "
        "say where one more may fall. "
        f"{_verdict(params, result)}"
    )


def _verdict(params: Params, result: Result) -> str:
    name = WORDS[params.statistic]
    if result.truth is None:
        return "The population has no maximum, so this interval estimates nothing."
    inside = result.low <= result.truth <= result.high
    return f"The true {name}, {number(result.truth)}, lies {'inside' if inside else 'outside'} the interval."


PRESETS = [
    Preset(
        "The largest value",
        {"distribution": "uniform", "statistic": "maximum"},
        "No resample can exceed the largest observation, so the interval can never reach the true maximum of 10.",
        failure=True,
    ),
    Preset(
        "Five observations",
        {"samples": 5, "distribution": "lognormal", "statistic": "standard-deviation", "seed": 5},
        "Five values missed the long tail: not one resample comes up to the true deviation.",
        failure=True,
    ),
    Preset("A hundred", {"samples": 100}, "More data narrow the inference; a single prediction stays as wide."),
    Preset(
        "Median", {"statistic": "median"}, "The median of a resample can take only few values: the histogram is ragged."
    ),
]
NOTICE = [
    "Three questions, one sample: what is there (explore), what is the average (infer), what comes next (predict).",
    "The interval of the mean is far narrower than the range for one new observation.",
    "All three lanes come from the sample alone; only the dashed line knows the population.",
]
TRY = [
    "Raise the observations from 30 to 100 and see which of the two intervals shrinks.",
    "Raise the resamples to 1000: the histogram gets smoother, the interval does not get narrower.",
    "Choose the uniform distribution and the maximum: no seed brings the truth inside.",
]
