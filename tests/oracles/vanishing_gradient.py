"""The vanishing-gradient demo against PyTorch: the same network unrolled, its gradients from autograd."""

import math
from typing import Any

import numpy as np
from hypothesis import strategies as st

from app.numerics.recurrence import recurrent_matrix

ORACLE = "PyTorch autograd through the unrolled network; torch.linalg for the bound"
NEEDS = ["torch"]
TOLERANCE = 1e-7
# above radius 1 tanh networks are chaotic: rounding differences grow with the steps, in any library
NARROWED = {"timesteps": st.integers(1, 60)}
CASES: list[dict[str, Any]] = [
    {"timesteps": 20, "units": 8},
    {"radius": 1.3, "activation": "linear", "timesteps": 30, "units": 5},
    {"matrix": "gaussian", "radius": 1.1, "timesteps": 25, "units": 16, "input_scale": 0.5},
    {"matrix": "non-normal", "activation": "linear", "radius": 0.7, "timesteps": 40, "units": 7},
    {"matrix": "non-normal", "input_scale": 1, "timesteps": 12, "units": 4, "seed": 3},
    {"matrix": "gaussian", "activation": "relu", "radius": 1.2, "timesteps": 15, "units": 12},
]


def reference(
    *, radius: float, matrix: str, activation: str, timesteps: int, units: int, input_scale: float, seed: int
) -> dict[str, Any]:
    """Keep the gradient of every state; the data come from the same generator."""
    import torch

    rng = np.random.default_rng(seed)
    W = torch.from_numpy(recurrent_matrix(matrix, radius, units, rng))
    inputs = torch.from_numpy(input_scale * rng.standard_normal((timesteps, units)))
    direction = torch.from_numpy(rng.standard_normal(units))
    function = {"tanh": torch.tanh, "relu": torch.relu, "linear": lambda z: z * 1.0}[activation]
    states = [torch.zeros(units, dtype=torch.float64, requires_grad=True)]
    sums = []
    for x in inputs:
        sums.append(W @ states[-1] + x)
        states.append(function(sums[-1]))
    gradients = torch.autograd.grad((direction / direction.norm()) @ states[-1], states)
    norms = np.array([math.hypot(*gradient.tolist()) for gradient in reversed(gradients)])
    sigma = torch.linalg.matrix_norm(W, ord=2).item()
    a = torch.stack(sums).detach().requires_grad_()
    (slopes,) = torch.autograd.grad(function(a).sum(), a)

    # a straight line through the logarithms of the second half
    rate, k = 0.0, np.arange(timesteps // 2, timesteps + 1)
    if norms[-1] > 0:
        rate = math.exp(np.polynomial.Polynomial.fit(k, np.log(norms[k]), 1).convert().coef[1])
    found = {
        "gradient_norm": norms,
        "bound": [sigma**k for k in range(timesteps + 1)],
        "power": [radius**k for k in range(timesteps + 1)],
        "reference": [[growth**k for k in range(timesteps + 1)] for growth in (1.0, 1.2)],
        "left": norms[-1],
        "half_life": math.log(2) / -math.log(rate) if 0 < rate < 0.99 else None,
        "regime": "vanishing" if rate < 0.99 else "steady" if rate <= 1.01 else "exploding",
        "spectral_norm": sigma,
        "mean_slope": slopes.mean().item(),
    }
    (peaks,) = np.nonzero(norms > (1 - 1e-9) * norms.max())
    # where several are equally high rounding decides
    return {**found, "peak_step": peaks[0]} if len(peaks) == 1 else found
