"""Loss surfaces over two parameters, with gradients and curves of equal loss in closed form.

``bowl`` is (x² + y²)/2, ``valley`` is (x² + κy²)/2 with κ the condition number, ``saddle`` is (x² − y²)/2 and
``rosenbrock`` is (1 − x)² + 100(y − x²)².

References:
    Rosenbrock, 1960 (doi:10.1093/comjnl/3.3.175).
"""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

HALF_WIDTH, HALF_HEIGHT = 3.0, 1.5  # of the map that the curves of equal loss cover, around the origin


def loss_at(surface: str, point: Array, condition: float) -> Array:
    """Loss at points of shape (..., 2); the result has shape (...).

    >>> loss_at("valley", np.array([[2.0, 1.0], [0.0, 0.0]]), 10.0).tolist()
    [7.0, 0.0]
    """
    x, y = point[..., 0], point[..., 1]
    match surface:
        case "bowl":
            return np.asarray((x**2 + y**2) / 2)
        case "valley":
            # the condition number is the ratio of the two curvatures
            return np.asarray((x**2 + condition * y**2) / 2)
        case "saddle":
            return np.asarray((x**2 - y**2) / 2)
        case "rosenbrock":
            # a curved valley with its least value at (1, 1) (Rosenbrock, 1960, doi:10.1093/comjnl/3.3.175)
            return np.asarray((1 - x) ** 2 + 100 * (y - x**2) ** 2)
    raise ValueError(f"There is no surface '{surface}'.")


def gradient_at(surface: str, point: Array, condition: float) -> Array:
    """Both partial derivatives of the loss at one point of shape (2,).

    >>> gradient_at("valley", np.array([2.0, 1.0]), 10.0).tolist()
    [2.0, 10.0]
    """
    x, y = point
    match surface:
        case "bowl":
            return np.array([x, y])
        case "valley":
            return np.array([x, condition * y])
        case "saddle":
            return np.array([x, -y])
        case "rosenbrock":
            return np.array([-2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)])
    raise ValueError(f"There is no surface '{surface}'.")


def contours_of(surface: str, condition: float) -> Array:
    """Curves of equal loss around the map of ±3 by ±1.5, shape (curves, points, 2).

    On the saddle every fourth and the one after it lie in the valleys, the other two on the ridges.

    >>> contours_of("bowl", 1.0).shape
    (8, 41, 2)
    """
    if surface == "rosenbrock":
        return np.array([_banana(level) for level in (0.05, 0.5, 2, 6, 15, 40, 120, 400)])
    if surface == "saddle":
        t = np.linspace(-HALF_WIDTH - 0.2, HALF_WIDTH + 0.2, 25)
        curves = []
        for level in (0.05, 0.4, 1.0, 2.2, 3.6):
            branch = np.sqrt(2 * level + t**2)
            curves += [np.column_stack([t, branch]), np.column_stack([t, -branch])]
            curves += [np.column_stack([branch, t]), np.column_stack([-branch, t])]
        return np.array(curves)
    stretch = np.sqrt(condition if surface == "valley" else 1.0)
    turn = np.linspace(0, 2 * np.pi, 41)
    radii = np.hypot(HALF_WIDTH, HALF_HEIGHT * stretch) * np.arange(1, 9) / 8
    return np.array([np.column_stack([r * np.cos(turn), r / stretch * np.sin(turn)]) for r in radii])


def _banana(level: float) -> Array:
    """Solve (1 − x)² + 100(y − x²)² = level for y = x² ± √((level − (1 − x)²)/100), once round the valley."""
    left, right = max(1 - np.sqrt(level), -2.2), min(1 + np.sqrt(level), 2.2)
    # cosine spacing puts points where the curve turns
    x = (left + right) / 2 - (right - left) / 2 * np.cos(np.linspace(0, np.pi, 33))
    half = np.sqrt(np.maximum(level - (1 - x) ** 2, 0.0) / 100)
    return np.column_stack([np.append(x, x[::-1]), np.append(x**2 + half, (x**2 - half)[::-1])])
