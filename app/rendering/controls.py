"""Parameters as form controls: what a template needs to print them without a calculation of its own."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from app.demos._parameters import FieldProblem, Parameter

Look = Literal["range", "segments", "select", "text"]

_POSITIONS = 120
_SEGMENTS = 4
_SEGMENT_LETTERS = 26


@dataclass(frozen=True)
class Option:
    """One choice of a group or a list."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Slider:
    """The positions of a range input.

    Args:
        low: value of the leftmost position.
        high: value of the rightmost position.
        step: distance between two positions.
        value: the present position.
        values: what each position stands for, where that is not the position itself: a logarithmic slider runs over
            places in this list, so the browser needs no mathematics.
    """

    low: str
    high: str
    step: str
    value: str
    values: str = ""


@dataclass(frozen=True)
class Control:
    """One parameter as a control; ``value`` and ``usual`` are texts as they stand in a URL."""

    name: str
    look: Look
    title: str
    description: str
    unit: str
    value: str
    usual: str
    allowed: str
    problem: str
    more: bool
    time: bool
    slider: Slider | None = None
    options: tuple[Option, ...] = ()
    low: str = ""
    high: str = ""
    step: str = ""
    longest: int = 0

    @property
    def signed(self) -> str:
        """The value with a true minus sign."""
        return self.value.replace("-", "−")

    @property
    def shown(self) -> str:
        """The value with its unit, as the slider says it."""
        return f"{self.signed} {self.unit}".rstrip()


def controls(
    parameters: Sequence[Parameter],
    params: Any,
    base: Mapping[str, Any] | None = None,
    problems: Sequence[FieldProblem] = (),
) -> tuple[Control, ...]:
    """Make a control of each parameter.

    Args:
        parameters: the parameters of a demo.
        params: their present values.
        base: values that differ from the defaults before the reader turns anything (an entry's).
        problems: what was wrong with what the reader sent.
    """
    wrong = {problem.field: problem.message for problem in problems}
    return tuple(
        _control(
            parameter,
            parameter.write(getattr(params, parameter.name)),
            parameter.write((base or {}).get(parameter.name, parameter.default)),
            wrong.get(parameter.name, ""),
        )
        for parameter in parameters
    )


def _control(parameter: Parameter, value: str, usual: str, problem: str) -> Control:
    shared: dict[str, Any] = {
        "name": parameter.name,
        "title": parameter.title,
        "description": parameter.description,
        "unit": parameter.unit,
        "value": value,
        "usual": usual,
        "allowed": parameter.allowed,
        "problem": problem,
        "more": parameter.more,
        "time": parameter.time,
    }
    match parameter.kind:
        case "integer" | "number":
            return Control(look="range", **_range(parameter, value), **shared)
        case "boolean":
            switch = (Option("true", "On", value == "true"), Option("false", "Off", value == "false"))
            return Control(look="segments", options=switch, **shared)
        case "choice":
            options = tuple(Option(name, label, name == value) for name, label in parameter.choices)
            return Control(look=_look(options), options=options, **shared)
        case "text" | "numbers":
            longest = (parameter.count or (0, 0))[1] if parameter.kind == "text" else 0
            return Control(look="text", longest=longest, **shared)


def _look(options: Sequence[Option]) -> Look:
    letters = sum(len(option.label) for option in options)
    return "segments" if len(options) <= _SEGMENTS and letters <= _SEGMENT_LETTERS else "select"


def _range(parameter: Parameter, value: str) -> dict[str, Any]:
    step = _step(parameter)
    low, high = _write(parameter, parameter.low), _write(parameter, parameter.high)
    slider = _slider(parameter, value, step)
    return {"slider": slider, "low": low, "high": high, "step": _text(step), "longest": _longest(slider, low, high)}


def _slider(parameter: Parameter, value: str, step: float) -> Slider:
    if not parameter.log:
        return Slider(_write(parameter, parameter.low), _write(parameter, parameter.high), _text(step), value)
    places = positions(parameter)
    nearest = min(range(len(places)), key=lambda place: abs(math.log(places[place]) - math.log(float(value))))
    written = ",".join(_write(parameter, place) for place in places)
    return Slider("0", str(len(places) - 1), "1", str(nearest), written)


def positions(parameter: Parameter) -> tuple[float, ...]:
    """Give the values at the positions of a logarithmic slider: evenly spaced exponents, rounded to two digits."""
    low, high = float(parameter.low or 1), float(parameter.high or 1)
    ratio = math.log(high / low) / _POSITIONS
    raw = (low * math.exp(ratio * place) for place in range(_POSITIONS + 1))
    rounded = {round(value) if parameter.integral else float(f"{value:.2g}") for value in raw}
    default = {parameter.default} if low <= parameter.default <= high else set()
    return tuple(sorted({value for value in rounded if low <= value <= high} | {low, high} | default))


def _step(parameter: Parameter) -> float:
    """Give the step of the slider: the parameter's own, else a round one that makes about a hundred positions."""
    if parameter.step:
        return parameter.step
    span = float(parameter.high or 0) - float(parameter.low or 0)
    power = math.floor(math.log10(span / 100))
    return next(mantissa * 10.0**power for mantissa in (5, 2, 1) if mantissa * 10.0**power <= span / 100 * 1.0000001)


def _write(parameter: Parameter, value: float | None) -> str:
    return parameter.write(int(value or 0) if parameter.integral else float(value or 0))


def _text(step: float) -> str:
    return f"{step:.10g}"


def _longest(slider: Slider, *ends: str) -> int:
    """Count the letters of the widest value that the slider can show."""
    decimals = len(slider.step.partition(".")[2])
    whole = max(len(end.partition(".")[0]) for end in ends)
    return max(whole + 1 + decimals, *map(len, slider.values.split(",")))
