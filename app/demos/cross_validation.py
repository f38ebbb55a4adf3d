"""Cross-validation tests every example once, each time with a model that has not seen it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.demos._contract import DemoParams, Preset, out, slider, switch
from app.figures.figure import Axis, Figure
from app.figures.marks import Cells, Dots, Heatmap, Line, Mark, Rule, Segments
from app.numerics.notation import count, number, percent

TITLE = "What does each example get to test?"

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
HIGHEST = 8  # degree of a polynomial
FOLD_COUNTS = (2, 3, 5, 10)  # numbers of folds that are compared


class Params(DemoParams):
    folds: int = slider(
        5, 2, 20, title="Folds k", description="Number of parts, each of which tests once.", unit="folds"
    )
    degree: int = slider(5, 0, HIGHEST, title="Degree", description="Degree of the polynomial that is fitted.")
    samples: int = slider(40, 20, 200, title="Examples", description="Size of the data set.", unit="examples", step=4)
    noise: float = slider(
        0.3, 0.05, 1, title="Noise", description="Standard deviation of the noise on each target.", step=0.05
    )
    shuffle: bool = switch(True, title="Shuffle", description="Shuffle the examples, which lie sorted by x, before.")
    seed: int = slider(8, 0, 999, title="Seed", description="Another seed draws other data.", more=True)


@dataclass(frozen=True)
class Result:
    x: Array = out("x", "inputs, sorted", shape="(samples,)")
    y: Array = out("y", "targets: sin(πx) plus noise", shape="(samples,)")
    assignment: Integers = out("Assignment", "the fold, from 1, that each example belongs to", shape="(samples,)")
    scores: Array = out(
        "Scores", "mean squared error on each fold, of the model fitted to the others", shape="(folds,)"
    )
    training_scores: Array = out("Training scores", "error of each model on its own training set", shape="(folds,)")
    mean: float = out("Mean score", "mean of the scores: the cross-validation estimate", readout=True)
    standard_deviation: float = out(
        "Standard deviation", "spread of the scores around their mean (dividing by folds - 1)", readout=True
    )
    training_mean: float = out("Training error", "mean of the training scores", readout=True)
    holdout_error: float = out(
        "Error on fresh data", "expected squared error of the model fitted to all examples", readout=True
    )
    degrees: Integers = out("Degrees", "degrees of polynomials", shape="(9,)")
    degree_mean: Array = out("Mean by degree", "cross-validation estimate at each degree", shape="(9,)")
    degree_training: Array = out("Training by degree", "mean training error at each degree", shape="(9,)")
    degree_holdout: Array = out("Fresh by degree", "expected error on fresh data at each degree", shape="(9,)")
    best_degree: int = out("Best degree", "degree with the lowest cross-validation estimate", readout=True)
    fold_counts: Integers = out("Fold counts", "numbers of folds", shape="(4,)")
    fold_count_mean: Array = out("Mean by folds", "cross-validation estimate with so many folds", shape="(4,)")


def signal(x: Array) -> Array:
    """The function behind the noise, which no polynomial hits exactly."""
    return np.sin(np.pi * x)


def basis(x: Array) -> Array:
    """Legendre polynomials up to the highest degree, shape (n, 9): they span the same curves as 1, x, x² …"""
    return np.asarray(np.polynomial.legendre.legvander(x, HIGHEST))


def assign(samples: int, folds: int, order: Integers) -> Integers:
    """Deal the examples out in this order: the first samples % folds folds get one more."""
    sizes = np.full(folds, samples // folds)
    sizes[: samples % folds] += 1
    assignment = np.empty(samples, dtype=np.int64)
    assignment[order] = np.repeat(np.arange(1, folds + 1), sizes)
    return assignment


def predictions(seen: Array, y: Array, unseen: Array) -> tuple[Array, Array]:
    """Fit every degree to the basis ``seen`` by least squares; predict there and at ``unseen``, a column a degree."""
    # with seen = QR the fit of degree d uses the first d + 1 columns of Q: one factorization serves all degrees
    q, r = np.linalg.qr(seen)
    share = q.T @ y
    return np.cumsum(q * share, axis=1), np.cumsum((unseen @ np.linalg.inv(r)) * share, axis=1)


def squared_error(y: Array, predicted: Array) -> Array:
    """Mean squared error of each column of predictions."""
    return np.asarray(np.mean((y[:, None] - predicted) ** 2, axis=0))


def validate(features: Array, y: Array, assignment: Integers) -> tuple[Array, Array]:
    """Leave each fold out once: its errors and the training errors, both of shape (folds, degrees)."""
    test, train = [], []
    for fold in range(1, int(assignment.max()) + 1):
        out_now = assignment == fold
        kept, left = y[~out_now], y[out_now]
        predicted_kept, predicted_left = predictions(features[~out_now], kept, features[out_now])
        train.append(squared_error(kept, predicted_kept))
        test.append(squared_error(left, predicted_left))
    return np.array(test), np.array(train)


def compute(*, folds: int, degree: int, samples: int, noise: float, shuffle: bool, seed: int) -> Result:
    """Estimate the error on fresh data by k-fold cross-validation (Stone, 1974).

    Each fold is scored by the model that was fitted to the other folds; the estimate is the mean of these scores.
    """
    rng = np.random.default_rng(seed)
    x = np.sort(rng.uniform(-1, 1, samples))
    y = signal(x) + noise * rng.standard_normal(samples)
    order = rng.permutation(samples) if shuffle else np.arange(samples)
    assignment = assign(samples, folds, order)
    features = basis(x)
    test, train = validate(features, y, assignment)
    # fresh data: the mean over x, by the midpoint rule, and the noise that no model can predict
    fresh = (np.arange(400) + 0.5) / 200 - 1
    degree_holdout = squared_error(signal(fresh), predictions(features, y, basis(fresh))[1]) + noise**2
    by_count = [validate(features, y, assign(samples, k, order))[0][:, degree].mean() for k in FOLD_COUNTS]
    degree_mean = test.mean(axis=0)
    return Result(
        x,
        y,
        assignment,
        scores=test[:, degree],
        training_scores=train[:, degree],
        mean=float(degree_mean[degree]),
        standard_deviation=float(test[:, degree].std(ddof=1)),
        training_mean=float(train[:, degree].mean()),
        holdout_error=float(degree_holdout[degree]),
        degrees=np.arange(HIGHEST + 1),
        degree_mean=degree_mean,
        degree_training=train.mean(axis=0),
        degree_holdout=degree_holdout,
        best_degree=int(degree_mean.argmin()),
        fold_counts=np.array(FOLD_COUNTS),
        fold_count_mean=np.array(by_count),
    )


def draw(params: Params, result: Result) -> list[Figure]:
    return [_split(params, result), _scores(params, result), _degrees(params, result), _fold_counts(params, result)]


def _fold_axis(params: Params) -> Axis:
    every = 1 if params.folds <= 8 else 5
    ticks = [1, *range(every, params.folds + 1, every)] if every > 1 else range(1, params.folds + 1)
    return Axis("fold", low=params.folds + 0.5, high=0.5, ticks=list(ticks), grid=False)


def _split(params: Params, result: Result) -> Figure:
    held_out = np.equal.outer(np.arange(1, params.folds + 1), result.assignment)
    middle = (params.samples + 1) / 2, (params.folds + 1) / 2
    return Figure(
        title=f"{params.samples} examples in {params.folds} folds: in each row the strong examples test the model "
        "that is fitted to the faint ones; each column is strong once.",
        heading="Each example tests once",
        marks=[
            Cells([middle[0]], [middle[1]], 1, params.samples, params.folds, 0.12, label="trains"),
            Heatmap(np.where(held_out, 1.0, np.nan), 0.5, params.samples + 0.5, 0.5, params.folds + 0.5, "ink", 0, 1),
            Cells([], [], series=1, label="tests"),
        ],
        x=Axis("example, sorted by x", low=0.5, high=params.samples + 0.5, ticks=(1, params.samples)),
        y=_fold_axis(params),
        span=0.5,
        aspect=0.62,
    )


def _error_axis(params: Params, errors: Array) -> Axis:
    # whole decades, so that the axis stays put while a slider moves; no model can get far below the noise
    low = 10 ** np.floor(np.log10(params.noise**2 / 2))
    high = 10 ** np.ceil(np.log10(max(1.0, float(errors.max()))))
    return Axis("mean squared error", low=float(low), high=float(high), scale="log")


def _scores(params: Params, result: Result) -> Figure:
    rows = np.arange(1.0, params.folds + 1)
    axis = _error_axis(params, result.scores)
    # an interpolating model has a training error of nothing but rounding: it is drawn at the edge
    train, test = (np.maximum(errors, axis.low or 0.0) for errors in (result.training_scores, result.scores))
    return Figure(
        title=f"Error on each fold left out: {', '.join(number(float(score)) for score in result.scores)}. "
        f"Their mean is {number(result.mean)}; on fresh data it is {number(result.holdout_error)}.",
        heading="Each fold gives one score",
        marks=[
            Segments(train, rows, test, rows, series=1, width=2.4, opacity=0.5),
            Dots(test, rows, series=1, size=5, label="test"),
            Dots(train, rows, series=2, size=4, shape="ring", label="train"),
            Line([result.mean] * 2, [0.5, params.folds + 0.5], series=1, width=1.4, label="mean"),
            Line([result.holdout_error] * 2, [0.5, params.folds + 0.5], series=4, width=1.8, dash=True, label="fresh"),
        ],
        x=axis,
        y=_fold_axis(params),
        span=0.5,
        aspect=0.62,
    )


def _degrees(params: Params, result: Result) -> Figure:
    best, degrees = result.best_degree, result.degrees.astype(float)
    axis = _error_axis(params, np.maximum(result.degree_mean, result.degree_holdout))
    training = np.maximum(result.degree_training, axis.low or 0.0)
    return Figure(
        title=f"Error over the degree of the polynomial: cross-validation is lowest at degree {best} with "
        f"{number(float(result.degree_mean[best]))}; the training error only falls.",
        heading=f"Choosing the degree: {best} scores best",
        marks=[
            Rule(x=params.degree),
            Line(degrees, training, series=2, width=1.4, label="training"),
            Dots(degrees, training, series=2, size=3, shape="ring"),
            Line(degrees, result.degree_holdout, series=4, dash=True, width=1.8, label="fresh"),
            Line(degrees, result.degree_mean, series=1, label="cross-validation"),
            Dots([best], [float(result.degree_mean[best])], series=1, size=5.5),
        ],
        x=Axis("degree", low=0, high=HIGHEST, ticks=range(0, HIGHEST + 1, 2)),
        y=axis,
        span=0.5,
        aspect=0.62,
    )


def _fold_counts(params: Params, result: Result) -> Figure:
    places = np.arange(len(FOLD_COUNTS), dtype=float)
    marks: list[Mark] = [
        Line([-0.5, len(FOLD_COUNTS) - 0.5], [result.holdout_error] * 2, series=4, dash=True, width=1.8, label="fresh"),
        Line(places, result.fold_count_mean, series=1, label="cross-validation"),
        Dots(places, result.fold_count_mean, series=1, size=4.5),
    ]
    told = ", ".join(
        f"{number(float(mean))} with {k}" for k, mean in zip(FOLD_COUNTS, result.fold_count_mean, strict=True)
    )
    return Figure(
        title=f"Mean score by the number of folds: {told}; the error on fresh data is {number(result.holdout_error)}.",
        heading="Few folds train on little",
        marks=marks,
        x=Axis("number of folds", categories=[str(k) for k in FOLD_COUNTS]),
        y=_error_axis(params, np.append(result.fold_count_mean, result.holdout_error)),
        span=0.5,
        aspect=0.62,
    )


def explain(params: Params, result: Result) -> str:
    return (
        f"{count(params.folds, 'fold')} score degree {params.degree} at {number(result.mean)} on average, from "
        f"{number(float(result.scores.min()))} to {number(float(result.scores.max()))}: {_against_fresh(result)} the "
        f"{number(result.holdout_error)} that the model fitted to all {params.samples} examples makes on fresh data."
    )


def _against_fresh(result: Result) -> str:
    times = result.mean / result.holdout_error
    if times >= 3:
        return f"{number(times)} times"
    if abs(times - 1) < 0.005:
        return "about"
    return f"{percent(abs(times - 1), 2)} {'too high' if times > 1 else 'too low'} against"


PRESETS = [
    Preset(
        "Sorted data",
        {"shuffle": False, "degree": 5},
        "Without shuffling each fold is a stretch of x that its model never saw: the scores explode.",
        failure=True,
    ),
    Preset(
        "Two folds",
        {"folds": 2, "degree": 7, "samples": 24},
        "Each model sees half of little data, so the estimate is far too high for a model fitted to all of it.",
        failure=True,
    ),
    Preset("Too stiff", {"degree": 1}, "A straight line errs on seen and unseen examples alike."),
    Preset("Too supple", {"degree": 8, "samples": 20}, "Small error on the examples seen, large on those left out."),
    Preset(
        "Plenty",
        {"samples": 200, "folds": 10},
        "With more data the folds agree better, with each other and with the truth.",
    ),
]
NOTICE = [
    "Every column of the first picture tests exactly once: no example tests a model that it trained.",
    "The training error falls with every degree; the error on the examples left out does not.",
    "The models share most of their training data, so the spread of the scores is not the error of their mean.",
]
TRY = [
    "Switch shuffling off and look at the first and the last fold.",
    "Find the degree with the lowest estimate, and compare it with the lowest error on fresh data.",
    "With 20 examples and degree 4, more folds come nearer to the error on fresh data.",
]
