"""The word2vec demo against PyTorch: embeddings looked up pair by pair, ``logsigmoid``, autograd and SGD."""

from collections import Counter
from typing import Any

import numpy as np

from app.demos.word2vec import EPOCHS
from app.numerics.corpus import WORDS, kept_words, topic_of
from app.numerics.negative_sampling import noise_table

ORACLE = "PyTorch, pair by pair: embedding_bag, logsigmoid, autograd and SGD from the same weights and negatives"
NEEDS = ["torch", "sklearn"]
TOLERANCE = 1e-6
CASES: list[dict[str, Any]] = [
    {"epoch": 30, "dimensions": 3},
    {"architecture": "cbow", "window": 3, "negatives": 2, "epoch": 20, "dimensions": 2, "seed": 7},
    {"word": "cat", "window": 4, "negatives": 8, "learning_rate": 0.04, "epoch": 15, "dimensions": 4, "seed": 3},
]


def examples(window: int, architecture: str) -> list[tuple[list[int], int]]:
    """List what is given and what is predicted, in the order in which the demo draws negatives for them."""
    found = []
    for sentence in kept_words():
        for i, word in enumerate(sentence):
            context = [sentence[j] for j in range(len(sentence)) if 0 < abs(i - j) <= window]
            found += [(context, word)] if architecture == "cbow" else [([word], other) for other in context]
    # the demo counts the pairs of each word together
    return found if architecture == "cbow" else sorted(found, key=lambda pair: pair[0])


def reference(
    *,
    word: str,
    architecture: str,
    window: int,
    negatives: int,
    epoch: int,
    dimensions: int,
    learning_rate: float,
    seed: int,
) -> dict[str, Any]:
    """Train two embedding tables to the last epoch; rank and project with scikit-learn."""
    import torch
    from sklearn.decomposition import PCA
    from sklearn.metrics.pairwise import cosine_similarity
    from torch.nn.functional import embedding_bag, logsigmoid

    pairs = examples(window, architecture)
    given = torch.tensor([i for context, _ in pairs for i in context])
    offsets = torch.tensor(np.cumsum([0] + [len(context) for context, _ in pairs[:-1]]))
    predicted = torch.tensor([target for _, target in pairs])

    rng = np.random.default_rng(seed)
    start = 0.5 * rng.standard_normal((len(WORDS), dimensions)) / np.sqrt(dimensions)
    W = torch.tensor(start, requires_grad=True)
    C = torch.zeros_like(W, requires_grad=True)
    optimizer = torch.optim.SGD([W, C], lr=learning_rate)
    table = noise_table()
    drawn = table[rng.integers(len(table), size=(EPOCHS + 1, len(pairs), negatives))]
    losses = []
    history = []
    for step in range(EPOCHS + 1):
        history.append(W.detach().numpy().copy())
        hidden = embedding_bag(given, W, offsets, mode="mean")
        real = logsigmoid((hidden * C[predicted]).sum(-1))
        noise = logsigmoid(-(C[torch.tensor(drawn[step])] @ hidden[:, :, None])[:, :, 0]).sum(-1)
        loss = -(real + noise).sum()
        losses.append(loss.item() / len(pairs))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    vectors = history[epoch]
    cosines = cosine_similarity(vectors)
    np.fill_diagonal(cosines, -2.0)
    ranks = np.argsort(-cosines, axis=1)[:, :5]
    own = WORDS.index(word)
    nearest = [WORDS[i] for i in ranks[own]]
    same = [topic_of(WORDS[j]) == topic_of(WORDS[i]) for i in range(len(WORDS)) for j in ranks[i]]

    axes = PCA(2, svd_solver="full").fit(history[-1]).components_
    axes *= np.array([np.sign(row[np.abs(row).argmax()]) for row in axes])[:, None]
    ways = np.array([(each - each.mean(axis=0)) @ axes.T for each in history])
    shown = sorted({round(part) for part in np.linspace(0, epoch, 13)})

    times = Counter(i for sentence in kept_words() for i in sentence)
    frequency = np.array([times[i] / times.total() for i in range(len(WORDS))])
    return {
        "loss": losses[: epoch + 1],
        "vectors": vectors,
        "points": ways[epoch],
        "paths": [[ways[step][i] for step in shown] for i in range(len(WORDS))],
        "reach": np.abs(ways).max(),
        "frequency": frequency,
        "noise": frequency**0.75 / (frequency**0.75).sum(),
        "words": list(WORDS),
        "nearest": nearest,
        "top": nearest[0],
        "same_topic": np.mean(same),
        "start_loss": losses[0],
        "final_loss": losses[epoch],
        "examples": len(pairs),
        "similarity": cosines[own][ranks[own]],
    }
