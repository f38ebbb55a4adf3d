"""Write the golden files: ``python -m tests.oracles.record [demo ...]``. Needs the oracles installed."""

import json
import sys

from app.demos._registry import registry
from app.demos._wire import plain
from tests.oracles.deviation import GOLDEN, full, oracles


def main(wanted: list[str]) -> None:
    """Record the cases of the named demos, or of all."""
    for name, oracle in oracles().items():
        if wanted and name not in wanted:
            continue
        demo = registry()[name]
        cases = [full(demo, params) for params in oracle.CASES]
        recorded = [{"params": plain(params), "expected": plain(oracle.reference(**params))} for params in cases]
        GOLDEN.mkdir(exist_ok=True)
        text = json.dumps(recorded, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        (GOLDEN / f"{name}.json").write_text(text.replace('{"params"', '\n{"params"') + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
