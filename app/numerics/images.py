"""Small grey images made by formula: what a filter or a pooling window can be tried on."""

from typing import Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
ImageName = Literal["disc", "letter", "edge", "stripes", "dot"]
SIZE = 16  # rows and columns of an image


def draw_image(name: str) -> Array:
    """Draw an image of 16 by 16 pixels, 0 black and 1 white.

    Args:
        name: disc, letter (a T), edge (a vertical step), stripes (diagonal) or dot (one pixel).

    Raises:
        ValueError: an unknown name.

    >>> float(draw_image("dot").sum()), float(draw_image("edge")[0].sum())
    (1.0, 8.0)
    """
    rows, columns = np.indices((SIZE, SIZE), dtype=np.float64)
    match name:
        case "disc":
            # one pixel of soft rim, as a camera would see it
            distance = np.hypot(rows - 7.5, columns - 7.5)
            return np.asarray(np.clip(5.5 - distance, 0.0, 1.0))
        case "letter":
            bar = (rows >= 3) & (rows <= 5) & (columns >= 3) & (columns <= 12)
            stem = (rows >= 3) & (rows <= 12) & (columns >= 7) & (columns <= 8)
            return np.asarray(bar | stem, dtype=np.float64)
        case "edge":
            return np.asarray(columns >= SIZE // 2, dtype=np.float64)
        case "stripes":
            return np.asarray((rows + columns) % 6 < 3, dtype=np.float64)
        case "dot":
            return np.asarray((rows == 8) & (columns == 8), dtype=np.float64)
    raise ValueError(f"There is no image '{name}'.")


def shifted(image: Array, columns: int) -> Array:
    """Move an image to the right by so many columns (left if negative); black comes in at the border.

    >>> shifted(np.array([[1.0, 2.0, 3.0]]), 1).tolist()
    [[0.0, 1.0, 2.0]]
    """
    moved = np.zeros_like(image)
    if columns >= 0:
        moved[:, columns:] = image[:, : image.shape[1] - columns]
    else:
        moved[:, :columns] = image[:, -columns:]
    return moved
