"""Hypothesis strategies for a demo's parameters, derived from their bounds."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from app.demos._parameters import Parameter
from app.demos._registry import Demo

Values = dict[str, Any]


def values_of(parameter: Parameter) -> st.SearchStrategy[Any]:
    """Draw any allowed value; both bounds come up often."""
    low, high = parameter.low, parameter.high
    match parameter.kind:
        case "integer":
            assert low is not None and high is not None
            return st.one_of(st.sampled_from([int(low), int(high)]), st.integers(int(low), int(high)))
        case "number":
            return st.one_of(st.sampled_from([low, high]), st.floats(low, high, allow_subnormal=False))
        case "boolean":
            return st.booleans()
        case "choice":
            return st.sampled_from([value for value, _ in parameter.choices])
        case "text":
            assert parameter.count is not None
            letters = st.characters(exclude_categories=["C", "Z"]).filter(str.isprintable) | st.just(" ")
            return st.text(letters, min_size=parameter.count[0], max_size=parameter.count[1])
        case "numbers":
            assert parameter.count is not None and low is not None and high is not None
            items = (
                st.integers(int(low), int(high)) if parameter.integral else st.floats(low, high, allow_subnormal=False)
            )
            return st.lists(items, min_size=parameter.count[0], max_size=parameter.count[1]).map(tuple)


def parameters_of(
    demo: Demo, narrowed: Mapping[str, st.SearchStrategy[Any]] | None = None
) -> st.SearchStrategy[Values]:
    """Draw allowed parameters, some of them from narrower strategies."""
    fields = {parameter.name: values_of(parameter) for parameter in demo.parameters}
    return st.fixed_dictionaries({**fields, **(narrowed or {})})
