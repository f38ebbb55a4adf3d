"""The depth demo against exact counting: tents in rational arithmetic, and scikit-learn for the shallow fit."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np

ORACLE = "exact rational arithmetic; scikit-learn LinearRegression for the shallow fit"
NEEDS = ["sklearn"]
TOLERANCE = 1e-9
CASES: list[dict[str, Any]] = [
    {"depth": 2, "kind": "deep"},
    {"depth": 4, "kind": "shallow"},
]


def reference(*, depth: int, kind: str) -> dict[str, Any]:
    """Compose 1 - |1 - 2x| over fractions and count where the slope changes."""
    from sklearn.linear_model import LinearRegression

    x = [Fraction(i, 1024) for i in range(1025)]
    composed = [x]
    for _ in range(10):
        composed.append([1 - abs(1 - 2 * value) for value in composed[-1]])
    kinks_by_depth = [_kinks(y) for y in composed[1:]]
    kinks = kinks_by_depth[depth - 1]
    inputs, target, before = (np.array(y, dtype=float) for y in (x, composed[depth], composed[depth - 1]))
    expected: dict[str, Any] = {
        "x": inputs,
        "target": target,
        "before": before,
        "units_deep": 2 * depth,
        "units_shallow": kinks,
        "depths": list(range(1, 11)),
        "deep_by_depth": list(range(2, 21, 2)),
        "shallow_by_depth": kinks_by_depth,
    }
    if kind == "deep":
        return {**expected, "y": target, "linear_pieces": kinks + 1, "units": 2 * depth, "error": 0.0}
    units = min(2 * depth, kinks)
    places = [Fraction(round(Fraction(1024 * j, units + 1)), 1024) for j in range(1, units + 1)]
    hidden = np.array([[max(0.0, float(value - place)) for place in places] for value in x])
    features = np.column_stack([inputs, hidden])
    fitted = LinearRegression().fit(features, target).predict(features)
    ends = fitted - target
    middles = (ends[1:] + ends[:-1]) / 2
    # Simpson's rule is exact for the square of a straight line
    error = float(np.sqrt(np.mean((ends[1:] ** 2 + 4 * middles**2 + ends[:-1] ** 2) / 6)))
    return {**expected, "y": fitted, "linear_pieces": units + 1, "units": units, "error": error}


def _kinks(y: list[Fraction]) -> int:
    slopes = [b - a for a, b in pairwise(y)]
    return sum(a != b for a, b in pairwise(slopes))
