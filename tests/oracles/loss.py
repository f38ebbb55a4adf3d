"""The loss demo against PyTorch's losses with autograd."""

from typing import Any

import numpy as np

ORACLE = "PyTorch losses and autograd"
NEEDS = ["torch"]
TOLERANCE = 1e-12
ORDER = ("mse", "mae", "huber", "log-cosh", "cross-entropy", "hinge", "zero-one")
CASES: list[dict[str, Any]] = [
    {},
    {"function": "huber", "residual": -4.5, "delta": 0.7},
    {"function": "hinge", "delta": 2.0},
    {"task": "classification", "function": "cross-entropy", "margin": -4.0},
    {"task": "classification", "function": "hinge", "margin": 0.4},
]


def reference(*, task: str, function: str, residual: float, margin: float, delta: float) -> dict[str, Any]:
    """Compute curve, point and shares in double precision."""
    regression = task == "regression"
    grid = np.linspace(-5, 5, 201)
    outlier = residual if regression else margin
    steps = np.arange(1, 5) / 4
    ordinary = np.concatenate([-steps[::-1], steps]) if regression else np.arange(1, 9) / 4
    loss, slope = losses(task, function, np.append(grid, outlier), delta)
    pulls = [np.abs(losses(task, name, np.append(ordinary, outlier), delta)[1]) for name in ORDER]
    every = np.array([losses(task, name, np.append(grid, outlier), delta)[0] for name in ORDER])
    with np.errstate(invalid="ignore"):
        shares = np.array([pull[-1] / pull.sum() for pull in pulls])
    return {
        "x": grid,
        "functions": list(ORDER),
        "losses": every[:, :-1],
        "others": every[:, -1],
        "loss": loss[:-1],
        "gradient": slope[:-1],
        "value": loss[-1],
        "slope": slope[-1],
        "shares": shares,
        "outlier_share": shares[ORDER.index(function)],
    }


def losses(task: str, function: str, x: np.ndarray, delta: float) -> tuple[np.ndarray, np.ndarray]:
    """Give PyTorch's loss and its gradient at residuals or margins."""
    import torch
    from torch.nn import functional as F

    z = torch.from_numpy(x).requires_grad_()
    zero, one = torch.zeros_like(z), torch.ones_like(z)
    if function == "zero-one":
        wrong = z.detach().abs() > delta if task == "regression" else z.detach() <= 0
        return wrong.double().numpy(), zero.detach().numpy()
    if task == "classification" and function in {"cross-entropy", "hinge"}:
        logistic = F.binary_cross_entropy_with_logits(z, one, reduction="none")
        loss = logistic if function == "cross-entropy" else F.relu(1 - z)
    else:
        target = zero if task == "regression" else one
        loss = {
            "mse": lambda: F.mse_loss(z, target, reduction="none"),
            "mae": lambda: F.l1_loss(z, target, reduction="none"),
            "huber": lambda: F.huber_loss(z, target, reduction="none", delta=delta),
            "log-cosh": lambda: (z - target).cosh().log(),
            "cross-entropy": lambda: F.gaussian_nll_loss(z, target, one, reduction="none"),
            "hinge": lambda: F.relu((z - target).abs() - delta),
        }[function]()
    (slope,) = torch.autograd.grad(loss.sum(), z)
    return loss.detach().numpy(), slope.numpy()
