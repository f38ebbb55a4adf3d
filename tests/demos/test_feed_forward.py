"""The feed-forward demo: hand-worked values and invariants; the oracle is in tests/oracles/feed_forward.py."""

from typing import Any

import numpy as np

from app.demos.feed_forward import Params, Result, computation_order, compute, draw, explain, find_cycle
from app.figures.marks import Cells, Label, Segments


def network(**changes: Any) -> Result:
    return compute(**Params(**changes).model_dump())


def test_every_unit_follows_its_inputs() -> None:
    result = network()
    place = {unit: i for i, unit in enumerate(result.order)}
    assert all(place[a] < place[b] for a, b in result.edges)
    assert result.computable == result.units == 14


def test_one_edge_back_leaves_no_order() -> None:
    result = network(feedback=True)
    # units 0 to 2 are inputs, 3 to 7 hidden; the edge back enters unit 3
    assert result.order == [0, 1, 2, 4, 5, 6, 7]
    assert result.cycle == [3, 8, 12]
    assert np.isnan(result.activations[3]).all()
    assert "signal" in result.notes
    assert "7 of 14 units" in explain(Params(feedback=True), result)


def test_without_hidden_units_the_edge_back_enters_an_input() -> None:
    result = network(widths=(2, 2), feedback=True)
    assert result.cycle == [0, 2]
    assert result.order == [1]


def test_parameters_are_counted_by_hand() -> None:
    # 2·8 + 8 and 8·1 + 1
    assert network(widths=(2, 8, 1)).parameters == 33


def test_without_weights_only_the_bias_is_left() -> None:
    result = network(scale=0, bias=0.5)
    for layer in result.activations[1:]:
        np.testing.assert_allclose(layer, np.tanh(0.5))


def test_layers_are_matrix_products() -> None:
    result = network(widths=(3, 4, 2), bias=0.3)
    W = result.weights[:12].reshape(3, 4)
    V = result.weights[12:].reshape(4, 2)
    hidden = np.tanh(result.activations[0] @ W + 0.3)
    np.testing.assert_allclose(result.activations[1], hidden)
    np.testing.assert_allclose(result.activations[2], np.tanh(hidden @ V + 0.3))


def test_a_diamond_is_ordered_and_a_triangle_is_not() -> None:
    assert computation_order(4, [(0, 1), (0, 2), (1, 3), (2, 3)]) == [0, 1, 2, 3]
    assert computation_order(4, [(3, 1), (1, 0)]) == [2, 3, 1, 0]
    assert computation_order(3, [(0, 1), (1, 2), (2, 0)]) == []
    assert find_cycle([0, 1, 2], [(0, 1), (1, 2), (2, 0)]) == [0, 1, 2]
    assert find_cycle([], []) == []


def test_the_widest_network_runs() -> None:
    result = network(widths=(8,) * 6, scale=4, bias=2, activation="identity")
    assert result.connections == 320
    assert np.isfinite(result.signal).all()


def test_a_weight_of_zero_is_neither_positive_nor_negative() -> None:
    figure = draw(Params(scale=0), network(scale=0))[0]
    assert [mark.label for mark in figure.marks if isinstance(mark, Segments)] == ["weight 0"]
    figure = draw(Params(), network())[0]
    assert [mark.label for mark in figure.marks if isinstance(mark, Segments)] == ["positive weight", "negative weight"]


def test_a_dead_unit_has_the_color_of_nothing_and_its_signal_is_written() -> None:
    values: dict[str, Any] = {"widths": (1, 1, 1), "scale": 4, "bias": -2, "activation": "relu"}
    units, signal = draw(Params(**values), network(**values))
    cells = next(mark for mark in units.marks if isinstance(mark, Cells))
    assert (cells.series, cells.texts) == ([2, 0, 0], ["0.27", "0", "0"])
    assert [mark.text for mark in signal.marks if isinstance(mark, Label)] == ["0.27", "0", "0"]


def test_the_axis_of_the_signal_holds_the_largest() -> None:
    values: dict[str, Any] = {"widths": (8,) * 6, "scale": 4, "bias": 2, "activation": "identity"}
    largest = max(network(**values, seed=seed).signal.max() for seed in range(20))
    assert 1000 < largest < 10_000


def test_an_edge_back_is_foretold_without_being_drawn() -> None:
    without, with_it = (compute(**Params(feedback=feedback).model_dump()) for feedback in (False, True))
    assert without.blocked == with_it.blocked == with_it.units - with_it.computable == 7
    assert "would leave 7 of them without a place in any order" in explain(Params(), without)
