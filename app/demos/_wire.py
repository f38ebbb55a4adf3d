"""A run as data: JSON, CSV, and the same plain values for both."""

import csv
import io
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from app.demos._registry import Run


def plain(value: Any) -> Any:
    """Turn a result value into JSON's types: arrays to lists, not-a-number and infinities to null."""
    if isinstance(value, np.ndarray | np.generic):
        return plain(value.tolist())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if is_dataclass(value):
        return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
    return value


def result_values(result: Any) -> dict[str, Any]:
    """Give the fields of a result as plain values, without its notes."""
    return {item.name: plain(getattr(result, item.name)) for item in fields(result) if item.name != "notes"}


def payload(run: "Run") -> dict[str, Any]:
    """Give a run as the API answers it."""
    return {
        "demo": run.demo.name,
        "params": plain(run.params.model_dump()),
        "result": result_values(run.result),
        "explanation": run.explanation,
        "notes": dict(run.notes),
    }


def to_json(run: "Run") -> bytes:
    """Write a run as compact UTF-8 JSON; the same run gives the same bytes."""
    return json.dumps(payload(run), ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def columns(values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Lay plain result values out as columns: a matrix gives one for each of its columns, a record one a field."""
    table: dict[str, list[Any]] = {}
    for name, value in values.items():
        table.update(_columns(name, value))
    return table


def to_csv(run: "Run") -> str:
    """Write the result as CSV: one column a series, shorter ones padded with empty cells."""
    table = columns(result_values(run.result))
    height = max(map(len, table.values()), default=0)
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(table)
    for row in range(height):
        rows.writerow([_cell(column[row]) if row < len(column) else "" for column in table.values()])
    return written.getvalue()


def _columns(name: str, value: Any) -> Iterator[tuple[str, list[Any]]]:
    if not isinstance(value, list):
        yield name, [value]
    elif value and all(isinstance(item, list) for item in value):
        for index in range(max(map(len, value), default=0)):
            inner = [item[index] if index < len(item) else None for item in value]
            yield from _columns(f"{name}[{index}]", inner)
    elif value and all(isinstance(item, dict) for item in value):
        for key in value[0]:
            yield from _columns(f"{name}.{key}", [item[key] for item in value])
    else:
        yield name, value


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = repr(value) if isinstance(value, float) else str(value)
    # a text that a spreadsheet would run as a formula is shown as text
    return f"'{text}" if isinstance(value, str) and text[:1] in {"=", "+", "-", "@"} else text
