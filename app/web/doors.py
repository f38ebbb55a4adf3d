"""Which kind of door a path leads to: it decides headers, and how an error looks."""

import re
from enum import Enum

from starlette.types import Scope


class Door(Enum):
    """The kinds of doors of the site."""

    PAGE = "a page for readers"
    DATA = "data for programs"
    FIGURE = "a picture that stands alone"
    STATIC = "a file under the name of its content"


_FIGURE = re.compile(r"/demos/[^/]+\.svg")
_DATA = re.compile(
    r"/api/v1(/.*)?|/api/openapi\.json|/demos/[^/]+(\.(json|csv|py)|/panel)|/terms/[^/]+\.(md|json)", re.DOTALL
)
_STATIC = re.compile(r"/(static|api/assets)/.*", re.DOTALL)


def route_path(scope: Scope) -> str:
    """The path below the prefix that the site lives under."""
    path: str = scope["path"]
    root: str = scope.get("root_path", "")
    return path[len(root) :] if path == root or path.startswith(f"{root}/") else path


def door(path: str) -> Door:
    """Tell the door of a path that :func:`route_path` gave."""
    if _FIGURE.fullmatch(path):
        return Door.FIGURE
    if _DATA.fullmatch(path):
        return Door.DATA
    return Door.STATIC if _STATIC.fullmatch(path) else Door.PAGE
