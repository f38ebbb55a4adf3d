"""Shapes as elements: those that look alike share a group, and nothing about them is lost by it."""

import xml.etree.ElementTree as ET

from app.figures.shapes import Circle, Image, Path, Rect, Shape, Text
from app.rendering.elements import LIGHT, elements

SHAPES: list[Shape] = [
    Circle(1, 2, 3, fill=1, opacity=0.5),
    Circle(4, 5, 6, fill=1, opacity=0.5),
    Circle(7, 8, 9, stroke=2),
    Rect(1, 2, 3, 4, "#abcdef", 1.0),
    Path("M0,0H9", "grid", dash="4 4", opacity=0.25),
    Path("M0,1H9", "grid", dash="4 4", opacity=0.25),
    Text(1, 2, "a<b", halo=True, bold=True),
    Text(1, 2, "", halo=True),
    Image(0, 0, 1, 1, "data:,"),
]


def parsed(shapes: list[Shape]) -> ET.Element:
    return ET.fromstring(f"<svg>{elements(shapes)}</svg>")


def test_neighbors_that_look_alike_share_a_group() -> None:
    root = parsed(SHAPES)
    assert [node.tag for node in root] == ["g", "circle", "rect", "g", "text", "image"]
    discs, lines = root.findall("g")
    assert [node.attrib for node in discs] == [{"cx": "1", "cy": "2", "r": "3"}, {"cx": "4", "cy": "5", "r": "6"}]
    assert discs.attrib == {"class": "f1", "fill": LIGHT[1], "fill-opacity": "0.5"}
    assert lines.attrib["stroke-dasharray"] == "4 4"
    assert lines.attrib["stroke-opacity"] == "0.25"


def test_the_order_of_shapes_is_kept() -> None:
    root = parsed([Circle(1, 1, 1, fill=1), Circle(2, 2, 1, fill=2), Circle(3, 3, 1, fill=1)])
    assert [node.attrib["cx"] for node in root] == ["1", "2", "3"]


def test_a_translucent_group_is_not_flattened() -> None:
    # opacity of the group as a whole would hide how many points lie in one place
    assert " opacity=" not in elements(SHAPES)


def test_texts_are_escaped_and_empty_ones_left_out() -> None:
    assert [node.text for node in parsed(SHAPES).iter("text")] == ["a<b"]


def test_a_literal_color_has_no_class() -> None:
    (tile,) = parsed(SHAPES).iter("rect")
    assert tile.attrib["fill"] == "#abcdef"
    assert "class" not in tile.attrib
