"""A demo as a Python file that needs only NumPy: its computation, and what that uses, cut from the sources."""

import ast
import inspect
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

_TAIL = '''

if __name__ == "__main__":
    import json

    def plain(value):
        """JSON has no arrays of NumPy and no not-a-number."""
        if isinstance(value, (np.ndarray, np.generic)):
            return plain(value.tolist())
        if isinstance(value, float):
            return value if np.isfinite(value) else None
        if isinstance(value, (list, tuple)):
            return [plain(item) for item in value]
        if hasattr(value, "__dict__"):
            return plain(vars(value))
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items() if key != "notes"}
        return value

    result = compute(
%s
    )
    print(json.dumps(plain(result), ensure_ascii=False))
'''


def download(module: ModuleType, title: str, params: dict[str, Any]) -> str:
    """Write one file that computes the demo with ``params`` and prints the numbers of its JSON.

    Only what ``compute`` reaches is kept, from the demo and from ``app.numerics``; comments and docstrings stay.
    """
    pieces = _Pieces()
    pieces.want(module, "compute")
    arguments = "\n".join(f"        {name}={value!r}," for name, value in params.items())
    idea = (inspect.getdoc(module) or "").splitlines()[0]
    head = f'"""{title}\n\n{idea}\n"""\n\n'
    return head + pieces.imports() + "\n\n" + "\n\n\n".join(pieces.definitions) + "\n" + _TAIL % arguments


class _Pieces:
    """Top-level definitions in the order in which they must stand, with the imports that they need."""

    def __init__(self) -> None:
        self.definitions: list[str] = []
        self._imports: set[str] = {"import numpy as np"}
        self._seen: set[tuple[str, str]] = set()

    def imports(self) -> str:
        """Write the import block, the standard library before NumPy."""
        outside = sorted(line for line in self._imports if "numpy" not in line)
        return (
            "\n".join(outside)
            + ("\n\n" if outside else "")
            + "\n".join(sorted(line for line in self._imports if "numpy" in line))
        )

    def want(self, module: ModuleType, name: str) -> None:
        """Add what ``name`` means in ``module``, after everything it uses itself."""
        if (module.__name__, name) in self._seen:
            return
        self._seen.add((module.__name__, name))
        source = inspect.getsource(module)
        node = _definitions(module.__name__, source).get(name)
        if isinstance(node, ast.Import | ast.ImportFrom):
            self._import(node, name)
        elif node is not None:
            for used in _names(node):
                self.want(module, used)
            self.definitions.append(_text(node, source))

    def _import(self, node: ast.Import | ast.ImportFrom, name: str) -> None:
        alias = next(item for item in node.names if (item.asname or item.name) == name)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("app."):
            if (node.module or "").startswith("app.numerics"):
                if alias.asname:
                    raise TypeError(f"'{alias.name}' is imported from {node.module} under another name")
                self.want(sys.modules[node.module or ""], name)
            return
        if isinstance(node, ast.ImportFrom):
            self._imports.add(f"from {node.module} import {ast.unparse(alias)}")
        else:
            self._imports.add(f"import {ast.unparse(alias)}")


def _definitions(_: str, source: str) -> dict[str, ast.stmt]:
    found: dict[str, ast.stmt] = {}
    for node in ast.parse(source).body:
        for name in _defines(node):
            found[name] = node
    return found


def _defines(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.FunctionDef() | ast.ClassDef():
            yield node.name
        case ast.Assign():
            for target in node.targets:
                yield from (item.id for item in ast.walk(target) if isinstance(item, ast.Name))
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name
        case ast.Import() | ast.ImportFrom():
            yield from (item.asname or item.name for item in node.names)


def _names(node: ast.stmt) -> list[str]:
    # fields of a result carry `= out(...)`: documentation of the page, which the download writes as comments
    parts: list[ast.AST] = [node]
    if isinstance(node, ast.ClassDef):
        parts = [*node.decorator_list, *node.bases]
        parts += [item.annotation for item in node.body if isinstance(item, ast.AnnAssign)]
        parts += [item for item in node.body if isinstance(item, ast.FunctionDef)]
    used = (item.id for part in parts for item in ast.walk(part) if isinstance(item, ast.Name))
    return list(dict.fromkeys(used))


def _text(node: ast.stmt, source: str) -> str:
    if isinstance(node, ast.ClassDef):
        return _record(node, source)
    lines = source.splitlines()
    first = min([node.lineno, *(item.lineno for item in getattr(node, "decorator_list", []))])
    while first > 1 and lines[first - 2].startswith("#"):
        first -= 1
    return "\n".join(lines[first - 1 : node.end_lineno])


def _record(node: ast.ClassDef, source: str) -> str:
    rows = ["@dataclass(frozen=True)", f"class {node.name}:"]
    doc = ast.get_docstring(node)
    rows += [f'    """{doc}"""', ""] if doc else []
    for item in node.body:
        if isinstance(item, ast.AnnAssign):
            rows.append(_field(item))
        elif isinstance(item, ast.FunctionDef):
            rows += ["", *(source.splitlines()[item.lineno - 1 : item.end_lineno])]
    return "\n".join(rows)


def _field(item: ast.AnnAssign) -> str:
    declared = f"    {ast.unparse(item.target)}: {ast.unparse(item.annotation)}"
    if not isinstance(item.value, ast.Call):
        return declared + (f" = {ast.unparse(item.value)}" if item.value else "")
    if ast.unparse(item.value.func) != "out":
        return declared.replace(": ", ": ", 1) + " = None"
    words = [ast.literal_eval(argument) for argument in item.value.args]
    named = {keyword.arg: ast.literal_eval(keyword.value) for keyword in item.value.keywords}
    told = ", ".join(filter(None, [words[-1].rstrip("."), named.get("shape"), named.get("unit")]))
    return f"{declared}  # {told}"
