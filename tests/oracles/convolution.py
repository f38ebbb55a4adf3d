"""The convolution demo against ``torch.nn.functional.conv2d``, layer by layer."""

from typing import Any

import numpy as np

from app.demos.convolution import KERNELS
from app.numerics.images import draw_image

ORACLE = "PyTorch conv2d"
NEEDS = ["torch"]
TOLERANCE = 1e-12
CASES: list[dict[str, Any]] = [
    {},
    {"image": "letter", "kernel": "laplacian", "stride": 2, "padding": 3, "shift": -3},
    {"image": "stripes", "kernel": "blur", "dilation": 3, "layers": 2, "padding": 2},
    {"image": "edge", "kernel": "sharpen", "stride": 3, "padding": 0, "layers": 4},
]


def reference(
    *, image: str, kernel: str, stride: int, padding: int, shift: int, dilation: int, layers: int
) -> dict[str, Any]:
    """Shift the image by padding and cropping it, and apply conv2d while the map is large enough."""
    import torch
    from torch.nn.functional import conv2d, pad

    moved = pad(torch.from_numpy(draw_image(image)), (shift, -shift))
    x = moved[None, None]
    weights = torch.from_numpy(np.array(KERNELS[kernel], dtype=np.float64))[None, None]
    done = 0
    while done < layers and x.shape[-1] + 2 * padding >= 2 * dilation + 1:
        x = conv2d(x, weights, stride=stride, padding=padding, dilation=dilation)
        done += 1
    return {
        "input": moved.numpy(),
        "weights": weights[0, 0].numpy(),
        "output": x[0, 0].numpy(),
        "output_size": x.shape[-1],
        "layers_applied": done,
    }
