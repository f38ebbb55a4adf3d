"""Two classes of points in the plane that no straight line separates: xor, circles, moons and a spiral."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def labelled_points(dataset: str, samples: int, noise: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """Draw points of two classes, all within the square from -1 to 1 before noise is added.

    Args:
        dataset: xor (opposite quadrants share a class), circles (one ring inside another), moons (two half circles
            that interlock) or spiral (two arms that wind once around the center).
        samples: how many points; the first half has class 0, the second half class 1.
        noise: standard deviation of the normal noise on each coordinate.
        rng: seeded generator.

    Returns:
        Points of shape (samples, 2) and labels 0.0 or 1.0 of shape (samples,).

    Raises:
        ValueError: an unknown dataset.

    >>> points, labels = labelled_points("circles", 4, 0.0, np.random.default_rng(0))
    >>> np.hypot(*points.T).round(2).tolist(), labels.tolist()
    ([0.4, 0.4, 0.9, 0.9], [0.0, 0.0, 1.0, 1.0])
    """
    labels = (np.arange(samples) >= samples // 2).astype(float)
    sizes = (samples // 2, samples - samples // 2)
    classes = [_class(dataset, label, size, rng) for label, size in enumerate(sizes)]
    points = np.concatenate(classes)
    return points + noise * rng.normal(size=points.shape), labels


def _class(dataset: str, label: int, size: int, rng: np.random.Generator) -> Array:
    """Draw the points of one class without noise, shape (size, 2)."""
    # spread along the shape, but not evenly: data that is its own mirror image would keep a network on a saddle
    along = (np.arange(size) + rng.uniform(0.0, 1.0, size)) / size
    match dataset:
        case "xor":
            x, y = rng.uniform(0.12, 1.0, (2, size))
            # each class fills two opposite quadrants in turn
            side = np.where(np.arange(size) % 2 == 0, 1.0, -1.0)
            return np.stack([side * x, side * y * (1 if label == 0 else -1)], axis=1)
        case "circles":
            ring, turn = (0.4, 0.9)[label], 2 * np.pi * along
            return ring * np.stack([np.cos(turn), np.sin(turn)], axis=1)
        case "moons":
            turn = np.pi * along
            upper = np.stack([np.cos(turn) - 0.5, np.sin(turn) - 0.25], axis=1)
            return np.asarray(0.66 * (upper if label == 0 else -upper))
        case "spiral":
            radius, turn = 0.12 + 0.88 * along, 2 * np.pi * along + np.pi * label
            return np.asarray(radius[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1))
    raise ValueError(f"There is no data set '{dataset}'.")
