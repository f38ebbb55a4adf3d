"""An embedding gives each word a vector whose direction is its use: words used alike point the same way."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.demos._contract import DemoParams, Preset, choice, notes_field, out, slider
from app.demos._topics import topic_dots
from app.figures.figure import Axis, Figure
from app.figures.marks import Arrow, Bars, Dots, Label, Line, Mark
from app.numerics.corpus import WORDS, Word, cooccurrence, topic_of
from app.numerics.notation import number, percent
from app.numerics.word_space import Array, cosine_similarity, nearest_words, principal_axes

TITLE = "Which words point the same way?"


class Params(DemoParams):
    word: Word = choice("cat", title="Word", description="The word whose neighbors are sought.")
    neighbours: int = slider(5, 1, 10, title="Neighbors", description="How many of the nearest words are listed.")
    metric: Literal["cosine", "euclidean"] = choice(
        "cosine", title="Metric", description="Cosine compares directions, Euclidean distance compares places."
    )
    length: float = slider(
        1.0,
        0,
        1.5,
        title="Length of the word's vector",
        description="Multiplies the vector of the word alone; its direction stays.",
        step=0.05,
    )
    dimensions: int = slider(
        8, 2, 12, title="Dimensions", description="How many numbers each word gets.", unit="numbers"
    )
    window: int = slider(
        1,
        1,
        4,
        title="Window",
        description="How many words on each side count as the company of a word.",
        unit="words",
        more=True,
    )


@dataclass(frozen=True)
class Result:
    words: list[str] = out("Words", "the vocabulary, topic by topic", shape="(29,)")
    vectors: Array = out(
        "Vectors", "the embedding of each word, centered, of typical length 1", shape="(29, dimensions)"
    )
    points: Array = out("Points", "the vectors in the plane of largest variance", shape="(29, 2)")
    along: Array = out("Along", "what each vector has in the direction of the word", shape="(29,)")
    across: Array = out("Across", "what it has at right angles to that direction", shape="(29,)")
    nearest: list[str] = out("Nearest words", "by the metric, nearest first", shape="(neighbours,)")
    similarity: Array = out("Cosine similarity", "of the word to each nearest word", shape="(neighbours,)")
    distance: Array = out("Distance", "Euclidean, of the word to each nearest word", shape="(neighbours,)")
    top: str = out("Nearest word", "the first of the nearest words", readout=True)
    top_similarity: float | None = out("Its cosine similarity", "of the word to the nearest word", readout=True)
    same_topic: float = out("Same topic", "share of the nearest words that have the topic of the word", readout=True)
    shown: float = out("Variance in the map", "share of the variance that the plane keeps", readout=True)
    notes: dict[str, str] = notes_field()


def positive_information(counts: Array) -> Array:
    """How much more often two words meet than chance would have it: max(0, log p(v, w) / (p(v) p(w)))."""
    joint = counts / counts.sum()
    alone = joint.sum(axis=1)
    chance = np.outer(alone, alone)
    # pairs that never meet would give log 0; like all pairs rarer than chance, they count as 0
    ratio = np.where(joint > 0, joint / chance, 1.0)
    return np.asarray(np.maximum(np.log(ratio), 0.0))


def embed(counts: Array, dimensions: int) -> Array:
    """Factorize the information matrix: the best approximation of its rank gives each word a short vector.

    Word2vec factorizes much the same matrix without writing it down (Levy and Goldberg, 2014, "Neural word embedding as
    implicit matrix factorization").
    """
    left, sizes, _ = np.linalg.svd(positive_information(counts))
    vectors = left[:, :dimensions] * np.sqrt(sizes[:dimensions])
    # the sign of a singular vector is free: make its largest component positive, the first of equal ones
    largest = np.abs(vectors).round(9).argmax(axis=0)
    vectors = vectors * np.sign(vectors[largest, np.arange(dimensions)])
    # what all words share tells none of them apart
    vectors = vectors - vectors.mean(axis=0)
    # a typical vector gets length 1, whatever the number of dimensions
    return np.asarray(vectors / np.sqrt((vectors**2).sum(axis=1).mean()))


def compute(*, word: str, neighbours: int, metric: str, length: float, dimensions: int, window: int) -> Result:
    """Give each word a vector by the company it keeps, and rank the words that are nearest to one of them."""
    vectors = embed(cooccurrence(window), dimensions)
    axes = principal_axes(vectors)
    shown = float(((vectors @ axes.T) ** 2).sum() / (vectors**2).sum())
    direction = vectors[WORDS.index(word)] / np.linalg.norm(vectors[WORDS.index(word)])
    vectors[WORDS.index(word)] *= length
    query = vectors[WORDS.index(word)]

    cosines = cosine_similarity(vectors, query)
    distances = np.linalg.norm(vectors - query, axis=1)
    # without a direction no word is nearer than another: all are ties, in alphabetical order
    scores = distances if metric == "euclidean" else -np.nan_to_num(cosines)
    order = nearest_words(scores, WORDS, word, neighbours)
    along = vectors @ direction
    across = np.linalg.norm(vectors - np.outer(along, direction), axis=1)
    notes = {}
    if not query.any():
        notes["similarity"] = "A zero vector has no direction, so its cosine with another vector is 0/0."
        notes["top_similarity"] = notes["similarity"]
    return Result(
        words=list(WORDS),
        vectors=vectors,
        points=vectors @ axes.T,
        along=along,
        across=across,
        nearest=[WORDS[i] for i in order],
        similarity=cosines[order],
        distance=distances[order],
        top=WORDS[order[0]],
        top_similarity=float(cosines[order[0]]) if query.any() else None,
        same_topic=float(np.mean([topic_of(WORDS[i]) == topic_of(word) for i in order])),
        shown=shown,
        notes=notes,
    )


def draw(params: Params, result: Result) -> list[Figure]:
    return [_directions(params, result), _ranking(params, result), _map(params, result)]


def _undefined(params: Params, result: Result) -> bool:
    return params.metric == "cosine" and result.top_similarity is None


def _roles(params: Params, result: Result) -> list[int]:
    # without a cosine no word is nearer than another, whatever the list says
    near = [] if _undefined(params, result) else result.nearest
    return [2 if word == params.word else 1 if word in near else 0 for word in result.words]


def _by_rank(params: Params, result: Result) -> list[int]:
    first = [params.word, *result.nearest]
    others = [word for word in result.words if word not in first]
    return [result.words.index(word) for word in [*first, *others]]


def _directions(params: Params, result: Result) -> Figure:
    roles, order = _roles(params, result), _by_rank(params, result)
    # a name for those in sight; the crowd at right angles would be a blot
    named = [
        word if place == 0 or roles[i] or result.along[i] > 0.05 else ""
        for place, (i, word) in enumerate((i, result.words[i]) for i in order)
    ]
    rays = np.radians([0, 30, 60, 90, 120, 150])
    marks: list[Mark] = [
        Line([0.0, 3 * np.cos(angle)], [0.0, 3 * np.sin(angle)], series=0, width=0.8, opacity=0.35) for angle in rays
    ]
    for i in reversed(order):
        if roles[i]:
            width = 2.6 if roles[i] == 2 else 1.4
            marks.append(Arrow(0, 0, float(result.along[i]), float(result.across[i]), series=roles[i], width=width))
    marks.append(
        Dots(
            result.along[order],
            result.across[order],
            series=[roles[i] for i in order],
            size=3.2,
            labels=named,
        )
    )
    for angle, text in ((30, "cos 0.87"), (60, "cos 0.5"), (90, "cos 0"), (120, "cos −0.5")):
        at = np.radians(angle)
        reach = min(1.62 / np.sin(at), 1.9)
        marks.append(Label(float(reach * np.cos(at)), float(reach * np.sin(at)), text, size=11.5))
    nearest = f"nearest {'is' if len(result.nearest) == 1 else 'are'} {', '.join(result.nearest)}"
    if _undefined(params, result):
        nearest = f"{params.word} has length 0, so no word is the nearest"
    return Figure(
        f"Each word by its angle to {params.word} and its length: {nearest}.",
        marks,
        x=Axis(f"in the direction of {params.word}", low=-1.1, high=2.1, ticks=[-1, 0, 1, 2]),
        y=Axis("at right angles to it", low=-0.12, high=1.7, ticks=[0, 1], grid=False),
        heading=f"Angle and length of every word, seen from {params.word}",
        equal=True,
        cover=True,
    )


def _ranking(params: Params, result: Result) -> Figure:
    cosine = params.metric == "cosine"
    values = np.nan_to_num(result.similarity) if cosine else result.distance
    texts = ["undefined" if _undefined(params, result) else number(float(value)) for value in values]
    same = np.array([topic_of(word) == topic_of(params.word) for word in result.nearest])
    marks: list[Mark] = [
        Bars(
            np.flatnonzero(own).astype(float),
            values[own],
            series=series,
            horizontal=True,
            opacity=opacity,
            texts=[text for text, mine in zip(texts, own, strict=True) if mine],
            label=label,
        )
        for own, series, opacity, label in ((same, 1, 1.0, "same topic"), (~same, 0, 0.45, "another topic"))
        if own.any()
    ]
    return Figure(
        "Nearest words: " + ", ".join(f"{word} {text}" for word, text in zip(result.nearest, texts, strict=True)) + ".",
        marks,
        x=Axis("cosine similarity" if cosine else "Euclidean distance", low=0, high=1.2 if cosine else 2.4),
        y=Axis(categories=result.nearest, low=len(same) - 0.5, high=-0.5),
        heading="Nearest words",
        span=0.5,
        aspect=0.72,
    )


def _map(params: Params, result: Result) -> Figure:
    order = _by_rank(params, result)
    marks: list[Mark] = [*topic_dots(result.words, result.points)]
    shown = order[: len(result.nearest) + 1]
    x, y = result.points[shown].T
    marks += [
        Dots(x[:1], y[:1], series=5, shape="ring", size=6.5),
        Dots(x, y, series=5, size=2.2, labels=[result.words[i] for i in shown]),
    ]
    reach = max(1.0, float(np.ceil(2.2 * np.abs(result.points).max()) / 2))
    return Figure(
        f"All {len(result.words)} words in the plane of largest variance, which keeps {percent(result.shown)} of it; "
        "the four topics lie in four directions.",
        marks,
        x=Axis("first principal component", low=-reach, high=reach, ticks=[-1, 0, 1]),
        y=Axis("second", low=-reach, high=reach, ticks=[-1, 0, 1]),
        heading="Map of all words",
        span=0.5,
        equal=True,
    )


def explain(params: Params, result: Result) -> str:
    alike = round(result.same_topic * len(result.nearest))
    topics = f"{alike} of the {len(result.nearest)} nearest words {'has' if alike == 1 else 'have'} its topic"
    if alike in {0, len(result.nearest)}:
        topics = f"{'all' if alike else 'none of the'} {len(result.nearest)} nearest words have its topic"
    if len(result.nearest) == 1:
        topics = "both have the same topic" if alike else "their topics differ"
    if _undefined(params, result):
        return (
            f"A zero vector has no direction, so {params.word} has no cosine with any word; the list is alphabetical."
        )
    if params.metric == "cosine":
        angle = number(round(float(np.degrees(np.arccos(result.top_similarity or 0.0))), 3), 2)
        return (
            f"The vector of {params.word} points most nearly the way of {result.top}, {angle}° off "
            f"(cosine {number(result.top_similarity)}); {topics}."
        )
    return (
        f"The vector of {params.word} ends nearest to that of {result.top}, {number(float(result.distance[0]))} away; "
        f"{topics}."
    )


PRESETS = [
    Preset(
        "A queen",
        {"word": "queen"},
        "King and prince lie nearest: nobody told the vectors that all three wear a crown.",
    ),
    Preset(
        "A verb",
        {"word": "eats"},
        "Eats finds cooks, since both stand beside food; chases, a verb with other company, is at a right angle.",
    ),
    Preset(
        "Short vector, Euclidean",
        {"metric": "euclidean", "length": 0.1},
        "Near zero the direction hardly matters: the nearest words are mostly those with short vectors.",
        failure=True,
    ),
    Preset("No direction", {"length": 0}, "The cosine of a zero vector is 0/0: no answer is right.", failure=True),
    Preset(
        "Wide window",
        {"window": 4},
        "With whole sentences as company the vector keeps the topic: chases comes as near to cat as dog.",
    ),
]
NOTICE = [
    "Dog, mouse and horse point the way of cat, since they stand beside the same words; verbs do not.",
    "An angle of 90° is a cosine of 0: the words share nothing that these numbers hold.",
    "The upper figure shows angle and length without loss; the map below keeps only part of the variance.",
]
TRY = [
    "Shorten the vector of the word: by cosine nothing changes, by Euclidean distance its neighbors do.",
    "Pick eats, then widen the window to 4 under More: soup overtakes cooks.",
    "Lower the dimensions to 2 and watch cosines of 1 appear: two numbers hold little more than the topic.",
]
