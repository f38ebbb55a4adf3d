"""The numbers of a run as a table: single values with their notes, series side by side, and never too much."""

from app.demos._registry import registry
from app.rendering.table import COLUMNS, ROWS, table, write


def test_values_are_written_for_readers() -> None:
    assert write(True) == "yes"
    assert write(2.8333, "steps") == "2.83 steps"
    assert write(None, "steps") == "undefined"
    assert write("vanishing") == "vanishing"
    assert write(-1000) == "−1000"


def test_single_values_come_with_the_reason_where_there_is_none() -> None:
    demo = registry()["f1"]
    made = table(demo.run(demo.with_values({"tp": 0, "fp": 0, "fn": 1, "tn": 99})))
    precision = next(value for value in made.values if value.title == "Precision")
    assert precision.text == "undefined"
    assert "0/0" in precision.note
    accuracy = next(value for value in made.values if value.title == "Accuracy")
    assert (accuracy.text, accuracy.note) == ("0.99", "")


def test_series_stand_side_by_side_and_are_cut() -> None:
    made = table(registry()["activation"].run())
    assert made.heads[:3] == ("x", "φ(x)", "φ′(x)")
    assert made.rows[0][:2] == ("−5", "−1")
    assert len(made.rows) == ROWS
    assert made.height == 201
    assert made.cut


def test_every_demo_fits_into_its_table() -> None:
    for demo in registry().values():
        made = table(demo.run())
        assert len(made.rows) <= ROWS
        assert len(made.heads) <= COLUMNS
        assert all(len(row) == len(made.heads) for row in made.rows)
