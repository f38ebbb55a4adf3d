"""The convolution demo: hand-worked values and invariants; the oracle is in tests/oracles/convolution.py."""

from typing import Any

import numpy as np
import pytest

from app.demos.convolution import KERNELS, Params, Result, compute, correlate, draw, explain
from app.figures.marks import Arrow
from app.numerics.images import draw_image


def run(**changed: Any) -> Result:
    usual: dict[str, Any] = {"image": "disc", "kernel": "sobel-x", "stride": 1, "padding": 1, "shift": 0}
    return compute(**{**usual, "dilation": 1, "layers": 1, **changed})


def test_a_product_worked_by_hand() -> None:
    x = np.arange(9.0).reshape(3, 3)
    assert correlate(x, np.array([[1.0, 0], [0, -1]]), 1, 0, 1).tolist() == [[-4, -4], [-4, -4]]


def test_the_kernel_is_not_flipped() -> None:
    weights = np.arange(9.0).reshape(3, 3)
    around = correlate(draw_image("dot"), weights, 1, 1, 1)[7:10, 7:10]
    # cross-correlation with one white pixel leaves the kernel turned by half a turn
    assert around.tolist() == weights[::-1, ::-1].tolist()


@pytest.mark.parametrize(
    ("stride", "padding", "dilation", "size"), [(1, 0, 1, 14), (1, 1, 1, 16), (2, 1, 1, 8), (3, 0, 1, 5), (2, 3, 3, 8)]
)
def test_the_output_size_is_rounded_down(stride: int, padding: int, dilation: int, size: int) -> None:
    assert run(stride=stride, padding=padding, dilation=dilation).output_size == size


def test_the_identity_kernel_changes_nothing() -> None:
    result = run(kernel="identity")
    assert (result.output == result.input).all()


@pytest.mark.parametrize("kernel", KERNELS)
def test_the_map_moves_with_the_image(kernel: str) -> None:
    assert run(kernel=kernel, shift=3).shift_error == 0.0


def test_a_shift_that_is_no_multiple_of_the_stride_has_no_error_but_a_note() -> None:
    result = run(stride=2, shift=1)
    assert result.shift_error is None
    assert "multiple" in result.notes["shift_error"]


def test_receptive_field_grows_by_kernel_size_minus_one_each_layer() -> None:
    assert [run(layers=n).receptive_field for n in (1, 2, 3, 4)] == [3, 5, 7, 9]
    assert run(layers=2, dilation=2).receptive_field == 9
    assert run(layers=3, stride=2).receptive_field == 1 + 2 + 4 + 8


def test_only_the_receptive_field_reaches_the_middle_output() -> None:
    result = run(kernel="blur", layers=2, padding=2, stride=2)
    top, left, bottom, right = result.field_box
    weights, middle = np.array(KERNELS["blur"]), result.output_size // 2
    for row in range(16):
        for column in range(16):
            pixel = np.zeros((16, 16))
            pixel[row, column] = 1.0
            once = correlate(pixel, weights, 2, 2, 1)
            seen = correlate(once, weights, 2, 2, 1)[middle, middle] > 0
            assert seen == (top <= row < bottom and left <= column < right)


def test_the_stack_stops_where_the_map_is_smaller_than_the_kernel() -> None:
    result = run(stride=3, padding=0, dilation=3, layers=4)
    assert result.layers_applied == 1
    assert result.output_size == 4


def test_layers_that_do_not_fit_are_named() -> None:
    params = Params(stride=3, padding=0, dilation=3, layers=4)
    assert "Only 1 of 4 layers fits" in explain(params, compute(**params.model_dump()))


def test_arrows_show_the_shift_of_the_image_and_of_the_map_where_it_follows() -> None:
    def arrows(**changed: Any) -> list[float]:
        params = Params(**changed)
        figures = draw(params, compute(**params.model_dump()))
        return [mark.x1 - mark.x0 for figure in figures for mark in figure.marks if isinstance(mark, Arrow)]

    assert arrows() == [2, 2]
    assert arrows(shift=-2, stride=2) == [-2, -1]
    # where the map samples other positions it is not said to have moved
    assert arrows(shift=1, stride=2) == [1]
    assert arrows(shift=0) == []
