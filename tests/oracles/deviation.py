"""Compare a demo with an oracle that we did not write.

Each module of this folder named after a demo holds:

- ``ORACLE``: what the demo is checked against, in words;
- ``NEEDS``: the modules to import for it ("torch"), empty for a closed form or an enumeration;
- ``reference(**params)``: the oracle's values for result fields, by name;
- ``CASES``: a few parameter settings kept as golden files, so that the suite means something without the oracle;
- optionally ``TOLERANCE`` (1e-9 unless given) and ``NARROWED`` (Hypothesis strategies for some parameters).
"""

import importlib
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from app.demos._registry import Demo
from app.demos._wire import plain

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
MACHINERY = {"deviation", "record", "report"}


def oracles() -> dict[str, ModuleType]:
    """Import every oracle of this folder, by the name of its demo."""
    names = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in MACHINERY)
    return {name.replace("_", "-"): importlib.import_module(f"tests.oracles.{name}") for name in names}


def available(oracle: ModuleType) -> bool:
    """Tell whether the packages that an oracle needs are installed."""
    return all(importlib.util.find_spec(name) is not None for name in oracle.NEEDS)


def full(demo: Demo, params: dict[str, Any]) -> dict[str, Any]:
    """Complete parameters with the defaults, as plain Python values."""
    return demo.with_values(params).model_dump()


def largest(demo: Demo, params: dict[str, Any], expected: dict[str, Any]) -> float:
    """Give the largest deviation over all expected fields: absolute below 1, relative above.

    Texts, booleans and nulls must be equal: a difference there is infinite.
    """
    result = demo.compute(**params)
    return max(_deviation(plain(getattr(result, name)), plain(value)) for name, value in expected.items())


def golden(name: str) -> list[dict[str, Any]]:
    """Read the golden cases of a demo."""
    cases: list[dict[str, Any]] = json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))
    return cases


def _deviation(ours: Any, theirs: Any) -> float:
    if isinstance(theirs, list):
        if not isinstance(ours, list) or len(ours) != len(theirs):
            return float("inf")
        return max(map(_deviation, ours, theirs), default=0.0)
    if isinstance(theirs, dict):
        return max(_deviation(ours.get(key), value) for key, value in theirs.items())
    if isinstance(theirs, str | bool) or theirs is None or ours is None:
        return 0.0 if ours == theirs else float("inf")
    return float(abs(ours - theirs) / max(1.0, float(np.abs(theirs))))
