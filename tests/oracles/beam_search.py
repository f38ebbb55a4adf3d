"""The beam search demo against a full enumeration of all sentences, and a beam over whole beginnings of its own."""

import heapq
import math
from collections.abc import Iterator
from itertools import count
from typing import Any

from app.demos.beam_search import MODELS

ORACLE = "full enumeration; a beam over tuples of words"
NEEDS: list[str] = []
TOLERANCE = 1e-12
CASES: list[dict[str, Any]] = [
    {},
    {"beam": 8, "length_penalty": 2.0},
    {"beam": 3, "sentence": "cordes", "length_penalty": 0.5},
    {"beam": 8, "sentence": "merci", "length_penalty": 1.0},
]


def sentences(
    model: dict[str, dict[str, float]], prefix: tuple[str, ...], p: float
) -> Iterator[tuple[tuple[str, ...], float]]:
    """Walk all words from the last one of the prefix."""
    for token, chance in model.get(prefix[-1], {"</s>": 1.0}).items():
        if token == "</s>":  # noqa: S105  # a word, not a password
            yield prefix[1:], p * chance
        else:
            yield from sentences(model, (*prefix, token), p * chance)


def looked_at(model: dict[str, dict[str, float]], beam: int) -> dict[tuple[str, ...], tuple[float, bool]]:
    """Give every beginning that a beam looks at, with its probability and whether it is kept."""
    live: list[tuple[str, ...]] = [("<s>",)]
    found = {live[0]: (1.0, True)}
    while live:
        grown = {
            (*prefix, token): found[prefix][0] * p
            for prefix in live
            for token, p in model.get(prefix[-1], {"</s>": 1.0}).items()
        }
        kept = heapq.nlargest(beam, grown, key=lambda prefix: grown[prefix])
        found |= {prefix: (p, prefix in kept) for prefix, p in grown.items()}
        live = [prefix for prefix in grown if prefix in kept and prefix[-1] != "</s>"]
    return found


def reference(*, beam: int, length_penalty: float, sentence: str) -> dict[str, Any]:
    """Find the most probable and the greedy sentence, and those that the beam ends with."""
    model = MODELS[sentence]
    found = dict(sentences(model, ("<s>",), 1.0))
    most = max(found, key=lambda tokens: found[tokens])
    greedy: list[str] = ["<s>"]
    while greedy[-1] != "</s>":
        row = model.get(greedy[-1], {"</s>": 1.0})
        greedy.append(max(row, key=lambda token: row[token]))
    seen = looked_at(model, beam)
    places = {prefix: i for i, prefix in enumerate(seen)}
    hypotheses = [
        {
            "tokens": " ".join(prefix[1:-1]),
            "log_probability": math.log(p),
            "score": math.log(p) / ((4 + len(prefix)) / 6) ** length_penalty,
        }
        for prefix, (p, kept) in seen.items()
        if kept and prefix[-1] == "</s>"
    ]
    hypotheses.sort(key=lambda hypothesis: hypothesis["score"], reverse=True)
    return {
        "hypotheses": hypotheses,
        "tree": [
            {
                "token": prefix[-1],
                "parent": places.get(prefix[:-1], -1),
                "depth": len(prefix) - 1,
                "log_probability": math.log(p),
                "kept": kept,
            }
            for prefix, (p, kept) in seen.items()
        ],
        "best": hypotheses[0]["tokens"],
        "best_probability": math.exp(hypotheses[0]["log_probability"]),
        "needed_beam": next(
            width for width in count(1) if looked_at(model, width).get(("<s>", *most, "</s>"), (0.0, False))[1]
        ),
        "most_probable": " ".join(most),
        "most_probable_probability": found[most],
        "greedy": " ".join(greedy[1:-1]),
    }
