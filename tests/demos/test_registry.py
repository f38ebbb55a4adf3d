"""The registry: what entries may ask of a demo, and how they are told that they may not."""

from pathlib import Path

import pytest

import app.demos
from app.demos._registry import registry


def test_every_file_is_a_demo() -> None:
    files = {path.stem.replace("_", "-") for path in Path(app.demos.__path__[0]).glob("[!_]*.py")}
    assert set(registry().names()) == files


def test_a_number_in_prose_has_three_digits_unless_asked_otherwise() -> None:
    value = registry().value
    assert value("activation", {"function": "sigmoid", "x": 1}, "value") == "0.731"
    assert value("activation", {"function": "sigmoid", "x": 1}, "value", ".5f") == "0.73106"
    assert value("activation", {"function": "relu", "x": -1}, "slope") == "0"
    assert value("activation", {"function": "relu", "range": 10}, "x[0]") == "−10"


def test_a_record_of_a_list_is_reached_by_index_and_name() -> None:
    value = registry().value
    assert value("beam-search", {"beam": 1}, "tree[1].token") == "the"
    assert value("beam-search", {"beam": 1}, "tree[0].depth") == "0"


@pytest.mark.parametrize(
    ("name", "params", "field", "said"),
    [
        ("activations", {}, "value", "unknown demo 'activations'"),
        ("activation", {"function": "rele"}, "value", "one of relu"),
        ("activation", {"z": 1}, "value", "no parameter 'z'"),
        ("activation", {}, "values", "no result 'values'"),
        ("activation", {}, "y", "name one with an index"),
        ("activation", {}, "y[1000]", "out of range"),
    ],
)
def test_a_wrong_reference_is_refused_in_words(name: str, params: dict[str, object], field: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        registry().value(name, params, field)


def test_check_lists_every_problem() -> None:
    assert len(registry().check("activation", {"x": 99, "alpha": "high", "function": "tanh"})) == 2
    assert registry().check("activation", {"x": 1}) == []
