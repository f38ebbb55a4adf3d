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


@pytest.mark.parametrize(
    ("layers", "stride", "padding", "dilation"), [(2, 2, 2, 1), (1, 3, 0, 1), (1, 1, 3, 3), (3, 1, 1, 2), (2, 2, 1, 2)]
)
def test_only_the_receptive_field_reaches_the_middle_output(
    layers: int, stride: int, padding: int, dilation: int
) -> None:
    result = run(kernel="blur", layers=layers, stride=stride, padding=padding, dilation=dilation)
    middle, seen = result.output_size // 2, []
    for row, column in np.ndindex(16, 16):
        x = np.zeros((16, 16))
        x[row, column] = 1.0
        for _ in range(layers):
            x = correlate(x, np.array(KERNELS["blur"]), stride, padding, dilation)
        if x[middle, middle] > 0:
            seen.append((row, column))
    top, left, bottom, right = result.field_box
    assert bottom - top == right - left == result.receptive_field
    # of the field the pixels inside the image are seen, with gaps where the filter is dilated
    assert np.min(seen, axis=0).tolist() == [top, left]
    assert np.max(seen, axis=0).tolist() == [bottom - 1, right - 1]


def test_the_kernels_are_what_their_names_say() -> None:
    smooth, slope = np.array([1, 2, 1]), np.array([-1, 0, 1])
    assert run(kernel="sobel-x").weights.tolist() == np.outer(smooth, slope).tolist()
    assert run(kernel="sobel-y").weights.tolist() == np.outer(slope, smooth).tolist()
    assert run(kernel="blur").weights == pytest.approx(np.full((3, 3), 1 / 9))
    # what is straight or level has no second derivative
    laplacian = run(kernel="laplacian").weights
    assert (laplacian * np.array([[1, 2, 3]])).sum() == laplacian.sum() == 0
    assert (laplacian * np.array([[1, 0, 1]])).sum() == 2
    assert (run(kernel="identity").weights - laplacian == run(kernel="sharpen").weights).all()


@pytest.mark.parametrize(("stride", "layers", "shift"), [(2, 1, 2), (2, 1, -4), (1, 2, 3), (2, 2, 4)])
def test_a_shift_by_the_total_stride_moves_the_map_of_a_stack(stride: int, layers: int, shift: int) -> None:
    result = run(image="stripes", stride=stride, layers=layers, shift=shift)
    assert result.shift_error in {0.0, None}
    if result.shift_error is None:
        assert "border" in result.notes["shift_error"]


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
