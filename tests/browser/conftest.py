"""A browser for the tests: Debian's Chromium where there is one, else the one that playwright brings."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.server import Server

PATIENCE_MS = 20_000


@pytest.fixture(scope="session", autouse=True)
def _patience() -> None:
    expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    arguments = {**browser_type_launch_args, "args": ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]}
    debian = shutil.which("chromium")
    return {**arguments, "executable_path": debian} if debian else arguments


@pytest.fixture(scope="session")
def base_url(server: Server) -> str:
    return server.url


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page on which no script may fail, whatever a test does."""
    page.set_default_timeout(PATIENCE_MS)
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    yield page
    assert failures == []
