"""A parameter becomes the control that fits it, with every number a template needs already worked out."""

import itertools
import math
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.demos._contract import DemoParams, choice, numbers, slider, switch, text
from app.demos._parameters import FieldProblem, Parameter, nearest, parameters
from app.rendering.controls import Control, controls, positions


class Params(DemoParams):
    rate: float = slider(0.1, 0.001, 10, title="Rate", description="How far.", log=True)
    steps: int = slider(20, 1, 200, title="Steps", description="How many.", unit="steps", time=True)
    shift: float = slider(-0.5, -2, 2, title="Shift", description="Where.")
    shuffle: bool = switch(default=True, title="Shuffle", description="Whether.")
    kind: Literal["a", "b", "c"] = choice("a", title="Kind", description="Which.", labels={"a": "First"})
    many: Literal["a", "b", "c", "d", "e"] = choice("a", title="Many", description="Which.", more=True)
    word: str = text("net", low=1, high=20, title="Word", description="What.")
    widths: tuple[int, ...] = numbers([2, 3], 1, 9, count=(1, 4), title="Widths", description="Sizes.", unit="units")


KNOWN = parameters(Params)


def control(name: str, **changed: object) -> Control:
    return next(made for made in controls(KNOWN, Params(**changed)) if made.name == name)


def test_each_kind_gets_the_look_that_fits() -> None:
    looks = {made.name: made.look for made in controls(KNOWN, Params())}
    assert looks == {
        "rate": "range",
        "steps": "range",
        "shift": "range",
        "shuffle": "segments",
        "kind": "segments",
        "many": "select",
        "word": "text",
        "widths": "text",
    }


def test_values_stand_as_in_an_address_and_are_said_with_their_unit() -> None:
    assert control("steps").value == "20"
    assert control("steps").shown == "20 steps"
    assert control("shift").value == "-0.5"
    assert control("shift").shown == "−0.5"
    assert control("widths").value == "2,3"


def test_the_value_before_any_turn_is_the_entrys_over_the_defaults() -> None:
    made = {one.name: one for one in controls(KNOWN, Params(steps=7), {"steps": 50, "rate": 1})}
    assert (made["steps"].value, made["steps"].usual) == ("7", "50")
    assert made["rate"].usual == "1"
    assert made["shift"].usual == "-0.5"


def test_a_switch_offers_both_of_its_values() -> None:
    assert [(option.value, option.chosen) for option in control("shuffle").options] == [
        ("true", True),
        ("false", False),
    ]
    assert [option.chosen for option in control("shuffle", shuffle=False).options] == [False, True]


def test_choices_show_their_labels() -> None:
    assert [option.label for option in control("kind").options] == ["First", "b", "c"]


def test_a_problem_stands_with_its_field() -> None:
    problem = FieldProblem("steps", "'steps' must be a whole number from 1 to 200. Got 900.", "", "900")
    made = {one.name: one.problem for one in controls(KNOWN, Params(), problems=[problem])}
    assert made["steps"] == problem.message
    assert made["rate"] == ""


@pytest.mark.parametrize(
    ("low", "high", "step"), [(0, 1, "0.01"), (-2, 2, "0.02"), (0, 10, "0.1"), (0.05, 10, "0.05"), (0, 3000, "20")]
)
def test_a_slider_without_a_step_gets_a_round_one_of_about_a_hundred_positions(
    low: float, high: float, step: str
) -> None:
    bounded = Parameter("p", "number", low, "P", "", low=low, high=high)
    (made,) = controls([bounded], type("Values", (), {"p": low})())
    assert made.step == step
    assert 50 <= (high - low) / float(step) <= 250


def test_a_logarithmic_slider_runs_over_places_whose_ratios_are_even() -> None:
    made = control("rate").slider
    assert made is not None
    values = [float(value) for value in made.values.split(",")]
    assert values[0] == 0.001
    assert values[-1] == 10
    assert values == sorted(set(values))
    assert (made.low, made.high, made.step) == ("0", str(len(values) - 1), "1")
    assert values[int(made.value)] == 0.1
    ratios = [math.log(after / before) for before, after in itertools.pairwise(values)]
    assert max(ratios) < 3 * math.log(10_000) / 120


def allowed_at_every_position(parameter: Parameter) -> bool:
    return all(parameter.read(parameter.write(value)) == value for value in positions(parameter))


@given(low=st.floats(1e-6, 1, allow_subnormal=False), span=st.floats(2, 1e6))
@settings(max_examples=50)
def test_every_position_of_a_logarithmic_slider_is_allowed(low: float, span: float) -> None:
    assert allowed_at_every_position(Parameter("p", "number", low, "P", "", low=low, high=low * span, log=True))


@given(low=st.integers(1, 50), span=st.integers(1, 100_000))
@settings(max_examples=50)
def test_every_position_of_a_logarithmic_slider_over_whole_numbers_is_allowed(low: int, span: int) -> None:
    parameter = Parameter("p", "integer", low, "P", "", low=low, high=low + span, log=True, integral=True)
    assert allowed_at_every_position(parameter)


@given(st.floats(0.001, 10))
def test_the_thumb_stands_at_the_place_nearest_to_the_value(rate: float) -> None:
    made = control("rate", rate=rate).slider
    assert made is not None
    values = [float(value) for value in made.values.split(",")]
    distance = [abs(math.log(value / rate)) for value in values]
    assert distance[int(made.value)] == min(distance)


def test_what_a_reader_mistyped_comes_back_mended() -> None:
    params, problems = nearest(KNOWN, Params, [("steps", "900")])
    made = {one.name: one for one in controls(KNOWN, params, problems=problems)}
    assert made["steps"].value == "200"
    assert "900" in made["steps"].problem
