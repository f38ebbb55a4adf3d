"""A run's numbers as a table for readers: single values first, then series side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.demos._registry import Run
from app.demos._wire import columns, result_values
from app.numerics.notation import number

ROWS = 50
COLUMNS = 10


@dataclass(frozen=True)
class Value:
    """One single value: its name, its text, and why there is none if there is none."""

    title: str
    text: str
    note: str = ""


@dataclass(frozen=True)
class Table:
    """The numbers of a run.

    Args:
        values: the single values.
        heads: names of the series.
        rows: their items, one tuple a row, at most ``ROWS``; empty texts where a series has ended.
        height: number of items of the longest series.
        width: number of series; more than ``heads`` where not all of them are shown.
    """

    values: tuple[Value, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    height: int
    width: int

    @property
    def cut(self) -> bool:
        """Whether there is more than the table shows."""
        return self.height > len(self.rows) or self.width > len(self.heads)


def table(run: Run) -> Table:
    """Lay the numbers of a run out as a table."""
    plain = result_values(run.result)
    outputs = {output.name: output for output in run.demo.outputs}
    single = {name: value for name, value in plain.items() if not isinstance(value, list)}
    series = columns({name: value for name, value in plain.items() if name not in single})
    shown = dict(list(series.items())[:COLUMNS])
    height = max(map(len, shown.values()), default=0)
    return Table(
        values=tuple(
            Value(outputs[name].title, write(value, outputs[name].unit), run.notes.get(name, ""))
            for name, value in single.items()
        ),
        heads=tuple(_head(name, outputs) for name in shown),
        rows=tuple(tuple(_item(items, row) for items in shown.values()) for row in range(min(height, ROWS))),
        height=height,
        width=len(series),
    )


def write(value: Any, unit: str = "") -> str:
    """Write one value for a reader, with its unit: "2.8 steps", "vanishing", "undefined"."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or isinstance(value, int | float):
        return number(value) if value is None or not unit else f"{number(value)} {unit}"
    return str(value)


def _head(name: str, outputs: Any) -> str:
    field = name.partition("[")[0].partition(".")[0]
    return f"{outputs[field].title}{name[len(field) :].replace('.', ': ')}"


def _item(items: Sequence[Any], row: int) -> str:
    return write(items[row]) if row < len(items) else ""
