"""Imports go down only: a floor of the house knows its own rooms and the floors below, never those above."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

APP = Path(__file__).parents[1] / "app"

MATHEMATICS = {"numpy", "app.numerics"}
FIGURES = MATHEMATICS | {"app.figures"}
CONTENT = {"pydantic", "markdown", "math_core", "yaml", "rapidfuzz", "app.content"}
RENDERING = {"jinja2", "markupsafe", "app.rendering"}
BELOW_WEB = FIGURES | CONTENT | RENDERING | {"app.demos"}
HTTP = {"fastapi", "fastapi_offline", "starlette", "anyio", "brotli", "httptools", "watchfiles", "pydantic"}
WEB = HTTP | {"app.settings", "app.web"}

MAY_IMPORT = {
    "numerics": MATHEMATICS,
    "figures": FIGURES,
    "content": CONTENT,
    "demos": FIGURES | {"pydantic", "annotated_types", "app.demos"},
    # The machinery of demos (its modules open with an underscore), never a demo by name.
    "rendering": FIGURES | RENDERING | {"app.content", "app.demos._"},
    "web": BELOW_WEB | WEB,
    "settings": {"pydantic", "pydantic_settings"},
    "main": BELOW_WEB | WEB,
    "__main__": BELOW_WEB | WEB | {"app.main", "typer", "uvicorn"},
    "__init__": set[str](),
}

# A demo is a pure function: the same parameters give the same numbers today and tomorrow, here and there.
IMPURE = {"asyncio", "datetime", "os", "pathlib", "random", "secrets", "socket", "subprocess", "time", "urllib", "uuid"}

MODULES = sorted(APP.rglob("*.py"))


def imported(source: str, package: str) -> Iterator[str]:
    """The dotted name of everything that ``source`` imports anywhere, relative imports resolved against ``package``."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            origin = ".".join([*parents, *([node.module] if node.module else [])])
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def floor_of(module: Path) -> str:
    """``app/demos/f1.py`` lies on the floor "demos", ``app/main.py`` is one by itself."""
    return Path(module.relative_to(APP).parts[0]).stem


def may_import(name: str, floor: str) -> bool:
    """Whether ``floor`` may import ``name``: the standard library, or a name its list opens."""
    if name.partition(".")[0] in sys.stdlib_module_names:
        return True
    return any(
        name.startswith(allowed) if allowed.endswith("_") else f"{name}.".startswith(f"{allowed}.")
        for allowed in MAY_IMPORT[floor]
    )


def package_of(module: Path) -> str:
    return ".".join(("app", *module.relative_to(APP).parent.parts))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(APP.parent).as_posix())
def test_a_module_imports_only_its_own_floor_and_those_below(module: Path) -> None:
    names = imported(module.read_text(), package_of(module))
    up = sorted(name for name in names if not may_import(name, floor_of(module)))
    assert not up, f"{module.relative_to(APP.parent)} is on the floor '{floor_of(module)}' and imports {', '.join(up)}"


@pytest.mark.parametrize(
    "module",
    [path for path in MODULES if floor_of(path) == "numerics" or (floor_of(path) == "demos" and path.name[0] != "_")],
    ids=lambda path: path.relative_to(APP.parent).as_posix(),
)
def test_mathematics_sees_no_clock_no_disk_and_no_network(module: Path) -> None:
    impure = {name for name in imported(module.read_text(), package_of(module)) if name.partition(".")[0] in IMPURE}
    assert not impure


def test_no_floor_imports_main_but_the_command_line() -> None:
    above = {floor for floor in MAY_IMPORT if may_import("app.main.create_app", floor)}
    assert above == {"__main__"}


@pytest.mark.parametrize(
    ("source", "floor"),
    [
        ("from app.rendering.svg import svg", "demos"),
        ("from app.demos._registry import registry", "content"),
        ("import app.demos.f1", "rendering"),
        ("from ..web import pages", "rendering"),
        ("from .. import web", "figures"),
        ("def f():\n    import fastapi", "content"),
        ("import torch", "demos"),
        ("import numpyro", "numerics"),
    ],
)
def test_an_import_that_goes_up_is_found(source: str, floor: str) -> None:
    assert [name for name in imported(source, f"app.{floor}") if not may_import(name, floor)]
