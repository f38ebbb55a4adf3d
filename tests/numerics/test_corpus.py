"""The corpus: every word is used, in the order of its topic, and counts are those of a hand count."""

from collections import Counter
from itertools import pairwise
from typing import get_args

import numpy as np
import pytest

from app.numerics.corpus import SENTENCES, TOPICS, WORDS, Word, cooccurrence, kept_words, neighbours_within, topic_of


def test_there_are_forty_sentences_about_four_topics() -> None:
    assert len(SENTENCES) == len(set(SENTENCES)) == 40
    assert len(WORDS) == len(set(WORDS)) == 29
    assert len(TOPICS) == 4


def test_the_type_names_the_same_words() -> None:
    assert get_args(Word) == WORDS


def test_every_word_occurs_at_least_three_times() -> None:
    assert min(Counter(word for sentence in kept_words() for word in sentence).values()) >= 3


def test_every_sentence_keeps_two_words() -> None:
    assert min(map(len, kept_words())) >= 2


def test_king_and_queen_meet_once_side_by_side() -> None:
    # "The king and the queen wait for the prince." keeps king, queen, prince
    king, queen = WORDS.index("king"), WORDS.index("queen")
    assert cooccurrence(1)[king, queen] == 1.0


@pytest.mark.parametrize("window", [1, 2, 3, 4])
def test_company_is_mutual(window: int) -> None:
    for harmonic in (False, True):
        counts = cooccurrence(window, harmonic=harmonic)
        np.testing.assert_array_equal(counts, counts.T)


def test_a_wider_window_never_counts_less() -> None:
    for narrow, wide in pairwise([cooccurrence(window) for window in range(1, 6)]):
        assert (wide >= narrow).all()


def test_a_pair_two_apart_counts_half() -> None:
    assert {apart for _, _, apart in neighbours_within(3)} == {1, 2, 3}
    total = sum(1 / apart for _, _, apart in neighbours_within(2))
    assert cooccurrence(2, harmonic=True).sum() == pytest.approx(total)


def test_topics_name_their_words() -> None:
    assert topic_of("paris") == "cities"
