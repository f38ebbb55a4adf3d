"""A download reads like a worked example: what it takes and what it gives is said, and nothing stands in it twice."""

import ast
from collections import Counter

import pytest

from app.demos._registry import Demo, registry
from app.demos._source import _defines


@pytest.fixture(params=registry().names())
def demo(request: pytest.FixtureRequest) -> Demo:
    return registry()[request.param]


def test_every_name_is_defined_once_and_constants_come_first(demo: Demo) -> None:
    program = ast.parse(demo.source(demo.Params()))
    assert [
        name for name, times in Counter(n for node in program.body for n in _defines(node)).items() if times > 1
    ] == []
    kinds = (ast.Import | ast.ImportFrom, ast.Assign | ast.AnnAssign, ast.ClassDef | ast.FunctionDef)
    order = [[isinstance(node, kind) for kind in kinds].index(True) for node in program.body[1:-1]]
    assert order == sorted(order)


def test_every_value_and_every_number_is_explained(demo: Demo) -> None:
    text = demo.source(demo.Params())
    assert demo.title in text
    assert demo.idea in text
    flat = " ".join(text.replace("#", " ").split())
    for parameter in demo.parameters:
        assert f"{parameter.description.rstrip('.')}; {parameter.allowed}" in flat
    for output in demo.outputs:
        assert output.description.rstrip(".") in flat


def test_a_download_fits_a_page_and_is_pure_python_and_numpy(demo: Demo) -> None:
    text = demo.source(demo.Params())
    assert max(map(len, text.splitlines())) <= 120
    for word in ("pydantic", "slider(", "out(", "app."):
        assert word not in text, word


def test_the_values_of_the_reader_stand_at_the_end() -> None:
    demo = registry()["f1"]
    text = demo.source(demo.with_values({"tp": 7}))
    assert "        tp=7,  # Positive examples that were predicted positive; a whole number from 0 to 1000\n" in text
    assert text.index("tp=7") > text.index('if __name__ == "__main__":')
    quoted = registry()["one-hot"]
    assert 'text="say \\"no\\" – twice",' in quoted.source(quoted.with_values({"text": 'say "no" – twice'}))
