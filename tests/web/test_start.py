"""What an operator sees: settings that are refused, and a glossary that cannot be served."""

import subprocess
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.main import create_app
from app.settings import PROJECT, Settings
from tests.server import command, environment, free_port


def start(**env: str) -> subprocess.CompletedProcess[str]:
    """Start a server that must stop by itself."""
    return subprocess.run(
        command(free_port()),
        cwd=PROJECT,
        env=environment(**env),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_broken_glossary_stops_the_start_with_every_problem(tmp_path: Path) -> None:
    (tmp_path / "_categories.yaml").write_text("basics: {title: Basics, description: The start., order: 1}\n")
    head = "---\ntitle: {0}\nsummary: A word.\ncategory: {1}\n---\nText about {2}.\n"
    (tmp_path / "one.md").write_text(head.format("One", "advanced", "[[nothing]]"))
    (tmp_path / "two.md").write_text(head.format("Two", "basics", "$\\nonsense$"))
    stopped = start(GLOSSARY_DIRECTORY=str(tmp_path))
    assert stopped.returncode != 0
    assert "one.md: category" in stopped.stderr
    assert "nothing" in stopped.stderr
    assert "two.md" in stopped.stderr
    assert "Traceback" not in stopped.stderr


def test_a_folder_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    stopped = start(GLOSSARY_DIRECTORY=str(tmp_path / "nowhere"))
    assert stopped.returncode != 0
    assert "nowhere" in stopped.stderr
    assert "Traceback" not in stopped.stderr


def test_a_setting_out_of_bounds_stops_the_start() -> None:
    stopped = start(GLOSSARY_PAGE_CACHE_MEGABYTES="-1")
    assert stopped.returncode != 0
    assert "page_cache_megabytes" in stopped.stderr
    assert "Traceback" not in stopped.stderr


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLOSSARY_WATCH", "true")
    monkeypatch.setenv("GLOSSARY_DEMO_CACHE_MEGABYTES", "3")
    assert Settings().watch
    assert Settings().demo_cache_megabytes == 3


def test_settings_never_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().watch = True  # type: ignore[misc]


def test_every_setting_is_documented() -> None:
    for name, info in Settings.model_fields.items():
        assert info.description, name


def test_an_application_can_be_made_with_other_settings() -> None:
    made = create_app(Settings(page_cache_megabytes=0, demo_cache_megabytes=0))
    assert made.state.site.glossary.terms
    assert made.state.pages.capacity == 0
