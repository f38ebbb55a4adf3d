"""The means demo against SciPy's geometric and harmonic means, and NumPy's mean."""

from typing import Any

import numpy as np

ORACLE = "SciPy stats.gmean and stats.hmean"
NEEDS = ["scipy"]
TOLERANCE = 1e-12
CASES: list[dict[str, Any]] = [{}, {"a": 60, "b": 40}, {"a": 1, "b": 0.01}, {"a": 0.6, "b": 0.6}, {"a": 0.01, "b": 100}]


def reference(*, a: float, b: float) -> dict[str, Any]:
    """Average both numbers, and all pairs of the curves."""
    from scipy import stats

    ratio = np.linspace(0.0, 1.0, 101)
    radius = (a + b) / 2
    # as complex numbers: the joint lies at a, the center at the radius
    apex = a + 1j * stats.gmean([a, b])
    arc = radius - radius * np.exp(-1j * np.pi * np.arange(61) / 60)
    # the foot divides the radius to the apex where the joint is projected onto it
    along = (apex - radius) / abs(apex - radius)
    foot = radius + along * ((a - radius) * along.conjugate()).real
    pairs = np.stack([ratio, np.ones_like(ratio)], axis=1)
    return {
        "arithmetic": np.mean([a, b]),
        "geometric": stats.gmean([a, b]),
        "harmonic": stats.hmean([a, b]),
        "gap": 1 - stats.hmean([a, b]) / np.mean([a, b]),
        "share": min(a, b) / max(a, b),
        "arc": [(point.real, point.imag) for point in arc],
        "apex": (apex.real, apex.imag),
        "foot": (foot.real, foot.imag),
        "ratio": ratio,
        "arithmetic_share": pairs.mean(axis=1),
        # the logarithm of SciPy's geometric mean has no value at 0, where the limit is 0
        "geometric_share": np.append(0.0, stats.gmean(pairs[1:], axis=1)),
        "harmonic_share": stats.hmean(pairs, axis=1),
    }
