"""Pictures of digits."""

import numpy as np
import pytest

from app.numerics.digits import COLUMNS, ROWS, digits, noisy_digits


def test_the_ten_pictures_differ_and_hold_nothing_but_paper_and_ink() -> None:
    pictures = digits()
    assert pictures.shape == (10, ROWS * COLUMNS)
    assert len({tuple(picture) for picture in pictures}) == 10
    assert set(np.unique(pictures)) == {0.0, 1.0}


def test_no_picture_is_a_blend_of_the_others() -> None:
    # the ten centered pictures span nine directions: every code size up to nine loses something
    assert np.linalg.matrix_rank(digits() - digits().mean(axis=0)) == 9


def test_the_noise_has_the_asked_deviation_and_is_new_in_each_copy() -> None:
    noisy, clean = noisy_digits(200, 0.3, np.random.default_rng(0))
    assert (noisy - clean).std() == pytest.approx(0.3, rel=0.01)
    assert not (noisy[0] == noisy[1]).any()
