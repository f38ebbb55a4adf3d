"""Measure how fast pages leave one worker, beside one worker of nginx sending the same bytes from a file.

The load comes from wrk over 16 connections on this machine. Only the ratio means something on another one.
"""

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

PAGES = ("/", "/terms/", "/terms/relu", "/demos/f1")
CONNECTIONS = 16
ROUNDS = 5
TOOLS = {tool: shutil.which(tool, path=f"{os.environ['PATH']}:/usr/sbin") for tool in ("wrk", "nginx")}


def main() -> None:
    """Print the table of pages, or say what is missing to make it."""
    missing = [tool for tool, path in TOOLS.items() if not path]
    if missing:
        print(f"Pages are not measured: {' and '.join(missing)} not found. On Debian: apt-get install wrk nginx-light")
        return
    print("| page, compressed | bytes | rendered anew, ms | kept, a second | of nginx |")
    print("|---|--:|--:|--:|--:|")
    with site({}) as kept, site({"GLOSSARY_PAGE_CACHE_MEGABYTES": "0"}) as rendering:
        for page in PAGES:
            body = compressed(kept + page)
            anew = 1000 / rate(rendering + page, connections=1)
            with nginx(body) as file:
                # by turns, so that a noisy neighbor meets both
                pairs = [(rate(kept + page), rate(file)) for _ in range(ROUNDS)]
            share = statistics.median(ours / theirs for ours, theirs in pairs)
            quick = statistics.median(ours for ours, _ in pairs)
            print(f"| `{page}` | {len(body):,} | {anew:.1f} | {quick:,.0f} | {share:.2f} |", flush=True)


def rate(address: str, connections: int = CONNECTIONS) -> float:
    """Count answers a second, for a second; any answer but a success ends the measuring."""
    load = ["-t1", f"-c{connections}", "-d1s", "-H", "Accept-Encoding: gzip", address]
    said = subprocess.run([str(TOOLS["wrk"]), *load], capture_output=True, text=True, check=True).stdout  # noqa: S603
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if not found or "Non-2xx" in said:
        sys.exit(f"wrk {address}\n{said}")
    return float(found[1])


def compressed(address: str) -> bytes:
    """Get a page as browsers get it."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})  # noqa: S310  # our own server
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        body: bytes = answer.read()
    return body


@contextmanager
def site(environment: dict[str, str]) -> Iterator[str]:
    """Run the site with one worker; gives its address."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "app.main:app", "--port", str(port), "--no-access-log"]
    with running([*command, "--log-level", "error"], port, environment):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def nginx(body: bytes) -> Iterator[str]:
    """Let nginx send these bytes from a file; gives their address."""
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        (folder / "page.html").write_bytes(body)
        user = "user root;" if os.geteuid() == 0 else ""  # the folder is closed to nginx's usual user
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        places = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
        (folder / "nginx.conf").write_text(
            f"{user} daemon off; pid {folder}/pid; error_log stderr; events {{}}"
            f"http {{ access_log off; {places} open_file_cache max=10; keepalive_requests 100000000;"
            f"server {{ listen 127.0.0.1:{port}; root {folder}; }} }}"
        )
        with running([str(TOOLS["nginx"]), "-p", name, "-c", f"{folder}/nginx.conf"], port, {}):
            yield f"http://127.0.0.1:{port}/page.html"


@contextmanager
def running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[None]:
    """Run a server until the block ends."""
    process = subprocess.Popen(command, env={**os.environ, **environment})  # noqa: S603
    try:
        deadline = time.monotonic() + 60
        while not listens(port):
            if process.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"{command[0]} did not start")
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait()


def listens(port: int) -> bool:
    """Whether a server accepts connections."""
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
