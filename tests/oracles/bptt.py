"""The bptt demo against PyTorch: a copy of W for each step gives its terms, a detached state the truncation."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from app.numerics.recurrence import recurrent_matrix

ORACLE = "PyTorch autograd, with the state detached where the error stops"
NEEDS = ["torch"]
TOLERANCE = 1e-8
# above radius 1 rounding differences grow with the steps, in any library
NARROWED = {"timesteps": st.integers(2, 50)}
CASES: list[dict[str, Any]] = [
    {"timesteps": 12, "truncation": 4, "units": 4},
    {"timesteps": 20, "truncation": 20, "units": 3, "radius": 0.5},
    {"timesteps": 10, "truncation": 1, "units": 5, "radius": 1.2, "seed": 4},
    {"timesteps": 2, "truncation": 1, "units": 1, "input_scale": 1},
]


def reference(
    *, timesteps: int, truncation: int, radius: float, units: int, input_scale: float, seed: int
) -> dict[str, Any]:
    """Compute both gradients by autograd; the data come from the same generator."""
    import torch

    rng = np.random.default_rng(seed)
    W = torch.from_numpy(recurrent_matrix("orthogonal", radius, units, rng))
    inputs = torch.from_numpy(input_scale * rng.standard_normal((timesteps, units)))
    target = torch.from_numpy(rng.standard_normal(units))

    def loss(weights: list[Any], detach_before: int) -> Any:
        h = torch.zeros(units, dtype=torch.float64)
        for t, (weight, x) in enumerate(zip(weights, inputs, strict=True)):
            h = torch.tanh(weight @ (h.detach() if t == detach_before else h) + x)
        return ((h - target) ** 2).sum() / 2

    copies = [W.clone().requires_grad_() for _ in range(timesteps)]
    terms = torch.stack(torch.autograd.grad(loss(copies, -1), copies))
    shared = W.clone().requires_grad_()
    (exact,) = torch.autograd.grad(loss([shared] * timesteps, -1), shared)
    (truncated,) = torch.autograd.grad(loss([shared] * timesteps, timesteps - min(truncation, timesteps)), shared)
    sizes = terms.flatten(1).norm(dim=1)
    left_out = [terms[: timesteps - kept].sum(dim=0).norm() / exact.norm() for kept in range(1, timesteps + 1)]
    return {
        "exact": exact.flatten().numpy(),
        "truncated": truncated.flatten().numpy(),
        "contribution": (sizes / sizes.max()).numpy(),
        "error_by_truncation": [share.item() for share in left_out],
        "steps_kept": min(truncation, timesteps),
        "work": min(truncation, timesteps) / timesteps,
        "relative_error": ((truncated - exact).norm() / exact.norm()).item(),
        "cosine": torch.nn.functional.cosine_similarity(exact.flatten(), truncated.flatten(), dim=0, eps=0).item(),
    }
