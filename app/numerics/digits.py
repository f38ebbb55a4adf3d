"""Ten digits as pictures of 7 by 5 pixels: small enough to train on while the reader waits."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

ROWS, COLUMNS = 7, 5  # pixels of a picture
# the digits 0 to 9: one row of five pixels after another; 1 is ink
DIGITS = (
    "01110 10001 10001 10001 10001 10001 01110",
    "00100 01100 10100 00100 00100 00100 11111",
    "01110 10001 00001 00110 01000 10000 11111",
    "11110 00001 00001 01110 00001 00001 11110",
    "00110 01010 10010 10010 11111 00010 00010",
    "11111 10000 11110 00001 00001 10001 01110",
    "01110 10000 10000 11110 10001 10001 01110",
    "11111 00001 00010 00010 00100 00100 00100",
    "01110 10001 10001 01110 10001 10001 01110",
    "01110 10001 10001 01111 00001 00001 01110",
)


def digits() -> Array:
    """Draw the digits 0 to 9, one a row, as 35 pixels each: 0 is paper, 1 is ink; shape (10, 35).

    >>> print("\\n".join("".join(".#"[int(pixel)] for pixel in row) for row in digits()[7].reshape(ROWS, COLUMNS)))
    #####
    ....#
    ...#.
    ...#.
    ..#..
    ..#..
    ..#..
    """
    return np.array([[float(pixel) for pixel in picture.replace(" ", "")] for picture in DIGITS])


def noisy_digits(copies: int, noise: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """Copy each digit and add normal noise to every pixel.

    Args:
        copies: how many of each digit, next to one another.
        noise: standard deviation of the noise.
        rng: seeded generator.

    Returns:
        The noisy pictures and the clean ones behind them, both of shape (10 * copies, 35).

    >>> noisy, clean = noisy_digits(2, 0.0, np.random.default_rng(0))
    >>> noisy.shape, bool((noisy == clean).all()), bool((clean[0] == clean[1]).all())
    ((20, 35), True, True)
    """
    clean = np.repeat(digits(), copies, axis=0)
    return clean + noise * rng.standard_normal(clean.shape), clean
