"""The dropout demo against PyTorch's dropout (scale), its Bernoulli moments, and running moments on the same masks."""

from typing import Any

import numpy as np

from app.demos.dropout import draw_masks

ORACLE = "PyTorch dropout and Bernoulli moments, closed form"
NEEDS = ["torch"]
# PyTorch divides in another order, and a variance is a difference of squares
TOLERANCE = 1e-11
CASES: list[dict[str, Any]] = [
    {"passes": 20},
    {"rate": 0.9, "units": 3, "passes": 20, "x": 1.7},
    {"rate": 0.25, "scaling": "none", "passes": 10},
    {"rate": 0.0, "passes": 4, "units": 2},
]


def reference(*, rate: float, units: int, passes: int, scaling: str, x: float, seed: int) -> dict[str, Any]:
    """Take what PyTorch's dropout leaves of a constant, and the moments of a scaled coin."""
    import torch
    from torch.nn import functional as F

    kept = x
    if scaling == "inverted":
        # of 2000 equal values some survive, whatever the rate: they are all scaled alike
        kept = F.dropout(torch.full((2000,), x, dtype=torch.float64), rate, training=True).max().item()
    coin = torch.distributions.Bernoulli(torch.tensor(1 - rate, dtype=torch.float64))
    masks = draw_masks(rate, units, passes, seed)
    outputs = torch.from_numpy(masks).double() * kept
    moments = [torch.var_mean(outputs[: k + 1], correction=0) for k in range(passes)]
    variance = coin.variance.item() * kept**2
    return {
        "masks": masks,
        "spread": [2 * (variance / (units * k)) ** 0.5 for k in range(1, passes + 1)],
        "kept_value": kept,
        "kept_share": outputs.count_nonzero().item() / outputs.numel(),
        "mean": np.array([mean.item() for _, mean in moments]),
        "variance": np.array([variance.item() for variance, _ in moments]),
        "final_mean": outputs.mean().item(),
        "expected_mean": coin.mean.item() * kept,
        "final_variance": outputs.var(correction=0).item(),
        "expected_variance": variance,
    }
