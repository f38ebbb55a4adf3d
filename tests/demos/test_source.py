"""A download reads like a worked example: from the idea down, all said, nothing twice and nothing that is not used."""

import ast
import doctest
import json
from collections import Counter
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from app.demos import _wire
from app.demos._contract import DemoParams
from app.demos._pieces import defines
from app.demos._registry import Demo, registry


@pytest.fixture(params=registry().names())
def demo(request: pytest.FixtureRequest) -> Demo:
    return registry()[request.param]


def running(folder: Path, text: str, name: str = "download") -> ModuleType:
    """Run a download in this process."""
    written = folder / "demo.py"
    written.write_text(text, "utf-8")
    spec = spec_from_file_location(name, written)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def numbers(download: ModuleType, values: dict[str, Any]) -> Any:
    """Compute with a download; results as JSON has them, without the notes."""
    result = download.plain(download.asdict(download.compute(**values)))
    result.pop("notes", None)
    return json.loads(json.dumps(result))


def answer(demo: Demo, params: DemoParams) -> Any:
    return json.loads(_wire.to_json(demo.run(params)))["result"]


def test_every_name_is_defined_once_and_functions_come_last(demo: Demo) -> None:
    program = ast.parse(demo.source(demo.Params()))
    assert [
        name for name, times in Counter(n for node in program.body for n in defines(node)).items() if times > 1
    ] == []
    kinds = (ast.Import | ast.ImportFrom, ast.Assign | ast.AnnAssign, ast.ClassDef, ast.FunctionDef)
    order = [[isinstance(node, kind) for kind in kinds].index(True) for node in program.body[1:-1]]
    assert order == sorted(order)


def test_it_reads_from_compute_down_and_every_function_says_what_it_does(demo: Demo) -> None:
    functions = [node for node in ast.parse(demo.source(demo.Params())).body if isinstance(node, ast.FunctionDef)]
    assert functions[0].name == "compute"
    assert functions[-1].name == "plain"
    assert [function.name for function in functions if not ast.get_docstring(function)] == []
    met = {"plain"}
    for function in functions:
        assert function.name in {"compute", *met}, f"{function.name} stands above all that use it"
        met |= {item.id for item in ast.walk(function) if isinstance(item, ast.Name)}


def test_nothing_stands_in_it_that_is_not_used(demo: Demo) -> None:
    program = ast.parse(demo.source(demo.Params()))
    used = {item.id for item in ast.walk(program) if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Load)}
    defined = {name.split(".")[0] for node in program.body if not isinstance(node, ast.If) for name in defines(node)}
    assert defined - used == set()


def test_every_value_and_every_number_is_explained(demo: Demo) -> None:
    text = demo.source(demo.Params())
    assert demo.title in text
    assert demo.idea in text
    assert f'the demo "{demo.name}"' in text
    flat = " ".join(text.replace("#", " ").split())
    for parameter in demo.parameters:
        assert parameter.description.rstrip(".") in flat
        assert parameter.allowed in flat
    for output in demo.outputs:
        assert output.description.rstrip(".") in flat
    for preset in demo.presets:
        assert f"{preset.name}: {preset.why}" in flat


def test_a_download_fits_a_page_and_is_pure_python_and_numpy(demo: Demo) -> None:
    text = demo.source(demo.Params())
    assert max(map(len, text.splitlines())) <= 120
    for word in ("pydantic", "slider(", "out(", "app.", ":func:", ":class:"):
        assert word not in text, word


def test_every_choice_still_has_its_case(demo: Demo, tmp_path: Path) -> None:
    download = running(tmp_path, demo.source(demo.Params()))
    for parameter in demo.parameters:
        for value, _ in parameter.choices:
            params = demo.with_values({parameter.name: value})
            assert numbers(download, params.model_dump()) == answer(demo, params), (parameter.name, value)


def test_the_presets_can_be_copied_from_their_comments(demo: Demo, tmp_path: Path) -> None:
    text = demo.source(demo.Params())
    download = running(tmp_path, text)
    margin = "    #     "
    written = [line.removeprefix(margin) for line in text.splitlines() if line.startswith(margin)]
    assert len(written) == len(demo.presets)
    for line, preset in zip(written, demo.presets, strict=True):
        given = (
            []
            if line == "the defaults"
            else next(item.keywords for item in ast.walk(ast.parse(f"dict({line})")) if isinstance(item, ast.Call))
        )
        changed = {str(item.arg): ast.literal_eval(item.value) for item in given}
        defaults = demo.Params().model_dump()
        assert {name: type(value) for name, value in changed.items()} == {
            name: type(defaults[name]) for name in preset.params
        }
        params = demo.with_values(preset.params)
        assert numbers(download, defaults | changed) == answer(demo, params), preset.name


def test_the_examples_in_its_docstrings_hold(demo: Demo, tmp_path: Path) -> None:
    runner = doctest.DocTestRunner(verbose=False)
    for example in doctest.DocTestFinder().find(running(tmp_path, demo.source(demo.Params())), "download"):
        runner.run(example)
    assert runner.failures == 0


def test_only_cases_that_can_be_met_are_kept() -> None:
    through_time = registry()["bptt"].source(registry()["bptt"].Params())
    assert 'case "tanh"' in through_time
    assert 'case "gelu"' not in through_time
    assert "normal_cdf" not in through_time
    every = registry()["activation"].source(registry()["activation"].Params())
    assert 'case "gelu"' in every


def test_the_values_of_the_reader_stand_at_the_end() -> None:
    demo = registry()["f1"]
    text = demo.source(demo.with_values({"tp": 7}))
    told = "Positive examples that were predicted positive; a whole number from 0 to 1000, by default 0"
    assert f"        tp=7,  # {told}\n" in text
    assert text.index("tp=7") > text.index('if __name__ == "__main__":')
    quoted = registry()["one-hot"]
    assert 'text="say \\"no\\" – twice",' in quoted.source(quoted.with_values({"text": 'say "no" – twice'}))


def test_a_missing_number_is_explained_beside_the_json(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    demo = registry()["f1"]
    params = demo.with_values({"tp": 0, "fp": 0, "fn": 1, "tn": 99})
    running(tmp_path, demo.source(params), "__main__")
    printed, beside = capsys.readouterr()
    assert json.loads(printed) == answer(demo, params)
    assert beside.splitlines() == [f"{name}: {reason}" for name, reason in demo.run(params).notes.items()]
    assert "precision: 0/0" in beside
