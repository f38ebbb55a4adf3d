"""How numbers are written: different ones differently, and none that is nearly all as all of it."""

import pytest

from app.numerics.notation import percent, told_apart


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ((0.2004, 0.2), ["0.2004", "0.2"]),
        ((99.995, 100.0, 90.0), ["99.995", "100", "90"]),
        ((90.0, 82.6, 94.5), ["90", "82.6", "94.5"]),
        ((1.0, 1.0), ["1", "1"]),
    ],
)
def test_different_numbers_are_written_differently(values: tuple[float, ...], texts: list[str]) -> None:
    assert told_apart(*values) == texts


@pytest.mark.parametrize(
    ("share", "digits", "text"),
    [
        (0.0, 3, "0%"),
        (1e-300, 3, "less than 0.001%"),
        (0.0000123, 3, "0.00123%"),
        (0.5, 3, "50%"),
        (0.99949, 3, "99.9%"),
        (0.99951, 3, "over 99.9%"),
        (0.996, 2, "over 99%"),
        (1.0, 3, "100%"),
        (1.5, 3, "150%"),
        (None, 3, "undefined"),
    ],
)
def test_only_all_is_written_as_all(share: float | None, digits: int, text: str) -> None:
    assert percent(share, digits) == text
