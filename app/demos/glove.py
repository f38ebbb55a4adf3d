"""GloVe fits dot products of word vectors to the logarithms of co-occurrence counts; rare pairs weigh less."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.demos._contract import DemoParams, Preset, notes_field, out, slider
from app.demos._topics import topic_dots
from app.figures.figure import Axis, Figure
from app.figures.marks import Dots, Heatmap, Line, Mark, Rule
from app.numerics.corpus import TOPICS, WORDS, cooccurrence, share_of_own_topic
from app.numerics.log_counts import safe_log, train, weight, word_vectors
from app.numerics.notation import count, number, percent
from app.numerics.word_space import Array, cosine_similarity, nearest_to_each, principal_axes

TITLE = "Can dot products learn the counts?"

EPOCHS = 100  # longest training
LEAST = 0.01  # that can be added to every count
Chosen = npt.NDArray[np.bool_]


class Params(DemoParams):
    window: int = slider(
        2, 1, 4, title="Window", description="How many words on each side count as company.", unit="words"
    )
    x_max: float = slider(
        2.0, 0.5, 10, title="Full weight from", description="Counts from here on weigh 1.", unit="counts", step=0.1
    )
    alpha: float = slider(
        0.75,
        0,
        2,
        title="Exponent α",
        description="How steeply the weight of rarer pairs falls; 0: all alike.",
        step=0.05,
    )
    dimensions: int = slider(
        6, 2, 16, title="Dimensions", description="How many numbers each word gets.", unit="numbers"
    )
    epoch: int = slider(
        100, 0, EPOCHS, title="Epoch", description="Passes over all pairs, one update each.", unit="epochs", time=True
    )
    smoothing: float = slider(
        0.1,
        0,
        1,
        title="Added to every count",
        description="0 is the paper: pairs that never meet are left out. Above 0 it is at least 0.01.",
        unit="counts",
        step=0.01,
        more=True,
    )
    seed: int = slider(0, 0, 99, title="Seed", description="Draws the first vectors.", more=True)


@dataclass(frozen=True)
class Result:
    words: list[str] = out("Words", "the vocabulary, topic by topic", shape="(29,)")
    counts: Array = out("Counts", "how often two words meet; one d words apart counts 1/d", shape="(29, 29)")
    weighting_x: Array = out("Count", "counts at which the weight is given", shape="(41,)")
    weighting: Array = out("Weight", "of a pair with such a count in the loss", shape="(41,)")
    log_counts: Array = out("Log counts", "of the pairs that meet, row by row", shape="(pairs,)")
    fitted: Array = out("Fitted", "dot product and both biases, for the same pairs", shape="(pairs,)")
    loss: Array = out("Loss", "weighted sum of squared errors before each update", shape="(epoch + 1,)")
    points: Array = out("Points", "the vectors in the plane of largest variance after 100 epochs", shape="(29, 2)")
    pairs: int = out("Pairs that meet", "entries of the matrix that are not zero", readout=True)
    zeros: float = out("Zeros", "share of the matrix that is zero")
    residual: float = out("Residual", "root of the weighted mean of squared errors over all pairs in the loss")
    frequent_residual: float | None = out(
        "Residual, frequent", "root mean squared error over pairs of full weight that meet", readout=True
    )
    rare_residual: float | None = out(
        "Residual, rare", "root mean squared error over pairs below full weight that meet", readout=True
    )
    never_residual: float | None = out(
        "Residual, never met", "root mean squared error over pairs that never meet", readout=True
    )
    never_fitted: float = out("Fitted, never met", "mean of what the pairs that never meet are given")
    same_topic: float = out(
        "Same topic", "share of the five nearest words of each word that have its topic", readout=True
    )
    notes: dict[str, str] = notes_field()


def compute(
    *, window: int, x_max: float, alpha: float, dimensions: int, epoch: int, smoothing: float, seed: int
) -> Result:
    """Train word vectors on co-occurrence counts, and see which pairs of words they fit."""
    counts = cooccurrence(window, harmonic=True)
    # the logarithm of a much smaller count would be so far off that no training reaches it
    smoothed = counts + (max(smoothing, LEAST) if smoothing else 0.0)
    weights = weight(smoothed, x_max, alpha)
    # trained to the end whatever the epoch shown: one plane for all, so that words move and not the view
    history, losses = train(smoothed, weights, dimensions, EPOCHS, seed)
    axes = principal_axes(word_vectors(history[-1]))
    vectors = word_vectors(history[epoch])

    met, full = counts > 0, smoothed >= x_max
    fitted = history[epoch][0] @ history[epoch][1].T
    errors = fitted - safe_log(smoothed)
    nearest = nearest_to_each(-cosine_similarity(vectors, vectors), WORDS, 5)
    x = np.linspace(0.0, 10.0, 41)
    residuals, notes = residuals_by_group(errors, met, full, smoothed > 0)
    return Result(
        words=list(WORDS),
        counts=counts,
        weighting_x=x,
        weighting=weight(x, x_max, alpha),
        log_counts=np.log(smoothed[met]),
        fitted=fitted[met],
        loss=losses[: epoch + 1],
        points=vectors @ axes.T,
        pairs=int(met.sum()),
        zeros=float(1 - met.mean()),
        residual=float(np.sqrt((weights * errors**2).sum() / weights.sum())),
        **residuals,
        never_fitted=float(fitted[~met].mean()),
        same_topic=share_of_own_topic(nearest),
        notes=notes,
    )


def residuals_by_group(
    errors: Array, met: Chosen, full: Chosen, in_loss: Chosen
) -> tuple[dict[str, float | None], dict[str, str]]:
    """Root mean squared error of frequent, rare and never-met pairs, and why one is missing."""
    groups = {
        "frequent_residual": (met & full, "No pair reaches full weight."),
        "rare_residual": (met & ~full, "Every pair that meets has full weight."),
        "never_residual": (~met & in_loss, "The logarithm of 0 does not exist: pairs that never meet are left out."),
    }
    residuals = {name: spread(errors, chosen) for name, (chosen, _) in groups.items()}
    return residuals, {name: reason for name, (_, reason) in groups.items() if residuals[name] is None}


def spread(errors: Array, chosen: Chosen) -> float | None:
    """Root of the mean of the chosen squared errors; nothing for nothing."""
    return float(np.sqrt(np.mean(errors[chosen] ** 2))) if chosen.any() else None


def draw(params: Params, result: Result) -> list[Figure]:
    return [_matrix(result), _fit(params, result), _map(params, result), _weighting(params, result), _losses(result)]


def _matrix(result: Result) -> Figure:
    size = len(result.words)
    ends = np.cumsum([len(words) for words in TOPICS.values()]).tolist()
    middles = [end - len(words) / 2 for end, words in zip(ends, TOPICS.values(), strict=True)]
    names = list(TOPICS)
    return Figure(
        f"Co-occurrence counts of {size} by {size} words; {result.pairs} are not zero, nearly all within a topic.",
        [Heatmap(np.sqrt(result.counts), low=0, high=2.3)],
        x=Axis(low=0, high=size, ticks=middles, tick_labels=names, grid=False),
        y=Axis(low=size, high=0, ticks=middles, tick_labels=names, grid=False),
        heading="What is counted",
        span=0.5,
        equal=True,
        cover=True,
    )


def _fit(params: Params, result: Result) -> Figure:
    full = np.exp(result.log_counts) >= params.x_max - 1e-9
    marks: list[Mark] = [Line([-3, 3], [-3, 3], series=0, dash=True, width=1.2)]
    groups = (("rare", ~full, 2, "triangle", 2.6), ("full weight", full, 1, "circle", 3.0))
    for name, own, series, shape, dot in groups:
        if own.any():
            x, y = result.log_counts[own], result.fitted[own]
            marks.append(Dots(x, y, series, label=name, size=dot, shape=shape, opacity=0.6))  # type: ignore[arg-type]
    if params.smoothing > 0.05:
        never = [float(np.log(params.smoothing))]
        marks.append(Dots(never, [result.never_fitted], series=5, shape="ring", size=6, label="never met (mean)"))
    return Figure(
        f"What {result.pairs} pairs are given against the logarithms of their counts; the dashed line is equality.",
        marks,
        x=Axis("log count", low=-3, high=2, ticks=[-3, -2, -1, 0, 1, 2]),
        y=Axis("w · c + b + b′", low=-3, high=2, ticks=[-3, -2, -1, 0, 1, 2]),
        heading="What dot products learn",
        span=0.5,
        equal=True,
    )


def _map(params: Params, result: Result) -> Figure:
    reach = max(2.0, float(np.ceil(1.05 * np.abs(result.points).max())))
    return Figure(
        f"All words after {count(params.epoch, 'epoch')}: {percent(result.same_topic, 2)} of their nearest words have "
        "the same topic.",
        topic_dots(result.words, result.points),
        x=Axis("first principal component", low=-reach, high=reach),
        y=Axis("second", low=-reach, high=reach),
        heading="Where the words lie",
        span=0.5,
        equal=True,
    )


def _weighting(params: Params, result: Result) -> Figure:
    return Figure(
        f"The weight of a pair in the loss: it rises with exponent {number(params.alpha)} up to 1 at a count of "
        f"{number(params.x_max)}.",
        [Rule(x=params.x_max), Line(result.weighting_x, result.weighting, series=1)],
        x=Axis("count", low=0, high=10, ticks=[0, 5, 10]),
        y=Axis("weight", low=0, high=1, ticks=[0, 0.5, 1]),
        heading="Weight of a pair",
        span=0.25,
        aspect=1.3,
    )


def _losses(result: Result) -> Figure:
    epochs = np.arange(len(result.loss), dtype=np.float64)
    return Figure(
        f"Loss on a log scale, from {number(float(result.loss[0]))} to {number(float(result.loss[-1]))}.",
        [Line(epochs, result.loss, series=1), Dots(epochs[-1:], result.loss[-1:], series=1)],
        x=Axis("epoch", low=0, high=EPOCHS, ticks=[0, 50, 100]),
        y=Axis("loss (log)", low=1e-5, high=1e4, scale="log", ticks=[1e-4, 1, 1e4]),
        heading="Loss",
        span=0.25,
        aspect=1.3,
    )


def explain(params: Params, result: Result) -> str:
    topics = f"{percent(result.same_topic, 2)} of all nearest words share the topic of their word"
    after = f"After {count(params.epoch, 'epoch')}" if params.epoch else "Before training"
    if result.never_residual is None:
        return (
            f"{after} the log counts of the {result.pairs} pairs that meet are missed by {number(result.residual)} "
            f"(weighted); nothing is asked of the {percent(result.zeros, 2)} that never meet, and {topics}."
        )
    parts = [
        f"by {number(value)} for {name} pairs"
        for name, value in (
            ("frequent", result.frequent_residual),
            ("rare", result.rare_residual),
            ("never-met", result.never_residual),
        )
        if value is not None
    ]
    listed = " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
    return f"{after} the log counts are missed {listed}; {topics}."


PRESETS = [
    Preset(
        "All pairs alike",
        {"alpha": 0},
        "Pairs that never meet are the most, and drown the rest: the frequent pairs are fitted worst.",
        failure=True,
    ),
    Preset(
        "Zeros left out",
        {"smoothing": 0},
        "As in the paper: on so small a corpus the counts are fitted closely, but nothing pushes the topics apart.",
        failure=True,
    ),
    Preset(
        "Steep", {"alpha": 1.5}, "Only frequent pairs count: they are fitted well, and pairs that never meet are not."
    ),
    Preset("Two dimensions", {"dimensions": 2}, "Two numbers and a bias find the topics, but not the counts."),
]
NOTICE = [
    "The counts lie in four blocks: words of one topic meet one another, and hardly any others.",
    "Frequent pairs lie close to the dashed line, rare ones scatter, and those that never meet scatter most.",
    "The points of two words lie close when they have similar counts with all the others.",
]
TRY = [
    "Set the exponent to 0: each of the many pairs that never meet then weighs as much as a frequent one.",
    "Raise the dimensions: with each one the points come closer to the line.",
    "Under More, add nothing to the counts and see the topics mix.",
]
