"""A one-hot vector says which word it is and nothing else; a bag of words adds them up and forgets their order."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.demos._contract import DemoParams, Preset, notes_field, out, switch
from app.demos._contract import text as free_text
from app.figures.figure import Axis, Figure
from app.figures.marks import Heatmap, Label, Mark, Rule
from app.numerics.notation import count, number

TITLE = "What is left of a sentence in a bag of words?"

LABELED = 24  # so many words have room for a label and for digits in their cells

Integers = npt.NDArray[np.int64]


class Params(DemoParams):
    text: str = free_text(
        "the dog bites the man", low=0, high=200, title="Text", description="Each word becomes a one-hot vector."
    )
    other: str = free_text(
        "the man bites the dog", low=0, high=200, title="Other text", description="Its bag is compared with the first."
    )
    lowercase: bool = switch(True, title="Lower case", description="Takes The and the for the same word.")
    binary: bool = switch(False, title="Binary", description="Writes 1 for a word that is there, however often.")


@dataclass(frozen=True)
class Result:
    tokens: list[str] = out("Tokens", "the words of the text, in reading order", shape="(tokens,)")
    vocabulary: list[str] = out("Vocabulary", "the words of both texts, each once, sorted", shape="(words,)")
    one_hot: Integers = out("One-hot vectors", "a row for each token: 1 at its word, else 0", shape="(tokens, words)")
    counts: Integers = out("Bag of words", "the sum of the one-hot vectors, at most 1 if binary", shape="(words,)")
    other_counts: Integers = out("Bag of the other text", "the same for the other text", shape="(words,)")
    words: int = out("Words", "size of the vocabulary, so also of each vector", readout=True)
    zeros: float | None = out("Zeros", "share of zeros in each one-hot vector", readout=True)
    distance: float | None = out("Distance of two words", "Euclidean, between any two one-hot vectors", readout=True)
    bag_distance: float | None = out("Distance of the bags", "Euclidean, between both texts", readout=True)
    notes: dict[str, str] = notes_field()


def tokenize(written: str, *, lowercase: bool) -> list[str]:
    """Split a text into its runs of letters and digits, of any script; all else only separates."""
    # é may be written as one character or as e and an accent: make it one, or the accent would split the word
    composed = unicodedata.normalize("NFC", written)
    # \w without the underscore: a letter or a digit
    return re.findall(r"[^\W_]+", composed.lower() if lowercase else composed)


def one_hot_vectors(tokens: Sequence[str], vocabulary: Sequence[str]) -> Integers:
    """Pick rows of the identity matrix: row i of it is the one-hot vector of word i."""
    place = {word: i for i, word in enumerate(vocabulary)}
    identity = np.eye(len(vocabulary), dtype=np.int64)
    return identity[[place[token] for token in tokens]] if tokens else identity[:0]


def bag(vectors: Integers, *, binary: bool) -> Integers:
    """Add the one-hot vectors; a sum does not know the order of its terms."""
    total = vectors.sum(axis=0)
    return np.minimum(total, 1) if binary else np.asarray(total)


def compute(*, text: str, other: str, lowercase: bool, binary: bool) -> Result:
    """Turn the words of a text into one-hot vectors, add them up, and compare the sum with that of another text."""
    tokens, other_tokens = tokenize(text, lowercase=lowercase), tokenize(other, lowercase=lowercase)
    vocabulary = sorted({*tokens, *other_tokens})
    vectors = one_hot_vectors(tokens, vocabulary)
    counts = bag(vectors, binary=binary)
    other_counts = bag(one_hot_vectors(other_tokens, vocabulary), binary=binary)

    notes = {}
    if not vocabulary:
        notes["zeros"] = "There is no letter and no digit in either text, so there is no word."
        notes["bag_distance"] = notes["zeros"]
    if len(vocabulary) < 2:
        notes["distance"] = "A distance needs two different words."
    words = len(vocabulary)
    return Result(
        tokens=tokens,
        vocabulary=vocabulary,
        one_hot=vectors,
        counts=counts,
        other_counts=other_counts,
        words=words,
        zeros=(words - 1) / words if words else None,
        # two words differ in exactly two places, by 1 in each
        distance=float(np.linalg.norm(np.eye(2)[0] - np.eye(2)[1])) if words > 1 else None,
        bag_distance=float(np.linalg.norm(counts - other_counts)) if words else None,
        notes=notes,
    )


def draw(params: Params, result: Result) -> Figure:  # noqa: ARG001  # the contract hands over both
    rows, columns = result.words, len(result.tokens)
    if not rows:
        return Figure(
            "There is no word to encode.",
            [Label(0.5, 0.5, "no letter and no digit: no word")],
            x=Axis(low=0, high=1, hidden=True),
            y=Axis(low=0, high=1, hidden=True, grid=False),
            aspect=0.3,
        )
    # the bags stand to the right of the sentence, wide enough for their names
    wide = max(1.0, columns / 6)
    bags = columns + 0.7 * wide
    marks: list[Mark] = [_map(result.one_hot.T, 0, columns, 1)] if columns else []
    top = max(1, int(result.counts.max()), int(result.other_counts.max()))
    for place, counts in ((bags, result.counts), (bags + wide, result.other_counts)):
        marks.append(_map(counts[:, None], place, place + wide, top))
    marks.append(Rule(x=columns + 0.35 * wide))
    ticks = [i + 0.5 for i in range(columns)]
    every = -(-rows // LABELED)
    return Figure(
        f"{count(columns, 'one-hot vector')} over {count(rows, 'word')}, a column for each token of the text; beside "
        f"them the bags of both texts, which are {number(result.bag_distance)} apart.",
        marks,
        x=Axis(
            low=0,
            high=bags + 2 * wide,
            ticks=[bags + 0.5 * wide, bags + 1.5 * wide, *ticks],
            tick_labels=["bag", "other", *result.tokens],
            grid=False,
        ),
        y=Axis(
            low=rows,
            high=0,
            ticks=[i + 0.5 for i in range(0, rows, every)],
            tick_labels=result.vocabulary[::every],
            grid=False,
        ),
        heading="One column a token, and the sum of the columns",
        aspect=min(max(0.1 * rows, 0.24), 0.8),
    )


def _map(values: Integers, left: float, right: float, top: int) -> Heatmap:
    texts = [[str(value) if value else "" for value in row] for row in values.tolist()]
    few = len(values) <= LABELED and values.size <= 400
    return Heatmap(
        values.astype(np.float64), x0=left, x1=right, palette="ink", low=0, high=top, texts=texts if few else ()
    )


def explain(params: Params, result: Result) -> str:
    if result.bag_distance is None:
        return "Neither text has a letter or a digit, so there is no word to encode."
    kind = "binary bags" if params.binary else "bags"
    same = result.tokens == tokenize(params.other, lowercase=params.lowercase)
    if result.bag_distance > 0:
        bags = f"the two {kind} are {number(result.bag_distance)} apart."
    elif same:
        bags = f"the two {kind} are equal, as the texts have the same words in the same order."
    else:
        bags = f"the two {kind} are equal although the texts are not."
    if result.distance is None:
        return f"There is only one word, so its one-hot vector is the number 1; {bags}"
    return f"Any two of the {result.words} words are √2 = {number(result.distance)} apart, whatever they mean; {bags}"


PRESETS = [
    Preset(
        "Close in meaning",
        {"text": "a cat sat here", "other": "one kitten was seated there"},
        "The texts mean almost the same and share no word: nothing in the vectors says that they are close.",
        failure=True,
    ),
    Preset(
        "Not lost",
        {"text": "not good but bad", "other": "not bad but good"},
        "The opposite statement has the very same bag: order carried the meaning.",
        failure=True,
    ),
    Preset(
        "Counts",
        {"text": "the more the merrier, the more the better", "other": "more is more"},
        "A bag of words counts: a word that comes four times has a 4.",
    ),
    Preset(
        "Case matters",
        {"text": "Apple sells an apple", "other": "apple sells an Apple", "lowercase": False},
        "Without lower case Apple and apple are two words, as far apart as any.",
    ),
]
NOTICE = [
    "Each column has a single 1: it names a word by its row, and says nothing else about it.",
    "The bag is the sum of the columns, so two texts of the same words have the same bag: order is forgotten.",
    "Most entries are zeros, and each new word of the vocabulary makes every vector longer by one.",
]
TRY = [
    "Change one word of the other text and see how far the bags move.",
    "Turn binary on: the count of a repeated word becomes 1.",
    "Write a word of another script; any letters and digits make words.",
]
