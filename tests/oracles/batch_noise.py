"""The batch-noise demo against PyTorch autograd, batch by batch, and the variance from all pairs of examples."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from app.demos.batch_noise import EXAMPLES, batches, dataset

ORACLE = "PyTorch autograd for each batch; the variance summed over all pairs of inclusion probabilities"
NEEDS = ["torch"]
TOLERANCE = 1e-10
NARROWED = {"draws": st.integers(1, 60)}
CASES: list[dict[str, Any]] = [
    {"draws": 20},
    {"batch_size": 1, "draws": 10, "seed": 2},
    {"batch_size": 200, "draws": 5, "replacement": "with"},
    {"batch_size": 256, "draws": 3},
]


def reference(*, batch_size: int, draws: int, replacement: str, seed: int) -> dict[str, Any]:
    """Differentiate the mean loss of each batch at slope and intercept 0; the batches come from the demo."""
    import torch

    rng = np.random.default_rng(seed)
    x, y = (torch.from_numpy(part) for part in dataset(rng))

    def gradient(rows: Any) -> Any:
        theta = torch.zeros(2, dtype=torch.float64, requires_grad=True)
        loss = ((theta[0] * x[rows] + theta[1] - y[rows]) ** 2 / 2).mean()
        return torch.autograd.grad(loss, theta)[0]

    chosen = batches(replacement, batch_size, draws, rng)
    gradients = torch.stack([gradient(torch.from_numpy(rows)) for rows in chosen])
    full = gradient(slice(None))
    each = torch.stack([gradient([row]) for row in range(EXAMPLES)])
    products = (each @ each.T).numpy()
    curves = {how: [_from_pairs(products, size, how) for size in range(1, EXAMPLES + 1)] for how in ("with", "without")}
    expected = curves[replacement][batch_size - 1]
    return {
        "gradients": gradients.numpy(),
        "full_gradient": full.numpy(),
        "variance": (gradients - full).pow(2).sum(dim=1).mean().item(),
        "expected_variance": expected,
        "noise": expected**0.5 / full.norm().item(),
        "uphill": sum(float(batch.dot(full)) < 0 for batch in gradients) / draws,
        "curve_with": curves["with"],
        "curve_without": curves["without"],
    }


def _from_pairs(products: Any, batch_size: int, replacement: str) -> float:
    """Sum ``cov(n_i, n_j) g_i · g_j / B²`` over all pairs, n_i being how often example i is in the batch."""
    n, b = EXAMPLES, batch_size
    if replacement == "with":  # multinomial counts
        same, other = b / n * (1 - 1 / n), -b / n**2
    else:  # each example once or not at all
        same, other = b / n * (1 - b / n), b * (b - 1) / (n * (n - 1)) - (b / n) ** 2
    diagonal = np.trace(products)
    return float((same * diagonal + other * (products.sum() - diagonal)) / b**2)
