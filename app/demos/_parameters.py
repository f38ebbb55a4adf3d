"""Parameters as text: read from a query string, written back to one, and told to a reader who got one wrong."""

import re
import typing
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal
from urllib.parse import quote

import annotated_types
from pydantic.fields import FieldInfo

from app.demos._contract import DemoParams

Kind = Literal["integer", "number", "boolean", "choice", "text", "numbers"]
Pairs = Sequence[tuple[str, str]]

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_BOOLEANS = {"true": True, "false": False}
_SHOWN = 60


@dataclass(frozen=True)
class Parameter:
    """One parameter of a demo, as its control, its error and its documentation need it."""

    name: str
    kind: Kind
    default: Any
    title: str
    description: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    step: float | None = None
    log: bool = False
    time: bool = False
    more: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    count: tuple[int, int] | None = None
    integral: bool = False

    @property
    def allowed(self) -> str:
        """What the parameter takes, in words: "a number from 0.05 to 10"."""
        match self.kind:
            case "choice":
                return "one of " + ", ".join(value for value, _ in self.choices)
            case "boolean":
                return "true or false"
            case "text":
                low, high = self.count or (0, 0)
                return f"a text of {low} to {high} printable characters"
            case "numbers":
                low, high = self.count or (0, 0)
                what = "whole numbers" if self.integral else "numbers"
                between = f"{self._bound(self.low)} to {self._bound(self.high)}"
                return f"{low} to {high} {what} from {between}, separated by commas"
            case _:
                what = "a whole number" if self.integral else "a number"
                return f"{what} from {self._bound(self.low)} to {self._bound(self.high)}"

    def write(self, value: Any) -> str:
        """Write a value as it stands in a URL: 0.9, true, 1,2.5,3."""
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, tuple | list):
            return ",".join(self.write(item) for item in value)
        if isinstance(value, float):
            return repr(value).removesuffix(".0")
        return str(value)

    def read(self, written: str) -> Any:
        """Read a value from a URL.

        Raises:
            ValueError: the text is not a value that the parameter takes.
        """
        match self.kind:
            case "integer" | "number":
                return self._number(written)
            case "boolean":
                return _BOOLEANS[written] if written in _BOOLEANS else self._refuse()
            case "choice":
                return written if written in dict(self.choices) else self._refuse()
            case "text":
                low, high = self.count or (0, 0)
                return written if low <= len(written) <= high and written.isprintable() else self._refuse()
            case "numbers":
                low, high = self.count or (0, 0)
                items = written.split(",")
                return tuple(map(self._number, items)) if low <= len(items) <= high else self._refuse()

    def nearest(self, written: str, usual: Any) -> Any:
        """Read a value from a URL, or the valid value nearest to it; where nothing is near it, ``usual``."""
        try:
            return self.read(written)
        except ValueError:
            pass
        match self.kind:
            case "integer" | "number":
                return self._clamp(written, usual)
            case "boolean":
                return written.lower() in {"1", "on", "yes", "true"}
            case "choice":
                names = [value for value, _ in self.choices]
                return next(iter(get_close_matches(written.lower()[:_SHOWN], names, 1)), usual)
            case "text":
                cut = "".join(filter(str.isprintable, written))[: (self.count or (0, 0))[1]]
                return cut if len(cut) >= (self.count or (0, 0))[0] else usual
            case "numbers":
                return self._nearest_numbers(written, usual)

    def _number(self, written: str) -> float | int:
        pattern = _INTEGER if self.integral else _NUMBER
        if not pattern.fullmatch(written.strip()):
            self._refuse()
        value = int(written) if self.integral else float(written)
        return value if _at_least(self.low, value) and _at_least(value, self.high) else self._refuse()

    def _clamp(self, written: str, usual: Any) -> Any:
        try:
            value = float(written[:_SHOWN])
        except ValueError:
            return usual
        if value != value:  # not a number: nothing is near it  # noqa: PLR0124
            return usual
        low, high = typing.cast("float", self.low), typing.cast("float", self.high)
        value = min(max(value, low), high)
        return round(value) if self.integral else value

    def _nearest_numbers(self, written: str, usual: Any) -> Any:
        low, high = self.count or (0, 0)
        items = [item for item in written[:2000].split(",")[:high] if _NUMBER.fullmatch(item.strip())]
        return tuple(self._clamp(item, usual) for item in items) if len(items) >= low else usual

    def _bound(self, value: float | None) -> str:
        return "" if value is None else self.write(float(value))

    def _refuse(self) -> Any:
        raise ValueError(self.allowed)


@dataclass(frozen=True)
class FieldProblem:
    """What was wrong with one field of a query."""

    field: str
    message: str
    allowed: str
    got: str


class BadParams(ValueError):  # noqa: N818  # reads better where it is raised
    """The parameters that a reader sent are not all valid; ``problems`` names each."""

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = tuple(problems)


def parameters(model: type[DemoParams]) -> tuple[Parameter, ...]:
    """Describe the fields of a ``Params`` model, in their order."""
    return tuple(_describe(name, info) for name, info in model.model_fields.items())


def parse(
    known: Sequence[Parameter], model: type[DemoParams], pairs: Pairs, base: Mapping[str, Any] | None = None
) -> DemoParams:
    """Read parameters from query pairs; those not named come from ``base``, then from the defaults.

    Raises:
        BadParams: naming every field that is unknown, repeated, malformed or out of range.
    """
    values, problems = _read(known, pairs)
    if problems:
        raise BadParams(problems)
    return model(**{**(base or {}), **values})


def nearest(
    known: Sequence[Parameter], model: type[DemoParams], pairs: Pairs, base: Mapping[str, Any] | None = None
) -> tuple[DemoParams, tuple[FieldProblem, ...]]:
    """Read parameters, taking the nearest valid value for each bad one; also say what was wrong."""
    values, problems = _read(known, pairs)
    first = dict(reversed(pairs))
    by_name = {parameter.name: parameter for parameter in known}
    usual = base or {}
    for problem in problems:
        name = problem.field
        if name in by_name:
            values[name] = by_name[name].nearest(first[name], usual.get(name, by_name[name].default))
    return model(**{**usual, **values}), tuple(problems)


def query(known: Sequence[Parameter], params: DemoParams, base: Mapping[str, Any] | None = None) -> str:
    """Write what differs from ``base`` over the defaults as a query string, in the order of the fields."""
    pairs = []
    for parameter in known:
        value, usual = getattr(params, parameter.name), (base or {}).get(parameter.name, parameter.default)
        if parameter.write(value) != parameter.write(_like(usual, parameter)):
            pairs.append(f"{parameter.name}={quote(parameter.write(value), safe=',')}")
    return "&".join(pairs)


def _like(value: Any, parameter: Parameter) -> Any:
    return float(value) if parameter.kind == "number" else value


def _read(known: Sequence[Parameter], pairs: Pairs) -> tuple[dict[str, Any], list[FieldProblem]]:
    by_name = {parameter.name: parameter for parameter in known}
    times = Counter(name for name, _ in pairs)
    values: dict[str, Any] = {}
    problems = []
    for name, written in dict(reversed(pairs)).items():
        parameter = by_name.get(name)
        got = _shorten(written)
        if parameter is None:
            problems.append(_unknown(name, tuple(by_name), got))
        elif times[name] > 1:
            all_of_them = _shorten(", ".join(value for key, value in pairs if key == name))
            message = f"'{name}' is given {times[name]} times; give it once."
            problems.append(FieldProblem(name, message, parameter.allowed, all_of_them))
        else:
            try:
                values[name] = parameter.read(written)
            except ValueError:
                message = f"'{name}' must be {parameter.allowed}. Got {got or 'nothing'}."
                problems.append(FieldProblem(name, message, parameter.allowed, got))
    return values, problems


def _unknown(name: str, names: tuple[str, ...], got: str) -> FieldProblem:
    shown = _shorten(name)
    near = get_close_matches(shown, names, 1)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    allowed = f"one of {', '.join(names)}" if names else "no parameter at all"
    return FieldProblem(shown, f"There is no parameter '{shown}'.{hint}", allowed, got)


def _shorten(written: str) -> str:
    shown = "".join(mark if mark.isprintable() else "�" for mark in written[: _SHOWN + 1])
    return shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"


def _at_least(low: float | None, value: float | None) -> bool:
    return low is None or value is None or low <= value


def _describe(name: str, info: FieldInfo) -> Parameter:
    extra = typing.cast("dict[str, Any]", info.json_schema_extra or {})
    shared = {"default": info.default, "title": info.title or name, "description": info.description or ""}
    shared["more"] = extra.get("more", False)
    kind: Any = info.annotation
    low, high = _metadata(info, annotated_types.Ge, "ge"), _metadata(info, annotated_types.Le, "le")
    count = (
        _metadata(info, annotated_types.MinLen, "min_length"),
        _metadata(info, annotated_types.MaxLen, "max_length"),
    )
    if kind is bool:
        return Parameter(name, "boolean", **shared)
    if kind is int or kind is float:
        integral = kind is int
        step = extra.get("step") or (1 if integral else None)
        flags = {key: extra.get(key, False) for key in ("log", "time")}
        word: Kind = "integer" if integral else "number"
        if not integral:
            shared["default"] = float(info.default)
        unit = extra.get("unit", "")
        return Parameter(name, word, unit=unit, low=low, high=high, step=step, integral=integral, **flags, **shared)
    if kind is str:
        return Parameter(name, "text", count=count, **shared)
    if typing.get_origin(kind) is Literal:
        labels = extra.get("labels", {})
        return Parameter(name, "choice", choices=tuple((c, labels.get(c, c)) for c in typing.get_args(kind)), **shared)
    if typing.get_origin(kind) is tuple:
        integral = typing.get_args(kind)[0] is int
        bounds = {"low": extra["item_low"], "high": extra["item_high"], "unit": extra.get("unit", "")}
        return Parameter(name, "numbers", count=count, integral=integral, **bounds, **shared)
    raise TypeError(f"Parameter '{name}' has an annotation that no control can show: {kind!r}")


def _metadata(info: FieldInfo, kind: type, attribute: str) -> Any:
    return next((getattr(item, attribute) for item in info.metadata if isinstance(item, kind)), None)
