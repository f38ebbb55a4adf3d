"""A run as data: what has no place in JSON or a spreadsheet becomes null, an empty cell, or plain text."""

from dataclasses import dataclass

import numpy as np

from app.demos._wire import _cell, columns, plain


@dataclass(frozen=True)
class Node:
    name: str
    value: float


def test_what_is_not_finite_becomes_null() -> None:
    assert plain({"a": np.array([1.0, np.nan, np.inf]), "b": -np.inf}) == {"a": [1.0, None, None], "b": None}


def test_integers_stay_integers() -> None:
    assert isinstance(plain(np.int64(3)), int)
    assert plain(np.array([1, 2])) == [1, 2]


def test_records_and_matrices_become_columns() -> None:
    values = plain({"nodes": (Node("x", 1.0), Node("y", 2.0)), "m": np.array([[1, 2], [3, 4]]), "one": 5})
    assert columns(values) == {
        "nodes.name": ["x", "y"],
        "nodes.value": [1.0, 2.0],
        "m[0]": [1, 3],
        "m[1]": [2, 4],
        "one": [5],
    }


def test_a_text_cannot_run_as_a_formula() -> None:
    assert _cell("=1+1") == "'=1+1"
    assert _cell(-1.5) == "-1.5"
    assert _cell(None) == ""
