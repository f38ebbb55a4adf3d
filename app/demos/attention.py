"""Each query takes a weighted mean of the values; without 1/√d the weights saturate and one key takes all."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.demos._contract import DemoParams, Preset, choice, notes_field, out, slider, switch
from app.figures.figure import Axis, Figure
from app.figures.marks import Bars, Heatmap, Line
from app.numerics.activations import Array, softmax
from app.numerics.notation import count, number, percent

TITLE = "Where does each query look?"


class Params(DemoParams):
    keys: int = slider(8, 2, 12, title="Tokens", description="How many positions attend to one another.")
    query: int = slider(5, 1, 12, title="Query", description="The position whose weights are drawn as bars.")
    scale: bool = switch(True, title="Scale by 1/√d", description="Divides the scores by the root of their width.")
    mask: Literal["none", "causal"] = choice(
        "causal", title="Mask", description="Causal: a position sees itself and what came before."
    )
    temperature: float = slider(
        1.0, 0.1, 10, title="Temperature", description="Divides the scores once more.", step=0.05, log=True
    )
    width: int = slider(64, 1, 256, title="Width d", description="Components of each query and key.", more=True)
    seed: int = slider(0, 0, 999, title="Seed", description="Draws queries, keys and values.", more=True)


@dataclass(frozen=True)
class Result:
    scores: Array = out("Scores", "dot products after scaling; null where the mask hides the key", shape="(keys, keys)")
    weights: Array = out("Weights", "softmax of each row of scores", shape="(keys, keys)")
    output: Array = out("Output", "weighted means of the values, of two components", shape="(keys, 2)")
    entropy: Array = out("Entropy", "uncertainty of each row of weights", shape="(keys,)", unit="nats")
    raw_weights: Array = out("Weights without 1/√d", "the same rows without the scale", shape="(keys, keys)")
    query_used: int = out("Query", "the position drawn: at most the number of tokens", readout=True)
    query_entropy: float = out("Entropy of the query", "uncertainty of its weights", unit="nats", readout=True)
    largest_weight: float = out("Largest weight", "what the query gives to its favorite key", readout=True)
    score_deviation: float = out(
        "Deviation of the scores", "standard deviation of the dot products that enter the softmax", readout=True
    )
    notes: dict[str, str] = notes_field()


def attend(queries: Array, keys: Array, visible: Array, divisor: float) -> tuple[Array, Array]:
    """Scores q kᵀ / divisor, and their softmax row by row, the weights (Vaswani et al., 2017, arXiv:1706.03762)."""
    scores = queries @ keys.T / divisor
    # a hidden key gets the score minus infinity, and so the weight zero
    return scores, softmax(np.where(visible > 0, scores, -np.inf))


def entropies(weights: Array) -> Array:
    """Shannon entropy of each row in nats; 0 log 0 is 0."""
    safe = np.where(weights > 0, weights, 1.0)
    return np.asarray(-(weights * np.log(safe)).sum(axis=-1)) + 0.0


def compute(*, keys: int, query: int, scale: bool, mask: str, temperature: float, width: int, seed: int) -> Result:
    """Attend from random queries to random keys and values, softmax(q kᵀ / √d) v, with and without the 1/√d."""
    rng = np.random.default_rng(seed)
    # unit variance in each component, so a dot product has variance d: that is what the scale undoes
    q, k = rng.standard_normal((2, keys, width))
    values = rng.standard_normal((keys, 2))
    visible = np.tri(keys) if mask == "causal" else np.ones((keys, keys))
    root = float(np.sqrt(width))
    scores, weights = attend(q, k, visible, temperature * (root if scale else 1.0))
    _, raw = attend(q, k, visible, temperature)
    row = min(query, keys) - 1
    entropy = entropies(weights)
    hidden = {"scores": "The causal mask hides keys that come after the query."} if mask == "causal" else {}
    return Result(
        scores=np.where(visible > 0, scores, np.nan),
        weights=weights,
        output=weights @ values,
        entropy=entropy,
        raw_weights=raw,
        query_used=row + 1,
        query_entropy=float(entropy[row]),
        largest_weight=float(weights[row].max()),
        score_deviation=float(scores[visible > 0].std()),
        notes=hidden,
    )


def draw(params: Params, result: Result) -> list[Figure]:
    n, row = params.keys, result.query_used - 1
    names = [str(i + 1) for i in range(n)]
    places = [float(i) for i in range(n)]
    edge = Line([0, n, n, 0, 0], [row, row, row + 1, row + 1, row], series=2, width=2.5)
    positions = [i + 0.5 for i in range(n)]
    return [
        Figure(
            f"Attention weights of {n} queries (rows) over {n} keys (columns); row {row + 1} gives at most "
            f"{percent(result.largest_weight)} to one key.",
            [Heatmap(result.weights, palette="ink", low=0, high=1), edge],
            x=Axis("key", low=0, high=n, ticks=positions, tick_labels=names, grid=False),
            y=Axis("query", low=n, high=0, ticks=positions, tick_labels=names, grid=False),
            heading="Weights: each row sums to one",
            span=0.45,
            equal=True,
        ),
        Figure(
            f"The weights of query {row + 1}, with and without dividing by the root of the width {params.width}.",
            [
                Bars(places, result.weights[row], series=1, label="as set"),
                Bars(places, result.raw_weights[row], series=2, width=0.24, label="without 1/√d"),
            ],
            x=Axis("key", categories=names),
            y=Axis("weight", low=0, high=1),
            heading=f"What query {row + 1} takes",
            span=0.55,
            aspect=0.62,
        ),
    ]


def explain(params: Params, result: Result) -> str:
    spread = number(result.score_deviation)
    seen = result.query_used if params.mask == "causal" else params.keys
    if seen == 1:
        return "The first query can only see itself: the mask leaves it one key, which gets all of the weight."
    how = f"{'' if params.scale else 'not '}divided by √{params.width}"
    if params.temperature != 1:
        how += f" {'and' if params.scale else 'but'} by a temperature of {number(params.temperature)}"
    # where rounding leaves exactly 1, the other keys still get a share
    most = percent(min(result.largest_weight, 1 - 1e-9))
    return (
        f"With scores {how} (deviation {spread}), query {result.query_used} gives {most} to one of the "
        f"{count(seen, 'key')} it sees; its entropy is {number(result.query_entropy)} of at most "
        f"{number(float(np.log(seen)))} nats."
    )


PRESETS = [
    Preset(
        "No scale, d = 256",
        {"scale": False, "width": 256},
        "Scores of deviation 16 saturate the softmax: one key takes all, and almost no gradient reaches the others.",
        failure=True,
    ),
    Preset("No mask", {"mask": "none"}, "Every position sees every other, as in an encoder."),
    Preset("First token", {"query": 1}, "Under the causal mask the first position can only see itself."),
    Preset(
        "Hot", {"temperature": 10}, "Every query takes a plain mean: it looks everywhere and nowhere.", failure=True
    ),
]
NOTICE = [
    "Each row is a softmax: never negative, and its sum is one.",
    "The causal mask leaves the upper triangle empty: no position sees its future.",
    "The narrow bars show the same query without 1/√d: nearly all of its weight goes to one key.",
]
TRY = [
    "Under More, set the width to 1: the scale then changes nothing.",
    "Turn the scale off and find the temperature that brings the weights back: √d.",
    "Step through the queries: the more keys one sees, the higher its entropy can be.",
]
