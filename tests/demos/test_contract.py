"""The contract of a demo, for every demo of the registry: none escapes it."""

import csv
import io
import json
import math
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints
from urllib.parse import parse_qsl

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.demos import _wire
from app.demos._parameters import BadParams, Parameter
from app.demos._registry import Demo, Run, registry
from app.rendering.svg import standalone, svg, thumbnail_svg
from tests.strategies import parameters_of

DEMOS = list(registry().values())
every_demo = pytest.mark.parametrize("demo", DEMOS, ids=lambda demo: demo.name)
SVG = "{http://www.w3.org/2000/svg}"
# as a word or right after a path's command, not inside "determinant"
NOT_A_NUMBER = re.compile("(?<![a-z])nan(?![a-z])")
# the letters of an encoded image can happen to spell anything
IMAGE_DATA = re.compile(r"base64,[^\"]*")
FINGERPRINTS = """
import hashlib
from app.demos._registry import registry
from app.demos._wire import to_json
from app.rendering.svg import standalone
for name, demo in registry().items():
    run = demo.run()
    print(name, hashlib.sha256(to_json(run) + standalone(run).encode()).hexdigest())
"""


def strict_run(demo: Demo, values: dict[str, Any]) -> Run:
    """Run with every floating-point fault but underflow raised."""
    with np.errstate(over="raise", divide="raise", invalid="raise", under="ignore"):
        return demo.run(demo.with_values(values))


def leaves(value: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, f"{at}.{key}" if at else key)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, at)
    else:
        yield at, value


def assert_sound(run: Run) -> None:
    """Everything that may leave the house is finite, explained, and printable."""
    payload = json.loads(_wire.to_json(run))
    for name, value in leaves(payload["result"]):
        field = name.split(".")[0]
        assert value is not None or field in run.notes, f"{name} is null without a note"
        assert not isinstance(value, float) or math.isfinite(value)
    assert set(run.notes) <= set(payload["result"]), "a note names no result"
    assert run.explanation.strip().endswith((".", "!", "?")), run.explanation
    assert "nan" not in run.explanation.lower().split(), run.explanation
    assert 1 <= len(run.figures) <= 6
    for text in (svg(run, "wide"), svg(run, "narrow"), thumbnail_svg(run), standalone(run)):
        assert not NOT_A_NUMBER.search(IMAGE_DATA.sub("", text)), "a coordinate is not a number"
        root = ET.fromstring(text)
        assert not [node for node in root.iter() if "style" in node.attrib or node.tag == f"{SVG}script"]


@every_demo
def test_it_is_described(demo: Demo) -> None:
    assert demo.idea.endswith(".")
    assert demo.title.endswith("?")
    assert is_dataclass(demo.Result)
    for output in demo.outputs:
        assert output.title and output.description, output.name
        # prose reads on: descriptions are phrases
        assert not output.description.endswith("."), output.name
    hints = get_type_hints(demo.Result)
    for item in fields(demo.Result):
        if get_origin(hints[item.name]) is np.ndarray and "shape" in item.metadata:
            assert item.metadata["shape"], f"{item.name} is an array without a shape"
    assert 1 <= len(demo.readouts) <= 5
    visible = [parameter for parameter in demo.parameters if not parameter.more]
    assert 1 <= len(visible) <= 5, [parameter.name for parameter in visible]
    for parameter in demo.parameters:
        assert parameter.title and parameter.description.endswith("."), parameter.name
    assert len(demo.notice) <= 3
    assert len(demo.try_) <= 3


@every_demo
def test_presets_are_valid_and_one_shows_a_failure(demo: Demo) -> None:
    assert 3 <= len(demo.presets) <= 5
    assert any(preset.failure for preset in demo.presets)
    assert len({preset.name for preset in demo.presets}) == len(demo.presets)
    for preset in demo.presets:
        assert preset.why.endswith("."), preset.name
        assert_sound(strict_run(demo, dict(preset.params)))
        # an entry that starts from a preset writes nothing into its address
        assert demo.query(demo.with_values(preset.params), preset.params) == ""


@every_demo
def test_defaults_are_sound(demo: Demo) -> None:
    assert_sound(strict_run(demo, {}))


def edges(parameter: Parameter) -> list[Any]:
    match parameter.kind:
        case "integer" | "number":
            return [parameter.low, parameter.high]
        case "boolean":
            return [True, False]
        case "choice":
            return [value for value, _ in parameter.choices]
        case "text":
            low, high = parameter.count or (0, 0)
            return ["é" * low, "a b" * (high // 3), "\U0001f600" * high]
        case "numbers":
            assert parameter.count is not None and parameter.low is not None and parameter.high is not None
            cast = int if parameter.integral else float
            return [(cast(bound),) * count for bound in (parameter.low, parameter.high) for count in parameter.count]


@every_demo
def test_every_bound_is_sound_alone(demo: Demo) -> None:
    for parameter in demo.parameters:
        for value in edges(parameter):
            assert_sound(strict_run(demo, {parameter.name: int(value) if parameter.kind == "integer" else value}))


@every_demo
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_combination_is_sound(demo: Demo, data: st.DataObject) -> None:
    assert_sound(strict_run(demo, data.draw(parameters_of(demo))))


@pytest.fixture(scope="module")
def fingerprints() -> list[dict[str, str]]:
    """The bytes of every demo at its defaults, as two other processes print them."""
    told = []
    for hash_seed in ("1", "2"):
        printed = subprocess.run(
            [sys.executable, "-c", FINGERPRINTS],
            check=True,
            capture_output=True,
            text=True,
            cwd=Path(__file__).parents[2],
            env={"PYTHONHASHSEED": hash_seed, "PATH": ""},
        ).stdout
        told.append(dict(line.split() for line in printed.splitlines()))
    return told


@every_demo
def test_same_parameters_give_the_same_bytes_in_another_process(demo: Demo, fingerprints: list[dict[str, str]]) -> None:
    first, second = (told[demo.name] for told in fingerprints)
    assert first == second


def bad_values(parameter: Parameter) -> list[str]:
    match parameter.kind:
        case "integer" | "number":
            assert parameter.low is not None and parameter.high is not None
            beyond = [parameter.write(parameter.low - 1), parameter.write(parameter.high + 1)]
            return [*beyond, "nan", "inf", "-inf", "text", "", "1e999", "0x10", "1_0", "１"]
        case "boolean":
            return ["maybe", ""]
        case "choice":
            return ["no-such-choice", "", "nan"]
        case "text":
            return ["a" * ((parameter.count or (0, 0))[1] + 1), "\0"]
        case "numbers":
            assert parameter.count is not None and parameter.high is not None
            return ["", "nan", "text", parameter.write(parameter.high + 1), ",".join(["1"] * (parameter.count[1] + 1))]


@every_demo
def test_bad_values_are_refused_by_name_and_mended(demo: Demo) -> None:
    for parameter in demo.parameters:
        for bad in bad_values(parameter):
            with pytest.raises(BadParams) as refused:
                demo.parse([(parameter.name, bad)])
            (problem,) = refused.value.problems
            assert problem.field == parameter.name
            assert problem.allowed == parameter.allowed
            mended, told = demo.nearest([(parameter.name, bad)])
            assert told == (problem,)
            demo.with_values(mended.model_dump())  # the nearest value is itself valid


@every_demo
def test_repeated_and_unknown_names_are_refused(demo: Demo) -> None:
    name, value = demo.parameters[0].name, demo.parameters[0].write(demo.parameters[0].default)
    with pytest.raises(BadParams) as refused:
        demo.parse([(name, value), (name, value), ("no_such_name", "1")])
    assert {problem.field for problem in refused.value.problems} == {name, "no_such_name"}


@every_demo
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_query_reads_back_to_the_same_parameters(demo: Demo, data: st.DataObject) -> None:
    params = demo.with_values(data.draw(parameters_of(demo)))
    assert demo.parse(parse_qsl(demo.query(params), keep_blank_values=True)) == params


@every_demo
def test_csv_carries_the_numbers_of_the_json(demo: Demo) -> None:
    run = demo.run()
    result = json.loads(_wire.to_json(run))["result"]
    table = list(csv.reader(io.StringIO(_wire.to_csv(run))))
    columns = dict(zip(table[0], zip(*table[1:], strict=True), strict=True))
    assert {name.split("[")[0].split(".")[0] for name in columns} == set(result)
    for name, value in result.items():
        if isinstance(value, list) and value and isinstance(value[0], float | int) and not isinstance(value[0], bool):
            assert [float(cell) if cell else None for cell in columns[name][: len(value)]] == value
        elif isinstance(value, float | int) and not isinstance(value, bool):
            assert float(columns[name][0]) == value


@every_demo
def test_the_download_prints_the_numbers_of_the_json(demo: Demo, tmp_path: Path) -> None:
    preset = demo.with_values(demo.presets[0].params)
    written = tmp_path / "demo.py"
    written.write_text(demo.source(preset), "utf-8")
    imports = [line for line in written.read_text("utf-8").splitlines() if line.startswith(("import ", "from "))]
    assert not [line for line in imports if "app" in line or "pydantic" in line]
    # -I keeps this project and the reader's own packages out of the interpreter
    printed = subprocess.run(
        [sys.executable, "-I", str(written)], check=True, capture_output=True, text=True, cwd=tmp_path
    ).stdout
    assert json.loads(printed) == json.loads(_wire.to_json(demo.run(preset)))["result"]


def test_no_two_thumbnails_are_alike_and_none_is_empty() -> None:
    drawn = {demo.name: str(thumbnail_svg(demo.run())) for demo in DEMOS}
    assert len(set(drawn.values())) == len(drawn)
    for name, text in drawn.items():
        assert len(list(ET.fromstring(text).iter())) > 1, f"the thumbnail of {name} is empty"


def test_choices_are_literals() -> None:
    for demo in DEMOS:
        for parameter in demo.parameters:
            if parameter.kind == "choice":
                assert set(get_args(demo.Params.model_fields[parameter.name].annotation)) == {
                    value for value, _ in parameter.choices
                }
