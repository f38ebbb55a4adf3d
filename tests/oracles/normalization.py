"""The normalization demo against scikit-learn's scalers."""

from statistics import fmean, pstdev
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
    """Scale the values with and without the outlier, and read center and scale off what became of them."""
    x = np.append(np.random.default_rng(seed).normal(5.0, 2.0, samples), outlier)
    after, alone = scaled(x, method), scaled(x[:-1], method)
    scale = np.ptp(x) / np.ptp(after)
    return {
        "before": x,
        "after": after,
        "mean": fmean(after),
        "standard_deviation": pstdev(after),
        "min": min(after),
        "max": max(after),
        "center": x[0] - scale * after[0],
        "scale": scale,
        "spread_share": np.ptp(after[:-1]) / np.ptp(after),
        "kept_spread": np.ptp(after[:-1]) / np.ptp(alone),
    }


def scaled(x: np.ndarray, method: str) -> np.ndarray:
    """Scale one column of values, or for l2 one row."""
    from sklearn.preprocessing import MinMaxScaler, Normalizer, RobustScaler, StandardScaler

    if method == "l2":
        return np.asarray(Normalizer().fit_transform(x[None])[0])
    scaler = {"min-max": MinMaxScaler, "z-score": StandardScaler, "robust": RobustScaler}[method]()
    return np.asarray(scaler.fit_transform(x[:, None])[:, 0])
