"""Labels of points: no two overlap, all stay in the plot, and the first have the first choice."""

from hypothesis import given
from hypothesis import strategies as st

from app.figures.placing import beside
from app.figures.shapes import Text
from app.figures.words import text_width

BOX = (0.0, 0.0, 300.0, 200.0)
places = st.tuples(st.floats(0, 300), st.floats(0, 200), st.sampled_from(["cat", "throne", ""]), st.just(1))


def edges(text: Text) -> tuple[float, float]:
    width = text_width(text.text)
    left = text.x - {"start": 0.0, "middle": width / 2, "end": width}[text.anchor]
    return left, left + width


def test_a_lonely_label_stands_on_the_right() -> None:
    (text,) = beside([(100, 100, "cat", 2)], 8, BOX)
    assert (text.x, text.y, text.anchor, text.role) == (108, 104, "start", 2)


def test_at_the_right_edge_it_stands_on_the_left() -> None:
    (text,) = beside([(298, 100, "throne", 1)], 8, BOX)
    assert text.anchor == "end"


def test_four_labels_find_room_around_one_point_and_the_fifth_is_left_out() -> None:
    texts = list(beside([(100, 100, name, 1) for name in ("one", "two", "three", "four", "five")], 8, BOX))
    assert [text.text for text in texts] == ["one", "two", "three", "four"]


@given(st.lists(places, max_size=12))
def test_no_two_overlap_and_all_stay_in_the_plot(points: list[tuple[float, float, str, int]]) -> None:
    texts = list(beside([(x, y, text, role) for x, y, text, role in points], 8, BOX))
    for i, one in enumerate(texts):
        left, right = edges(one)
        assert left >= -4.001
        assert right <= 306.001
        for other in texts[:i]:
            other_left, other_right = edges(other)
            assert left >= other_right - 1e-9 or other_left >= right - 1e-9 or abs(one.y - other.y) >= 13 - 1e-9
