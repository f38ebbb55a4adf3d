"""The embedding demo: hand-worked values and invariants; the oracle is in tests/oracles/embedding.py."""

from typing import Any

import numpy as np
import pytest

from app.demos.embedding import Params, Result, compute, draw, embed, explain, positive_information
from app.figures.marks import Arrow, Bars
from app.numerics.corpus import WORDS, cooccurrence, topic_of


def run(**changed: Any) -> Result:
    usual = {"word": "cat", "neighbours": 5, "metric": "cosine", "length": 1.0, "dimensions": 8, "window": 1}
    return compute(**{**usual, **changed})


def test_information_worked_by_hand() -> None:
    # of four pairs two join the first word with the second: p = 1/4 each way, and each word has p = 1/2, 1/4, 1/4
    counts = np.array([[0.0, 1.0, 1.0], [1.0, 0.0, 0.0], [1.0, 0.0, 0.0]])
    log2 = np.log(2)
    np.testing.assert_allclose(positive_information(counts), [[0, log2, log2], [log2, 0, 0], [log2, 0, 0]])


def test_words_used_alike_point_the_same_way() -> None:
    assert run().nearest[:3] == ["dog", "mouse", "horse"]
    assert set(run(word="queen").nearest[:2]) == {"king", "prince"}
    assert set(run(word="london").nearest[:3]) == {"rome", "city", "paris"}
    assert run(word="eats").nearest[0] == "cooks"


def test_the_wide_window_finds_the_topic() -> None:
    for word in ("cat", "bread", "queen"):
        assert run(word=word, window=4).same_topic == 1.0
        assert {topic_of(other) for other in run(word=word, window=4).nearest} == {topic_of(word)}


def test_cosine_does_not_see_the_length() -> None:
    short, full = run(length=0.05), run(length=1.5)
    assert short.nearest == full.nearest
    np.testing.assert_allclose(short.similarity, full.similarity)
    assert run(metric="euclidean", length=0.1).nearest != run(metric="euclidean").nearest


def test_a_zero_vector_has_no_cosine_and_its_ties_are_alphabetical() -> None:
    result = run(length=0.0, neighbours=4)
    assert np.isnan(result.similarity).all()
    assert result.top_similarity is None
    assert result.nearest == sorted(set(WORDS) - {"cat"})[:4]
    assert set(result.notes) == {"similarity", "top_similarity"}


def test_a_zero_vector_still_has_distances() -> None:
    result = run(length=0.0, metric="euclidean")
    assert (np.diff(result.distance) >= 0).all()
    assert result.distance[0] == pytest.approx(np.linalg.norm(result.vectors, axis=1)[np.array(WORDS) != "cat"].min())


def test_angle_and_length_are_drawn_without_loss() -> None:
    result = run(length=0.7)
    np.testing.assert_allclose(np.hypot(result.along, result.across), np.linalg.norm(result.vectors, axis=1))
    i, j = WORDS.index("cat"), WORDS.index(result.nearest[2])
    apart = np.hypot(result.along[j] - result.along[i], result.across[j])
    assert result.distance[2] == pytest.approx(apart)


def test_a_typical_vector_has_length_one() -> None:
    vectors = embed(cooccurrence(2), 5)
    assert (vectors**2).sum(axis=1).mean() == pytest.approx(1.0)
    np.testing.assert_allclose(vectors.mean(axis=0), 0, atol=1e-12)


def test_no_two_singular_values_are_equal() -> None:
    """Vectors of equal singular values would be the library's choice, and the numbers would differ between machines."""
    for window in range(1, 5):
        sizes = np.linalg.svd(positive_information(cooccurrence(window)), compute_uv=False)
        assert np.diff(sizes[:13]).max() < -1e-3


def test_a_word_without_direction_has_no_arrows_to_others() -> None:
    figure = draw(Params(length=0), run(length=0))[0]
    # its own arrow has length 0
    assert sum(isinstance(mark, Arrow) for mark in figure.marks) == 1
    assert "no word is the nearest" in figure.title


def test_bars_of_another_topic_are_named_and_fainter() -> None:
    bars = [mark for mark in draw(Params(word="eats"), run(word="eats"))[1].marks if isinstance(mark, Bars)]
    assert [bar.label for bar in bars] == ["same topic", "another topic"]
    assert bars[0].opacity > bars[1].opacity
    assert bars[1].texts == ["0.0295"]


def test_all_and_none_are_said_as_words() -> None:
    assert "all 5 nearest words have its topic" in explain(Params(), run())
    alone: dict[str, Any] = {"word": "crown", "neighbours": 2, "metric": "euclidean", "length": 0, "window": 4}
    alone["dimensions"] = 12
    assert "none of the 2 nearest words have its topic" in explain(Params(**alone), run(**alone))
