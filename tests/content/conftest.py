"""A small glossary in a temporary directory."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from app.content.index import load
from tests.content.sample import CATEGORIES, Arithmetic, Load, Write


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write files, slug → text, into a glossary directory with two categories."""

    def write_all(files: Mapping[str, str]) -> Path:
        directory = tmp_path / "glossary"
        directory.mkdir(exist_ok=True)
        (directory / "_categories.yaml").write_text(CATEGORIES, encoding="utf-8")
        for slug, text in files.items():
            (directory / f"{slug}.md").write_text(text, encoding="utf-8")
        return directory

    return write_all


@pytest.fixture
def loaded(write: Write) -> Load:
    """Write files and load them."""
    return lambda files: load(write(files), Arithmetic())
