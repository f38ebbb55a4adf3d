"""Drawings as SVG: classes for the page, literal colors for anywhere else, and every text escaped."""

import xml.etree.ElementTree as ET
from dataclasses import replace

from app.demos._registry import registry
from app.figures.figure import Figure
from app.figures.marks import Label, Line
from app.rendering.elements import LIGHT
from app.rendering.svg import standalone, svg, thumbnail_svg

RUN = registry()["activation"].run()
SVG = "{http://www.w3.org/2000/svg}"


def test_a_figure_has_a_title_and_a_description() -> None:
    root = ET.fromstring(svg(RUN))
    assert root.attrib["role"] == "img"
    assert root.findtext(f"{SVG}title") == RUN.figures[0].title
    assert root.findtext(f"{SVG}desc") == RUN.explanation


def test_a_standalone_figure_carries_literal_colors_and_paper() -> None:
    root = ET.fromstring(standalone(RUN))
    assert next(iter(root.iter(f"{SVG}rect"))).attrib["fill"] == LIGHT["paper"]
    strokes = {node.attrib["stroke"] for node in root.iter(f"{SVG}path") if "stroke" in node.attrib}
    assert {LIGHT[1], LIGHT[2]} <= strokes


def test_what_a_reader_wrote_cannot_become_markup() -> None:
    figure = Figure("<b>&", [Label(0, 0, "<script>alert(1)</script>"), Line([0, 1], [0, 1], label="a<b")])
    text = svg(replace(RUN, figures=(figure,), explanation='"><img src=x>.'))
    assert "<script" not in text
    assert "<img" not in text
    assert "a&lt;b" in text


def test_a_thumbnail_is_decoration() -> None:
    assert ET.fromstring(thumbnail_svg(RUN)).attrib["aria-hidden"] == "true"


def test_wide_and_narrow_differ() -> None:
    assert ET.fromstring(svg(RUN, "narrow")).attrib["viewBox"].split()[2] == "340"
    assert ET.fromstring(svg(RUN, "wide")).attrib["viewBox"].split()[2] == "640"
