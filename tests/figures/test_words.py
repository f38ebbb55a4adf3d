"""Text widths are estimated on the safe side, so that no tick is cut at the edge of a figure."""

from app.figures.words import fit, text_width


def test_every_digit_takes_the_same_room_as_tabular_figures_do() -> None:
    assert len({text_width(digit) for digit in "0123456789"}) == 1
    assert text_width("10000") >= 5 * 0.62 * 12.5


def test_a_text_that_fits_is_left_alone_and_another_ends_in_an_ellipsis() -> None:
    assert fit("recall", 100) == "recall"
    cut = fit("a long label that does not fit", 60)
    assert cut.endswith("…")
    assert text_width(cut) <= 60
