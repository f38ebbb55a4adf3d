"""Drawings as SVG: classes for the page's style sheet, literal colors for anywhere else.

One text serves both: a presentation attribute holds where no style sheet speaks, and a class wins where one does.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from jinja2 import Environment
from markupsafe import Markup

from app.demos._registry import Run
from app.figures.layout import NARROW, WIDE, layout, thumbnail
from app.figures.paths import coordinate
from app.figures.shapes import Circle, Image, Path, Role, Shape, Text
from app.rendering.environment import environment

LIGHT: Mapping[Role, str] = MappingProxyType(
    {
        0: "#55565e",
        1: "#003CB0",
        2: "#C65300",
        3: "#008859",
        4: "#A04697",
        5: "#111827",
        "ink": "#1a1a1f",
        "on": "#ffffff",
        "grid": "#eceae5",
        "axis": "#b9b7b1",
        "paper": "#ffffff",
    }
)
"""Literal colors of the roles, on white."""


def svg(run: Run, size: str = "wide") -> Markup:
    """Print a run's figures as one SVG, ``wide`` or ``narrow``, for a page."""
    return _print(run, size, paper=None)


def standalone(run: Run) -> str:
    """Print a run's figures as a file of its own, on white paper: right in an ``<img>`` or a slide."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + str(_print(run, "wide", paper=LIGHT["paper"]))


def thumbnail_svg(run: Run) -> Markup:
    """Print the cover among a run's figures without words, for a card."""
    cover = next((figure for figure in run.figures if figure.cover), run.figures[0])
    drawn = _svg_environment().get_template("svg/thumbnail.svg").render(drawing=thumbnail(cover))
    return Markup(drawn)  # noqa: S704  # the template escapes every text that goes in


def _print(run: Run, size: str, paper: str | None) -> Markup:
    drawing = layout(run.figures, WIDE if size == "wide" else NARROW)
    title = " ".join(figure.title for figure in run.figures)
    template = _svg_environment().get_template("svg/drawing.svg")
    # the template escapes every text that goes in
    return Markup(  # noqa: S704
        template.render(drawing=drawing, size=size, title=title, description=run.explanation, paper=paper)
    )


@cache
def _svg_environment() -> Environment:
    own = environment().overlay(autoescape=True, trim_blocks=False)
    own.filters = {**own.filters, "px": coordinate, "paint": _paint}
    return own


def _paint(shape: Shape) -> Markup:
    """Write the class, the literal color and the opacity of a shape."""
    if isinstance(shape, Text):
        own = f"t{shape.role}" if _named(shape.role) else ""
        halo = f' class="{own} halo" stroke="{LIGHT["paper"]}" stroke-width="3" paint-order="stroke"'
        return Markup((halo if shape.halo else f' class="{own}"') + f' fill="{_literal(shape.role)}"')  # noqa: S704
    if isinstance(shape, Image):
        return Markup("")
    fill = shape.fill
    stroke = shape.stroke if isinstance(shape, Path | Circle) else None
    roles = [f"k{stroke}"] * (_named(stroke)) + [f"f{fill}"] * (_named(fill))
    text = f' class="{" ".join(roles)}"' if roles else ""
    text += f' fill="{_literal(fill)}"'
    if stroke is not None and isinstance(shape, Path | Circle):
        text += f' stroke="{_literal(stroke)}"' + (f' stroke-width="{shape.width:g}"' if shape.width != 1 else "")
    if shape.opacity != 1:
        text += f' opacity="{float(shape.opacity):.2g}"'
    return Markup(text)  # noqa: S704


def _named(role: Role | None) -> bool:
    return role is not None and not str(role).startswith("#")


def _literal(role: Role | None) -> str:
    return "none" if role is None else LIGHT[role] if role in LIGHT else str(role)
