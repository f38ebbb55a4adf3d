"""Every demo agrees with an oracle we did not write: live over drawn parameters, and with its golden file."""

from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.demos._registry import registry
from tests.oracles.deviation import available, golden, largest, oracles
from tests.strategies import parameters_of

ORACLES = oracles()
LIVE = [name for name, oracle in ORACLES.items() if available(oracle)]


def tolerance(oracle: ModuleType) -> float:
    return float(getattr(oracle, "TOLERANCE", 1e-9))


def test_every_demo_has_an_oracle() -> None:
    assert sorted(ORACLES) == sorted(registry())


@pytest.mark.parametrize("name", ORACLES)
def test_golden_values_hold(name: str) -> None:
    demo = registry()[name]
    for case in golden(name):
        params: dict[str, Any] = demo.with_values(case["params"]).model_dump()
        assert largest(demo, params, case["expected"]) <= tolerance(ORACLES[name]), case["params"]


@pytest.mark.parametrize("name", LIVE)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_oracle_agrees_over_drawn_parameters(name: str, data: st.DataObject) -> None:
    demo, oracle = registry()[name], ORACLES[name]
    params = data.draw(parameters_of(demo, getattr(oracle, "NARROWED", None)))
    assert largest(demo, params, oracle.reference(**params)) <= tolerance(oracle)
