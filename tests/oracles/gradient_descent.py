"""The gradient-descent demo against PyTorch's SGD with autograd, and the eigenvalues of one step as a matrix."""

from typing import Any

import numpy as np

from app.demos.gradient_descent import FAR, STEPS

ORACLE = "PyTorch SGD with autograd; eigenvalues of the step as a matrix"
NEEDS = ["torch"]
# a path that is about to diverge doubles its rounding errors with every step, and double roots halve the digits
TOLERANCE = 1e-7
CASES: list[dict[str, Any]] = [
    {},
    {"learning_rate": 0.21, "momentum": 0.6},
    {"surface": "bowl", "learning_rate": 0.5, "noise": 1.0, "seed": 3},
    {"surface": "rosenbrock", "learning_rate": 0.0005, "momentum": 0.9, "start_x": -1.2, "start_y": 1.0},
    {"surface": "saddle", "learning_rate": 0.2, "start_y": 0.01},
]


def reference(**params: Any) -> dict[str, Any]:
    """Run torch.optim.SGD from the same start with the same noise."""
    path, loss, gradients = descend(**params)
    gone = [k for k, point in enumerate(path) if np.linalg.norm(point) > FAR]
    step = params["step"]
    alive = step < len(path)
    empty = STEPS + 1 - len(path)
    rates = 10 ** np.linspace(-4, np.log10(4), 121)
    found = {
        "path": np.array(path + [[np.nan, np.nan]] * empty),
        "loss": np.array(loss + [np.nan] * empty),
        "diverged_at": gone[0] if gone else None,
        "gradient_norm": float(np.linalg.norm(gradients[step])) if alive else None,
        "current_loss": loss[step] if alive else None,
        "gradient": np.array(gradients[step] if alive else [np.nan, np.nan]),
        "stable_below": None,
        "factor": None,
        "rates": rates,
        "factors": np.full(121, np.nan),
    }
    curvatures = {"bowl": (1.0, 1.0), "valley": (1.0, params["condition"])}.get(params["surface"])
    if curvatures:
        found["factors"] = np.array(
            [max(step_radius(rate, params["momentum"], c) for c in curvatures) for rate in rates]
        )
        found["factor"] = max(step_radius(params["learning_rate"], params["momentum"], c) for c in curvatures)
        found["stable_below"] = 2 * (1 + params["momentum"]) / max(curvatures)
    return found


def descend(**params: Any) -> tuple[list[list[float]], list[float], list[list[float]]]:
    """Give points, losses and gradients up to divergence."""
    import torch

    x = torch.tensor([params["start_x"], params["start_y"]], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([x], lr=params["learning_rate"], momentum=params["momentum"])
    noise = params["noise"] * torch.from_numpy(np.random.default_rng(params["seed"]).standard_normal((STEPS, 2)))
    path, losses, gradients = [], [], []
    for k in range(STEPS + 1):
        optimizer.zero_grad()
        loss = {
            "bowl": lambda: x.square().sum() / 2,
            "valley": lambda: (x[0] ** 2 + params["condition"] * x[1] ** 2) / 2,
            "saddle": lambda: (x[0] ** 2 - x[1] ** 2) / 2,
            "rosenbrock": lambda: (1 - x[0]) ** 2 + 100 * (x[1] - x[0] ** 2) ** 2,
        }[params["surface"]]()
        loss.backward()
        assert x.grad is not None
        path.append(x.detach().tolist())
        losses.append(loss.item())
        gradients.append(x.grad.tolist())
        if k == STEPS or np.linalg.norm(path[-1]) > FAR:
            break
        x.grad += noise[k]
        optimizer.step()
    return path, losses, gradients


def step_radius(learning_rate: float, momentum: float, curvature: float) -> float:
    """Give the spectral radius of the map (x, v) → (x − η(βv + λx), βv + λx)."""
    matrix = [[1 - learning_rate * curvature, -learning_rate * momentum], [curvature, momentum]]
    return float(np.abs(np.linalg.eigvals(matrix)).max())
