"""The attention demo against ``torch.nn.functional.scaled_dot_product_attention``, and masked products of its own."""

from typing import Any

import numpy as np

ORACLE = "PyTorch scaled_dot_product_attention"
NEEDS = ["torch"]
TOLERANCE = 1e-10
CASES: list[dict[str, Any]] = [
    {},
    {"keys": 12, "mask": "none", "scale": False, "width": 256},
    {"keys": 2, "width": 1, "temperature": 0.1, "seed": 7},
    {"keys": 5, "mask": "none", "temperature": 10.0, "seed": 3},
]


def reference(
    *, keys: int, query: int, scale: bool, mask: str, temperature: float, width: int, seed: int
) -> dict[str, Any]:
    """Attend with identity values for the weights, and with the drawn values for the output."""
    import torch
    from torch.nn.functional import scaled_dot_product_attention as sdpa

    rng = np.random.default_rng(seed)
    q, k = map(torch.from_numpy, rng.standard_normal((2, keys, width)))
    v = torch.from_numpy(rng.standard_normal((keys, 2)))
    factor = 1 / (temperature * (np.sqrt(width) if scale else 1.0))
    eye, causal = torch.eye(keys, dtype=torch.float64), mask == "causal"
    weights = sdpa(q[None], k[None], eye[None], is_causal=causal, scale=factor)[0]
    entropy = torch.special.entr(weights).sum(-1)
    scores = torch.einsum("id,jd->ij", q, k) * factor
    hidden = torch.triu(torch.ones_like(scores), diagonal=1).bool() & causal
    shown = min(query, keys)
    return {
        "scores": scores.masked_fill(hidden, torch.nan).numpy(),
        "score_deviation": scores[~hidden].std(correction=0).item(),
        "query_used": shown,
        "query_entropy": entropy[shown - 1].item(),
        "largest_weight": weights[shown - 1].max().item(),
        "weights": weights.numpy(),
        "raw_weights": sdpa(q[None], k[None], eye[None], is_causal=causal, scale=1 / temperature)[0].numpy(),
        "output": sdpa(q[None], k[None], v[None], is_causal=causal, scale=factor)[0].numpy(),
        "entropy": entropy.numpy(),
    }
