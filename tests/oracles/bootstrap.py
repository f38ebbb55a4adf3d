"""The bootstrap demo against SciPy's percentile bootstrap, started from the same generator."""

from typing import Any

import numpy as np

from app.demos.bootstrap import draw_sample

ORACLE = "SciPy stats.bootstrap, percentile method; SciPy distributions for the truth"
NEEDS = ["scipy"]
TOLERANCE = 1e-10
CASES: list[dict[str, Any]] = [
    {"resamples": 100},
    {"resamples": 100, "distribution": "normal", "statistic": "median", "confidence": 0.8},
    {"resamples": 100, "distribution": "lognormal", "statistic": "standard-deviation", "samples": 5},
    {"resamples": 100, "distribution": "uniform", "statistic": "maximum", "samples": 100, "seed": 9},
]
STATISTICS: dict[str, Any] = {
    "mean": np.mean,
    "median": np.median,
    "standard-deviation": lambda data, axis: np.std(data, axis=axis, ddof=1),
    "maximum": np.max,
}


def reference(
    *, distribution: str, statistic: str, samples: int, resamples: int, confidence: float, seed: int
) -> dict[str, Any]:
    """Let SciPy resample, evaluate and take the percentiles."""
    from scipy import stats

    data = np.sort(draw_sample(distribution, samples, np.random.default_rng(seed)))
    found = stats.bootstrap(
        (data,),
        STATISTICS[statistic],
        n_resamples=resamples,
        confidence_level=confidence,
        method="percentile",
        rng=np.random.default_rng([seed, 1]),
    )
    population = {
        "normal": stats.norm(5, 2),
        "uniform": stats.uniform(0, 10),
        "exponential": stats.expon(scale=3),
        "lognormal": stats.lognorm(0.7, scale=np.e),
    }[distribution]
    end = population.support()[1]
    truths = {
        "mean": population.mean(),
        "median": population.median(),
        "standard-deviation": population.std(),
        "maximum": end if np.isfinite(end) else None,
    }
    return {
        "data": data,
        "estimate": STATISTICS[statistic](data, axis=0),
        "estimates": found.bootstrap_distribution,
        "low": found.confidence_interval.low,
        "high": found.confidence_interval.high,
        "standard_error": found.standard_error,
        "next_low": stats.scoreatpercentile(data, 100 * (1 - confidence) / 2),
        "next_high": stats.scoreatpercentile(data, 100 * (1 + confidence) / 2),
        "truth": truths[statistic],
    }
