"""The beam search demo against a full enumeration of all sentences by a recursion of its own."""

import math
from collections.abc import Iterator
from typing import Any

from app.demos.beam_search import MODELS

ORACLE = "full enumeration"
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


def reference(*, beam: int, length_penalty: float, sentence: str) -> dict[str, Any]:
    """Find the most probable and the greedy sentence; rank them all where the beam is wide enough to hold them."""
    model = MODELS[sentence]
    found = dict(sentences(model, ("<s>",), 1.0))
    most = max(found, key=lambda tokens: found[tokens])
    greedy: list[str] = ["<s>"]
    while greedy[-1] != "</s>":
        row = model.get(greedy[-1], {"</s>": 1.0})
        greedy.append(max(row, key=lambda token: row[token]))
    expected: dict[str, Any] = {
        "most_probable": " ".join(most),
        "most_probable_probability": found[most],
        "greedy": " ".join(greedy[1:-1]),
    }
    # ended sentences and live beginnings of one length compete for the beam
    widest = max(len({(*tokens, "</s>")[:n] for tokens in found if len(tokens) + 1 >= n}) for n in range(1, 9))
    if beam >= widest:
        ranked = sorted(found, key=lambda tokens: -math.log(found[tokens]) / ((6 + len(tokens)) / 6) ** length_penalty)
        expected["best"] = " ".join(ranked[0])
        expected["best_probability"] = found[ranked[0]]
    return expected
