"""Word2vec learns vectors that tell a word's real company from random words; words used alike end up alike."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.demos._contract import DemoParams, Preset, choice, out, slider
from app.demos._topics import topic_dots
from app.figures.figure import Axis, Figure
from app.figures.marks import Bars, Dots, Line, Mark, Rule
from app.numerics.corpus import TOPICS, WORDS, Word, share_of_own_topic, topic_of
from app.numerics.negative_sampling import noise_distribution, train
from app.numerics.notation import count, number, percent
from app.numerics.word_space import Array, cosine_similarity, nearest_to_each, principal_axes

TITLE = "How do words find their places?"

EPOCHS = 60  # longest training
NEAREST = 5  # neighbors that are listed, and counted for the share of the same topic


class Params(DemoParams):
    word: Word = choice("king", title="Word", description="The word whose neighbors are listed.")
    architecture: Literal["skip-gram", "cbow"] = choice(
        "skip-gram",
        title="Architecture",
        description="Skip-gram predicts the context from the word, CBOW the word from the context.",
        labels={"skip-gram": "skip-gram", "cbow": "CBOW"},
    )
    window: int = slider(
        1, 1, 4, title="Window", description="How many words on each side are the context.", unit="words"
    )
    negatives: int = slider(
        5, 1, 8, title="Negatives", description="Random words drawn against each real one.", unit="words"
    )
    epoch: int = slider(
        50, 0, EPOCHS, title="Epoch", description="Passes over all pairs, one update each.", unit="epochs", time=True
    )
    dimensions: int = slider(
        8, 2, 16, title="Dimensions", description="How many numbers each word gets.", unit="numbers", more=True
    )
    learning_rate: float = slider(
        0.025,
        0.001,
        0.04,
        title="Learning rate",
        description="Step size; gradients are summed over the pairs.",
        log=True,
        more=True,
    )
    seed: int = slider(0, 0, 99, title="Seed", description="Draws the first vectors and the negatives.", more=True)


@dataclass(frozen=True)
class Result:
    words: list[str] = out("Words", "the vocabulary, topic by topic", shape="(29,)")
    vectors: Array = out("Vectors", "the input vector of each word after training", shape="(29, dimensions)")
    points: Array = out("Points", "the vectors in the plane of largest variance after 60 epochs", shape="(29, 2)")
    paths: Array = out("Paths", "the way there, in the same plane", shape="(29, snapshots, 2)")
    reach: float = out("Reach", "largest coordinate that any word has in any of the 60 epochs")
    loss: Array = out("Loss", "per example, before each update", shape="(epoch + 1,)", unit="nats")
    noise: Array = out("Noise distribution", "chance of each word to be drawn as a negative", shape="(29,)")
    frequency: Array = out("Frequency", "share of each word in the corpus", shape="(29,)")
    nearest: list[str] = out("Nearest words", "by cosine, nearest first", shape="(5,)")
    similarity: Array = out("Cosine similarity", "of the word to each nearest word", shape="(5,)")
    top: str = out("Nearest word", "the first of the nearest words", readout=True)
    examples: int = out("Examples", "positive examples: pairs, or for CBOW positions in the text", readout=True)
    start_loss: float = out("Loss before", "per example, when nothing is learned", unit="nats", readout=True)
    final_loss: float = out("Loss after", "per example, after the last epoch", unit="nats", readout=True)
    same_topic: float = out(
        "Same topic", "share of the five nearest words of each word that have its topic", readout=True
    )


def compute(
    *,
    word: str,
    architecture: str,
    window: int,
    negatives: int,
    epoch: int,
    dimensions: int,
    learning_rate: float,
    seed: int,
) -> Result:
    """Train word vectors by telling real company from random words (Mikolov et al., 2013, arXiv:1310.4546)."""
    history, losses, examples = train(window, architecture, negatives, EPOCHS, dimensions, learning_rate, seed)
    vectors, loss = history[epoch], losses[: epoch + 1]
    # one plane for the whole training, that of its end: words then move, not the view
    axes = principal_axes(history[-1] - history[-1].mean(axis=0))
    every = np.array(history)
    ways = (every - every.mean(axis=1, keepdims=True)) @ axes.T
    # at most twelve steps of the way are kept
    paths = ways[np.unique(np.linspace(0, epoch, 13).round().astype(int))]

    cosines = cosine_similarity(vectors, vectors)
    ranks = nearest_to_each(-cosines, WORDS, NEAREST)
    own = WORDS.index(word)
    frequency, noise = noise_distribution()
    return Result(
        words=list(WORDS),
        vectors=vectors,
        points=paths[-1],
        paths=paths.transpose(1, 0, 2),
        reach=float(np.abs(ways).max()),
        loss=loss,
        noise=noise,
        frequency=frequency,
        nearest=[WORDS[i] for i in ranks[own]],
        similarity=cosines[own][ranks[own]],
        top=WORDS[ranks[own][0]],
        examples=examples,
        start_loss=float(loss[0]),
        final_loss=float(loss[-1]),
        same_topic=share_of_own_topic(ranks),
    )


def draw(params: Params, result: Result) -> list[Figure]:
    return [_places(params, result), _losses(params, result), _ranking(params, result)]


def _places(params: Params, result: Result) -> Figure:
    dots = topic_dots(result.words, result.points)
    roles = {word: mark.series for mark, words in zip(dots, TOPICS.values(), strict=True) for word in words}
    marks: list[Mark] = []
    if params.epoch:
        for word, way in zip(result.words, result.paths, strict=True):
            marks.append(Line(way[:, 0], way[:, 1], roles[word], width=1.2, opacity=0.45))  # type: ignore[arg-type]
    marks += dots
    shown = [result.words.index(word) for word in (params.word, *result.nearest)]
    x, y = result.points[shown].T
    marks.append(Dots(x[:1], y[:1], series=5, shape="ring", size=6.5))
    marks.append(Dots(x, y, series=5, size=2.2, labels=[result.words[i] for i in shown]))
    # that of the whole training, so that the axes stand still while it is played
    reach = max(2.0, float(np.ceil(1.05 * result.reach)))
    return Figure(
        f"All {len(result.words)} words after {count(params.epoch, 'epoch')}, with the way each took; nearest to "
        f"{params.word}: {', '.join(result.nearest)}.",
        marks,
        x=Axis("first principal component of the end", low=-reach, high=reach),
        y=Axis("second", low=-reach, high=reach),
        heading="Where words go",
        span=0.54,
        equal=True,
        cover=True,
    )


def _losses(params: Params, result: Result) -> Figure:
    epochs = np.arange(len(result.loss), dtype=np.float64)
    start = result.start_loss
    return Figure(
        f"Loss for each example over the epochs: {number(start)} nats at first, {number(result.final_loss)} after "
        f"{count(params.epoch, 'epoch')}.",
        [
            Rule(y=start, label=f"{params.negatives + 1} ln 2: a coin toss"),
            Line(epochs, result.loss, series=1),
            Dots(epochs[-1:], result.loss[-1:], series=1, size=4.5),
        ],
        x=Axis("epoch", low=0, high=EPOCHS),
        y=Axis("loss in nats", low=0, high=1.12 * start),
        heading="Loss for each example",
        span=0.46,
        aspect=0.9,
    )


def _ranking(params: Params, result: Result) -> Figure:
    same = [1 if topic_of(word) == topic_of(params.word) else 0 for word in result.nearest]
    texts = [number(float(value), 2) for value in result.similarity]
    return Figure(
        f"Nearest to {params.word}: "
        + ", ".join(f"{word} {text}" for word, text in zip(result.nearest, texts, strict=True))
        + ".",
        [Bars(list(range(len(same))), result.similarity, series=same, horizontal=True, texts=texts)],
        x=Axis("cosine similarity", low=0, high=1.1, ticks=[0, 0.25, 0.5, 0.75, 1]),
        y=Axis(categories=result.nearest, low=len(same) - 0.5, high=-0.5),
        heading=f"Nearest to {params.word}",
        aspect=0.22,
    )


def explain(params: Params, result: Result) -> str:
    share = percent(result.same_topic, 2)
    if params.epoch == 0:
        return (
            f"Before training each example costs {params.negatives + 1} ln 2 = {number(result.start_loss)} nats, "
            f"as by tossing a coin; {share} of all nearest words have the topic of their word by chance."
        )
    before, after = number(result.start_loss), number(result.final_loss)
    verb = "fell from" if result.final_loss < result.start_loss else "rose from"
    way = f"stayed at {after}" if before == after else f"{verb} {before} to {after}"
    return (
        f"In {count(params.epoch, 'epoch')} over {count(result.examples, 'example')} the loss {way} nats; nearest to "
        f"{params.word} is now {result.top}, and {share} of all nearest words have the topic of their word."
    )


PRESETS = [
    Preset("Before training", {"epoch": 0}, "The first vectors are random, and so are the neighbors.", failure=True),
    Preset(
        "CBOW",
        {"architecture": "cbow", "epoch": 60},
        "CBOW has one example for each position, fewer than the pairs of skip-gram, and learns more slowly here.",
    ),
    Preset(
        "Wide window",
        {"window": 4, "word": "cat", "epoch": 60},
        "With whole sentences as context garden comes nearer to cat than dog: the topic counts, not the kind of word.",
    ),
    Preset(
        "Two dimensions",
        {"dimensions": 2, "epoch": 60},
        "Two numbers are too few to keep four topics apart: some neighbors are wrong.",
        failure=True,
    ),
    Preset(
        "Too slow",
        {"learning_rate": 0.002, "epoch": 60},
        "Less than a tenth of the learning rate leaves the words near where chance put them.",
        failure=True,
    ),
]
NOTICE = [
    "The four topics part without anyone naming them: the only teacher is which words stand together.",
    "The loss starts at the price of a coin toss, once for the real word and once for each negative.",
    "Each epoch draws new negatives, which makes the loss uneven.",
]
TRY = [
    "Play the training from epoch 0 and watch the words leave the middle.",
    "Set negatives to 1: the loss starts lower, and the topics part more slowly.",
    "Change the seed under More: the map turns, the neighbors hardly change.",
]
