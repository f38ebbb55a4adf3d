"""The rbm demo against an enumeration of all joint states, and PyTorch autograd for the training."""

from itertools import product
from typing import Any

import numpy as np

from app.demos.rbm import EPOCHS, SWEEPS, patterns
from app.numerics.boltzmann import LEARNING_RATE, initial_weights

ORACLE = "enumeration of all joint states; PyTorch autograd and SGD from the same initial weights"
NEEDS = ["torch"]
TOLERANCE = 1e-6
CASES: list[dict[str, Any]] = [
    {},
    {"visible": 5, "hidden": 4, "epoch": EPOCHS, "temperature": 0.25, "sweep": 12, "chains": 100, "seed": 5},
    {"visible": 2, "hidden": 1, "epoch": 0, "temperature": 4.0, "sweep": SWEEPS, "chains": 10},
]


def trained(visible: int, hidden: int, epochs: int, rng: Any) -> tuple[Any, Any, Any, list[float]]:
    """Minimize the mean negative log-likelihood, with every joint state in the partition function."""
    import torch

    W, b, c = (torch.from_numpy(part.copy()).requires_grad_() for part in initial_weights(visible, hidden, rng))
    optimizer = torch.optim.SGD([W, b, c], lr=LEARNING_RATE)
    v_all = torch.tensor(list(product([0.0, 1.0], repeat=visible)), dtype=torch.float64)
    h_all = torch.tensor(list(product([0.0, 1.0], repeat=hidden)), dtype=torch.float64)
    data = torch.from_numpy(patterns(visible))

    def log_weights(v: Any) -> Any:
        return (v @ W) @ h_all.T + (v @ b)[:, None] + h_all @ c

    losses = []
    for epoch in range(epochs + 1):
        loss = log_weights(v_all).logsumexp((0, 1)) - log_weights(data).logsumexp(1).mean()
        losses.append(loss.item())
        if epoch < epochs:
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return W.detach().numpy(), b.detach().numpy(), c.detach().numpy(), losses


def mean_divergence(p: Any, samples: int) -> float:
    """Sum KL(shares ‖ p) over all counts of each state, each count with its binomial probability."""
    import torch

    counts = torch.arange(samples + 1, dtype=torch.float64)
    total = 0.0
    for one in p:
        binomial = torch.distributions.Binomial(samples, torch.tensor(one, dtype=torch.float64))
        share = counts / samples
        total += float((binomial.log_prob(counts).exp() * torch.special.xlogy(share, share / one)).sum())
    return total


def reference(
    *, sweep: int, temperature: float, epoch: int, visible: int, hidden: int, chains: int, seed: int
) -> dict[str, Any]:
    """Build the joint distribution as a table, and one sweep from its conditionals."""
    rng = np.random.default_rng(seed)
    W, b, c, losses = trained(visible, hidden, epoch, rng)
    table = np.array(
        [
            [np.exp((v @ W @ h + b @ v + c @ h) / temperature) for h in map(np.array, product([0, 1], repeat=hidden))]
            for v in map(np.array, product([0, 1], repeat=visible))
        ]
    )
    joint = table / table.sum()
    exact = joint.sum(axis=1)
    # p(v' | v) = sum over h of p(v' | h) p(h | v): no sigmoid, only the table
    sweep_once = (joint / joint.sum(axis=1, keepdims=True)) @ (joint / joint.sum(axis=0, keepdims=True)).T

    start = int("".join(str(int(unit)) for unit in patterns(visible)[0]), 2)
    spread, path = np.eye(len(exact))[start], []
    for _ in range(SWEEPS + 1):
        path.append(sum(q * np.log(q / p) for q, p in zip(spread, exact, strict=True) if q > 0))
        spread = spread @ sweep_once

    # the same draws as the demo's, without its tables
    places = np.array(list(product([0, 1], repeat=visible)))
    v = np.tile(places[start], (chains, 1))
    visited = [v]
    for _ in range(sweep):
        h = rng.random((chains, hidden)) * (1 + np.exp(-(v @ W + c) / temperature)) < 1
        v = rng.random((chains, visible)) * (1 + np.exp(-(h @ W.T + b) / temperature)) < 1
        visited.append(v)
    counts = [[int((now == state).all(axis=1).sum()) for state in places] for now in visited]
    shares = np.array(counts) / chains
    divergences = [sum(q * np.log(q / p) for q, p in zip(now, exact, strict=True) if q > 0) for now in shares]
    return {
        "states": ["".join(map(str, state)) for state in places],
        "samples": counts[-1],
        "divergence_path": divergences,
        "divergence": divergences[-1],
        "stayed": (np.array(visited) == visited[0]).all(axis=(0, 2)).mean(),
        "least_loss": np.log(2),
        "energy": -temperature * np.log(table.sum(axis=1)),
        "probabilities": exact,
        "loss": losses,
        "final_loss": losses[-1],
        "weights": W,
        "exact_path": path,
        "chance_level": mean_divergence(exact, chains),
    }
