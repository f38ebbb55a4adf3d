"""The representation demo against PyTorch for the training and scikit-learn for probes and projection."""

from typing import Any

import numpy as np

from app.demos.representation import SAMPLES, grid_lines
from app.numerics.datasets import labelled_points
from tests.oracles.mlp import trained

ORACLE = "PyTorch training; scikit-learn RidgeClassifier and PCA"
NEEDS = ["torch", "sklearn"]
TOLERANCE = 1e-6
CASES: list[dict[str, Any]] = [
    {"epoch": 30},
    {"dataset": "moons", "units": 4, "epoch": 15, "seed": 2},
]


def reference(*, dataset: str, units: int, epoch: int, noise: float, seed: int) -> dict[str, Any]:
    """Train with PyTorch, read the last hidden layer, and let scikit-learn project and probe it."""
    import torch
    from sklearn.decomposition import PCA
    from sklearn.linear_model import RidgeClassifier

    points, labels = labelled_points(dataset, SAMPLES, noise, np.random.default_rng(seed))
    net, losses = trained([2, 12, units, 1], points, labels, "tanh", 0.05, epoch, seed)
    with torch.no_grad():
        z = net(torch.from_numpy(points))[:, 0].numpy()
        features, bent = (net[:-1](torch.from_numpy(x)).numpy() for x in (points, grid_lines()))
    hidden, moved = features, bent
    if units > 2:
        pca = PCA(2, svd_solver="full").fit(features)
        signs = np.array([np.sign(row[np.abs(row).argmax()]) for row in pca.components_])
        hidden, moved = pca.transform(features) * signs, pca.transform(bent) * signs
    probes = [RidgeClassifier(alpha=1e-3, solver="cholesky").fit(x, labels) for x in (points, features)]
    # a point on the very boundary falls to either side by rounding
    counted = {"accuracy": np.mean((z > 0) == labels)} if np.abs(z).min() > 1e-6 else {}
    return counted | {
        "labels": labels.astype(int),
        "raw": points,
        "hidden": hidden,
        "grid": moved,
        "loss": losses,
        "raw_probe": np.append(probes[0].coef_, probes[0].intercept_),
        "hidden_probe": np.append(probes[1].coef_, probes[1].intercept_),
        "raw_accuracy": probes[0].score(points, labels),
        "hidden_accuracy": probes[1].score(features, labels),
    }
