"""The README is true: what it lists is what there is, what it names exists, and what it shows can be run."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from starlette.routing import BaseRoute

from app.demos._registry import registry
from app.main import create_app
from app.settings import Settings

PROJECT = Path(__file__).parents[1]
README = (PROJECT / "README.md").read_text()
DOCUMENTS = {name: (PROJECT / name).read_text() for name in ("README.md", "CONTRIBUTING.md")}


@pytest.fixture(scope="module")
def site() -> FastAPI:
    return create_app()


def rows(text: str, heading: str) -> Iterator[list[str]]:
    """Give the lines of every table whose first heading is ``heading``, as cells."""
    for table in re.findall(rf"^\| {heading} \|.*\n\|[-| ]+\n((?:\|.*\n)*)", text, re.MULTILINE):
        yield from ([cell.strip() for cell in line.strip("| ").split("|")] for line in table.splitlines())


def quoted(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def blocks(text: str) -> Iterator[str]:
    """Give each command of the shell examples."""
    for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
        yield from block.splitlines()


def paths(routes: Sequence[BaseRoute]) -> Iterator[str]:
    """Give the path of every route, also of those that came with a router."""
    for route in routes:
        router = getattr(route, "original_router", None)
        if router is None:
            yield route.path  # type: ignore[attr-defined]  # a route without a path would be a finding
        else:
            yield from paths(router.routes)


def test_the_addresses_listed_are_the_addresses_there_are(site: FastAPI) -> None:
    listed = [
        path for kind in ("page", "data", "for machines") for row in rows(README, kind) for path in quoted(row[0])
    ]
    assert len(listed) == len(set(listed))
    assert set(listed) == {path.replace(":path}", "}") for path in paths(site.routes)}


def test_the_settings_listed_are_the_settings_there_are() -> None:
    listed = {quoted(name)[0]: default for name, default, _ in rows(README, "setting")}
    assert set(listed) == {f"GLOSSARY_{name.upper()}" for name in Settings.model_fields}
    for name, default in listed.items():
        usual = Settings.model_fields[name.removeprefix("GLOSSARY_").lower()].default
        if default == f"`{default.strip('`')}`":
            assert default.strip("`") == str(usual).removeprefix(f"{PROJECT}/")


def test_the_demos_listed_are_the_demos_there_are() -> None:
    table = [f"| `{demo.name}` | {demo.title} |" for demo in registry().values()]
    listed = [f"| {name} | {title} |" for name, title in rows(README, "demo")]
    assert listed == table, "Put this under the heading of the table of demos:\n" + "\n".join(table)


def test_every_script_is_listed() -> None:
    listed = {name for row in rows(README, "script") for name in quoted(row[0])}
    assert listed == {f"scripts/{path.name}" for path in (PROJECT / "scripts").iterdir() if path.is_file()}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_named_exists(document: str) -> None:
    text = DOCUMENTS[document]
    links = re.findall(r"\]\((?!http)([^)#]+)\)", text)
    shown = [name for name in quoted(text) if re.fullmatch(r"\.?[\w-]+(/[\w.-]+)+/?|[\w-]+\.(md|txt|toml)", name)]
    started = [line.split()[0] for line in blocks(text) if line.startswith("scripts/")]
    assert {name for name in links + shown + started if not (PROJECT / name).exists()} == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_of_the_program_is_one(document: str) -> None:
    named = set(re.findall(r"python -m app (\w+)", DOCUMENTS[document]))
    assert named
    for name in named:
        subprocess.run([sys.executable, "-m", "app", name, "--help"], cwd=PROJECT, check=True, capture_output=True)


def test_every_address_fetched_in_an_example_answers(client: httpx.Client) -> None:
    fetched = [shlex.split(line)[-1] for line in blocks(README) if line.startswith("curl ")]
    assert fetched
    paths = [address.removeprefix("http://127.0.0.1:8000") for address in fetched]
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_every_change_has_a_line_in_the_changelog() -> None:
    lines = (PROJECT / "CHANGELOG.md").read_text().split("## Unreleased\n")[1].strip().splitlines()
    assert lines
    assert [line for line in lines if not re.fullmatch(r"- .+\.", line)] == []
    assert len(lines) == len(set(lines))
