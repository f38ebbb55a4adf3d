"""A corpus small enough to read whole: forty sentences about animals, food, cities and royalty."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

# the words that are kept, by topic: what is learned from the sentences is not told the topics
TOPICS = {
    "animals": ("cat", "dog", "mouse", "horse", "chases", "runs", "sleeps", "garden"),
    "food": ("bread", "cheese", "rice", "soup", "eats", "cooks", "kitchen"),
    "cities": ("london", "paris", "rome", "city", "river", "train", "museum"),
    "royalty": ("king", "queen", "prince", "crown", "throne", "rules", "castle"),
}
WORDS = tuple(word for words in TOPICS.values() for word in words)  # the vocabulary: place 0 is cat, 28 is castle
# the same words as a type, for a parameter that is one of them
Word = Literal[
    "cat", "dog", "mouse", "horse", "chases", "runs", "sleeps", "garden",
    "bread", "cheese", "rice", "soup", "eats", "cooks", "kitchen",
    "london", "paris", "rome", "city", "river", "train", "museum",
    "king", "queen", "prince", "crown", "throne", "rules", "castle",
]  # fmt: skip

SENTENCES = (
    "The dog chases the cat in the garden.",
    "The cat chases the mouse in the garden.",
    "The dog chases a mouse and the cat sleeps.",
    "The horse runs in the garden with the dog.",
    "The cat runs from the dog.",
    "The mouse runs from the cat.",
    "The dog sleeps in the garden.",
    "The horse sleeps and the mouse runs.",
    "The horse runs while the cat sleeps.",
    "The mouse sleeps and the dog runs.",
    "She cooks soup and eats bread.",
    "He eats bread with cheese.",
    "She cooks rice in the kitchen.",
    "He cooks soup in the kitchen.",
    "He eats rice with soup.",
    "She eats cheese and bread.",
    "She eats soup with cheese in the kitchen.",
    "He cooks rice with cheese.",
    "He eats bread in the kitchen and cooks soup.",
    "The mouse eats cheese in the kitchen.",
    "London is a city on a river.",
    "Paris is a city on a river.",
    "Rome is a city on a river.",
    "The train goes from London to Paris.",
    "The train goes from Paris to Rome.",
    "A train to London crosses the river.",
    "The museum is in the city, beside the river.",
    "He sees a museum in Paris, she one in London.",
    "The train to Rome stops at the museum.",
    "From the city a train goes to Paris.",
    "The king wears a crown and sits on the throne.",
    "The queen wears a crown and sits on the throne.",
    "The king rules from the castle.",
    "The queen rules from the castle.",
    "The prince lives in the castle with the queen.",
    "The king and the queen wait for the prince.",
    "The prince wants the crown and the throne.",
    "The king of the castle has a horse.",
    "The queen rules the city.",
    "The prince rules as king.",
)


def kept_words() -> list[list[int]]:
    """Give each sentence as positions in ``WORDS``; all other words ("the", "in") are left out.

    >>> [WORDS[i] for i in kept_words()[0]]
    ['dog', 'chases', 'cat', 'garden']
    """
    place = {word: i for i, word in enumerate(WORDS)}
    sentences = [sentence.lower().replace(",", "").rstrip(".").split() for sentence in SENTENCES]
    return [[place[word] for word in sentence if word in place] for sentence in sentences]


def neighbours_within(window: int) -> list[tuple[int, int, int]]:
    """List every pair of words at most ``window`` apart in a sentence, in both directions.

    Args:
        window: how many kept words on each side count as context, at least 1.

    Returns:
        Triples of a word, a word of its context (both positions in ``WORDS``) and the distance, from 1 to ``window``.

    >>> [(WORDS[word], WORDS[context], apart) for word, context, apart in neighbours_within(1)[:3]]
    [('dog', 'chases', 1), ('chases', 'dog', 1), ('chases', 'cat', 1)]
    """
    return [
        (sentence[i], sentence[j], abs(i - j))
        for sentence in kept_words()
        for i in range(len(sentence))
        for j in range(max(i - window, 0), min(i + window + 1, len(sentence)))
        if i != j
    ]


def cooccurrence(window: int, *, harmonic: bool = False) -> Array:
    """Count how often two words stand at most ``window`` apart.

    Args:
        window: how many kept words on each side count as context, at least 1.
        harmonic: a pair that stands d words apart counts 1/d instead of 1, as in GloVe.

    Returns:
        A symmetric matrix of shape (words, words), in the order of ``WORDS``.

    References:
        Pennington, Socher and Manning, 2014 (doi:10.3115/v1/D14-1162), section 4.2, for the weight 1/d.

    >>> counts = cooccurrence(1)
    >>> float(counts[WORDS.index("king"), WORDS.index("crown")])
    1.0
    """
    counts = np.zeros((len(WORDS), len(WORDS)))
    for word, context, apart in neighbours_within(window):
        counts[word, context] += 1 / apart if harmonic else 1.0
    return counts


def topic_of(word: str) -> str:
    """Name the topic of a word; nothing that learns from the corpus is ever told.

    >>> topic_of("queen")
    'royalty'
    """
    return next(topic for topic, words in TOPICS.items() if word in words)


def share_of_own_topic(neighbors: Sequence[Sequence[int]]) -> float:
    """Share of the neighbors of all words that have the topic of their word.

    Args:
        neighbors: for each word of ``WORDS`` the positions of as many others.

    >>> share_of_own_topic([[0, 28]] * len(WORDS))  # cat is right for 8 words, castle for 7, of 29
    0.25862068965517243
    """
    topics = np.array([topic_of(word) for word in WORDS])
    return float(np.mean(topics[np.array(neighbors)] == topics[:, None]))
