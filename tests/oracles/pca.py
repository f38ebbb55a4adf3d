"""The pca demo against ``sklearn.decomposition.PCA``, which also uses n − 1 and the same signs."""

import cmath
import math
from typing import Any

import numpy as np

from app.demos.pca import cloud

ORACLE = "scikit-learn PCA"
NEEDS = ["sklearn"]
TOLERANCE = 1e-9
CASES: list[dict[str, Any]] = [
    {"samples": 20},
    {"samples": 3, "correlation": -0.99, "angle": 180, "seed": 5},
    {"samples": 30, "correlation": 0.0, "scale": 0.1, "outlier": 10.0, "angle": 45.0, "seed": 2},
]


def reference(
    *, angle: float, correlation: float, scale: float, samples: int, outlier: float, seed: int
) -> dict[str, Any]:
    """Fit the same points, and project onto the line by NumPy's variance."""
    from sklearn.decomposition import PCA

    points = cloud(correlation, scale, samples, outlier, seed)
    fitted = PCA(n_components=2, svd_solver="full").fit(points)

    def variance(degrees: float) -> float:
        turn = np.deg2rad(degrees)
        return float(np.var(points @ [np.cos(turn), np.sin(turn)], ddof=1))

    turn = np.deg2rad(angle)
    line = np.array([[np.cos(turn), np.sin(turn)]])
    first = complex(*fitted.components_[0])
    return {
        "points": points,
        "angles": np.arange(0.0, 181.0, 2.0),
        "projections": fitted.mean_ + (points - fitted.mean_) @ line.T @ line,
        "largest_share": fitted.explained_variance_ratio_.max(),
        "component_angle": math.degrees(cmath.phase(first)) % 180,
        "mean": fitted.mean_,
        "components": fitted.components_,
        "variances": fitted.explained_variance_,
        "explained": fitted.explained_variance_ratio_,
        "variance_by_angle": [variance(degrees) for degrees in np.linspace(0, 180, 91)],
        "angle_variance": variance(angle),
        "angle_share": variance(angle) / np.var(points, axis=0, ddof=1).sum(),
        "mean_squared_distance": fitted.explained_variance_.sum() - variance(angle),
    }
