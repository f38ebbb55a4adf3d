"""The cross-validation demo against scikit-learn: KFold, and LinearRegression on the powers of x."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

ORACLE = "scikit-learn KFold, PolynomialFeatures and LinearRegression"
NEEDS = ["sklearn"]
TOLERANCE = 1e-7
# above degree 6 the powers of x lose the digits that Legendre polynomials keep: the oracle is the weaker side
NARROWED = {"degree": st.integers(0, 6), "samples": st.integers(30, 200), "folds": st.integers(3, 20)}
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
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import PolynomialFeatures

    rng = np.random.default_rng(seed)
    x = np.sort(rng.uniform(-1, 1, samples))[:, None]
    y = np.sin(np.pi * x[:, 0]) + noise * rng.standard_normal(samples)
    order = rng.permutation(samples) if shuffle else np.arange(samples)
    assignment = np.zeros(samples, dtype=int)

    def model(power: int) -> Any:
        return make_pipeline(PolynomialFeatures(power, include_bias=False), LinearRegression())

    def scores(k: int, power: int) -> tuple[list[float], list[float]]:
        test, train = [], []
        for kept, left in KFold(k).split(order):
            fitted = model(power).fit(x[order[kept]], y[order[kept]])
            test.append(mean_squared_error(y[order[left]], fitted.predict(x[order[left]])))
            train.append(mean_squared_error(y[order[kept]], fitted.predict(x[order[kept]])))
        return test, train

    for fold, (_, left) in enumerate(KFold(folds).split(order), start=1):
        assignment[order[left]] = fold
    test, train = scores(folds, degree) if degree else _constant(folds, order, y)
    fresh = (np.arange(400)[:, None] + 0.5) / 200 - 1
    everything = model(degree).fit(x, y).predict(fresh) if degree else np.full(400, y.mean())
    return {
        "assignment": assignment,
        "scores": test,
        "training_scores": train,
        "mean": np.mean(test),
        "standard_deviation": np.std(test, ddof=1),
        "training_mean": np.mean(train),
        "holdout_error": mean_squared_error(np.sin(np.pi * fresh[:, 0]), everything) + noise**2,
        "fold_count_mean": [
            np.mean((scores(k, degree) if degree else _constant(k, order, y))[0]) for k in (2, 3, 5, 10)
        ],
    }


def _constant(k: int, order: Any, y: Any) -> tuple[list[float], list[float]]:
    # scikit-learn has no features of degree 0 without the constant: its DummyRegressor predicts the mean
    from sklearn.dummy import DummyRegressor
    from sklearn.metrics import mean_squared_error
    from sklearn.model_selection import KFold

    test, train = [], []
    for kept, left in KFold(k).split(order):
        fitted = DummyRegressor().fit(order[kept], y[order[kept]])
        test.append(mean_squared_error(y[order[left]], fitted.predict(order[left])))
        train.append(mean_squared_error(y[order[kept]], fitted.predict(order[kept])))
    return test, train
