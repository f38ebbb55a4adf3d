"""The word2vec demo against PyTorch: embeddings looked up pair by pair, ``logsigmoid``, autograd and SGD."""

from typing import Any

import numpy as np

from app.demos.word2vec import EPOCHS
from app.numerics.corpus import WORDS, kept_words
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
    """Train two embedding tables and rank with scikit-learn."""
    import torch
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
    for step in range(epoch + 1):
        hidden = embedding_bag(given, W, offsets, mode="mean")
        real = logsigmoid((hidden * C[predicted]).sum(-1))
        noise = logsigmoid(-(C[torch.tensor(drawn[step])] @ hidden[:, :, None])[:, :, 0]).sum(-1)
        loss = -(real + noise).sum()
        losses.append(loss.item() / len(pairs))
        if step < epoch:
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    vectors = W.detach().numpy()
    own = WORDS.index(word)
    cosines = np.delete(cosine_similarity(vectors)[own], own)
    return {
        "loss": losses,
        "vectors": vectors,
        "final_loss": losses[-1],
        "examples": len(pairs),
        "similarity": np.sort(cosines)[::-1][:5],
    }
