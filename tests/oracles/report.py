"""Write the table of what each demo is checked against: ``python -m tests.oracles.report``. Needs the oracles.

The settings are drawn by Hypothesis from a fixed seed, so the table is the same every time.
"""

from pathlib import Path
from types import ModuleType

from hypothesis import HealthCheck, Phase, given, seed, settings

from app.demos._registry import Demo, registry
from tests.oracles.deviation import full, largest, oracles
from tests.strategies import Values, parameters_of

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "oracles.md"
EXAMPLES = 60
HEAD = f"""# What each demo is checked against

Written by `python -m tests.oracles.report`, over the golden cases and {EXAMPLES} drawn settings of each demo. The
deviation is absolute below 1 and relative above; texts must be equal. The same comparison runs live in
`tests/demos/test_oracles.py`.

| demo | oracle | largest deviation seen | allowed |
|---|---|---|---|
"""


def deviation(demo: Demo, oracle: ModuleType) -> float:
    """Give the largest deviation over golden cases and drawn settings."""
    seen = [largest(demo, params, oracle.reference(**params)) for params in (full(demo, case) for case in oracle.CASES)]

    @seed(0)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(parameters_of(demo, getattr(oracle, "NARROWED", None)))
    def draw(params: Values) -> None:
        seen.append(largest(demo, params, oracle.reference(**params)))

    draw()
    return max(seen)


def main() -> None:
    """Compare every demo and write the document."""
    rows = []
    for name, oracle in oracles().items():
        worst, allowed = deviation(registry()[name], oracle), float(getattr(oracle, "TOLERANCE", 1e-9))
        rows.append(
            f"| [`{name}`](../app/demos/{name.replace('-', '_')}.py) | {oracle.ORACLE} | {worst:.1e} | {allowed:.0e} |"
        )
    DOCUMENT.parent.mkdir(exist_ok=True)
    DOCUMENT.write_text(HEAD + "\n".join(rows) + "\n", "utf-8")


if __name__ == "__main__":
    main()
