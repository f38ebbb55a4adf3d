"""Every demo, found by its file: nothing is edited to add one."""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache, cached_property, lru_cache
from types import ModuleType
from typing import Any

import app.demos
from app.demos import _source
from app.demos._contract import DemoParams, Preset
from app.demos._parameters import BadParams, Pairs, Parameter, nearest, parameters, parse, query
from app.demos._wire import plain, result_values
from app.figures.figure import Figure
from app.numerics.notation import number


@dataclass(frozen=True)
class Output:
    """One documented field of a result."""

    name: str
    title: str
    description: str
    shape: str
    unit: str
    readout: bool


@dataclass(frozen=True, eq=False)
class Demo:
    """One demo with everything that the pages, the API and the tests derive from its file."""

    name: str
    title: str
    idea: str
    Params: type[DemoParams]
    Result: type[Any]
    compute: Callable[..., Any]
    draw: Callable[[Any, Any], Figure | Sequence[Figure]]
    explain: Callable[[Any, Any], str]
    presets: tuple[Preset, ...]
    notice: tuple[str, ...]
    try_: tuple[str, ...]
    module: ModuleType

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """The parameters, in the order of the model."""
        return parameters(self.Params)

    @cached_property
    def outputs(self) -> tuple[Output, ...]:
        """The documented fields of the result."""
        return tuple(Output(name=item.name, **item.metadata) for item in fields(self.Result) if item.name != "notes")

    @property
    def readouts(self) -> tuple[Output, ...]:
        """The outputs that stand under the figure."""
        return tuple(output for output in self.outputs if output.readout)

    def parse(self, pairs: Pairs, base: Mapping[str, Any] | None = None) -> DemoParams:
        """Read parameters strictly; see :func:`app.demos._parameters.parse`."""
        return parse(self.parameters, self.Params, pairs, self._base(base))

    def nearest(self, pairs: Pairs, base: Mapping[str, Any] | None = None) -> tuple[DemoParams, tuple[Any, ...]]:
        """Read parameters, mending bad ones; see :func:`app.demos._parameters.nearest`."""
        return nearest(self.parameters, self.Params, pairs, self._base(base))

    def query(self, params: DemoParams, base: Mapping[str, Any] | None = None) -> str:
        """Write what differs from ``base`` over the defaults as a query string."""
        return query(self.parameters, params, self._base(base))

    def with_values(self, values: Mapping[str, Any], base: Mapping[str, Any] | None = None) -> DemoParams:
        """Build parameters from Python values (front matter, a preset).

        Raises:
            BadParams: naming every field that is unknown, of another type or out of range.
        """
        return self.parse(self._pairs(values), base)

    def run(self, params: DemoParams | None = None) -> "Run":
        """Compute, explain and draw; pure, so the same parameters give the same run."""
        params = params or self.Params()
        result = self.compute(**params.model_dump())
        drawn = self.draw(params, result)
        figures = (drawn,) if isinstance(drawn, Figure) else tuple(drawn)
        return Run(self, params, result, self.explain(params, result), figures, getattr(result, "notes", {}))

    def source(self, params: DemoParams) -> str:
        """Write the computation as a Python file that needs only NumPy."""
        return _source.download(self.module, self.title, self.parameters, params.model_dump())

    def _pairs(self, values: Mapping[str, Any]) -> list[tuple[str, str]]:
        writers = {parameter.name: parameter for parameter in self.parameters}
        return [(name, writers[name].write(value) if name in writers else str(value)) for name, value in values.items()]

    def _base(self, base: Mapping[str, Any] | None) -> dict[str, Any]:
        return parse(self.parameters, self.Params, self._pairs(base)).model_dump() if base else {}


@dataclass(frozen=True)
class Run:
    """One computed demo: what was asked, what came out, the sentence and the figures."""

    demo: Demo
    params: Any
    result: Any
    explanation: str
    figures: tuple[Figure, ...]
    notes: Mapping[str, str]

    @property
    def readouts(self) -> list[tuple[Output, Any]]:
        """The values under the figure, as plain Python values."""
        return [(output, plain(getattr(self.result, output.name))) for output in self.demo.readouts]


class Registry(Mapping[str, Demo]):
    """The demos by name."""

    def __init__(self, demos: Mapping[str, Demo]) -> None:
        self._demos = dict(sorted(demos.items()))

    def __getitem__(self, name: str) -> Demo:
        return self._demos[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._demos)

    def __len__(self) -> int:
        return len(self._demos)

    def names(self) -> tuple[str, ...]:
        """The names of all demos, sorted."""
        return tuple(self._demos)

    def check(self, name: str, params: Mapping[str, object]) -> list[str]:
        """Say what is wrong with parameters from an entry; nothing if they are fine."""
        try:
            self[name].with_values(params)
        except BadParams as bad:
            return [problem.message for problem in bad.problems]
        return []

    def value(self, name: str, params: Mapping[str, object], field: str, format: str | None = None) -> str:
        """Compute one number for a text, with three significant digits or in a given format.

        ``field`` may index into an array (``gradient_norm[20]``, ``weights[0][1]``).

        Raises:
            ValueError: an unknown demo, parameter or field; a value that is no number or text.
        """
        if name not in self:
            raise ValueError(f"unknown demo '{name}'; there are {', '.join(self)}")
        demo = self[name]
        value = _pick(result_values(self._result(demo, demo.with_values(params))), field, name)
        if isinstance(value, list | dict):
            raise ValueError(f"'{field}' of {name} is not a single value; name one with an index, as {field}[0]")  # noqa: TRY004
        if format and isinstance(value, int | float):
            return f"{value:{format}}".replace("-", "−")
        return str(value) if isinstance(value, bool | str) else number(value)

    @staticmethod
    @lru_cache(maxsize=512)
    def _result(demo: Demo, params: DemoParams) -> Any:
        return demo.compute(**params.model_dump())


@cache
def registry() -> Registry:
    """Import every module of this package that is not machinery, and describe what it holds."""
    names = [module.name for module in pkgutil.iter_modules(app.demos.__path__) if not module.name.startswith("_")]
    demos = (_demo(importlib.import_module(f"app.demos.{name}")) for name in names)
    return Registry({demo.name: demo for demo in demos})


def _demo(module: ModuleType) -> Demo:
    name = module.__name__.rpartition(".")[2].replace("_", "-")
    wanted = ("TITLE", "Params", "Result", "compute", "draw", "explain", "PRESETS", "NOTICE", "TRY")
    missing = [part for part in wanted if not hasattr(module, part)]
    if missing or not module.__doc__:
        raise TypeError(f"app/demos/{name}.py lacks {', '.join(missing) or 'a docstring'}")
    return Demo(
        name=name,
        title=module.TITLE,
        idea=module.__doc__.strip().splitlines()[0],
        Params=module.Params,
        Result=module.Result,
        compute=module.compute,
        draw=module.draw,
        explain=module.explain,
        presets=tuple(module.PRESETS),
        notice=tuple(module.NOTICE),
        try_=tuple(module.TRY),
        module=module,
    )


def _pick(values: Mapping[str, Any], field: str, demo: str) -> Any:
    """Follow a path such as ``nodes[9].value``."""
    name, *path = re.findall(r"[A-Za-z]\w*|-?\d+", field)
    if name not in values:
        raise ValueError(f"{demo} has no result '{name}'; there are {', '.join(values)}")
    value = values[name]
    for part in path:
        try:
            value = value[part if part[0].isalpha() else int(part)]
        except (KeyError, IndexError, TypeError):
            raise ValueError(f"'{field}' is out of range of the results of {demo}") from None
    return value
