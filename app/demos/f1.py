"""F1 joins precision and recall by their harmonic mean and never looks at the true negatives; accuracy looks at all."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.demos._contract import DemoParams, Preset, notes_field, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Area, Cells, Dots, Label, Line, Mark, Segments
from app.numerics.notation import count, number, percent

TITLE = "What does each score see of the four counts?"

Array = npt.NDArray[np.float64]
LEVELS = (0.2, 0.4, 0.6, 0.8)  # of Fβ, each with its contour of recall and precision


class Params(DemoParams):
    tp: int = slider(0, 0, 1000, title="True positives", description="Positive examples that were predicted positive.")
    fp: int = slider(0, 0, 1000, title="False positives", description="Negative examples predicted positive.")
    fn: int = slider(1, 0, 1000, title="False negatives", description="Positive examples predicted negative: missed.")
    tn: int = slider(99, 0, 1000, title="True negatives", description="Negative examples predicted negative.")
    beta: float = slider(
        1,
        0.25,
        4,
        title="Beta",
        description="How many times as important recall is as precision in Fβ; at 1 it is F1.",
        step=0.25,
    )


@dataclass(frozen=True)
class Result:
    precision: float | None = out("Precision", "share of the predicted positives that are positive", readout=True)
    recall: float | None = out("Recall", "share of the positives that are found", readout=True)
    f1: float | None = out("F1", "harmonic mean of precision and recall", readout=True)
    fbeta: float | None = out("Fβ", "weighted harmonic mean, recall weighing β² times as much as precision")
    accuracy: float | None = out("Accuracy", "share of all examples that are predicted right", readout=True)
    balanced_accuracy: float | None = out("Balanced accuracy", "mean of the recall of both classes")
    mcc: float | None = out("MCC", "Matthews correlation of prediction and truth, from -1 to 1")
    f1_negative: float | None = out("F1 of the negatives", "F1 when the other class counts as positive")
    macro_f1: float | None = out("Macro F1", "mean of the F1 of both classes", readout=True)
    support: int = out("Support", "number of positive examples", unit="examples")
    side: Array = out("Side", "square root of the share of all examples in TP, FN, FP, TN", shape="(4,)")
    level: Array = out("Level", "values of Fβ for which a contour is given", shape="(4,)")
    contour_recall: Array = out("Contour recall", "recall along each contour", shape="(4, 24)")
    contour_precision: Array = out("Contour precision", "precision along each contour", shape="(4, 24)")
    own_recall: Array = out("Own recall", "recall along the contour of this Fβ", shape="(24,)")
    own_precision: Array = out("Own precision", "precision along the contour of this Fβ", shape="(24,)")
    notes: dict[str, str] = notes_field()


def ratio(part: float, whole: float) -> float | None:
    """Divide; 0/0 has no value, and calling it 0 or 1 is a convention, not a result."""
    return part / whole if whole else None


def f_score(tp: int, fp: int, fn: int, beta: float) -> float | None:
    """(1 + β²) TP / ((1 + β²) TP + β² FN + FP): the harmonic mean of precision and recall, without dividing twice."""
    return ratio((1 + beta**2) * tp, (1 + beta**2) * tp + beta**2 * fn + fp)


def mean_of_both(a: float | None, b: float | None) -> float | None:
    """Mean over both classes; it has no value where one of them has none."""
    return None if a is None or b is None else (a + b) / 2


def matthews(tp: int, fp: int, fn: int, tn: int) -> float | None:
    """Correlation of prediction and truth, both written as 0 and 1."""
    margins = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)
    return ratio(tp * tn - fp * fn, math.sqrt(margins))


def contour(score: float | None, beta: float) -> tuple[Array, Array]:
    """Recall and precision of all classifiers with this Fβ, from precision 1 to recall 1."""
    if score is None:
        return np.full(24, np.nan), np.full(24, np.nan)
    if score == 0:  # one of the two is 0: the contour is two edges of the square
        edge = np.linspace(0.0, 1.0, 12)
        return np.concatenate([0 * edge, edge]), np.concatenate([edge[::-1], 0 * edge])
    # (1 + β²)/F = 1/P + β²/R: in reciprocals the contour is a straight line
    total = (1 + beta**2) / score
    inverse_precision = np.geomspace(1.0, total - beta**2, 24)
    return np.minimum(beta**2 / (total - inverse_precision), 1.0), 1.0 / inverse_precision


def reasons(tp: int, fp: int, fn: int, tn: int) -> dict[str, str]:
    """Say for each score that is 0/0 why it is, and what libraries print instead."""
    said = {}
    if tp + fp == 0:
        said["precision"] = "0/0: nothing was predicted positive. By convention many libraries print 0."
    if tp + fn == 0:
        said["recall"] = "0/0: there is no positive example. By convention many libraries print 0."
    if tp + fp + fn == 0:
        f1 = "0/0: no positive example and none predicted. By convention some libraries print 0, others 1."
        said |= {"f1": f1, "fbeta": f1, "own_recall": f1, "own_precision": f1}
    if tn + fp + fn == 0:
        said["f1_negative"] = "0/0: no negative example and none predicted."
    if tp + fp + fn == 0 or tn + fp + fn == 0:
        said["macro_f1"] = "The F1 of one class is 0/0, so there is no mean of both."
    if tp + fn == 0 or tn + fp == 0:
        said["balanced_accuracy"] = "One class has no example, so its recall is 0/0."
    if (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn) == 0:
        said["mcc"] = "0/0: truth or prediction never changes, so nothing can correlate. By convention 0."
    if tp + fp + fn + tn == 0:
        said["accuracy"] = "0/0: there is no example."
    return said


def compute(*, tp: int, fp: int, fn: int, tn: int, beta: float) -> Result:
    """Score a classifier by the four counts of its confusion matrix; a score that is 0/0 is None."""
    total = tp + fp + fn + tn
    f1, fbeta = f_score(tp, fp, fn, 1.0), f_score(tp, fp, fn, beta)
    # with the classes exchanged TP and TN trade places, and so do FP and FN
    f1_negative = f_score(tn, fn, fp, 1.0)
    contours = [contour(level, beta) for level in LEVELS]
    own_recall, own_precision = contour(fbeta, beta)
    return Result(
        precision=ratio(tp, tp + fp),
        recall=ratio(tp, tp + fn),
        f1=f1,
        fbeta=fbeta,
        accuracy=ratio(tp + tn, total),
        balanced_accuracy=mean_of_both(ratio(tp, tp + fn), ratio(tn, tn + fp)),
        mcc=matthews(tp, fp, fn, tn),
        f1_negative=f1_negative,
        macro_f1=mean_of_both(f1, f1_negative),
        support=tp + fn,
        side=np.sqrt(np.array([tp, fn, fp, tn]) / max(total, 1)),
        level=np.array(LEVELS),
        contour_recall=np.array([recall for recall, _ in contours]),
        contour_precision=np.array([precision for _, precision in contours]),
        own_recall=own_recall,
        own_precision=own_precision,
        notes=reasons(tp, fp, fn, tn),
    )


def draw(params: Params, result: Result) -> list[Figure]:
    return [_plane(params, result), _matrix(params, result)]


def _plane(params: Params, result: Result) -> Figure:
    name = _name(params)
    terraces = [
        mark
        for recall, precision in zip(result.contour_recall, result.contour_precision, strict=True)
        for mark in (
            Area(recall, precision, np.ones_like(recall), series=1, opacity=0.1),
            Line(recall, precision, series=0, width=1.2, opacity=0.8),
        )
    ]
    # where precision and recall are equal every Fβ equals both: on the diagonal each contour meets its own number
    heights = [Label(level, level, number(level), dy=4, size=11.5) for level in result.level.tolist()]
    place = (
        f"The classifier stands at recall {number(result.recall)} and precision {number(result.precision)}; "
        f"its {name} is {number(result.fbeta)}."
    )
    return Figure(
        title=f"Curves of equal {name} over recall and precision. {place}",
        heading=f"{name} is 0/0" if result.fbeta is None else f"{name} = {number(result.fbeta)} on its map",
        marks=[*terraces, *heights, *_position(result)],
        x=Axis("recall", low=0, high=1, ticks=(0, 0.25, 0.5, 0.75, 1)),
        y=Axis("precision", low=0, high=1, ticks=(0, 0.25, 0.5, 0.75, 1)),
        span=0.5,
        equal=True,
    )


def _position(result: Result) -> list[Mark]:
    if result.fbeta is None:
        return [Label(0.5, 0.5, "0/0: no place on the map", series=2, bold=True)]
    if result.precision is None:
        edge = Line([0, 0], [0, 1], series=2, width=5)
        return [edge, Label(0.04, 0.04, "precision 0/0: all of this edge", series=2, anchor="start", bold=True)]
    if result.recall is None:
        edge = Line([0, 1], [0, 0], series=2, width=5)
        return [edge, Label(0.04, 0.04, "recall 0/0: all of this edge", series=2, anchor="start", bold=True)]
    own = Line(result.own_recall, result.own_precision, series=1, width=2.6)
    guides = Segments(
        [result.recall, 0], [0, result.precision], [result.recall] * 2, [result.precision] * 2, series=1, dash=True
    )
    return [guides, own, Dots([result.recall], [result.precision], series=1, size=6.5)]


def _matrix(params: Params, result: Result) -> Figure:
    counts = {"TP": params.tp, "FN": params.fn, "FP": params.fp, "TN": params.tn}
    tiles = Cells([0, 1, 0, 1], [0, 0, 1, 1], series=0, width=0.96, height=0.96, opacity=0.09)
    # the squares meet in the middle, so that their areas can be compared; the words stand in the outer corners
    corners = ((-1, -1), (1, -1), (-1, 1), (1, 1))
    squares = [
        Cells([0.5 + right * side / 2], [0.5 + down * side / 2], series, side, side, opacity)
        for (right, down), series, opacity, side in zip(
            corners, (1, 2, 2, 0), (0.85, 0.75, 0.75, 0.4), (0.96 * result.side).tolist(), strict=True
        )
        if side
    ]
    words = [
        Label(0.5 + 0.92 * right, 0.5 + 0.86 * down, f"{name} {amount}", 0, "end" if right > 0 else "start", True, 5)
        for (name, amount), (right, down) in zip(counts.items(), corners, strict=True)
    ]
    told = ", ".join(f"{name} {amount}" for name, amount in counts.items())
    return Figure(
        title=f"The confusion matrix, each square as large as its share of all examples: {told}. Rows are the actual "
        "class, columns the prediction.",
        heading="Confusion matrix: area is the share",
        marks=[tiles, *squares, *words],
        x=Axis(f"predicted · left column: precision {number(result.precision)}", categories=("positive", "negative")),
        y=Axis(
            f"actual · top row: recall {number(result.recall)}", categories=("positive", "negative"), low=1.5, high=-0.5
        ),
        span=0.5,
        equal=True,
    )


def _name(params: Params) -> str:
    return "F1" if params.beta == 1 else f"F{number(params.beta)}"


def explain(params: Params, result: Result) -> str:
    if result.accuracy is None:
        return "There is no example yet: every score is 0/0."
    if result.f1 is None:
        return (
            f"No example is positive and none is predicted positive: precision, recall and F1 are 0/0, although "
            f"accuracy is {number(result.accuracy)}."
        )
    if result.recall is None:
        return (
            f"Accuracy is {percent(result.accuracy)}, but no example is positive, so recall is 0/0; "
            f"{count(params.fp, 'false positive')} make{'s' if params.fp == 1 else ''} precision and F1 0."
        )
    found = f"{number(params.tp)} of {count(result.support, 'positive')} found"
    if params.tp == 0:
        why = "F1 is 0, however many true negatives there are"
        return f"Accuracy is {percent(result.accuracy)} with {found}: {why}."
    called = f"{number(params.tp)} of {number(params.tp + params.fp)} predicted positives right"
    weighted = (
        "" if params.beta == 1 else f" {_name(params)}, which prefers {_preferred(params)}, is {number(result.fbeta)}."
    )
    aside = f", which also counts {count(params.tn, 'true negative')}," if params.tn else ""
    return (
        f"With {found} and {called}, F1 is {number(result.f1)}; accuracy{aside} is {number(result.accuracy)}.{weighted}"
    )


def _preferred(params: Params) -> str:
    return "recall" if params.beta > 1 else "precision"


PRESETS = [
    Preset(
        "Apple is positive",
        {"tp": 99, "fp": 1, "fn": 0, "tn": 0},
        "The same 99 apples and missed orange with the common class as positive: F1 is 0.995 and hides the miss.",
        failure=True,
    ),
    Preset(
        "Nothing to find",
        {"tp": 0, "fp": 0, "fn": 0, "tn": 100},
        "No positive exists and none is predicted: precision, recall and F1 are 0/0.",
        failure=True,
    ),
    Preset("Balanced classes", {"tp": 40, "fp": 10, "fn": 10, "tn": 40}, "Half positive: F1 and accuracy agree."),
    Preset(
        "Many negatives",
        {"tp": 40, "fp": 10, "fn": 10, "tn": 940},
        "900 more true negatives: accuracy rises to 0.98, F1 stays where it was.",
    ),
    Preset(
        "Too careful",
        {"tp": 20, "fp": 0, "fn": 80, "tn": 900, "beta": 2},
        "Perfect precision, four of five missed: F2 weighs recall and falls below F1.",
    ),
]
NOTICE = [
    "99 apples and 1 orange, all predicted apple: accuracy is 0.99, and F1 of the orange is 0.",
    "True negatives change accuracy and leave the place on the map, and so F1, as it is.",
    "The curves hug both axes: a high score on one of the two cannot make up for a low one on the other.",
]
TRY = [
    "Raise the true negatives to 1000 and watch which score moves.",
    "Find the orange: set true positives to 1 and false negatives to 0.",
    "Exchange the classes (true positives 99, false positives 1, the rest 0) and compare F1.",
]
