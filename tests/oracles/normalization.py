"""The normalization demo against scikit-learn's scalers."""

from typing import Any

import numpy as np

ORACLE = "scikit-learn MinMaxScaler, StandardScaler, RobustScaler, Normalizer"
NEEDS = ["sklearn"]
TOLERANCE = 1e-9
CASES: list[dict[str, Any]] = [
    {"samples": 8, "method": method, "outlier": outlier}
    for method, outlier in (("min-max", 100.0), ("z-score", -100.0), ("robust", 40.0), ("l2", 5.0))
]


def reference(*, method: str, outlier: float, samples: int, seed: int) -> dict[str, Any]:
    """Scale one column of values, or for l2 one row."""
    from sklearn.preprocessing import MinMaxScaler, Normalizer, RobustScaler, StandardScaler

    x = np.append(np.random.default_rng(seed).normal(5.0, 2.0, samples), outlier)
    if method == "l2":
        return {"after": Normalizer().fit_transform(x[None])[0]}
    scaler = {"min-max": MinMaxScaler, "z-score": StandardScaler, "robust": RobustScaler}[method]()
    return {"after": scaler.fit_transform(x[:, None])[:, 0]}
