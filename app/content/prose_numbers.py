"""Numbers in prose are computed by demos: ``{{ f1(tp=0, fp=0, fn=1, tn=99).accuracy | .2f }}``.

An array gives one of its items, and a record one of its fields:
``{{ vanishing-gradient(radius=0.8).gradient_norm[20] }}``, ``{{ backpropagation().nodes[9].value }}``.
"""

import ast
import re

from app.content.demo_port import Demos
from app.content.problems import did_you_mean

_REFERENCE = re.compile(
    r"\s*(?P<name>[a-z][a-z0-9_-]*)\s*\((?P<params>.*)\)\s*\.\s*(?P<field>[A-Za-z]\w*(?:\[-?\d+\]|\.[A-Za-z]\w*)*)\s*(?:\|\s*(?P<format>\S+)\s*)?",
    re.DOTALL,
)
_IN_FORMULA = re.compile(r"\{\{\s*[a-z][a-z0-9_-]*\s*\((?:[^{}]*)\)\s*\.\s*[A-Za-z][\w\[\].-]*\s*(?:\|[^{}]*)?\}\}")


def number(reference: str, demos: Demos) -> str:
    """Compute the number that a reference names, as it is written in prose.

    Args:
        reference: what stands between the braces.
        demos: where the number comes from.

    Raises:
        ValueError: saying what is wrong with the reference.
    """
    match = _REFERENCE.fullmatch(reference)
    if not match:
        raise ValueError(f"'{{{{{reference}}}}}' must have the form {{{{ demo(parameter=1).field }}}}")
    name = _known(match["name"], demos)
    params = _params(match["params"], name)
    problems = demos.check(name, params)
    if problems:
        raise ValueError(f"demo '{name}': {'; '.join(problems)}")
    try:
        return demos.value(name, params, match["field"], match["format"])
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"demo '{name}': {error}") from error


def in_formula(latex: str) -> list[re.Match[str]]:
    """Find the references inside a formula; double braces that are none belong to LaTeX."""
    return list(_IN_FORMULA.finditer(latex))


def _known(name: str, demos: Demos) -> str:
    names = list(demos.names())
    for spelling in (name, name.replace("_", "-")):
        if spelling in names:
            return spelling
    raise ValueError(f"unknown demo '{name}'{did_you_mean(name, names)}")


def _params(source: str, name: str) -> dict[str, object]:
    try:
        call = ast.parse(f"_({source}\n)", mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise ValueError(f"demo '{name}': the parameters '{source.strip()}' cannot be read") from error
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.args:
        raise ValueError(f"demo '{name}': every parameter needs its name, such as rate=0.5")
    params: dict[str, object] = {}
    for keyword in call.keywords:
        if keyword.arg is None:
            raise ValueError(f"demo '{name}': every parameter needs its name, such as rate=0.5")
        if keyword.arg in params:
            raise ValueError(f"demo '{name}': {keyword.arg} is given twice")
        try:
            params[keyword.arg] = ast.literal_eval(keyword.value)
        except ValueError as error:
            raise ValueError(f"demo '{name}': {keyword.arg} must be a plain value, such as 0.5 or 'tanh'") from error
    return params
