"""The plane that marks are traced on: two scales and the box of the plot."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.figures.paths import Box
from app.figures.scales import Scale

SMALL = 0.62
"""How much thinner strokes and symbols are in a thumbnail."""


@dataclass(frozen=True)
class Plane:
    """Where marks are traced: two scales, the plot's box, and whether it is a thumbnail without words."""

    x: Scale
    y: Scale
    box: Box
    small: bool = False

    @property
    def stroke(self) -> float:
        """How much thinner strokes and dots are in a thumbnail."""
        return SMALL if self.small else 1.0


def each(value: Any, count: int) -> Sequence[Any]:
    """Give ``count`` plain values: one for all, or those of an array."""
    if isinstance(value, int | float | str):
        return [value] * count
    return [item.item() if isinstance(item, np.generic) else item for item in value]
