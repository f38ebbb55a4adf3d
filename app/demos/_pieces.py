"""The definitions that a name needs, cut from the sources in an order to read, with the imports that they need."""

import ast
import inspect
import re
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from textwrap import wrap
from types import ModuleType

WIDTH = 110  # a comment stands behind its line up to here, else above it
_ROLE = re.compile(r":\w+:`(?:[\w.]+\.)?(\w+)`")
_QUOTED = re.compile(r'"([\w-]+)"')


class Pieces:
    """Top-level definitions that a name needs, in an order to read.

    Constants come first, then records, then functions from the top down: one that uses another stands above it, and
    those of the demo itself above those that it shares with others.
    """

    def __init__(self, home: ModuleType, named: Collection[str] | None = None) -> None:
        self.texts: set[str] = set()  # every string in what was wanted
        self.fields: set[str] = set()  # of all records
        self._home = home
        self._named = named
        self._constants: list[str] = []
        self._records: list[str] = []
        self._own: list[str] = []
        self._shared: list[str] = []
        self._computed: list[str] = []  # constants that call what stands above
        self._imports: set[str] = {"import json", "import numpy as np"}
        self._from: defaultdict[str, set[str]] = defaultdict(set, {"dataclasses": {"asdict", "dataclass"}})
        self._owners: dict[str, str] = {}
        self._early: set[str] = set()  # names that stand before every definition
        self._seen: set[tuple[str, str]] = set()

    def written(self, imports: Collection[str] = ()) -> str:
        """Write imports, constants and definitions."""
        lines = sorted({*self._imports, *imports})
        lines += [f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(self._from.items())]
        # the standard library before NumPy
        parts = ("\n".join(line for line in lines if ("numpy" in line) == last) for last in (False, True))
        definitions = [*self._records, *self._own, *self._shared, *self._computed]
        return "\n\n".join(parts) + "\n" + _stacked(self._constants) + "".join(f"\n\n\n{text}" for text in definitions)

    def want(self, module: ModuleType, name: str) -> None:
        """Add what ``name`` means in ``module``, and everything it uses itself."""
        if (module.__name__, name) in self._seen:
            return
        source = inspect.getsource(module)
        definitions = _definitions(source)
        node = definitions.get(name)
        if isinstance(node, ast.Import | ast.ImportFrom):
            self._seen.add((module.__name__, name))
            self._import(node, name)
        elif node is not None:
            self._seen |= {(module.__name__, other) for other in defines(node)}
            self.texts |= _strings(node)
            cut = _unnamed_cases(node, self._named)
            used = [other for other in _names(node, cut) if other in definitions]
            if not isinstance(node, ast.FunctionDef):
                self._want_all(module, used)
                self._add(module, node, _text(node, source, cut), used)
            else:
                self._add(module, node, _text(node, source, cut), used)
                self._want_all(module, used)

    def _want_all(self, module: ModuleType, names: Sequence[str]) -> None:
        for name in names:
            self.want(module, name)

    def _add(self, module: ModuleType, node: ast.stmt, text: str, used: list[str]) -> None:
        names = list(defines(node))
        if any(self._owners.get(name) == text for name in names):
            return  # written alike in two modules
        clash = [name for name in names if name in self._owners or name == "plain"]
        if clash:
            raise TypeError(f"'{clash[0]}' means two things in one download")
        if isinstance(node, ast.FunctionDef):
            (self._own if module is self._home else self._shared).append(text)
        elif isinstance(node, ast.ClassDef):
            self.fields |= {ast.unparse(item.target) for item in node.body if isinstance(item, ast.AnnAssign)}
            if "field(" in text:
                self._from["dataclasses"].add("field")
            self._records.append(text)
        elif self._early.issuperset(self._owners.keys() & set(used)):
            self._early.update(names)
            self._constants.append(text)
        else:
            self._computed.append(text)
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


@lru_cache(maxsize=128)
def _definitions(source: str) -> dict[str, ast.stmt]:
    return {name: node for node in ast.parse(source).body for name in defines(node)}


def defines(node: ast.stmt) -> Iterator[str]:
    """Name what a top-level statement defines."""
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


def _names(node: ast.stmt, cut: Collection[int]) -> list[str]:
    # fields of a result carry `= out(...)`: documentation of the page, which the download writes as comments
    parts: list[ast.AST] = [node]
    if isinstance(node, ast.ClassDef):
        parts = [*node.decorator_list, *node.bases]
        parts += [item.annotation for item in node.body if isinstance(item, ast.AnnAssign)]
        parts += [item for item in node.body if isinstance(item, ast.FunctionDef)]
    used = [item for part in parts for item in ast.walk(part) if isinstance(item, ast.Name) and item.lineno not in cut]
    # in the order in which they are read
    return list(dict.fromkeys(item.id for item in sorted(used, key=lambda item: (item.lineno, item.col_offset))))


def _strings(node: ast.stmt) -> set[str]:
    """All strings, and words quoted in them (the examples in docstrings), but for the patterns of cases."""
    patterns = {id(part) for case in _cases(node) for part in ast.walk(case.pattern)}
    texts = {
        item.value
        for item in ast.walk(node)
        if isinstance(item, ast.Constant) and isinstance(item.value, str) and id(item) not in patterns
    }
    return texts.union(*map(_QUOTED.findall, texts))


def _cases(node: ast.stmt) -> list[ast.match_case]:
    return [case for item in ast.walk(node) if isinstance(item, ast.Match) for case in item.cases]


def _unnamed_cases(node: ast.stmt, named: Collection[str] | None) -> set[int]:
    """Lines of the cases whose pattern is only strings that nothing names; none if ``named`` is None."""
    lines: set[int] = set()
    for case in _cases(node) if named is not None else []:
        names = [item.value for item in ast.walk(case.pattern) if isinstance(item, ast.Constant)]
        if names and all(isinstance(name, str) and name not in (named or ()) for name in names):
            lines.update(range(case.pattern.lineno, (case.body[-1].end_lineno or 0) + 1))
    return lines


def _text(node: ast.stmt, source: str, cut: Collection[int] = ()) -> str:
    lines = source.splitlines()
    first = min([node.lineno, *(item.lineno for item in getattr(node, "decorator_list", []))])
    while first > 1 and lines[first - 2].startswith("#"):
        first -= 1
    numbered = enumerate(lines[first - 1 : node.end_lineno], start=first)
    text = "\n".join(line for number, line in numbered if number not in cut)
    # in one file a name needs no path to it
    return _ROLE.sub(r"``\1``", _record(node, text) if isinstance(node, ast.ClassDef) else text)


def _record(node: ast.ClassDef, text: str) -> str:
    if "= out(" not in text:
        return text
    fields = [_field(item) for item in node.body if isinstance(item, ast.AnnAssign)]
    return "\n".join(["@dataclass(frozen=True)", f"class {node.name}:", *fields])


def _field(item: ast.AnnAssign) -> str:
    declared = f"    {ast.unparse(item.target)}: {ast.unparse(item.annotation)}"
    if not isinstance(item.value, ast.Call):
        return declared + (f" = {ast.unparse(item.value)}" if item.value else "")
    if ast.unparse(item.value.func) != "out":
        return f"{declared} = field(default_factory=dict)  # why a number is missing"
    words = [ast.literal_eval(argument) for argument in item.value.args]
    named = {keyword.arg: ast.literal_eval(keyword.value) for keyword in item.value.keywords}
    shape, unit = named.get("shape"), named.get("unit", "")
    measures = [f"shape {shape}" if shape else "", f"in {unit}" if unit.isalpha() else unit]
    if unit in words[-1]:
        measures.pop()
    return commented(declared, words[-1].rstrip("."), "; ".join(filter(None, measures)))


def _stacked(constants: Sequence[str]) -> str:
    """Those of one line stand close together, longer ones and those with a comment above apart."""
    return "".join(("\n\n" if "\n" in before + text else "\n") + text for before, text in pairwise(["", *constants]))


def commented(line: str, told: str, brief: str) -> str:
    """Explain a line behind it where there is room, else above it; what is brief stays behind it if it can."""
    whole = f"{told}; {brief}" if brief else told
    if len(line) + len(whole) + 4 <= WIDTH:
        return f"{line}  # {whole}"
    above, last = whole, line
    if brief and len(line) + len(brief) + 4 <= WIDTH:
        above, last = told, f"{line}  # {brief}"
    margin = f"{line[: len(line) - len(line.lstrip())]}# "
    wrapped = wrap(above, WIDTH, initial_indent=margin, subsequent_indent=margin, break_on_hyphens=False)
    return "\n".join([*wrapped, last])
