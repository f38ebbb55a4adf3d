"""The regularization demo against scikit-learn: Ridge, Lasso by coordinate descent, and the lasso path by LARS."""

import warnings
from typing import Any

import numpy as np
from hypothesis import strategies as st

from app.demos.regularization import draw_examples

ORACLE = "scikit-learn Ridge, Lasso and lars_path"
NEEDS = ["sklearn"]
# coordinate descent stops at a duality gap, and twelve polynomials on eight examples are nearly dependent
TOLERANCE = 1e-6
NARROWED = {"strength": st.floats(-3, 1).map(lambda exponent: min(max(10**exponent, 1e-3), 10.0))}
CASES: list[dict[str, Any]] = [
    {},
    {"strength": 0.03},
    {"strength": 0.05, "penalty": "l1"},
    {"strength": 0.004, "penalty": "l1", "degree": 9, "samples": 30},
    {"strength": 5.0, "samples": 8, "degree": 14, "noise": 1.0},
]


def reference(*, strength: float, penalty: str, degree: int, samples: int, noise: float, seed: int) -> dict[str, Any]:
    """Fit the standardized polynomials with an intercept of scikit-learn's own."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import Lasso, Ridge, lars_path
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    x, y, test_x, test_y = draw_examples(samples, noise, seed)
    scaler = StandardScaler().fit(legendre(x, degree))
    features, test = scaler.transform(legendre(x, degree)), scaler.transform(legendre(test_x, degree))
    # Ridge minimizes the sum of squares plus alpha, not their mean: alpha is n times our strength
    if penalty == "l2":
        model = Ridge(alpha=samples * strength, solver="svd")
    else:
        model = Lasso(alpha=strength, tol=1e-14, max_iter=300_000)
    with warnings.catch_warnings():
        # the gap asked for is below what rounding allows in the hardest cases
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(features, y)
    found = {
        "weights": model.coef_,
        "train_error": np.mean((model.predict(features) - y) ** 2),
        "test_error": np.mean((model.predict(test) - test_y) ** 2),
        "curve_y": make_pipeline(scaler, model).predict(legendre(np.linspace(-1, 1, 101), degree)),
    }
    strengths = 10 ** np.linspace(-5, 1, 61)
    if penalty == "l2":
        path = np.array([Ridge(alpha=samples * each, solver="svd").fit(features, y).coef_ for each in strengths])
        nonzero = degree
    else:
        # between the corners of its path the lasso is linear in the strength
        corners, _, weights = lars_path(features, y - y.mean(), method="lasso")
        path = np.column_stack([np.interp(strengths, corners[::-1], weight[::-1]) for weight in weights])
        # rounding leaves 1e-17 of a weight that the path has given up
        nonzero = sum(abs(np.interp(strength, corners[::-1], weight[::-1])) > 1e-9 for weight in weights)
    path_train = ((y.mean() + path @ features.T - y) ** 2).mean(axis=1)
    path_test = ((y.mean() + path @ test.T - test_y) ** 2).mean(axis=1)
    return found | {
        "x": x,
        "y": y,
        "curve_x": np.linspace(-1, 1, 101),
        "truth": np.sin(4 * np.linspace(-1, 1, 101)),
        "nonzero": nonzero,
        "path_strength": strengths,
        "path_train": path_train,
        "path_test": path_test,
        "best_strength": strengths[path_test.argmin()],
        "best_test_error": path_test.min(),
    }


def legendre(x: np.ndarray, degree: int) -> np.ndarray:
    """Give Legendre polynomials 1 to ``degree`` by SciPy."""
    from scipy.special import eval_legendre

    return np.column_stack([eval_legendre(k, x) for k in range(1, degree + 1)])
