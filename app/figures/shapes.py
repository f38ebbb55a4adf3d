"""Shapes: what a layout leaves for the printer, in pixels. Still no SVG: only geometry and color roles."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Role = int | str
"""A color: a series (0 muted, 1 to 5), a named role (``grid``, ``axis``, ``ink``, ``on``) or a literal ``#rrggbb``."""


@dataclass(frozen=True)
class Path:
    """A path in SVG's own short notation of moves and lines."""

    d: str
    stroke: Role | None = None
    fill: Role | None = None
    width: float = 1.0
    dash: str = ""
    opacity: float = 1.0
    kind: Literal["path"] = "path"


@dataclass(frozen=True)
class Rect:
    """A rectangle, perhaps with round corners."""

    x: float
    y: float
    width: float
    height: float
    fill: Role
    radius: float = 0.0
    opacity: float = 1.0
    kind: Literal["rect"] = "rect"


@dataclass(frozen=True)
class Circle:
    """A disc, or a ring when only its stroke has a role."""

    x: float
    y: float
    radius: float
    fill: Role | None = None
    stroke: Role | None = None
    width: float = 1.6
    opacity: float = 1.0
    kind: Literal["circle"] = "circle"


@dataclass(frozen=True)
class Text:
    """A text whose baseline starts, centers or ends at a point."""

    x: float
    y: float
    text: str
    role: Role = 0
    anchor: Literal["start", "middle", "end"] = "start"
    size: float = 12.5
    bold: bool = False
    halo: bool = False
    kind: Literal["text"] = "text"


@dataclass(frozen=True)
class Image:
    """A picture given as a data address."""

    x: float
    y: float
    width: float
    height: float
    href: str
    kind: Literal["image"] = "image"


Shape = Path | Rect | Circle | Text | Image


@dataclass(frozen=True)
class Drawing:
    """A finished layout: a size in pixels and the shapes, the first at the bottom."""

    width: float
    height: float
    shapes: Sequence[Shape]
