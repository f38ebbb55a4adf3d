"""The addressing of Graves, Wayne and Danihelka (2014, arXiv:1410.5401), eq. 5 to 9, transcribed in PyTorch."""

import math
from typing import Any

import numpy as np

ORACLE = "PyTorch transcription of Graves 2014, eq. 5–9"
NEEDS = ["torch"]
TOLERANCE = 1e-9
CASES: list[dict[str, Any]] = [
    {},
    {"key": 10, "strength": 50.0, "shift": -2.7, "sharpening": 20.0, "noise": 0.0},
    {"gate": 0.25, "shift": 0.5, "sharpening": 1.0, "seed": 5},
    {"strength": 0.0, "gate": 1.0, "shift": 3.0},
]


def reference(
    *, key: int, strength: float, gate: float, shift: float, sharpening: float, noise: float, seed: int
) -> dict[str, Any]:
    """Address a memory drawn with the demo's generator."""
    import torch
    from torch.nn.functional import cosine_similarity

    rng = np.random.default_rng(seed)
    memory = torch.from_numpy(rng.standard_normal((10, 6)))
    asked = memory[key - 1] + noise * torch.from_numpy(rng.standard_normal(6))
    content = torch.softmax(strength * cosine_similarity(asked[None], memory, dim=1), 0)
    before = torch.nn.functional.one_hot(torch.tensor(7), 10).double()
    gated = gate * content + (1 - gate) * before
    shifted = torch.zeros(10, dtype=torch.float64)
    for i in range(10):
        for j in range(10):
            # distance from slot j to slot i on the circle, matched against the wanted shift
            turn = (i - j + 5) % 10 - 5
            shifted[i] += gated[j] * max(
                0.0, 1 - min(abs(shift - turn), abs(shift - turn - 10), abs(shift - turn + 10))
            )
    powered = torch.exp(sharpening * (torch.log(shifted) - torch.log(shifted.max())))
    weights = powered / powered.sum()
    assert math.isclose(float(shifted.sum()), 1, rel_tol=1e-9)
    slot, found = int(weights.argmax()), int(content.argmax())
    read = weights @ memory
    named: dict[str, Any] = {}
    # which of two equal weights is the largest is decided by rounding
    if ahead(weights) > 1e-9:
        error = (read - memory[slot]).norm() / memory[slot].norm()
        named |= {"slot": "ABCDEFGHIJ"[slot], "read_error": error.item()}
    elif weights.max() - weights.min() < 1e-14:
        named |= {"slot": None, "read_error": None}
    if strength == 0 or ahead(content) > 1e-9:
        named["found"] = "ABCDEFGHIJ"[found] if strength else None
    return named | {
        "memory": memory.numpy(),
        "focus": weights.max().item(),
        "similarity": cosine_similarity(asked[None], memory, dim=1).numpy(),
        "content": content.numpy(),
        "gated": gated.numpy(),
        "shifted": shifted.numpy(),
        "weights": weights.numpy(),
        "read": read.numpy(),
    }


def ahead(values: Any) -> float:
    """Tell how far the largest of some values is ahead of the next."""
    first, second = values.topk(2).values.tolist()
    return float(first - second)
