"""The epochs demo against PyTorch: DataLoader deals the batches, torch.optim.SGD trains."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

ORACLE = "PyTorch DataLoader and SGD with autograd"
NEEDS = ["torch"]
TOLERANCE = 1e-12
# a DataLoader hands out every batch; the counts of long trainings would take it minutes
NARROWED = {"examples": st.integers(1, 300), "batch_size": st.integers(1, 320), "epochs": st.integers(1, 5)}
CASES: list[dict[str, Any]] = [
    {},
    {"order": "iterations"},
    {"examples": 1000, "batch_size": 300, "epochs": 2},
    {"examples": 10, "batch_size": 4, "drop_last": True, "epochs": 4, "shuffle": True},
    {"examples": 10, "batch_size": 4, "order": "iterations", "epochs": 2, "shuffle": True, "seed": 7},
    {"examples": 100, "batch_size": 128, "drop_last": True},
    {"examples": 7, "batch_size": 1, "epochs": 9, "learning_rate": 0.05},
]


def reference(
    *,
    examples: int,
    batch_size: int,
    epochs: int,
    order: str,
    shuffle: bool,
    drop_last: bool,
    learning_rate: float,
    seed: int,
) -> dict[str, Any]:
    """Run both orders; only the shuffles come from the demo's generator."""
    import torch
    from torch.utils.data import DataLoader, TensorDataset

    data = np.linspace(-1, 1, examples) if examples > 1 else np.zeros(1)

    def dealt(rng: np.random.Generator) -> list[Any]:
        x = torch.from_numpy(rng.permutation(data) if shuffle else data)
        return [batch for (batch,) in DataLoader(TensorDataset(x), batch_size=batch_size, drop_last=drop_last)]

    def trained(batches: list[Any]) -> list[float]:
        w = torch.zeros((), dtype=torch.float64, requires_grad=True)
        optimizer = torch.optim.SGD([w], lr=learning_rate)
        path = [0.0]
        for x in batches[:24]:
            optimizer.zero_grad()
            ((w - x) ** 2 / 2).mean().backward()
            optimizer.step()
            path.append(w.item())
        return path

    rng = np.random.default_rng(seed)
    passes = [list(enumerate(dealt(rng))) for _ in range(epochs)]
    once = list(enumerate(dealt(np.random.default_rng(seed))))
    by_epoch = [visit for one in passes for visit in one]
    by_batch = [visit for visit in once for _ in range(epochs)]
    chosen, other = (by_epoch, by_batch) if order == "epochs" else (by_batch, by_epoch)
    path = trained([x for _, x in chosen])
    return {
        "iterations_per_epoch": len(once),
        "iterations": len(by_epoch),
        "last_batch_size": len(once[-1][1]) if once else None,
        "examples_seen": sum(len(x) for _, x in by_epoch),
        "schedule": [index for index, _ in chosen[:24]],
        "other_schedule": [index for index, _ in other[:24]],
        "parameter": path,
        "parameter_end": path[-1],
        "other_parameter": trained([x for _, x in other]),
    }
