"""The model demo against scikit-learn's linear regression and NumPy's covariance of a fit."""

from typing import Any

import numpy as np

ORACLE = "scikit-learn LinearRegression, NumPy polyfit"
NEEDS = ["sklearn"]
TOLERANCE = 1e-9
CASES: list[dict[str, Any]] = [
    {"samples": 3},
    {"samples": 12, "data": "curve", "slope": 2.0},
]


def reference(*, slope: float, intercept: float, samples: int, noise: float, data: str, seed: int) -> dict[str, Any]:
    """Fit the same points and measure the chosen line and the fitted one."""
    from sklearn.linear_model import LinearRegression
    from sklearn.metrics import mean_squared_error

    rng = np.random.default_rng(seed)
    x = np.sort(rng.uniform(-2.0, 2.0, samples))
    truth = {"line": 0.8 * x + 0.5, "curve": x**2 - 1.0}[data]
    y = truth + noise * rng.normal(size=samples)
    fitted = LinearRegression().fit(x[:, None], y)
    lines = LinearRegression()
    lines.coef_, lines.intercept_ = np.array([slope]), intercept
    prediction, best = lines.predict(x[:, None]), fitted.predict(x[:, None])
    variance = np.polyfit(x, y, 1, cov="unscaled")[1][0, 0] * mean_squared_error(y, best) * samples / (samples - 2)
    places = np.linspace(-3, 3, 61)[1::2]
    return {
        "x": x,
        "y": y,
        "prediction": prediction,
        "best_prediction": best,
        "sse": mean_squared_error(y, prediction) * samples,
        "best_sse": mean_squared_error(y, best) * samples,
        "best_slope": fitted.coef_[0],
        "best_intercept": fitted.intercept_,
        "slope_error": variance**0.5,
        "landscape": [[mean_squared_error(y, a * x + b) ** 0.5 for a in places] for b in places],
    }
