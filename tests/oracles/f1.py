"""The f1 demo against scikit-learn's metrics on the labels that the four counts stand for."""

import math
from typing import Any

import numpy as np

ORACLE = "scikit-learn metrics"
NEEDS = ["sklearn"]
TOLERANCE = 1e-12
CASES: list[dict[str, Any]] = [
    {},
    {"tp": 99, "fp": 1, "fn": 0, "tn": 0},
    {"tp": 6, "fp": 2, "fn": 4, "tn": 8, "beta": 2},
    {"tp": 0, "fp": 0, "fn": 0, "tn": 5},
    {"tp": 0, "fp": 0, "fn": 0, "tn": 0},
    {"tp": 17, "fp": 900, "fn": 3, "tn": 1000, "beta": 0.5},
]


def reference(*, tp: int, fp: int, fn: int, tn: int, beta: float) -> dict[str, Any]:
    """Score the written-out labels; what is 0/0 comes back as not-a-number and is undefined."""
    from sklearn import metrics

    names = ("precision", "recall", "f1", "fbeta", "accuracy", "balanced_accuracy", "mcc", "f1_negative", "macro_f1")
    if tp + fp + fn + tn == 0:
        return {**dict.fromkeys(names, None), "support": 0, "side": np.zeros(4)}
    truth = np.repeat([1, 0, 1, 0], [tp, fp, fn, tn])
    guess = np.repeat([1, 1, 0, 0], [tp, fp, fn, tn])
    both_f1 = metrics.f1_score(truth, guess, labels=[0, 1], average=None, zero_division=math.nan)
    recalls = metrics.recall_score(truth, guess, labels=[0, 1], average=None, zero_division=math.nan)
    constant = len(set(truth)) == 1 or len(set(guess)) == 1
    values = {
        "precision": metrics.precision_score(truth, guess, zero_division=math.nan),
        "recall": metrics.recall_score(truth, guess, zero_division=math.nan),
        "f1": both_f1[1],
        "fbeta": metrics.fbeta_score(truth, guess, beta=beta, zero_division=math.nan),
        "accuracy": metrics.accuracy_score(truth, guess),
        "balanced_accuracy": np.mean(recalls),
        "mcc": math.nan if constant else metrics.matthews_corrcoef(truth, guess),
        "f1_negative": both_f1[0],
        "macro_f1": np.mean(both_f1),
    }
    shares = metrics.confusion_matrix(truth, guess, labels=[1, 0], normalize="all")
    return {
        **{name: None if math.isnan(value) else float(value) for name, value in values.items()},
        "support": np.count_nonzero(truth),
        "side": np.sqrt(shares).ravel(),
    }
