"""Word vectors as points: cosine similarity, nearest words, and the plane that shows most of them."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def cosine_similarity(vectors: Array, others: Array) -> Array:
    """Cosine of the angle between each row and one vector, or each of several: ``v · w / (|v| |w|)``.

    Args:
        vectors: shape (words, dimensions).
        others: shape (dimensions,) or (others, dimensions).

    Returns:
        Shape (words,) or (words, others), from -1 to 1; not-a-number where either vector is zero, since
        zero has no direction.

    >>> cosine_similarity(np.array([[2.0, 0.0], [3.0, 3.0]]), np.array([1.0, 0.0])).round(3).tolist()
    [1.0, 0.707]
    """
    cosines = _unit(vectors) @ _unit(others).T
    # rounding may push the cosine of two parallel vectors just past 1
    return np.asarray(np.clip(cosines, -1.0, 1.0))


def _unit(vectors: Array) -> Array:
    """Divide vectors by their lengths; zero becomes not-a-number."""
    largest = np.abs(vectors).max(axis=-1, keepdims=True)
    # first by the largest component: the squares of tiny ones would vanish
    scaled = vectors / np.where(largest > 0, largest, np.nan)
    return np.asarray(scaled / np.linalg.norm(scaled, axis=-1, keepdims=True))


def nearest_words(distances: Array, words: Sequence[str], but: str, count: int) -> list[int]:
    """Rank words by distance, nearest first; equal ones, to nine digits, in alphabetical order.

    Args:
        distances: shape (words,); for a similarity, its negative.
        words: a name for each distance.
        but: the word that is left out: everything is nearest to itself.
        count: how many to give.

    Returns:
        Positions in ``words``.

    >>> nearest_words(np.array([0.0, 1.0, 1.0]), ["a", "c", "b"], "a", 2)
    [2, 1]
    """
    ranked = sorted(zip(distances.round(9).tolist(), words, range(len(words)), strict=True))
    return [i for _, word, i in ranked if word != but][:count]


def nearest_to_each(distances: Array, words: Sequence[str], count: int) -> list[list[int]]:
    """Rank the other words for every word, as :func:`nearest_words` does for one; a row of distances for each."""
    return [nearest_words(row, words, word, count) for word, row in zip(words, distances, strict=True)]


def principal_axes(vectors: Array, count: int = 2) -> Array:
    """Directions along which centered vectors vary most: the first right singular vectors, as rows.

    A singular vector is known only up to its sign; the component of largest size is made positive here.

    Args:
        vectors: centered rows, shape (words, dimensions), at least ``count`` of each.
        count: how many directions.

    Returns:
        Orthonormal rows, shape (count, dimensions).

    >>> principal_axes(np.array([[-1.0, 0.0], [1.0, 0.0]]), 1).tolist()
    [[1.0, 0.0]]
    """
    axes = np.linalg.svd(vectors, full_matrices=False)[2][:count]
    # rounded, so that of two equal ones the first counts on every machine
    largest = np.abs(axes).round(9).argmax(axis=1)
    return np.asarray(axes * np.where(axes[np.arange(len(axes)), largest] < 0, -1.0, 1.0)[:, None] + 0.0)
