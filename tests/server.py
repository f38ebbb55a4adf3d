"""A real server on a free port, run as a reader runs it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import httpx

PROJECT = Path(__file__).resolve().parents[1]
PATIENCE = 60.0


@dataclass(frozen=True)
class Server:
    """A running server: where it listens, and what it has written so far."""

    url: str
    port: int
    log: Path

    def client(self, **options: object) -> httpx.Client:
        """Open a client whose requests go to the server, as they are written."""
        return httpx.Client(base_url=self.url, timeout=30, **options)  # type: ignore[arg-type]


class Start(Protocol):
    """Starts a server with other settings; ``env`` names them, ``arguments`` go to uvicorn."""

    def __call__(self, *arguments: str, **env: str) -> Server: ...


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


def command(port: int, *arguments: str) -> list[str]:
    """Write the command that a reader would type, with more patience for slow clients."""
    # on a busy machine a client may take longer than five seconds to its next request
    patient = ("--timeout-keep-alive", "60")
    listen = ("--host", "127.0.0.1", "--port", str(port))
    return [sys.executable, "-m", "uvicorn", "app.main:app", *listen, *patient, *arguments]


def environment(**env: str) -> dict[str, str]:
    """Give the environment of a server: ours, without settings of this machine, and with ``env``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GLOSSARY_")}
    return {**kept, "PYTHONUNBUFFERED": "1", **env}


@contextmanager
def running(log: Path, *arguments: str, **env: str) -> Iterator[Server]:
    """Run a server until the block ends; it must then stop by itself, cleanly."""
    port = free_port()
    with (
        log.open("wb") as written,
        subprocess.Popen(
            command(port, *arguments), cwd=PROJECT, env=environment(**env), stdout=written, stderr=subprocess.STDOUT
        ) as process,
    ):
        server = Server(f"http://127.0.0.1:{port}", port, log)
        try:
            _wait(server, process)
            yield server
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"The server stopped with {process.returncode}:\n{server.log.read_text()}")
        try:
            socket.create_connection(("127.0.0.1", server.port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"The server did not answer:\n{server.log.read_text()}")
