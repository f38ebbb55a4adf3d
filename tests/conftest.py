"""Real servers with the real glossary: what the web and browser tests talk to."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.server import PATIENCE, Server, Start, running

Wait = Callable[[Callable[[], bool]], None]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The site as a reader gets it: real glossary, default settings."""
    with running(tmp_path_factory.mktemp("server") / "log.txt") as found:
        yield found


@pytest.fixture(scope="session")
def client(server: Server) -> Iterator[httpx.Client]:
    """A client of the site that follows no redirects."""
    with server.client() as opened:
        yield opened


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[Start]:
    """Start servers with other settings; all of them stop when the test ends."""
    with ExitStack() as stack:

        def start(*arguments: str, **env: str) -> Server:
            log = tmp_path / f"log-{time.monotonic_ns()}.txt"
            return stack.enter_context(running(log, *arguments, **env))

        yield start


@pytest.fixture
def eventually() -> Wait:
    """Wait until something holds; fail where it does not."""

    def wait(holds: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > until:
                raise AssertionError("it never came to hold")
            time.sleep(0.1)

    return wait
