"""A tree that grows to the right: which row each node stands in."""

from collections.abc import Sequence


def rows(parents: Sequence[int]) -> list[float]:
    """Give a row to every leaf, from 0 down in the order of the branches, and the middle of its children to every node.

    Args:
        parents: for each node the place of its parent, which comes before it; anything for node 0, the root.

    >>> rows([-1, 0, 0, 1, 1])
    [1.25, 0.5, 2.0, 0.0, 1.0]
    """
    children: list[list[int]] = [[] for _ in parents]
    for node, parent in enumerate(parents[1:], 1):
        children[parent].append(node)
    places = [0.0] * len(parents)
    free = 0

    def place(node: int) -> float:
        nonlocal free
        if children[node]:
            places[node] = sum(map(place, children[node])) / len(children[node])
        else:
            places[node], free = float(free), free + 1
        return places[node]

    place(0)
    return places
