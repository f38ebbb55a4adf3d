"""From a file's first lines to an entry: YAML read safely, every fault with its line and its cure."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pydantic import ValidationError

from app.content.entry import UNSTATED, Category, DemoUse, Entry, Paper
from app.content.names import SLUG, slugify
from app.content.problems import Problem, did_you_mean

RESERVED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_GIVEN = {"slug", "path", "body", "body_line"}  # by the file, not by the author
_KEYS = {
    "": [name for name in Entry.model_fields if name not in _GIVEN],
    "demo": list(DemoUse.model_fields),
    "papers": list(Paper.model_fields),
}
_SHOWN = 200
_BOOLEAN = "tag:yaml.org,2002:bool"
_TIMESTAMP = "tag:yaml.org,2002:timestamp"


class _Loader(yaml.SafeLoader):
    """The safe loader, with duplicate keys refused and two habits of YAML 1.2.

    Only true and false are booleans, so that `off` is a word; and a question may stand inside braces.
    """

    _in_plain = False

    def scan_plain(self) -> yaml.ScalarToken:
        """Read text without quotes; within braces YAML 1.1 would end it at a question mark."""
        self._in_plain = True
        try:
            return super().scan_plain()
        finally:
            self._in_plain = False

    def peek(self, index: int = 0) -> str:
        """Look ahead; the text itself is not taken from here, so a question mark may pass for a letter."""
        character = super().peek(index)
        return "q" if self._in_plain and character == "?" else character

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        """Build a mapping, refusing a key that stands twice."""
        seen: set[str] = set()
        for key, _ in node.value:
            if str(key.value) in seen:
                message = f"the key '{key.value}' stands twice"
                raise yaml.constructor.ConstructorError(None, None, message, key.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep=deep)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if tag not in {_BOOLEAN, _TIMESTAMP}]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(_BOOLEAN, re.compile("^(?:true|false)$"), list("tf"))


class Faulty(Exception):  # noqa: N818 - it carries problems, it is not one more error to report
    """A file that yields no entry, and why; what of it is right is kept, to be checked all the same."""

    def __init__(
        self,
        problems: Sequence[Problem],
        body: str = "",
        body_line: int = 1,
        names: Sequence[str] = (),
        partly: Entry | None = None,
    ) -> None:
        self.problems = list(problems)
        self.body, self.body_line, self.names, self.partly = body, body_line, names, partly
        super().__init__("; ".join(map(str, problems)))


class _Data(NamedTuple):
    values: dict[str, Any]
    lines: dict[str, int]


def read_text(path: Path, shown: str) -> str:
    """Read a file as UTF-8 text with plain line ends, or say why it cannot be read."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Faulty([Problem(shown, f"is not UTF-8: byte {error.start} cannot be read; save it as UTF-8")]) from error
    except OSError as error:
        raise Faulty([Problem(shown, f"cannot be read: {error.strerror}")]) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = RESERVED.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise Faulty([Problem(shown, f"holds the control character U+{ord(found.group()):04X}; remove it", line=line)])
    return text


def read_entry(path: Path, text: str, shown: str) -> Entry:
    """Turn the text of a file into its entry; every problem of its front matter is raised together."""
    problems = []
    if not SLUG.fullmatch(path.stem):
        cure = slugify(path.stem) or "a-name-like-this"
        problems.append(
            Problem(shown, f"the file name must be a slug (a-z, 0-9 and single hyphens), such as '{cure}.md'")
        )
    match = re.match(r"---[ ]*\n(.*?\n)?---[ ]*(?:\n|\Z)", text, re.DOTALL)
    if not match:
        raise Faulty([*problems, Problem(shown, "must start with front matter between two lines of '---'", line=1)])
    body, body_line = text[match.end() :], text.count("\n", 0, match.end()) + 1
    try:
        data = _mapping(match.group(1) or "", shown, first_line=2)
    except Faulty as fault:
        raise Faulty([*problems, *fault.problems], body, body_line) from fault
    given = {"slug": path.stem, "path": path, "body": body, "body_line": body_line}
    problems += [
        Problem(shown, f"unknown key{did_you_mean(name, _KEYS[''])}", name, data.lines.get(name))
        for name in sorted(_GIVEN & data.values.keys())
    ]
    try:
        entry = Entry.model_validate({**data.values, **given})
    except ValidationError as error:
        problems += _in_words(error, shown, data.lines)
        raise Faulty(problems, body, body_line, _names(data.values), _partly(error, data.values, given)) from error
    if problems:
        raise Faulty(problems, body, body_line, entry.names, entry)
    return entry


def _partly(error: ValidationError, values: Mapping[str, Any], given: Mapping[str, Any]) -> Entry | None:
    """Make an entry of the fields without a fault: what they say of other entries may have faults of its own."""
    wrong = {fault["loc"][0] for fault in error.errors() if fault["loc"]}
    right = {name: value for name, value in values.items() if name not in wrong}
    unstated = {"title": f"{UNSTATED} {given['slug']}", "summary": f"{UNSTATED}.", "category": UNSTATED}
    try:
        return Entry.model_validate({**unstated, **right, **given})
    except ValidationError:
        return None


def _names(values: Mapping[str, Any]) -> list[str]:
    aliases = values.get("aliases")
    names = [values.get("title"), values.get("abbreviation"), *(aliases if isinstance(aliases, list) else ())]
    return [name for name in names if isinstance(name, str)]


def read_categories(path: Path, shown: str) -> tuple[Category, ...]:
    """Read the families of terms, in their order."""
    if not path.is_file():
        raise Faulty([Problem(shown, "is missing; it gives each category its title, description and order")])
    data = _mapping(read_text(path, shown), shown, first_line=1)
    categories, problems = [], []
    for slug, value in data.values.items():
        if not SLUG.fullmatch(slug) or not isinstance(value, dict):
            problems.append(
                Problem(shown, "must be a slug with a title, a description and an order", slug, data.lines[slug])
            )
            continue
        try:
            categories.append(Category.model_validate({**value, "slug": slug}))
        except ValidationError as error:
            problems += [Problem(shown, _sentence(e), f"{slug}.{_place(e)}", data.lines[slug]) for e in error.errors()]
    if problems:
        raise Faulty(problems)
    return tuple(sorted(categories, key=lambda category: (category.order, category.slug)))


def _mapping(text: str, shown: str, *, first_line: int) -> _Data:
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        values = loader.construct_document(node) if node else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + mark.line if mark else None
        raise Faulty(
            [Problem(shown, f"the YAML cannot be read: {error.problem or error.context}", line=line)]
        ) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Faulty([Problem(shown, f"the YAML cannot be read: {error}", line=first_line)]) from error
    if not isinstance(values, dict) or not isinstance(node, yaml.MappingNode):
        raise Faulty([Problem(shown, "must hold keys with values, such as 'title: Softmax'", line=first_line)])
    lines = {str(key.value): first_line + key.start_mark.line for key, _ in node.value}
    # an empty value says the same as a key that is left out
    return _Data({str(key): value for key, value in values.items() if value is not None}, lines)


def _in_words(error: ValidationError, shown: str, lines: Mapping[str, int]) -> list[Problem]:
    found = []
    for fault in error.errors():
        field = _place(fault)
        top = str(fault["loc"][0]) if fault["loc"] else ""
        found.append(Problem(shown, _sentence(fault), field or None, lines.get(top, 1)))
    return found


def _place(fault: Any) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in fault["loc"])


def _sentence(fault: Any) -> str:
    kind, got = fault["type"], fault["input"]
    if kind == "missing":
        return "is missing; it must be given"
    if kind == "extra_forbidden":
        top = fault["loc"][0] if len(fault["loc"]) > 1 else ""
        return f"unknown key{did_you_mean(str(fault['loc'][-1]), _KEYS.get(str(top), []))}"
    if kind == "value_error":
        return str(fault["ctx"]["error"])
    allowed = {
        "string_type": "text; write it in quotes" if isinstance(got, int | float) else "text",
        "tuple_type": "a list, such as [first, second]",
        "int_type": "a whole number",
        "bool_type": "true or false",
        "model_type": "keys with values, such as {title: …}",
        "dict_type": "keys with values, such as {name: 0.5}",
    }.get(kind)
    if allowed is None:
        allowed = str(fault["msg"]).removeprefix("Input should be ").removeprefix("String should have ")
    shown = repr(got)
    return f"must be {allowed}, got {shown if len(shown) <= _SHOWN else f'{shown[:_SHOWN]}…'}"
