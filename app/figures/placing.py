"""Labels of points: each on the first free side of its point, so that no two overlap."""

from collections.abc import Iterator, Sequence
from typing import Literal

from app.figures.paths import Box
from app.figures.shapes import Role, Text
from app.figures.words import text_width

_ABOVE, _BELOW = 10.0, 3.0  # how far letters reach above and below their baseline


def beside(points: Sequence[tuple[float, float, str, Role]], gap: float, box: Box) -> Iterator[Text]:
    """Write labels right of, left of, above or below their points; one without a free side is left out.

    Args:
        points: position, text and color of each; the first have the first choice.
        gap: from the middle of a point to its text.
        box: the plot that labels stay in.
    """
    taken: list[Box] = []
    for x, y, text, role in points:
        width = text_width(text)
        sides: list[tuple[float, float, Literal["start", "middle", "end"], float]] = [
            (x + gap, y + 4, "start", 0.0),
            (x - gap, y + 4, "end", width),
            (x, y - gap - 2, "middle", width / 2),
            (x, y + gap + 9, "middle", width / 2),
        ]
        for at, baseline, anchor, before in sides if text else ():
            place = (at - before, baseline - _ABOVE, at - before + width, baseline + _BELOW)
            if _within(place, box) and not any(overlap(place, other) for other in taken):
                taken.append(place)
                yield Text(at, baseline, text, role, anchor, halo=True)
                break


def _within(place: Box, box: Box) -> bool:
    return place[0] >= box[0] - 4 and place[1] >= box[1] - 10 and place[2] <= box[2] + 6 and place[3] <= box[3] + 4


def overlap(a: Box, b: Box) -> bool:
    """Tell whether two boxes share more than an edge."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
