"""A demo as a Python file that needs only NumPy: its computation, and what that uses, cut from the sources."""

import ast
import inspect
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from textwrap import wrap
from types import ModuleType
from typing import Any

from app.demos._parameters import Parameter

_WIDTH = 110  # a comment stands behind its line up to here, else above it
_ROLE = re.compile(r":\w+:`(?:[\w.]+\.)?(\w+)`")

_HEAD = '''\
"""{title}

{idea}

Runs with Python 3.11 or newer and NumPy, and prints its numbers as JSON. Turn the values at the end.
"""

'''

_TAIL = '''


def plain(value):
    """Turn arrays into lists, and what is not a number into None: JSON knows neither."""
    if isinstance(value, np.ndarray | np.generic):
        return plain(value.tolist())
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {{name: plain(item) for name, item in value.items()}}
    return None if isinstance(value, float) and not np.isfinite(value) else value


if __name__ == "__main__":
    result = compute(
{arguments}
    )
    numbers = plain(asdict(result))
    numbers.pop("notes", None)
    print("{{" + ",\\n ".join(f'"{{name}}": {{json.dumps(value)}}' for name, value in numbers.items()) + "}}")
'''


def download(module: ModuleType, title: str, parameters: Sequence[Parameter], values: dict[str, Any]) -> str:
    """Write one file that computes the demo with ``values`` and prints the numbers of its JSON.

    Only what ``compute`` reaches is kept, from the demo and from ``app.numerics``; comments and docstrings stay.
    """
    pieces = _Pieces()
    pieces.want(module, "compute")
    idea = (inspect.getdoc(module) or "").splitlines()[0]
    arguments = "\n".join(_argument(parameter, values[parameter.name]) for parameter in parameters)
    return _HEAD.format(title=title, idea=idea) + pieces.written() + _TAIL.format(arguments=arguments)


def _argument(parameter: Parameter, value: Any) -> str:
    written = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)
    told = f"{parameter.description.rstrip('.')}; {parameter.allowed}"
    return _commented(f"        {parameter.name}={written},", told)


class _Pieces:
    """Top-level definitions in the order in which they must stand, with the imports that they need."""

    def __init__(self) -> None:
        self._constants: list[str] = []
        self._definitions: list[str] = []
        self._imports: set[str] = {"import json", "import numpy as np"}
        self._from: defaultdict[str, set[str]] = defaultdict(set, {"dataclasses": {"asdict", "dataclass"}})
        self._owners: dict[str, str] = {}
        self._early: set[str] = set()  # names that stand before every definition
        self._seen: set[tuple[str, str]] = set()

    def written(self) -> str:
        """Write imports, constants and definitions."""
        lines = sorted(self._imports)
        lines += [f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(self._from.items())]
        # the standard library before NumPy
        imports = "\n\n".join("\n".join(line for line in lines if ("numpy" in line) == last) for last in (False, True))
        return imports + "\n" + _stacked(self._constants) + "".join(f"\n\n\n{text}" for text in self._definitions)

    def want(self, module: ModuleType, name: str) -> None:
        """Add what ``name`` means in ``module``, after everything it uses itself."""
        if (module.__name__, name) in self._seen:
            return
        source = inspect.getsource(module)
        definitions = _definitions(source)
        node = definitions.get(name)
        if isinstance(node, ast.Import | ast.ImportFrom):
            self._seen.add((module.__name__, name))
            self._import(node, name)
        elif node is not None:
            self._seen |= {(module.__name__, other) for other in _defines(node)}
            used = [other for other in _names(node) if other in definitions]
            for other in used:
                self.want(module, other)
            self._add(node, _text(node, source), used)

    def _add(self, node: ast.stmt, text: str, used: list[str]) -> None:
        names = list(_defines(node))
        if any(self._owners.get(name) == text for name in names):
            return  # written alike in two modules
        clash = [name for name in names if name in self._owners or name == "plain"]
        if clash:
            raise TypeError(f"'{clash[0]}' means two things in one download")
        if isinstance(node, ast.Assign | ast.AnnAssign) and self._early.issuperset(self._owners.keys() & set(used)):
            self._early.update(names)
            self._constants.append(text)
        else:
            if isinstance(node, ast.ClassDef) and "field(" in text:
                self._from["dataclasses"].add("field")
            self._definitions.append(text)
        self._owners.update(dict.fromkeys(names, text))

    def _import(self, node: ast.Import | ast.ImportFrom, name: str) -> None:
        alias = next(item for item in node.names if (item.asname or item.name) == name)
        if isinstance(node, ast.Import):
            self._imports.add(f"import {ast.unparse(alias)}")
        elif not (node.module or "").startswith("app."):
            self._from[node.module or ""].add(ast.unparse(alias))
        elif (node.module or "").startswith("app.numerics"):
            if alias.asname:
                raise TypeError(f"'{alias.name}' is imported from {node.module} under another name")
            self.want(sys.modules[node.module or ""], name)


def _definitions(source: str) -> dict[str, ast.stmt]:
    return {name: node for node in ast.parse(source).body for name in _defines(node)}


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
    # in one file a name needs no path to it
    return _ROLE.sub(r"``\1``", "\n".join(lines[first - 1 : node.end_lineno]))


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
        return f"{declared} = field(default_factory=dict)  # why a number is missing"
    words = [ast.literal_eval(argument) for argument in item.value.args]
    named = {keyword.arg: ast.literal_eval(keyword.value) for keyword in item.value.keywords}
    shape, unit = named.get("shape"), named.get("unit", "")
    told = [words[-1].rstrip("."), f"shape {shape}" if shape else "", f"in {unit}" if unit.isalpha() else unit]
    if unit in words[-1]:
        told.pop()
    return _commented(declared, "; ".join(filter(None, told)))


def _commented(line: str, comment: str) -> str:
    if len(line) + len(comment) + 4 <= _WIDTH:
        return f"{line}  # {comment}"
    margin = f"{line[: len(line) - len(line.lstrip())]}# "
    return "\n".join(
        [*wrap(comment, _WIDTH, initial_indent=margin, subsequent_indent=margin, break_on_hyphens=False), line]
    )


def _stacked(constants: Sequence[str]) -> str:
    """Those of one line stand close together, longer ones and those with a comment above apart."""
    return "".join(("\n\n" if "\n" in before + text else "\n") + text for before, text in pairwise(["", *constants]))
