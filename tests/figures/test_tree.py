"""Rows of a tree: leaves one below the other, every other node in the middle of its children."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.figures.tree import rows

trees = st.lists(st.integers(0, 30), max_size=30).map(
    lambda drawn: [-1, *(parent % node for node, parent in enumerate(drawn, 1))]
)


def test_a_lonely_root_has_the_first_row() -> None:
    assert rows([-1]) == [0]


def test_a_chain_stays_in_one_row() -> None:
    assert rows([-1, 0, 1, 2]) == [0, 0, 0, 0]


@given(trees)
def test_leaves_fill_the_rows_and_parents_stand_amid_their_children(parents: list[int]) -> None:
    places = rows(parents)
    leaves = sorted(set(range(len(parents))) - set(parents))
    assert sorted(places[leaf] for leaf in leaves) == list(range(len(leaves)))
    for node in set(parents[1:]):
        children = [places[child] for child, parent in enumerate(parents) if parent == node and child]
        np.testing.assert_allclose(places[node], np.mean(children))
