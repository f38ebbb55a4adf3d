"""The one-hot demo against scikit-learn's ``CountVectorizer`` and ``OneHotEncoder``."""

import unicodedata
from typing import Any

import numpy as np

ORACLE = "scikit-learn CountVectorizer, OneHotEncoder and euclidean_distances"
NEEDS = ["sklearn"]
TOLERANCE = 1e-12
CASES: list[dict[str, Any]] = [
    {},
    {"text": "The more, the merrier", "other": "More is more", "lowercase": False},
    {"text": "not good but bad", "other": "not bad but good", "binary": True},
    {"text": "…", "other": ""},
]


def reference(*, text: str, other: str, lowercase: bool, binary: bool) -> dict[str, Any]:
    """Let scikit-learn split, count and encode; it refuses an empty vocabulary, which the demo reports as null."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.metrics.pairwise import euclidean_distances
    from sklearn.preprocessing import OneHotEncoder

    written = [unicodedata.normalize("NFC", part) for part in (text, other)]
    words = r"(?u)[^\W_]+"
    vectorizer = CountVectorizer(token_pattern=words, lowercase=lowercase, binary=binary)
    try:
        counts = vectorizer.fit_transform(written).toarray()
    except ValueError:
        nothing: dict[str, Any] = {name: [] for name in ("tokens", "vocabulary", "one_hot", "counts", "other_counts")}
        return nothing | {"words": 0, "distance": None, "bag_distance": None, "zeros": None}
    vocabulary = vectorizer.get_feature_names_out().tolist()
    tokens = vectorizer.build_analyzer()(written[0])
    encoder = OneHotEncoder(categories=[vocabulary], sparse_output=False)
    encoder.fit(np.array(vocabulary, dtype=object)[:, None])
    vectors = encoder.transform(np.array(tokens, dtype=object)[:, None]) if tokens else np.empty((0, len(vocabulary)))
    every = encoder.transform(np.array(vocabulary, dtype=object)[:, None])
    return {
        "tokens": tokens,
        "vocabulary": vocabulary,
        "one_hot": vectors,
        "counts": counts[0],
        "other_counts": counts[1],
        "words": len(vocabulary),
        "zeros": np.mean(every == 0),
        "distance": euclidean_distances(every)[0, 1] if len(vocabulary) > 1 else None,
        "bag_distance": euclidean_distances(counts[:1], counts[1:])[0, 0],
    }
