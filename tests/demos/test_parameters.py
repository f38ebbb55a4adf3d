"""Parameters as text: errors that name the field, and the nearest value for a page."""

from typing import Literal

import pytest

from app.demos._contract import DemoParams, choice, numbers, slider, switch, text
from app.demos._parameters import BadParams, nearest, parameters, parse, query


class Params(DemoParams):
    rate: float = slider(0.1, 0.0, 1.0, title="Rate", description="A rate.")
    steps: int = slider(10, 1, 100, title="Steps", description="Steps.", unit="steps", time=True)
    kind: Literal["deep", "shallow"] = choice("deep", title="Kind", description="A kind.")
    shuffle: bool = switch(True, title="Shuffle", description="Shuffle or not.")
    words: str = text("a b", low=1, high=10, title="Words", description="Words.")
    widths: tuple[int, ...] = numbers((2, 3), 1, 9, count=(1, 3), title="Widths", description="Widths.")


KNOWN = parameters(Params)


def problem(name: str, value: str) -> str:
    with pytest.raises(BadParams) as bad:
        parse(KNOWN, Params, [(name, value)])
    return bad.value.problems[0].message


def test_values_are_read_by_their_kind() -> None:
    pairs = [("rate", "1e-2"), ("steps", "7"), ("kind", "shallow"), ("shuffle", "false"), ("widths", "1,9")]
    params = parse(KNOWN, Params, pairs)
    assert params.model_dump() == {
        "rate": 0.01,
        "steps": 7,
        "kind": "shallow",
        "shuffle": False,
        "words": "a b",
        "widths": (1, 9),
    }


def test_each_error_names_field_range_and_value() -> None:
    assert problem("rate", "2") == "'rate' must be a number from 0 to 1. Got 2."
    assert problem("steps", "1.5") == "'steps' must be a whole number from 1 to 100. Got 1.5."
    assert problem("kind", "wide") == "'kind' must be one of deep, shallow. Got wide."
    assert problem("words", "") == "'words' must be a text of 1 to 10 printable characters. Got nothing."
    assert problem("widths", "1,2,3,4").startswith("'widths' must be 1 to 3 whole numbers from 1 to 9")
    assert problem("stepz", "1") == "There is no parameter 'stepz'. Did you mean 'steps'?"


def test_all_problems_are_told_together() -> None:
    with pytest.raises(BadParams) as bad:
        parse(KNOWN, Params, [("rate", "x"), ("steps", "0"), ("steps", "1"), ("other", "1")])
    assert {item.field for item in bad.value.problems} == {"rate", "steps", "other"}


def test_a_long_value_is_shown_cut() -> None:
    assert len(problem("rate", "9" * 100_000)) < 200


@pytest.mark.parametrize(
    ("name", "written", "mended"),
    [
        ("rate", "7", 1.0),
        ("rate", "-inf", 0.0),
        ("rate", "nan", 0.1),
        ("steps", "12.6", 13),
        ("kind", "Shalow", "shallow"),
        ("shuffle", "on", True),
        ("words", "far too long for this", "far too lo"),
        ("widths", "0,4,99,2", (1, 4, 9)),
        ("widths", "", (2, 3)),
    ],
)
def test_a_bad_value_becomes_the_nearest_valid_one(name: str, written: str, mended: object) -> None:
    params, problems = nearest(KNOWN, Params, [(name, written)])
    assert getattr(params, name) == mended
    assert [item.field for item in problems] == [name]


@pytest.mark.parametrize("written", ["nan", "", "many"])
def test_where_nothing_is_near_the_value_of_the_entry_stands(written: str) -> None:
    params, _ = nearest(KNOWN, Params, [("rate", written), ("steps", written)], {"rate": 0.7, "steps": 9})
    assert (params.rate, params.steps) == (0.7, 9)  # type: ignore[attr-defined]


def test_a_query_holds_only_what_differs_in_the_order_of_the_fields() -> None:
    params = Params(words="é &", steps=3, rate=0.5)
    assert query(KNOWN, params) == "rate=0.5&steps=3&words=%C3%A9%20%26"
    assert query(KNOWN, params, {"steps": 3, "rate": 0.5}) == "words=%C3%A9%20%26"
    assert query(KNOWN, Params()) == ""


def test_a_default_written_out_gives_the_same_parameters() -> None:
    assert parse(KNOWN, Params, [("rate", "0.10")]) == Params()
