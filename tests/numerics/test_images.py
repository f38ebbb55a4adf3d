import numpy as np
import pytest

from app.numerics.images import SIZE, ImageName, draw_image, shifted

NAMES = ImageName.__args__  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", NAMES)
def test_every_image_is_gray_and_of_one_size(name: str) -> None:
    drawn = draw_image(name)
    assert drawn.shape == (SIZE, SIZE)
    assert drawn.min() == 0
    assert drawn.max() == 1


def test_a_shift_there_and_back_loses_only_the_border() -> None:
    disc = draw_image("disc")
    np.testing.assert_array_equal(shifted(shifted(disc, 2), -2), disc)


def test_an_unknown_image_is_named() -> None:
    with pytest.raises(ValueError, match="no image 'cat'"):
        draw_image("cat")
