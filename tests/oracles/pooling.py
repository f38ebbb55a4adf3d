"""The pooling demo against ``torch.nn.functional.max_pool2d`` and ``avg_pool2d``."""

from typing import Any

from app.numerics.images import draw_image, shifted

ORACLE = "PyTorch max_pool2d and avg_pool2d"
NEEDS = ["torch"]
TOLERANCE = 1e-12
CASES: list[dict[str, Any]] = [
    {},
    {"image": "disc", "kind": "mean", "window": 3, "stride": 2, "shift": -4},
    {"image": "stripes", "window": 6, "stride": 5, "shift": 3},
    {"image": "edge", "kind": "mean", "window": 2, "stride": 6, "shift": 4},
]


def reference(*, image: str, kind: str, window: int, stride: int, shift: int) -> dict[str, Any]:
    """Pool the shifted and the unshifted image."""
    import torch
    from torch.nn.functional import avg_pool2d, max_pool2d

    pools: dict[str, Any] = {"max": max_pool2d, "mean": avg_pool2d}
    still, moved = torch.from_numpy(draw_image(image)), torch.from_numpy(shifted(draw_image(image), shift))
    before, after = (pools[kind](x[None], window, stride)[0] for x in (still, moved))

    def additivity(pool: Any) -> float:
        parts = pool(still[None], window, stride) + pool(1 - still[None], window, stride)
        return float((1 - parts).abs().max())

    (other,) = pools.keys() - {kind}
    return {
        "input": moved.numpy(),
        "input_changed_fraction": float((moved != still).double().mean()),
        "additivity_error": additivity(pools[kind]),
        "other_additivity_error": additivity(pools[other]),
        "output": after.numpy(),
        "unshifted_output": before.numpy(),
        "output_size": after.shape[-1],
        "changed_fraction": float(((after - before).abs() > 1e-12).double().mean()),
    }
