"""Shapes as SVG elements: neighbors that look alike share a group, which says once how they look.

One text serves the page and any other place: a presentation attribute holds where no style sheet speaks, and a class
wins where one does.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType

from markupsafe import Markup, escape

from app.figures.paths import coordinate
from app.figures.shapes import Circle, Image, Path, Rect, Role, Shape, Text

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

_Element = tuple[str, str, str]
"""Look, what stands before it in the tag, and what follows."""


def elements(shapes: Sequence[Shape]) -> Markup:
    """Print shapes in their order, every text escaped."""
    pieces: list[str] = []
    for look, run in groupby(map(_element, shapes), key=itemgetter(0)):
        alike = list(run)
        if len(alike) == 1 or not look:
            pieces += (f"{head}{look}{tail}" for _, head, tail in alike)
        else:
            pieces += ("<g", look, ">", *(head + tail for _, head, tail in alike), "</g>")
    return Markup("".join(pieces))  # noqa: S704  # _text escapes what a reader wrote; all else is ours


def _element(shape: Shape) -> _Element:
    match shape:
        case Path():
            return _path(shape)
        case Rect():
            corner = f' rx="{coordinate(shape.radius)}"' if shape.radius else ""
            return _look(shape.fill, None, shape.opacity), f"<rect{_box(shape)}{corner}", "/>"
        case Circle():
            place = f'<circle cx="{coordinate(shape.x)}" cy="{coordinate(shape.y)}" r="{coordinate(shape.radius)}"'
            return _look(shape.fill, shape.stroke, shape.opacity, shape.width), place, "/>"
        case Text():
            return _text(shape)
        case Image():
            drawn = 'preserveAspectRatio="none" image-rendering="pixelated"'
            return "", f'<image{_box(shape)} {drawn} href="{shape.href}"', "/>"


def _path(shape: Path) -> _Element:
    dash = f' stroke-dasharray="{shape.dash}"' if shape.dash else ""
    return _look(shape.fill, shape.stroke, shape.opacity, shape.width) + dash, f'<path d="{shape.d}"', "/>"


def _text(shape: Text) -> _Element:
    if not shape.text:
        return "", "", ""
    names = [f"t{shape.role}"] * _named(shape.role) + ["halo"] * shape.halo
    look = _classes(names) + f' fill="{_literal(shape.role)}"'
    if shape.halo:
        look += f' stroke="{LIGHT["paper"]}" stroke-width="3" paint-order="stroke"'
    look += f' text-anchor="{shape.anchor}"' if shape.anchor != "start" else ""
    look += f' font-size="{coordinate(shape.size)}"' if shape.size != Text.size else ""
    look += ' font-weight="600"' if shape.bold else ""
    return look, f'<text x="{coordinate(shape.x)}" y="{coordinate(shape.y)}"', f">{escape(shape.text)}</text>"


def _box(shape: Rect | Image) -> str:
    x, y, width, height = map(coordinate, (shape.x, shape.y, shape.width, shape.height))
    return f' x="{x}" y="{y}" width="{width}" height="{height}"'


@lru_cache(maxsize=2048)
def _look(fill: Role | None, stroke: Role | None, opacity: float, width: float = 1.0) -> str:
    # opacity of fill and stroke, not of the whole: a group must not flatten the shapes that share it
    faint = f'-opacity="{float(opacity):.2g}"' if opacity != 1 else ""
    text = _classes([f"k{stroke}"] * _named(stroke) + [f"f{fill}"] * _named(fill)) + f' fill="{_literal(fill)}"'
    if faint and fill is not None:
        text += f" fill{faint}"
    if stroke is not None:
        text += f' stroke="{_literal(stroke)}"' + (f' stroke-width="{width:g}"' if width != 1 else "")
        text += f" stroke{faint}" if faint else ""
    return text


def _classes(names: Sequence[str]) -> str:
    return f' class="{" ".join(names)}"' if names else ""


def _named(role: Role | None) -> bool:
    return role is not None and not str(role).startswith("#")


def _literal(role: Role | None) -> str:
    return "none" if role is None else LIGHT.get(role, str(role))
