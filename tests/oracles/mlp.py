"""The mlp demo against PyTorch: the same initial weights and points, autograd and ``torch.optim.SGD``."""

from typing import Any

import numpy as np

from app.demos.mlp import CELLS, SAMPLES, grid
from app.numerics.datasets import labelled_points
from app.numerics.network import initial_parameters, unpacked

ORACLE = "PyTorch autograd and SGD with momentum and clipping, from the same initial weights"
NEEDS = ["torch"]
TOLERANCE = 1e-6
CASES: list[dict[str, Any]] = [
    {"dataset": "xor", "layers": 1, "units": 3, "epoch": 40, "activation": "tanh"},
    {"dataset": "spiral", "layers": 2, "units": 6, "epoch": 25, "activation": "relu", "seed": 3},
    # the gradient is up to 2.2 long: it is clipped in half of the epochs
    {"layers": 3, "units": 4, "epoch": 12, "activation": "relu", "noise": 0.3, "seed": 2},
]


def trained(
    widths: list[int], points: Any, labels: Any, activation: str, learning_rate: float, epochs: int, seed: int
) -> tuple[Any, list[float]]:
    """Train ``torch.nn.Linear`` layers from our initial weights; give the network and its losses."""
    import torch
    from torch import nn

    functions = {"tanh": nn.Tanh, "relu": nn.ReLU, "sigmoid": nn.Sigmoid, "identity": nn.Identity}
    parts: list[Any] = []
    for W, b in unpacked(initial_parameters(widths, np.random.default_rng(seed)), widths):
        layer = nn.Linear(W.shape[0], W.shape[1], dtype=torch.float64)
        with torch.no_grad():
            layer.weight.copy_(torch.from_numpy(W.T.copy()))
            layer.bias.copy_(torch.from_numpy(b.copy()))
        parts += [layer, functions[activation]()]
    net = nn.Sequential(*parts[:-1])
    optimizer = torch.optim.SGD(net.parameters(), lr=learning_rate, momentum=0.95)
    x, y, criterion = torch.from_numpy(points), torch.from_numpy(labels), nn.BCEWithLogitsLoss()
    losses = []
    for epoch in range(epochs + 1):
        loss = criterion(net(x)[:, 0], y)
        losses.append(loss.item())
        if epoch < epochs:
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
    return net, losses


def reference(
    *,
    dataset: str,
    layers: int,
    units: int,
    learning_rate: float,
    epoch: int,
    activation: str,
    noise: float,
    seed: int,
) -> dict[str, Any]:
    """Train both networks and read off losses, probabilities and the number of parameters."""
    import torch

    points, labels = labelled_points(dataset, SAMPLES, noise, np.random.default_rng(seed))
    widths = [2, *[units] * layers, 1]
    net, losses = trained(widths, points, labels, activation, learning_rate, epoch, seed)
    line, linear_losses = trained([2, 1], points, labels, activation, learning_rate, epoch, seed)
    with torch.no_grad():
        probability = torch.sigmoid(net(torch.from_numpy(grid()))).numpy().reshape(CELLS, CELLS)
        z, linear_z = (each(torch.from_numpy(points))[:, 0].numpy() for each in (net, line))
    counted: dict[str, Any] = {}
    # a point on the very boundary falls to either side by rounding
    if np.abs(z).min() > 1e-6:
        counted |= {"predicted": (z > 0).astype(int), "accuracy": np.mean((z > 0) == labels)}
    if np.abs(linear_z).min() > 1e-6:
        counted["linear_accuracy"] = np.mean((linear_z > 0) == labels)
    return counted | {
        "points": points,
        "labels": labels.astype(int),
        "loss": losses,
        "linear_loss": linear_losses,
        "final_loss": losses[-1],
        "probability": probability,
        "parameters": sum(part.numel() for part in net.parameters()),
    }
