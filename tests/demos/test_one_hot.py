"""The one-hot demo: hand-worked values and invariants; the oracle is in tests/oracles/one_hot.py."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.demos.one_hot import PRESETS, Result, compute, tokenize

texts = st.text(st.sampled_from("abc ABß_,é7\u0301"), max_size=40)


def run(text: str, other: str = "", *, lowercase: bool = True, binary: bool = False) -> Result:
    return compute(text=text, other=other, lowercase=lowercase, binary=binary)


def test_three_words_worked_by_hand() -> None:
    result = run("to be, or to be", "be")
    assert result.vocabulary == ["be", "or", "to"]
    assert result.one_hot.tolist() == [[0, 0, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]]
    assert result.counts.tolist() == [2, 1, 2]
    assert result.bag_distance == pytest.approx(math.sqrt(1 + 1 + 4))


def test_a_binary_bag_says_only_whether_a_word_is_there() -> None:
    assert run("to be or to be", binary=True).counts.tolist() == [1, 1, 1]


@given(texts, texts)
def test_any_two_words_are_the_root_of_two_apart(text: str, other: str) -> None:
    result = run(text, other)
    rows = np.unique(result.one_hot, axis=0)
    for i, row in enumerate(rows):
        for second in rows[:i]:
            assert np.linalg.norm(row - second) == result.distance == pytest.approx(math.sqrt(2))


@given(st.permutations(["the", "dog", "bites", "the", "man", "7"]))
def test_a_bag_forgets_the_order(words: list[str]) -> None:
    assert run("the dog bites the man 7", " ".join(words)).bag_distance == 0


@given(texts)
def test_a_bag_holds_every_token_once(text: str) -> None:
    result = run(text)
    assert result.counts.sum() == len(result.tokens) == len(result.one_hot)


def test_lower_case_decides_whether_the_and_the_capitalized_the_are_one_word() -> None:
    assert run("The the").words == 1
    assert run("The the", lowercase=False).words == 2


def test_words_are_letters_and_digits_of_any_script() -> None:
    assert tokenize("Größe_2 n'est 東京 — 🙂!", lowercase=True) == ["größe", "2", "n", "est", "東京"]


def test_an_accent_written_apart_does_not_split_its_word() -> None:
    assert tokenize("cafe\u0301", lowercase=True) == ["caf\u00e9"]


def test_a_text_without_words_has_no_distances() -> None:
    result = run("— !", "")
    assert (result.words, result.tokens, result.zeros, result.distance, result.bag_distance) == (
        0,
        [],
        None,
        None,
        None,
    )
    assert set(result.notes) == {"zeros", "distance", "bag_distance"}


def test_one_word_has_no_other_to_be_apart_from() -> None:
    result = run("buffalo buffalo", "buffalo")
    assert (result.distance, result.bag_distance, result.zeros) == (None, 1.0, 0.0)
    assert set(result.notes) == {"distance"}


def test_texts_close_in_meaning_may_share_no_word() -> None:
    close = next(preset for preset in PRESETS if preset.name == "Close in meaning")
    result = run(**close.params)
    assert not (result.counts * result.other_counts).any()
