"""The softmax demo against SciPy: ``scipy.special.softmax`` and ``scipy.stats.entropy``."""

import math
from typing import Any

import numpy as np

ORACLE = "SciPy softmax and entropy"
NEEDS = ["scipy"]
TOLERANCE = 1e-12
CASES: list[dict[str, Any]] = [
    {},
    {"temperature": 0.05, "logits": (50.0, 49.0, -50.0)},
    {"temperature": 20.0, "logits": (1.0, 1.0)},
    {"temperature": 0.3, "logits": (-3.0, 0.0, 0.1, 2.0, 2.5, -50.0, 7.0, 7.1)},
]


def reference(*, temperature: float, logits: tuple[float, ...]) -> dict[str, Any]:
    """Compute probabilities, their entropy, and the path over temperatures."""
    from scipy.special import log_softmax, softmax
    from scipy.stats import entropy

    z = np.array(logits)
    p = softmax(z / temperature)
    temperatures = np.geomspace(0.05, 20, 61)
    second, first = sorted(log_softmax(z / temperature))[-2:]
    return {
        "probabilities": p,
        "entropy": entropy(p),
        "largest_entropy": entropy(np.ones(len(z))),
        "largest": max(p),
        "ratio": math.exp(first - second) if first - second < math.log(1e12) else 1e12,
        "path_temperature": temperatures,
        "path": softmax(z / temperatures[:, None], axis=1),
    }
