"""What a demo is: parameters that a reader can turn, a pure computation, and a figure of its result.

A demo module holds, in this order: a one-line docstring, ``TITLE``, ``Params``, ``Result``, ``compute``, ``draw``,
``explain``, ``PRESETS``, ``NOTICE`` and ``TRY``. The registry derives everything else from these.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class DemoParams(BaseModel):
    """Base of every demo's parameters: frozen, and closed to unknown names and to infinities."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, validate_default=True)


def slider(
    default: float,
    low: float,
    high: float,
    *,
    title: str,
    description: str,
    unit: str = "",
    step: float | None = None,
    log: bool = False,
    time: bool = False,
    more: bool = False,
) -> Any:
    """A number between two bounds, for a field annotated ``int`` or ``float``.

    Args:
        default: the value at start; it must teach by itself.
        low: smallest allowed value, inclusive.
        high: largest allowed value, inclusive.
        title: the label, in sentence case.
        description: one sentence saying what the number does.
        unit: written after the value ("steps", "examples").
        step: distance between two positions of the slider; 1 for integers unless given.
        log: the slider moves over exponents; the value itself stays in the URL.
        time: the parameter is time (an epoch, a step): the card can play it.
        more: fold the control under "More"; at most five stay visible.
    """
    extra: dict[str, Any] = {"unit": unit, "step": step, "log": log, "time": time, "more": more}
    return Field(default, ge=low, le=high, title=title, description=description, json_schema_extra=extra)


def choice(
    default: str, *, title: str, description: str, labels: Mapping[str, str] | None = None, more: bool = False
) -> Any:
    """One of a few names, for a field annotated ``Literal``; ``labels`` gives a name its text on the page."""
    return Field(
        default,
        title=title,
        description=description,
        json_schema_extra={"labels": dict(labels or {}), "more": more},
    )


def switch(default: bool, *, title: str, description: str, more: bool = False) -> Any:  # noqa: FBT001  # first, as in the other helpers
    """Yes or no, for a field annotated ``bool``."""
    return Field(default, title=title, description=description, json_schema_extra={"more": more})


def text(default: str, *, low: int, high: int, title: str, description: str, more: bool = False) -> Any:
    """Free text of ``low`` to ``high`` characters, for a field annotated ``str``."""
    return Field(
        default,
        min_length=low,
        max_length=high,
        title=title,
        description=description,
        json_schema_extra={"more": more},
    )


def numbers(
    default: Sequence[float],
    low: float,
    high: float,
    *,
    count: tuple[int, int],
    title: str,
    description: str,
    unit: str = "",
    more: bool = False,
) -> Any:
    """A short list of numbers, written ``1,2.5,3``, for a field annotated ``tuple[int, ...]`` or ``tuple[float, ...]``.

    Args:
        default: the values at start.
        low: smallest allowed item, inclusive.
        high: largest allowed item, inclusive.
        count: the smallest and the largest number of items.
        title: the label, in sentence case.
        description: one sentence saying what the numbers do.
        unit: the unit of each item.
        more: fold the control under "More".
    """
    return Field(
        tuple(default),
        min_length=count[0],
        max_length=count[1],
        title=title,
        description=description,
        json_schema_extra={"item_low": low, "item_high": high, "unit": unit, "more": more},
    )


def out(title: str, description: str, *, shape: str = "", unit: str = "", readout: bool = False) -> Any:
    """Document a field of a ``Result``.

    Args:
        title: a short name for tables and readouts, in sentence case.
        description: what the number is, as a phrase.
        shape: shape of an array, in the demo's own symbols: "(timesteps + 1,)"; empty for a scalar.
        unit: written after the value ("steps", "nats").
        readout: show the value under the figure; at most five of them.
    """
    return field(
        metadata={"title": title, "description": description, "shape": shape, "unit": unit, "readout": readout}
    )


@dataclass(frozen=True)
class Preset:
    """A named setting worth a look.

    Args:
        name: two or three words, for a button.
        params: the parameters that differ from the defaults.
        why: one sentence saying what to see there.
        failure: the idea breaks down here; each demo has at least one such preset.
    """

    name: str
    params: Mapping[str, Any]
    why: str
    failure: bool = False


def notes_field() -> Any:
    """The last field of a ``Result`` that can hold null: ``{field: why it is null}``."""
    return field(default_factory=dict)
