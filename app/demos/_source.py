"""A demo as a Python file that needs only NumPy: its computation, and what that uses, cut from the sources."""

import inspect
import json
from collections.abc import Sequence
from textwrap import wrap
from types import ModuleType
from typing import Any

from app.demos._contract import Preset
from app.demos._parameters import Parameter
from app.demos._pieces import WIDTH, Pieces, commented

_HEAD = '''\
"""{title}

{idea}

This is the demo "{name}" of the Deep Learning Glossary, under the MIT License. It needs Python 3.11 and
NumPy 2, or newer, and prints its numbers as JSON. Read it from compute() down: what a function uses stands
below it. The values at the end are there to be changed.
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
    # Worth a look, with all other values at their defaults:
    #
{presets}

    numbers = plain(asdict(result))
{notes}    print("{{" + ",\\n ".join(f'"{{name}}": {{json.dumps(value)}}' for name, value in numbers.items()) + "}}")
'''

_NOTES = """\
    for name, reason in numbers.pop("notes").items():
        print(f"{name}: {reason}", file=sys.stderr)  # why it is null, beside the JSON and not in it
"""


def download(module: ModuleType, title: str, parameters: Sequence[Parameter], values: dict[str, Any]) -> str:
    """Write one file that computes the demo with ``values`` and prints the numbers of its JSON.

    Only what ``compute`` reaches is kept, from the demo and from ``app.numerics``, and of a ``match`` only the cases
    that some text in the file, or some choice of the reader, can name; comments and docstrings stay.
    """
    everything = Pieces(module)
    everything.want(module, "compute")
    choices = {value for parameter in parameters for value, _ in parameter.choices}
    pieces = Pieces(module, named=everything.texts | choices)
    pieces.want(module, "compute")
    notes = "notes" in pieces.fields
    name = module.__name__.rpartition(".")[2].replace("_", "-")
    idea = (inspect.getdoc(module) or "").splitlines()[0]
    return (
        _HEAD.format(title=title, idea=idea, name=name)
        + pieces.written({"import sys"} if notes else set())
        + _TAIL.format(
            arguments="\n".join(_argument(parameter, values[parameter.name]) for parameter in parameters),
            presets="\n".join(_preset(preset, values) for preset in module.PRESETS),
            notes=_NOTES if notes else "",
        )
    )


def _argument(parameter: Parameter, value: Any) -> str:
    changed = "" if value == parameter.default else f", by default {_literal(parameter.default)}"
    line = f"        {parameter.name}={_literal(value)},"
    return commented(line, parameter.description.rstrip("."), parameter.allowed + changed)


def _preset(preset: Preset, values: dict[str, Any]) -> str:
    given = ", ".join(f"{name}={_literal(_like(value, values[name]))}" for name, value in preset.params.items())
    margin = "    # "
    told = wrap(f"{preset.name}: {preset.why}", WIDTH, initial_indent=margin, subsequent_indent=margin)
    return "\n".join([*told, f"{margin}    {given or 'the defaults'}"])


def _literal(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _like(value: Any, example: Any) -> Any:
    """Give a value the type of another: a preset may write 1 for 1.0 and a list for a tuple."""
    return tuple(_like(item, example[0]) for item in value) if isinstance(example, tuple) else type(example)(value)
