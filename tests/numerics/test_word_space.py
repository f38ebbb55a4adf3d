"""Word vectors as points: cosines, ranks with ties, and principal axes."""

import numpy as np
import pytest

from app.numerics.word_space import cosine_similarity, nearest_words, principal_axes


def test_cosines_worked_by_hand() -> None:
    rows = np.array([[3.0, 0.0], [1.0, 1.0], [0.0, 2.0], [-5.0, 0.0]])
    assert cosine_similarity(rows, np.array([2.0, 0.0])).tolist() == pytest.approx([1, 0.5**0.5, 0, -1])


def test_zero_has_no_direction() -> None:
    rows = np.array([[0.0, 0.0], [1.0, 0.0]])
    assert np.isnan(cosine_similarity(rows, np.array([1.0, 0.0]))).tolist() == [True, False]
    assert np.isnan(cosine_similarity(rows, np.zeros(2))).all()


def test_tiny_vectors_keep_their_direction() -> None:
    assert cosine_similarity(np.array([[1e-200, 1e-200]]), np.array([1e-170, 0.0])) == pytest.approx(0.5**0.5)


def test_a_cosine_is_never_above_one() -> None:
    rows = np.random.default_rng(0).standard_normal((200, 7))
    for row in rows[:50]:
        assert cosine_similarity(rows, row).max() <= 1.0


def test_ties_are_alphabetical_and_the_word_itself_is_left_out() -> None:
    distances = np.array([0.0, 0.5 + 1e-12, 0.5, 0.2])
    assert nearest_words(distances, ["me", "ant", "bee", "zebra"], "me", 3) == [3, 1, 2]


def test_the_first_axis_is_that_of_largest_variance() -> None:
    points = np.array([[-2.0, 2.0], [2.0, -2.0], [0.1, 0.1], [-0.1, -0.1]])
    first, second = principal_axes(points)
    assert abs(first @ [1, -1]) == pytest.approx(2**0.5)
    assert first @ second == pytest.approx(0)
    assert first[0] > 0  # equal sizes: the first component is the positive one
