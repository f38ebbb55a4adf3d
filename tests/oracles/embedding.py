"""The embedding demo against SciPy's SVD, null space and distances, and scikit-learn's PCA and cosine similarity."""

from collections import Counter
from typing import Any

import numpy as np
from hypothesis import strategies as st

from app.numerics.corpus import WORDS, kept_words, topic_of

ORACLE = "SciPy svd, null_space and cdist, scikit-learn PCA and cosine_similarity"
NEEDS = ["scipy", "sklearn"]
TOLERANCE = 1e-9
CASES: list[dict[str, Any]] = [
    {},
    {"word": "queen", "metric": "euclidean", "length": 0.1, "neighbours": 10},
    {"word": "eats", "dimensions": 2, "window": 4},
    {"word": "paris", "length": 0.0, "window": 2, "dimensions": 3},
]


# scikit-learn squares components: those of vectors below 1e-160 would vanish
NARROWED = {"length": st.just(0.0) | st.floats(1e-6, 1.5)}


def information(window: int) -> Any:
    """Count pairs one by one, then take the definition: log p(a, b) / (p(a) p(b)), clipped at 0."""
    pairs = Counter(
        (a, b)
        for sentence in kept_words()
        for i, a in enumerate(sentence)
        for j, b in enumerate(sentence)
        if 0 < abs(i - j) <= window
    )
    single = Counter(a for a, _ in pairs.elements())
    total = pairs.total()
    matrix = np.zeros((len(WORDS), len(WORDS)))
    for (a, b), times in pairs.items():
        matrix[a, b] = max(0.0, np.log(times * total / (single[a] * single[b])))
    return matrix


def positive(axes: Any) -> Any:
    """Make the largest component of each row positive, the convention of the demo."""
    return axes * np.sign(axes[np.arange(len(axes)), np.abs(axes).round(9).argmax(axis=1)])[:, None]


def reference(
    *, word: str, neighbours: int, metric: str, length: float, dimensions: int, window: int
) -> dict[str, Any]:
    """Embed, stretch the word, rank; scikit-learn's cosine of a zero vector is 0, the demo's is null."""
    from scipy.linalg import null_space, svd
    from scipy.spatial.distance import cdist
    from sklearn.decomposition import PCA
    from sklearn.metrics.pairwise import cosine_similarity

    left, sizes, _ = svd(information(window), lapack_driver="gesvd")
    vectors = positive((left[:, :dimensions] * np.sqrt(sizes[:dimensions])).T).T
    vectors -= vectors.mean(axis=0)
    vectors /= np.sqrt(np.mean(np.sum(vectors**2, axis=1)))
    pca = PCA(2, svd_solver="full").fit(vectors)
    at = WORDS.index(word)
    direction = vectors[at][None].copy()
    vectors[at] *= length
    distances = cdist(vectors, vectors[at][None])[:, 0]
    cosines = cosine_similarity(vectors, vectors[at][None])[:, 0]
    scores = {w: round(float(-cosines[i] if metric == "cosine" else distances[i]), 9) for i, w in enumerate(WORDS)}
    nearest = sorted(sorted(set(WORDS) - {word}), key=lambda w: scores[w] + 0.0)[:neighbours]
    order = [WORDS.index(w) for w in nearest]
    expected = {
        "words": list(WORDS),
        "vectors": vectors,
        "along": np.linalg.norm(vectors, axis=1) * cosine_similarity(vectors, direction)[:, 0],
        "across": np.linalg.norm(vectors @ null_space(direction), axis=1),
        "points": vectors @ positive(pca.components_).T,
        "nearest": nearest,
        "top": nearest[0],
        "distance": distances[order],
        "same_topic": sum(topic_of(w) == topic_of(word) for w in nearest) / neighbours,
        "shown": pca.explained_variance_ratio_.sum(),
    }
    if length == 0:
        return {**expected, "similarity": [None] * neighbours, "top_similarity": None}
    return {**expected, "similarity": cosines[order], "top_similarity": cosines[order[0]]}
