"""Recurrent matrices have the spectrum they promise, and the states follow the recurrence."""

import numpy as np
import pytest

from app.numerics.recurrence import orthogonal_matrix, recurrent_matrix, unroll


@pytest.mark.parametrize("kind", ["orthogonal", "gaussian", "non-normal"])
@pytest.mark.parametrize("units", [2, 5, 64])
def test_the_largest_eigenvalue_is_the_radius(kind: str, units: int) -> None:
    W = recurrent_matrix(kind, 0.7, units, np.random.default_rng(3))
    # a defective eigenvalue is only known to the square root of the precision
    assert np.abs(np.linalg.eigvals(W)).max() == pytest.approx(0.7, abs=1e-6)


def test_an_orthogonal_matrix_has_equal_singular_values() -> None:
    W = recurrent_matrix("orthogonal", 0.7, 16, np.random.default_rng(0))
    np.testing.assert_allclose(np.linalg.svd(W, compute_uv=False), 0.7, rtol=1e-12)


def test_a_non_normal_block_stretches_far_beyond_its_eigenvalues() -> None:
    W = recurrent_matrix("non-normal", 0.5, 2, np.random.default_rng(0))
    # singular values s of [[a, 5], [0, a]]: the product is a², the sum of squares 2a² + 25
    largest = np.linalg.norm(W, 2)
    assert largest**2 + (0.25 / largest) ** 2 == pytest.approx(25.5)


def test_an_odd_unit_stands_alone() -> None:
    W = recurrent_matrix("non-normal", 0.5, 3, np.random.default_rng(0))
    assert W.tolist() == [[0.5, 5.0, 0.0], [0.0, 0.5, 0.0], [0.0, 0.0, 0.5]]


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(ValueError, match="'diagonal'"):
        recurrent_matrix("diagonal", 0.5, 2, np.random.default_rng(0))


def test_rotations_come_in_both_orientations() -> None:
    signs = {round(np.linalg.det(orthogonal_matrix(3, np.random.default_rng(seed)))) for seed in range(20)}
    assert signs == {-1, 1}


def test_states_by_hand() -> None:
    states, slopes = unroll(np.array([[2.0]]), np.array([[1.0], [-3.0], [1.0]]), "relu")
    assert states.ravel().tolist() == [0.0, 1.0, 0.0, 1.0]
    assert slopes.ravel().tolist() == [1.0, 0.0, 1.0]
