"""Regularization trades a little training error for a model that also fits data it has not seen."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.demos._contract import DemoParams, Preset, choice, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Bars, Dots, Line, Mark, Rule
from app.numerics.activations import Array
from app.numerics.notation import count, number
from app.numerics.penalized import lasso_weights, ridge_weights

TITLE = "How much should the model be held back?"

WEAKEST, STRONGEST = 0.00001, 10.0  # penalties: λ runs from one to the other
TEST_SAMPLES = 200  # fresh examples, which training never sees
LOWEST = 0.001  # end of the axis of errors


class Params(DemoParams):
    strength: float = slider(
        0.0001, WEAKEST, STRONGEST, title="Strength λ", description="Weight of the penalty in the objective.", log=True
    )
    penalty: Literal["l2", "l1"] = choice(
        "l2",
        title="Penalty",
        description="To half the mean squared error L2 adds λ/2 times the squared weights, L1 λ times their sizes.",
        labels={"l2": "L2 (ridge, weight decay)", "l1": "L1 (lasso)"},
    )
    degree: int = slider(12, 1, 14, title="Degree", description="Degree of the polynomial, one weight for each.")
    samples: int = slider(
        18, 8, 80, title="Samples", description="How many training examples there are.", unit="examples"
    )
    noise: float = slider(
        0.3, 0, 1, title="Noise", description="Standard deviation of the noise on each target.", step=0.05
    )
    seed: int = slider(1, 0, 999, title="Seed", description="Which examples are drawn.", more=True)


@dataclass(frozen=True)
class Result:
    x: Array = out("x", "inputs of the training examples", shape="(samples,)")
    y: Array = out("y", "targets of the training examples: sin 4x plus noise", shape="(samples,)")
    curve_x: Array = out("Curve x", "inputs of the curves, evenly spaced", shape="(101,)")
    curve_y: Array = out("Curve y", "prediction at each of them", shape="(101,)")
    truth: Array = out("Truth", "sin 4x at each of them", shape="(101,)")
    weights: Array = out("Weights", "one for each degree from 1, of standardized polynomials", shape="(degree,)")
    train_error: float = out("Training error", "mean squared error on the training examples", readout=True)
    test_error: float = out("Test error", "mean squared error on 200 fresh examples", readout=True)
    best_strength: float = out("Best strength", "the strength on the path with the least test error", readout=True)
    best_test_error: float = out("Least test error", "test error at that strength", readout=True)
    nonzero: int = out("Nonzero weights", "weights that are not exactly 0", readout=True)
    path_strength: Array = out("Strengths", "strengths on the path", shape="(61,)")
    path_train: Array = out("Training errors", "training error at each of them", shape="(61,)")
    path_test: Array = out("Test errors", "test error at each of them", shape="(61,)")


def compute(*, strength: float, penalty: str, degree: int, samples: int, noise: float, seed: int) -> Result:
    """Fit a polynomial under a penalty on its weights, for the chosen strength and for a path of strengths."""
    x, y, test_x, test_y = draw_examples(samples, noise, seed)
    raw = polynomials(x, degree)
    center, scale = raw.mean(axis=0), raw.std(axis=0)

    # standardized by the training examples, so that one penalty suits all weights; the intercept is not penalized
    def features(at: Array) -> Array:
        return np.asarray((polynomials(at, degree) - center) / scale)

    path = np.geomspace(WEAKEST, STRONGEST, 61)
    solve = ridge_weights if penalty == "l2" else lasso_weights
    weights = solve(features(x), y - y.mean(), np.append(path, strength))
    train = np.mean((y.mean() + weights @ features(x).T - y) ** 2, axis=1)
    test = np.mean((y.mean() + weights @ features(test_x).T - test_y) ** 2, axis=1)
    curve_x = np.linspace(-1, 1, 101)
    best = int(np.argmin(test[:-1]))
    return Result(
        x=x,
        y=y,
        curve_x=curve_x,
        curve_y=y.mean() + features(curve_x) @ weights[-1],
        truth=np.sin(4 * curve_x),
        weights=weights[-1],
        train_error=float(train[-1]),
        test_error=float(test[-1]),
        best_strength=float(path[best]),
        best_test_error=float(test[best]),
        nonzero=int(np.count_nonzero(weights[-1])),
        path_strength=path,
        path_train=train[:-1],
        path_test=test[:-1],
    )


def draw_examples(samples: int, noise: float, seed: int) -> tuple[Array, Array, Array, Array]:
    """Training inputs and targets, then test inputs and targets, all from sin 4x plus Gaussian noise."""
    rng = np.random.default_rng(seed)
    # one training input at random in each of equal stretches: no wide gap by chance
    x = (2 * (np.arange(samples) + rng.random(samples)) / samples) - 1
    test_x = rng.uniform(-1, 1, TEST_SAMPLES)
    y, test_y = np.sin(4 * x), np.sin(4 * test_x)
    return x, y + noise * rng.standard_normal(samples), test_x, test_y + noise * rng.standard_normal(TEST_SAMPLES)


def polynomials(x: Array, degree: int) -> Array:
    """Legendre polynomials 1 to ``degree``: they span what the powers of x span, and overlap far less."""
    return np.asarray(np.polynomial.legendre.legvander(x, degree)[:, 1:])


def draw(params: Params, result: Result) -> list[Figure]:
    return [fit_figure(params, result), error_figure(params, result), weight_figure(params, result)]


def fit_figure(params: Params, result: Result) -> Figure:
    return Figure(
        title=f"Polynomial of degree {params.degree} fitted to {count(params.samples, 'example')} of sin 4x with "
        f"{params.penalty.upper()} strength {number(params.strength)}: training error {number(result.train_error)}, "
        f"test error {number(result.test_error)}.",
        heading="The fit and the truth behind the examples",
        marks=[
            Line(result.curve_x, result.truth, series=0, dash=True, width=1.6, label="truth"),
            Dots(result.x, result.y, series=5, size=4, label="training examples", shape="ring"),
            Line(result.curve_x, result.curve_y, series=1, label="fit", width=2.6),
        ],
        x=Axis("x", low=-1, high=1),
        y=Axis("", low=-2.5, high=2.5),
        aspect=0.4,
    )


def error_figure(params: Params, result: Result) -> Figure:
    # without noise the errors can be far below the axis: they are drawn on its edge
    train, test = np.maximum(result.path_train, LOWEST), np.maximum(result.path_test, LOWEST)
    here = np.maximum([result.train_error, result.test_error], LOWEST)
    least = max(result.best_test_error, LOWEST)
    marks: list[Mark] = [
        Rule(x=params.strength),
        Line(result.path_strength, train, series=1, label="training", dash=True),
        Line(result.path_strength, test, series=2, label="test"),
        Dots([params.strength], here[:1], series=1, size=4),
        Dots([params.strength], here[1:], series=2, size=4),
        Dots([result.best_strength], [least], series=2, size=6, shape="ring", label="least test error"),
    ]
    return Figure(
        title=f"Training and test error by strength: training error only rises, test error is least, "
        f"{number(result.best_test_error)}, at strength {number(result.best_strength)}.",
        heading="Mean squared error, by strength",
        marks=marks,
        x=Axis("strength λ", low=WEAKEST, high=STRONGEST, scale="log"),
        y=Axis("", low=LOWEST, high=10, scale="log"),
        span=0.5,
        aspect=0.75,
    )


def weight_figure(params: Params, result: Result) -> Figure:
    degrees = np.arange(1, params.degree + 1, dtype=float)
    gone = degrees[result.weights == 0]
    zeros = [Dots(gone, np.zeros(len(gone)), series=2, size=3.5, shape="cross", label="exactly 0")] if gone.size else []
    return Figure(
        title="Weights by degree: " + ", ".join(number(float(weight)) for weight in result.weights) + ".",
        heading="Weights, by degree",
        marks=[Bars(degrees, result.weights, series=1, width=0.75), *zeros],
        x=Axis("degree", low=0.3, high=14.7, ticks=[1, 4, 7, 10, 13]),
        y=Axis("", low=-1.2, high=1.2),
        span=0.5,
        aspect=0.75,
    )


def explain(params: Params, result: Result) -> str:
    errors = (
        f"At strength {number(params.strength)} the training error is {number(result.train_error)} and the test error "
        f"{number(result.test_error)}"
    )
    best = f"{number(result.best_test_error)}, which strength {number(result.best_strength)} reaches"
    sparse = f"; {count(params.degree - result.nonzero, 'weight')} of {params.degree} exactly 0"
    sparse = sparse if params.penalty == "l1" else ""
    if result.test_error <= 1.02 * result.best_test_error:
        return f"{errors}: about the least that this penalty allows{sparse}."
    if params.strength < result.best_strength:
        return f"{errors}: too little regularization, since the least is {best}{sparse}."
    return f"{errors}: too much regularization, since the least is {best}{sparse}."


PRESETS = [
    Preset(
        "About right",
        {"strength": 0.025},
        "The curve no longer chases the noise, and the test error is near its least.",
    ),
    Preset(
        "Too much",
        {"strength": 5},
        "The penalty wins over the data: all weights are small, and both errors far above their least.",
        failure=True,
    ),
    Preset(
        "L1 picks",
        {"penalty": "l1", "strength": 0.02},
        "The lasso sets six of the twelve weights to exactly 0, and the test error is near its least.",
    ),
    Preset("More data", {"samples": 80}, "With enough examples even a weak penalty generalizes: data regularize too."),
    Preset(
        "No noise",
        {"noise": 0, "samples": 40},
        "Without noise there is nothing to overfit: the weakest penalty is the best.",
        failure=True,
    ),
]
NOTICE = [
    "Training error only rises with the strength; test error falls first, then rises.",
    "The gap between both errors is what regularization closes.",
    "L2 makes all weights smaller; L1 makes some of them exactly 0.",
]
TRY = [
    "Move the strength to the bottom of the test curve.",
    "Lower the degree to 3: what does the penalty still change?",
    "Switch to L1 and count the weights that are left at the best strength.",
]
