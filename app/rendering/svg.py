"""Drawings as SVG, for a page or as a file of its own."""

from functools import cache

from jinja2 import Environment
from markupsafe import Markup

from app.demos._registry import Run
from app.figures.layout import NARROW, WIDE, layout, thumbnail
from app.figures.paths import coordinate
from app.rendering.elements import LIGHT, elements
from app.rendering.environment import environment


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
    own.filters = {**own.filters, "px": coordinate, "elements": elements}
    return own
