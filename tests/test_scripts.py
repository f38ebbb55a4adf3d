"""The scripts are what contributors and CI run; the heavy ones are used by the run that this test is part of."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
SHELL = [
    *(path for path in (PROJECT / "scripts").iterdir() if path.is_file() and not path.suffix),
    PROJECT / ".ci" / "run",
]


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
