"""Scales: data units to pixels, with ticks at round numbers."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from app.numerics.notation import number

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Scale:
    """Maps ``low..high`` to ``start..end`` in pixels, linearly or by the logarithm."""

    low: float
    high: float
    start: float
    end: float
    kind: Literal["linear", "log"] = "linear"

    def __call__(self, values: npt.ArrayLike) -> Array:
        """Map values of any shape to pixels; what a logarithm cannot take becomes not-a-number."""
        data = np.asarray(values, dtype=np.float64)
        low, high = self.low, self.high
        if self.kind == "log":
            data = np.log10(data, out=np.full(data.shape, np.nan), where=data > 0)
            low, high = math.log10(low), math.log10(high)
        share = (data - low) / (high - low) if high != low else np.full(data.shape, 0.5)
        return np.asarray(self.start + share * (self.end - self.start))

    def at(self, value: float) -> float:
        """Map one value, without the price of an array."""
        low, high = self.low, self.high
        if self.kind == "log":
            if value <= 0:
                return math.nan
            value, low, high = math.log10(value), math.log10(low), math.log10(high)
        share = (value - low) / (high - low) if high != low else 0.5
        return float(self.start + share * (self.end - self.start))

    @property
    def per_unit(self) -> float:
        """Pixels of one data unit, on a linear scale."""
        return abs(self.end - self.start) / abs(self.high - self.low)


def round_domain(low: float, high: float, count: int = 5) -> tuple[float, float]:
    """Widen a linear domain outwards to round numbers.

    >>> round_domain(0.3, 9.2)
    (0.0, 10.0)
    """
    if low == high:
        pad = abs(low) * 0.5 or 1.0
        low, high = low - pad, high + pad
    step = round_step(high - low, count)
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step


def round_log_domain(low: float, high: float) -> tuple[float, float]:
    """Widen a domain outwards to powers of ten.

    >>> round_log_domain(0.02, 5.0)
    (0.01, 10.0)
    """
    down, up = math.floor(math.log10(low) + 1e-9), math.ceil(math.log10(high) - 1e-9)
    return 10.0**down, 10.0 ** max(up, down + 1)


def round_step(span: float, count: int) -> float:
    """Give the step of 1, 2, 2.5 or 5 times a power of ten that cuts ``span`` into about ``count`` parts."""
    rough = span / max(count, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    return min((factor * power for factor in (1, 2, 2.5, 5, 10)), key=lambda step: abs(math.log(step / rough)))


def linear_ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Give round positions inside the domain, both ends included where they are round.

    >>> linear_ticks(-1, 1, 4)
    [-1.0, -0.5, 0.0, 0.5, 1.0]
    """
    low, high = min(low, high), max(low, high)
    if low == high:
        return [low]
    step = _tick_step(low, high, count)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    # multiples, not sums: a sum of steps drifts and can lose the last tick; + 0.0 turns -0 into 0
    return [round(index * step, 12) + 0.0 for index in range(first, last + 1)]


def _tick_step(low: float, high: float, count: int) -> float:
    """Prefer a step that meets both ends of the axis to one that cuts it into just the right number of parts."""
    rough = (high - low) / max(count, 1)
    power = 10.0 ** math.floor(math.log10(rough))

    def cost(step: float) -> float:
        meets = all(abs(round(end / step) * step - end) < 1e-9 * (high - low) for end in (low, high))
        # too many ticks are worse than too few
        return max(math.log(step / rough), 1.5 * math.log(rough / step)) + (0.0 if meets else 0.25)

    return min((factor * power for factor in (1, 2, 2.5, 5, 10)), key=cost)


def log_ticks(low: float, high: float, count: int = 6) -> list[float]:
    """Give powers of ten inside the domain, thinned to about ``count`` parts; 1, 2, 5 where there are fewer than two.

    >>> log_ticks(1e-2, 1e2)
    [0.01, 0.1, 1.0, 10.0, 100.0]
    """
    down, up = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    stride = max(1, math.ceil((up - down) / count))
    # count from 10^0, so that 1 is a tick wherever it can be
    powers = [10.0**power for power in range(down, up + 1) if power % stride == 0]
    if len(powers) >= 2:
        return powers
    fine = [factor * 10.0**power for power in range(down - 1, up + 2) for factor in (1, 2, 5)]
    return [tick for tick in fine if low * (1 - 1e-9) <= tick <= high * (1 + 1e-9)]


def tick_texts(ticks: Sequence[float], kind: Literal["linear", "log"] = "linear") -> list[str]:
    """Write ticks alike: the same number of decimals, or powers of ten where the numbers are far from 1."""
    if kind == "log":
        wide = any(tick < 1e-3 * (1 - 1e-9) or tick > 1e4 * (1 + 1e-9) for tick in ticks)
        return [_power(tick) if wide else number(tick, 2) for tick in ticks]
    largest = max((abs(tick) for tick in ticks), default=0.0)
    if largest >= 1e5 or 0 < largest < 1e-3:
        return [number(tick, 3) for tick in ticks]
    decimals = next((d for d in range(7) if all(abs(round(t, d) - t) < 1e-9 * max(1, largest) for t in ticks)), 6)
    return [f"{tick + 0.0:.{decimals}f}".replace("-", "−") for tick in ticks]


def _power(tick: float) -> str:
    exponent = math.log10(tick)
    return number(tick, 2) if abs(exponent - round(exponent)) > 1e-9 else "10" + _superscript(round(exponent))


def _superscript(exponent: int) -> str:
    return str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
