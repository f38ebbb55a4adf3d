"""Colors of values: cividis for amounts, blue to orange for signed ones."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Pixels = npt.NDArray[np.uint8]

# Nuñez, Anderton and Renslow, 2018 (doi:10.1371/journal.pone.0199239), at ten equal steps
_CIVIDIS = ("00224e", "123570", "3b496c", "575d6d", "707173", "8a8678", "a59c74", "c3b369", "e1cc55", "fee838")
_ANCHORS = np.array([[int(code[i : i + 2], 16) for i in (0, 2, 4)] for code in _CIVIDIS], dtype=np.float64)
_BLUE, _ORANGE = (38, 92, 205), (214, 106, 20)


def fractions(values: Array, low: float, high: float, levels: int = 0) -> Array:
    """Place values between ``low`` and ``high`` as 0 to 1, optionally in ``levels`` equal bands; same shape."""
    span = high - low
    share = np.clip((values - low) / span, 0.0, 1.0) if span > 0 else np.full(values.shape, 0.5)
    return (np.minimum(np.floor(share * levels), levels - 1) + 0.5) / levels if levels else share


def sequential(shares: Array) -> Pixels:
    """Color shares of 0 to 1 by cividis; shape ``(*shares.shape, 4)``, transparent where not a number."""
    known = np.isfinite(shares)
    place = np.where(known, shares, 0.0) * (len(_ANCHORS) - 1)
    below = np.minimum(place.astype(int), len(_ANCHORS) - 2)
    weight = (place - below)[..., None]
    rgb = _ANCHORS[below] * (1 - weight) + _ANCHORS[below + 1] * weight
    return np.concatenate([rgb.round(), np.where(known, 255.0, 0.0)[..., None]], axis=-1).astype(np.uint8)


def diverging(signed: Array) -> Pixels:
    """Color shares of -1 to 1: blue below, orange above, transparent at 0; shape ``(*signed.shape, 4)``."""
    strength = np.abs(np.nan_to_num(signed))[..., None] * 255
    rgb = np.where(signed[..., None] < 0, np.array(_BLUE, dtype=float), np.array(_ORANGE, dtype=float))
    return np.concatenate([rgb, strength.round()], axis=-1).astype(np.uint8)


def hexadecimal(pixel: Pixels) -> str:
    """Write one pixel as ``#rrggbb``."""
    return "#" + "".join(f"{part:02x}" for part in pixel[:3])


def is_dark(pixel: Pixels) -> bool:
    """Tell whether white text reads better on the pixel than black (relative luminance, WCAG 2)."""
    linear = [(c / 255 / 12.92) if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in map(float, pixel[:3])]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] < 0.179
