"""The cross-validation demo against scikit-learn: KFold, and LinearRegression on Chebyshev polynomials."""

from collections.abc import Callable
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.polynomial.chebyshev import chebvander

ORACLE = "scikit-learn KFold and LinearRegression on Chebyshev polynomials"
NEEDS = ["sklearn"]
TOLERANCE = 1e-6
# far outside the part that it was fitted to, a curve of degree 8 magnifies the rounding errors of both sides
NARROWED = {"samples": st.integers(30, 200), "folds": st.integers(3, 20)}
CASES: list[dict[str, Any]] = [
    {"degree": 3},
    {"degree": 5, "shuffle": False},
    {"degree": 1, "folds": 2, "samples": 21},
    {"degree": 4, "folds": 20, "samples": 20, "seed": 3},
]


def reference(*, folds: int, degree: int, samples: int, noise: float, shuffle: bool, seed: int) -> dict[str, Any]:
    """Draw the same data and order; let scikit-learn split, fit and score."""
    from sklearn.linear_model import LinearRegression
    from sklearn.metrics import mean_squared_error
    from sklearn.model_selection import KFold

    rng = np.random.default_rng(seed)
    x = np.sort(rng.uniform(-1, 1, samples))
    y = np.sin(np.pi * x) + noise * rng.standard_normal(samples)
    order = rng.permutation(samples) if shuffle else np.arange(samples)

    def fitted(rows: Any, power: int) -> Callable[[Any], Any]:
        """Fit polynomials that are spread over these inputs, wherever they lie, so that no digits are lost."""
        low, high = x[rows].min(), x[rows].max()

        def features(z: Any) -> Any:
            return chebvander((2 * z - low - high) / (high - low), power)

        model = LinearRegression(fit_intercept=False).fit(features(x[rows]), y[rows])
        return lambda z: model.predict(features(z))

    def scores(k: int, power: int) -> list[list[float]]:
        """Give for each fold the error on it, and on the others."""
        errors = []
        for kept, left in KFold(k).split(order):
            model = fitted(order[kept], power)
            parts = (order[left], order[kept])
            errors.append([mean_squared_error(y[rows], model(x[rows])) for rows in parts])
        return errors

    assignment = np.zeros(samples, dtype=int)
    for fold, (_, left) in enumerate(KFold(folds).split(order), start=1):
        assignment[order[left]] = fold
    by_degree = np.array([scores(folds, power) for power in range(9)])
    test, train = by_degree[degree].T
    estimates, training = by_degree.mean(axis=1).T
    fresh = (np.arange(400) + 0.5) / 200 - 1
    fresh_errors = [
        mean_squared_error(np.sin(np.pi * fresh), fitted(order, power)(fresh)) + noise**2 for power in range(9)
    ]
    return {
        "x": x,
        "y": y,
        "assignment": assignment,
        "scores": test,
        "training_scores": train,
        "mean": np.mean(test),
        "standard_deviation": np.std(test, ddof=1),
        "training_mean": np.mean(train),
        "holdout_error": fresh_errors[degree],
        "degrees": list(range(9)),
        "degree_mean": estimates,
        "degree_training": training,
        "degree_holdout": fresh_errors,
        "best_degree": int(estimates.argmin()),
        "fold_counts": [2, 3, 5, 10],
        "fold_count_mean": [np.mean(scores(k, degree), axis=0)[0] for k in (2, 3, 5, 10)],
    }
