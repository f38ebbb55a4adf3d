"""The command line, run as an author runs it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CATEGORIES = "training: {title: Training, description: How networks learn., order: 1}\n"
ENTRY = """\
---
title: {title}
summary: {title} is a term.
category: training
{more}
---
{body}
"""


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "app", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    """A folder with a category and one good entry."""
    folder = tmp_path / "entries"
    folder.mkdir()
    (folder / "_categories.yaml").write_text(CATEGORIES, encoding="utf-8")
    (folder / "softmax.md").write_text(ENTRY.format(title="Softmax", more="", body="A body."), encoding="utf-8")
    return folder


def test_check_lists_what_deserves_a_look_and_succeeds(glossary: Path) -> None:
    done = run("check", glossary)
    assert done.returncode == 0, done.stderr
    assert "warning: entries/softmax.md: the body has 2 words; 150 to 450 read well" in done.stdout
    assert done.stdout.endswith("1 term, no problems, 3 warnings.\n")


def test_check_lists_every_problem_of_every_file_and_fails(glossary: Path) -> None:
    broken = {
        "gru": ENTRY.format(title="GRU", more="prerequisites: [sofmax]", body="$\\nonsense$"),
        "lstm": ENTRY.format(title="LSTM", more="demo: {name: activatoin, title: Why?}", body="[[grru]]"),
    }
    for slug, text in broken.items():
        (glossary / f"{slug}.md").write_text(text, encoding="utf-8")
    done = run("check", glossary)
    assert done.returncode == 1
    problems = [line for line in done.stdout.splitlines() if not line.startswith("warning: ")]
    assert problems == [
        "entries/gru.md: prerequisites: unknown term 'sofmax'; did you mean 'softmax'?",
        "entries/gru.md:7: the formula '\\nonsense' is not understood: Unknown command \"\\nonsense\".",
        "entries/lstm.md: demo.name: unknown demo 'activatoin'; did you mean 'activation'?",
        "entries/lstm.md:7: '[[grru]]' leads to an unknown term 'grru'; did you mean 'gru'?",
        "4 problems in 2 files.",
    ]


def test_check_says_that_there_is_no_such_folder(tmp_path: Path) -> None:
    done = run("check", tmp_path / "nowhere")
    assert done.returncode == 1
    assert "nowhere: is not a directory of entries" in done.stdout


@pytest.mark.parametrize(
    "title", ["Layer normalization", 'The "no: free" lunch', "Encoder–decoder", "42", "C++", "β-VAE"]
)
def test_new_writes_a_stub_that_passes_the_check(glossary: Path, title: str) -> None:
    done = run("new", title, "--directory", glossary)
    assert done.returncode == 0, done.stderr
    written = Path(done.stdout.strip())
    assert written.parent == glossary
    checked = run("check", glossary)
    assert checked.returncode == 0, checked.stdout
    assert "2 terms, no problems" in checked.stdout


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("Softmax", "is there already"),
        ("∇", "no letter from a to z"),
        ("SoftMax", "is there already"),
        ("", "no letter from a to z"),
        ("very " * 100 + "deep", "cannot be written: File name too long"),
    ],
)
def test_new_refuses_what_would_not_pass(glossary: Path, title: str, reason: str) -> None:
    before = (glossary / "softmax.md").read_bytes()
    done = run("new", title, "--directory", glossary)
    assert done.returncode != 0
    assert reason in " ".join(done.stderr.replace("│", " ").split())
    assert sorted(path.name for path in glossary.iterdir()) == ["_categories.yaml", "softmax.md"]
    assert (glossary / "softmax.md").read_bytes() == before


def test_new_leaves_nothing_behind_where_the_name_belongs_to_another_term(glossary: Path) -> None:
    alias = ENTRY.format(title="LSTM", more="aliases: [long short-term memory]", body="A body.")
    (glossary / "lstm.md").write_text(alias, encoding="utf-8")
    done = run("new", "Long short-term memory", "--directory", glossary)
    assert done.returncode != 0
    assert "also a name of" in " ".join(done.stderr.replace("│", " ").split())
    assert not (glossary / "long-short-term-memory.md").exists()
    unknown = run("new", "Momentum", "--directory", glossary, "--category", "trainin")
    assert "did you mean 'training'?" in " ".join(unknown.stderr.replace("│", " ").split())
    assert not (glossary / "momentum.md").exists()
