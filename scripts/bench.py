"""Measure what demos and pages cost, and print it as Markdown.

A demo is run at its defaults, at its presets, at both ends of every parameter alone, and at drawn combinations of ends
and of values between. Processor time is counted, of the quickest of five runs: the rest measures the machine.
"""

import argparse
import gzip
import math
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import bench_pages
import numpy as np

from app.demos._parameters import Parameter
from app.demos._registry import Demo, registry
from app.figures.figure import Figure
from app.rendering.card import render_panel
from app.rendering.svg import standalone

SEED = 20_260_101
COMBINATIONS = 100
BUDGETS = {"median": 3.0, "worst": 20.0, "drawing": 5.0, "panel": 60_000.0}


@dataclass(frozen=True)
class Cost:
    """One run: milliseconds to compute, to draw and to print the SVG; bytes of the panel, plain and compressed."""

    query: str
    compute: float
    drawing: float
    panel: int
    gzipped: int


def ends(parameter: Parameter) -> list[Any]:
    """List the values at which a parameter can be most expensive: its bounds, or all it can be."""
    match parameter.kind:
        case "choice":
            return [value for value, _ in parameter.choices]
        case "boolean":
            return [False, True]
        case "text":
            low, high = parameter.count or (0, 0)
            words = " ".join(f"w{i}" for i in range(high))
            return ["x" * max(low, 1), words[:high]]
        case "numbers":
            low, high = parameter.count or (0, 0)
            cast = int if parameter.integral else float
            bounds = [cast(bound or 0) for bound in (parameter.low, parameter.high)]
            return [(bound,) * count for bound in bounds for count in (low, high)]
        case _:
            cast = int if parameter.integral else float
            return [cast(bound or 0) for bound in (parameter.low, parameter.high)]


def between(parameter: Parameter, rng: np.random.Generator) -> Any:
    """Draw a value, evenly along the parameter's slider, to three digits."""
    low, high = parameter.low or 0.0, parameter.high or 0.0
    if parameter.kind == "numbers":
        count = int(rng.integers(*(parameter.count or (0, 0)), endpoint=True))
        return tuple(tidy(value, parameter) for value in rng.uniform(low, high, count))
    if parameter.kind not in {"integer", "number"}:
        values = ends(parameter)
        return values[int(rng.integers(len(values)))]
    value = math.exp(rng.uniform(math.log(low), math.log(high))) if parameter.log else rng.uniform(low, high)
    return tidy(value, parameter)


def tidy(value: float, parameter: Parameter) -> Any:
    """Write a drawn value as a reader would set it, within its bounds."""
    low, high = parameter.low or 0.0, parameter.high or 0.0
    return (
        min(max(round(value), int(low)), int(high))
        if parameter.integral
        else min(max(float(f"{value:.3g}"), low), high)
    )


def settings(demo: Demo) -> Iterator[Any]:
    """Give the parameters at which a demo is measured; the same ones every time."""
    yield demo.Params()
    yield from (demo.with_values(preset.params) for preset in demo.presets)
    for parameter in demo.parameters:
        yield from (demo.with_values({parameter.name: value}) for value in ends(parameter))
    rng = np.random.default_rng(SEED)
    for _ in range(COMBINATIONS):
        values = {}
        for parameter in demo.parameters:
            extreme = ends(parameter)
            pick = extreme[int(rng.integers(len(extreme)))]
            values[parameter.name] = pick if rng.random() < 0.5 else between(parameter, rng)
        yield demo.with_values(values)


def milliseconds(work: Callable[[], object]) -> float:
    """Time the quickest of five runs; waiting for a core that others use does not count."""
    times = []
    for _ in range(5):
        start = time.thread_time()
        work()
        times.append(time.thread_time() - start)
    return 1000 * min(times)


def cost(demo: Demo, params: Any) -> Cost:
    """Measure one run."""
    run = demo.run(params)
    panel = render_panel(run, root="").encode()

    def draw_and_print() -> str:
        drawn = demo.draw(params, run.result)
        return standalone(replace(run, figures=(drawn,) if isinstance(drawn, Figure) else tuple(drawn)))

    return Cost(
        query=demo.query(params),
        compute=milliseconds(lambda: demo.compute(**params.model_dump())),
        drawing=milliseconds(draw_and_print),
        panel=len(panel),
        gzipped=len(gzip.compress(panel, 6)),
    )


def row(demo: Demo) -> tuple[str, ...]:
    """Measure a demo and write its line; what is over its budget is bold."""
    costs = [cost(demo, params) for params in settings(demo)]
    slowest = max(costs, key=lambda item: item.compute)
    largest = max(costs, key=lambda item: item.panel)
    return (
        f"`{demo.name}`",
        str(len(costs)),
        marked(statistics.median(item.compute for item in costs), "median", ".2f"),
        marked(slowest.compute, "worst", ".2f"),
        marked(max(item.drawing for item in costs), "drawing", ".2f"),
        marked(largest.panel, "panel", ",.0f"),
        f"{max(item.gzipped for item in costs):,}",
        f"`{slowest.query}`" if slowest.query else "defaults",
    )


def marked(value: float, budget: str, form: str) -> str:
    """Write a number, bold if it is over its budget."""
    return f"**{value:{form}}**" if value > BUDGETS[budget] else f"{value:{form}}"


def main() -> None:
    """Print both tables."""
    known = registry()
    command = argparse.ArgumentParser(description=__doc__)
    command.add_argument("demos", nargs="*", metavar="demo", help="the demos to measure; all of them if none is named")
    asked = command.parse_args().demos
    unknown = [name for name in asked if name not in known]
    if unknown:
        command.error(f"there is no demo named {', '.join(unknown)}; there are {', '.join(known)}")
    print("| demo | runs | compute, median ms | worst ms | draw + SVG, worst ms | panel, bytes | gzip | slowest at |")
    print("|---|--:|--:|--:|--:|--:|--:|---|")
    limits = (f"{BUDGETS[name]:,g}" for name in ("median", "worst", "drawing", "panel"))
    print("| *budget* | |", " | ".join(limits), "| | |")
    for name in asked or known:
        print("|", " | ".join(row(known[name])), "|", flush=True)
    if not asked:
        print()
        bench_pages.main()


if __name__ == "__main__":
    main()
