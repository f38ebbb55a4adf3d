"""The affine demo against PyTorch: ``torch.nn.Linear`` with its activations, and ``torch.linalg``."""

from typing import Any

ORACLE = "PyTorch nn.Linear, functional and linalg"
NEEDS = ["torch"]
TOLERANCE = 1e-12
CASES: list[dict[str, Any]] = [
    {"activation": "relu"},
    {"activation": "leaky-relu", "w11": -1.0, "b1": 1.0},
    {"w11": 1.0, "w12": 0.5, "w21": 1.0, "w22": 0.5, "activation": "identity"},
]


def reference(
    *, w11: float, w12: float, w21: float, w22: float, b1: float, b2: float, activation: str
) -> dict[str, Any]:
    """Map the grid and the unit square in double precision."""
    import torch
    from torch.nn import functional as F

    functions = {
        "identity": lambda z: z,
        "relu": F.relu,
        "leaky-relu": F.leaky_relu,
        "tanh": torch.tanh,
        "sigmoid": torch.sigmoid,
    }
    layer = torch.nn.Linear(2, 2, dtype=torch.float64)
    W = torch.tensor([[w11, w12], [w21, w22]], dtype=torch.float64)
    with torch.no_grad():
        layer.weight.copy_(W)
        layer.bias.copy_(torch.tensor([b1, b2], dtype=torch.float64))
        spaced, along = (torch.linspace(-1.5, 1.5, count, dtype=torch.float64) for count in (7, 25))
        upright = torch.cartesian_prod(spaced, along)
        grid = torch.cat([upright, upright.flip(1)])
        z = layer(grid)
        square = layer(torch.tensor([[0.0, 0], [1, 0], [1, 1], [0, 1]], dtype=torch.float64))
        determinant = float(torch.linalg.det(W))
        values = torch.linalg.svdvals(W)
        # a stretch this much smaller than the other is a trace of rounding
        rank = int(torch.linalg.matrix_rank(W, rtol=8 * torch.finfo(W.dtype).eps))
    return {
        "grid": grid.numpy(),
        "affine": z.numpy(),
        "points": functions[activation](z).numpy(),
        "square": square.numpy(),
        "determinant": determinant,
        "area": abs(determinant),
        "singular_values": values.numpy(),
        "stretch": float(values[0]),
        "squeeze": float(values[1]),
        "rank": rank,
    }
