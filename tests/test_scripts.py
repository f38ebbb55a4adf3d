"""The scripts are what contributors and CI run; the heavy ones are used by the run that this test is part of."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
SHELL = [
    *(path for path in (PROJECT / "scripts").iterdir() if path.is_file() and not path.suffix),
    PROJECT / ".ci" / "run",
]
SETUP = ("pyproject.toml", "constraints.txt")


def bench(*demos: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "scripts/bench.py", *demos]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    return subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("script", SHELL, ids=lambda path: path.name)
def test_a_script_is_valid_short_and_stops_at_the_first_error(script: Path) -> None:
    text = script.read_text()
    assert os.access(script, os.X_OK)
    assert "set -euo pipefail" in text
    assert 'cd "$(dirname "$0")/.."' in text
    assert len(text.splitlines()) < 40
    subprocess.run(["bash", "-n", script], check=True)


def written(path: Path, text: str) -> Path:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone that is set up, and whose tools only say how they were called."""
    for name in ("scripts", ".ci"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    wanted = "".join(Path(shutil.copy(PROJECT / name, tmp_path)).read_text() for name in SETUP)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    for tool in ("uvicorn", "ruff", "mypy", "python"):
        written(tmp_path / ".venv" / "bin" / tool, f'echo "{tool} $*"')
    for extras in ("runtime", "test,oracle"):
        (tmp_path / ".venv" / f"installed-{extras}").write_text(wanted)
    return tmp_path


def started(script: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **env}
    return subprocess.run([script, *arguments], env=environment, capture_output=True, text=True, check=False)


def test_serve_serves_on_port_8000_of_this_machine_and_passes_arguments_on(clone: Path) -> None:
    said = started(clone / "scripts" / "serve", "--reload")
    assert said.stdout == "uvicorn app.main:app --host 127.0.0.1 --port 8000 --reload\n"


def test_check_runs_every_tool_that_reads_the_code_and_the_entries(clone: Path) -> None:
    said = started(clone / "scripts" / "check")
    assert said.stdout.split("\n") == ["ruff check", "ruff format --check", "mypy ", "python -m app check", ""]


def test_ci_runs_check_and_then_the_tests_and_stops_where_one_fails(clone: Path) -> None:
    written(clone / "scripts" / "check", "echo check")
    written(clone / "scripts" / "test", "echo test; exit 3")
    said = started(clone / ".ci" / "run")
    assert (said.stdout, said.returncode) == ("check\ntest\n", 3)
    written(clone / "scripts" / "check", "exit 2")
    said = started(clone / ".ci" / "run")
    assert (said.stdout, said.returncode) == ("", 2)


def test_install_refuses_a_python_that_is_too_old(clone: Path) -> None:
    shutil.rmtree(clone / ".venv")
    old = written(clone / "python", f"""exec '{sys.executable}' -c "import sys; sys.version_info = (3, 10, 12); $2\"""")
    said = started(clone / "scripts" / "serve", PYTHON=str(old))
    assert said.returncode != 0
    assert "Python 3.11 or newer is needed" in said.stderr
    assert not (clone / ".venv").exists()


def test_the_bench_measures_a_demo_at_its_ends() -> None:
    [line] = [line for line in bench("activation").stdout.splitlines() if line.startswith("| `activation` |")]
    runs, *numbers = (float(cell.strip(" *").replace(",", "")) for cell in line.split("|")[2:8])
    assert runs > 100
    assert all(number > 0 for number in numbers)
    assert re.search(r"`[a-z_]+=[^`]*` \|$|defaults \|$", line)


def test_the_bench_names_the_demos_when_asked_for_one_that_is_not_there() -> None:
    refused = bench("activatoin")
    assert refused.returncode != 0
    assert "there is no demo named activatoin; there are activation" in " ".join(refused.stderr.split())
