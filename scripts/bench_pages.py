"""Measure how fast pages leave one worker on one core, beside nginx sending the same bytes from a file."""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

PAGES = ("/", "/terms/", "/terms/relu", "/demos/f1")
SECONDS = 1.0
ROUNDS = 5
AT_ONCE = 16  # requests on their way: the server never waits for us


def main() -> None:
    """Print the table of pages."""
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    print("| page, compressed | bytes | rendered, ms | kept, pages a second | of nginx |")
    print("|---|--:|--:|--:|--:|")
    with server({}) as kept, server({"GLOSSARY_PAGE_CACHE_MEGABYTES": "0"}) as rendering:
        for page in PAGES:
            answer = ask(kept, page)
            size = len(answer.partition(b"\r\n\r\n")[2])
            once = 1000 / rate(rendering, page, at_once=1)
            quick = rate(kept, page)
            share = f"{quick / nginx_rate(nginx, answer):.2f}" if nginx else "no nginx here"
            print(f"| `{page}` | {size:,} | {once:.1f} | {quick:,.0f} | {share} |", flush=True)


def rate(port: int, path: str, at_once: int = AT_ONCE) -> float:
    """Count answers a second over one connection: the median of a few rounds."""
    request = b"GET %s HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n" % path.encode()
    size = len(ask(port, path))
    buffer = bytearray(1 << 20)
    rates = []
    with closing(socket.create_connection(("127.0.0.1", port))) as connection:
        for _ in range(ROUNDS):
            start, answers = time.perf_counter(), 0
            while time.perf_counter() - start < SECONDS:
                connection.sendall(request * at_once)
                waiting = size * at_once
                while waiting:
                    waiting -= connection.recv_into(buffer, min(waiting, len(buffer))) or sys.exit("the server hung up")
                answers += at_once
            rates.append(answers / (time.perf_counter() - start))
    return statistics.median(rates)


def ask(port: int, path: str) -> bytes:
    """Get one whole answer, head and body."""
    with closing(socket.create_connection(("127.0.0.1", port))) as connection:
        connection.sendall(b"GET %s HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n" % path.encode())
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += connection.recv(65_536)
        head = answer.partition(b"\r\n\r\n")[0].decode().lower()
        length = int(head.partition("content-length:")[2].partition("\r\n")[0])
        while len(answer) < len(head) + 4 + length:
            answer += connection.recv(65_536)
    return answer


@contextmanager
def server(environment: dict[str, str]) -> Iterator[int]:
    """Run the site with one worker; gives its port."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "app.main:app", "--port", str(port), "--no-access-log"]
    with running([*command, "--log-level", "error"], port, environment):
        yield port


def nginx_rate(nginx: str, answer: bytes) -> float:
    """Let nginx send the body of an answer from a file."""
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        (folder / "page.html").write_bytes(answer.partition(b"\r\n\r\n")[2])
        user = "user root;" if os.geteuid() == 0 else ""  # the folder is closed to nginx's usual user
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        places = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
        (folder / "nginx.conf").write_text(
            f"{user} daemon off; pid {folder}/pid; error_log stderr; events {{}}"
            f"http {{ access_log off; {places} open_file_cache max=10; keepalive_requests 100000000;"
            f"server {{ listen 127.0.0.1:{port}; root {folder}; }} }}"
        )
        with running([nginx, "-p", name, "-c", f"{folder}/nginx.conf"], port, {}):
            return rate(port, "/page.html")


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
