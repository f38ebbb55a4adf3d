"""The holdout demo against SciPy: Wilson intervals by ``binomtest`` for the measured and for drawn scores."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

ORACLE = "SciPy binomtest, Wilson interval"
NEEDS = ["scipy"]
TOLERANCE = 1e-12
NARROWED = {"draws": st.integers(32, 48)}  # SciPy takes a millisecond for each of them
CASES: list[dict[str, Any]] = [
    {"draws": 40},
    {"draws": 40, "test_size": 10, "accuracy": 0.5, "confidence": 0.5},
    {"draws": 40, "test_size": 30, "accuracy": 1.0, "rival": 0.9},
    {"draws": 40, "test_size": 10000, "confidence": 0.99, "seed": 7},
]


def reference(
    *, test_size: int, accuracy: float, rival: float, confidence: float, draws: int, seed: int
) -> dict[str, Any]:
    """Let SciPy find the interval of each count."""
    from scipy import stats

    def interval(right: int) -> tuple[float, float]:
        ends = stats.binomtest(int(right), test_size).proportion_ci(confidence, method="wilson")
        return float(ends.low), float(ends.high)

    right = np.random.default_rng(seed).binomial(test_size, accuracy, size=draws)
    lows, highs = np.array([interval(amount) for amount in right]).T
    low, high = interval(round(accuracy * test_size))
    # SciPy's upper end for a score of 1 can lie a rounding error below 1
    truth = (lows <= accuracy) & (accuracy <= highs + 1e-12)
    # no test set has 12.59 examples: an end at the distance d from the share s solves d² = (s - d)(1 - s + d) z²/n
    sizes = 10 ** np.linspace(1, 4, 61)
    squares = stats.norm.ppf((1 + confidence) / 2) ** 2 / sizes
    ends = [np.roots([1 + c, -c * (2 * accuracy - 1), -c * accuracy * (1 - accuracy)]) for c in squares]
    return {
        "measured": round(accuracy * test_size) / test_size,
        "estimates": right / test_size,
        "sizes": sizes,
        "half_widths": [abs(two[0] - two[1]) / 2 for two in ends],
        "interval_low": low,
        "interval_high": high,
        "half_width": (high - low) / 2,
        "lows": lows,
        "highs": highs,
        "coverage": truth.mean(),
        "confused": (truth & (lows <= rival) & (rival <= highs + 1e-12)).mean(),
    }
