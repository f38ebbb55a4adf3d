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
    from sklearn.linear_model import Lasso, Ridge
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
    if penalty == "l2":
        path = [Ridge(alpha=samples * each, solver="svd").fit(features, y) for each in np.geomspace(1e-5, 10, 61)]
        found["path_train"] = np.array([np.mean((each.predict(features) - y) ** 2) for each in path])
        found["path_test"] = np.array([np.mean((each.predict(test) - test_y) ** 2) for each in path])
    return found


def legendre(x: np.ndarray, degree: int) -> np.ndarray:
    """Give Legendre polynomials 1 to ``degree`` by SciPy."""
    from scipy.special import eval_legendre

    return np.column_stack([eval_legendre(k, x) for k in range(1, degree + 1)])
