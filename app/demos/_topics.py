"""Words of the corpus as dots: each topic has its own color and shape."""

from collections.abc import Sequence

from app.figures.marks import Dots, Shape
from app.numerics.corpus import TOPICS, Array

_LOOKS: tuple[tuple[Shape, int], ...] = (("circle", 3), ("triangle", 2), ("square", 1), ("diamond", 4))


def topic_dots(words: Sequence[str], points: Array) -> list[Dots]:
    """Give the words of each topic as one mark; ``points`` has shape (words, 2)."""
    marks = []
    for (topic, members), (shape, series) in zip(TOPICS.items(), _LOOKS, strict=True):
        x, y = points[[words.index(word) for word in members]].T
        marks.append(Dots(x, y, series=series, shape=shape, label=topic))
    return marks
