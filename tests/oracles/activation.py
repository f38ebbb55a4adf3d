"""The activation demo against PyTorch: values by ``torch.nn.functional``, slopes by autograd."""

from typing import Any

import numpy as np

ORACLE = "PyTorch functional and autograd"
NEEDS = ["torch"]
TOLERANCE = 1e-12
CASES: list[dict[str, Any]] = [
    {"function": name, "x": -1.5, "alpha": 0.3, "range": 2.0}
    for name in ("relu", "leaky-relu", "elu", "gelu", "silu", "softplus", "sigmoid", "tanh", "abs-tanh", "identity")
]


def reference(*, function: str, x: float, alpha: float, range: float) -> dict[str, Any]:
    """Compute curve and point in double precision."""
    import torch
    from torch.nn import functional as F

    functions = {
        "relu": F.relu,
        "leaky-relu": lambda z: F.leaky_relu(z, alpha),
        "elu": lambda z: F.elu(z, alpha),
        "gelu": F.gelu,
        "silu": F.silu,
        "softplus": F.softplus,
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "abs-tanh": lambda z: torch.tanh(z).abs(),
        "identity": lambda z: z * 1.0,
    }
    inputs = np.linspace(-range, range, 201)
    z = torch.from_numpy(np.append(inputs, x)).requires_grad_()
    y = functions[function](z)
    (dy,) = torch.autograd.grad(y.sum(), z)
    values, slopes = y.detach().numpy(), dy.numpy()
    return {"x": inputs, "y": values[:-1], "dy": slopes[:-1], "value": values[-1], "slope": slopes[-1]}
