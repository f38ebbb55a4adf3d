"""The GloVe demo against PyTorch: embedding tables with biases, autograd and ``torch.optim.Adagrad``; scikit-learn."""

from collections import Counter
from typing import Any

import numpy as np

from app.demos.glove import EPOCHS
from app.numerics.corpus import TOPICS, WORDS, kept_words
from app.numerics.log_counts import FIRST_SQUARES, LEARNING_RATE

ORACLE = "PyTorch autograd and Adagrad over the list of pairs, from the same weights; scikit-learn PCA and neighbors"
NEEDS = ["torch", "sklearn"]
TOLERANCE = 1e-6
CASES: list[dict[str, Any]] = [
    {"epoch": 40, "dimensions": 3, "window": 1},
    {"epoch": 25, "dimensions": 2, "window": 1, "smoothing": 0.0, "alpha": 0.0, "x_max": 10.0},
    {"epoch": 15, "dimensions": 4, "window": 3, "smoothing": 1.0, "alpha": 2.0, "seed": 9},
]


def pair_list(window: int, smoothing: float) -> list[tuple[int, int, float, bool]]:
    """List every pair with its count, and whether the two words meet, in the order of the matrix."""
    counts: Counter[tuple[int, int]] = Counter()
    for sentence in kept_words():
        for i, word in enumerate(sentence):
            for j, context in enumerate(sentence):
                if 0 < abs(i - j) <= window:
                    counts[word, context] += 1 / abs(i - j)  # type: ignore[assignment]
    every = [(i, j) for i in range(len(WORDS)) for j in range(len(WORDS))]
    pairs = [(i, j, counts[i, j] + smoothing, counts[i, j] > 0) for i, j in every]
    return [pair for pair in pairs if pair[2] > 0]


def reference(
    *, window: int, x_max: float, alpha: float, dimensions: int, epoch: int, smoothing: float, seed: int
) -> dict[str, Any]:
    """Train with Adagrad whose accumulators start where the demo's do, and whose epsilon is 0."""
    import torch

    smoothing = max(smoothing, 0.01) if smoothing else 0.0
    pairs = pair_list(window, smoothing)
    i, j, _, met = (torch.tensor(column) for column in zip(*pairs, strict=True))
    x = torch.tensor([pair[2] for pair in pairs], dtype=torch.float64)
    f = torch.clamp(x / x_max, max=1.0) ** alpha
    start = (np.random.default_rng(seed).random((2, len(WORDS), dimensions)) - 0.5) / np.sqrt(dimensions)
    w, c = (torch.tensor(part, requires_grad=True) for part in start)
    b, d = (torch.zeros(len(WORDS), dtype=torch.float64, requires_grad=True) for _ in range(2))
    optimizer = torch.optim.Adagrad([w, c, b, d], lr=LEARNING_RATE, initial_accumulator_value=FIRST_SQUARES, eps=0.0)
    losses = []
    for step in range(EPOCHS + 1):
        fitted = (w[i] * c[j]).sum(-1) + b[i] + d[j]
        loss = (f * (fitted - torch.log(x)) ** 2).sum()
        if step <= epoch:
            losses.append(loss.item())
            shown, vectors = fitted.detach(), (w + c).detach().numpy()
            everywhere = (w @ c.T + b[:, None] + d).detach().numpy()
        optimizer.zero_grad()
        loss.backward()
        if step < EPOCHS:
            optimizer.step()
    counts = np.zeros((len(WORDS), len(WORDS)))
    for row, column, count, meets in pairs:
        counts[row, column] = count - smoothing if meets else 0.0
    axis = torch.linspace(0, 10, 41, dtype=torch.float64)
    squares = ((shown - torch.log(x)) ** 2).detach()
    full = x >= x_max

    def root(chosen: Any) -> float | None:
        return float(squares[chosen].mean().sqrt()) if chosen.any() else None

    return {
        "words": list(WORDS),
        "counts": counts,
        "zeros": np.mean(counts == 0),
        "weighting_x": axis.numpy(),
        "weighting": (torch.clamp(axis / x_max, max=1.0) ** alpha * (axis > 0)).numpy(),
        "points": in_plane(vectors, (w + c).detach().numpy()),
        "never_fitted": everywhere[counts == 0].mean(),
        "same_topic": own_topic(vectors),
        "loss": losses,
        "fitted": shown[met].numpy(),
        "log_counts": torch.log(x[met]).numpy(),
        "pairs": int(met.sum()),
        "residual": float((f * squares).sum().div(f.sum()).sqrt()),
        "frequent_residual": root(met & full),
        "rare_residual": root(met & ~full),
        "never_residual": root(~met),
    }


def in_plane(vectors: Any, final: Any) -> Any:
    """Project centered vectors onto the principal components of the final ones; the largest entry points up."""
    from sklearn.decomposition import PCA

    axes = PCA(2, svd_solver="full").fit(final).components_
    signs = [np.sign(row[np.abs(row).argmax()]) for row in axes]
    return (vectors - vectors.mean(axis=0)) @ axes.T * signs


def own_topic(vectors: Any) -> float:
    """Give the share of the five nearest words by cosine that have the topic of their word."""
    from sklearn.neighbors import NearestNeighbors

    topics = np.repeat(range(len(TOPICS)), [len(words) for words in TOPICS.values()])
    centered = vectors - vectors.mean(axis=0)
    near = NearestNeighbors(n_neighbors=5, metric="cosine").fit(centered).kneighbors(return_distance=False)
    return float(np.mean(topics[near] == topics[:, None]))
