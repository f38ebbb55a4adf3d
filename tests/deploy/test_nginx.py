"""A real nginx with deploy/nginx.conf in front of the real server: nothing on the way through is lost or changed."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.server import Server, Start, free_port

PROJECT = Path(__file__).parents[2]
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
PREFIX = "/glossary"

PAGE = "/terms/relu"
FIGURE = "/demos/f1.svg?tp=3"
NUMBERS = "/demos/f1.json?tp=3"
KEPT = ("content-type", "content-encoding", "content-security-policy", "cache-control", "etag", "vary")


@dataclass(frozen=True)
class Stack:
    """The server itself, and nginx in front of it."""

    direct: httpx.Client
    proxied: httpx.Client


def listens(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def configuration(folder: Path, backend: int, front: int, location: str) -> Path:
    """Write deploy/nginx.conf as nginx reads it, with only addresses and the location changed."""
    server = (PROJECT / "deploy" / "nginx.conf").read_text()
    for written, here in {
        "server glossary:8000;": f"server 127.0.0.1:{backend};",
        "listen 80;": f"listen 127.0.0.1:{front};",
        "location / {": f"location {location} {{",
    }.items():
        assert server.count(written) == 1
        server = server.replace(written, here)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    user = "user root;\n" if os.geteuid() == 0 else ""  # the folder is closed to nginx's usual user
    top = f"{user}daemon off;\npid {folder}/pid;\nerror_log stderr;\nevents {{}}\n"
    path = folder / "nginx.conf"
    path.write_text(f"{top}http {{\naccess_log off;\n{places}{server}\n}}\n")
    return path


@contextmanager
def nginx(folder: Path, backend: int, location: str = "/") -> Iterator[httpx.Client]:
    """Run nginx in front of a server until the block ends."""
    assert NGINX, "nginx is missing; scripts/test installs it on Debian, elsewhere it is up to you"
    front, log = free_port(), folder / "nginx.log"
    command = [NGINX, "-p", str(folder), "-c", str(configuration(folder, backend, front, location))]
    with log.open("wb") as output, subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT) as process:
        try:
            deadline = time.monotonic() + 20
            while not listens(front):
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < deadline, log.read_text()
                time.sleep(0.05)
            with httpx.Client(base_url=f"http://127.0.0.1:{front}", timeout=30) as client:
                yield client
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture(scope="module")
def site(server: Server, client: httpx.Client, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with nginx(tmp_path_factory.mktemp("nginx"), server.port) as proxied:
        yield Stack(client, proxied)


def raw(client: httpx.Client, path: str, **headers: str) -> tuple[httpx.Response, bytes]:
    """Get a response with its body as it was sent, still compressed."""
    with client.stream("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}) as got:
        return got, b"".join(got.iter_raw())


@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
@pytest.mark.parametrize("path", ["/", PAGE, FIGURE, NUMBERS])
def test_bytes_and_headers_come_through_as_they_were_sent(site: Stack, path: str, coding: str) -> None:
    sent, body = raw(site.direct, path, accept_encoding=coding)
    got, through = raw(site.proxied, path, accept_encoding=coding)
    assert (got.status_code, through) == (200, body)
    assert {name: got.headers.get(name) for name in KEPT} == {name: sent.headers.get(name) for name in KEPT}
    assert got.headers["etag"].startswith('"')
    if path == PAGE:
        assert got.headers.get("content-encoding", "identity") == coding


@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
@pytest.mark.parametrize("path", ["/", PAGE, FIGURE, NUMBERS])
def test_what_a_browser_holds_is_not_sent_again(site: Stack, path: str, coding: str) -> None:
    held, _ = raw(site.proxied, path, accept_encoding=coding)
    again, body = raw(site.proxied, path, accept_encoding=coding, if_none_match=held.headers["etag"])
    assert (again.status_code, body) == (304, b"")
    assert again.headers["etag"] == held.headers["etag"]


@pytest.mark.parametrize(
    ("path", "status", "kind", "says"),
    [
        ("/terms/reluu", 404, "text/html", "/terms/relu"),
        ("/api/v1/terms/reluu", 404, "application/problem+json", '"relu"'),
        ("/demos/f1.json?tp=-1", 422, "application/problem+json", '"field":"tp"'),
        (f"/demos/f1.json?tp={'9' * 100_000}", 422, "application/problem+json", '"field":"query"'),
    ],
    ids=["page", "api", "bad input", "100 KB of it"],
)
def test_an_error_says_the_same_behind_nginx(site: Stack, path: str, status: int, kind: str, says: str) -> None:
    # as a bare target: httpx itself refuses to write an address of 100 KB
    sent, got = (way.get("/", extensions={"target": path.encode()}) for way in (site.direct, site.proxied))
    assert (got.status_code, got.content) == (sent.status_code, sent.content)
    assert got.status_code == status
    assert got.headers["content-type"].startswith(kind)
    assert says in got.text.replace('": ', '":')


def test_a_redirect_leads_to_where_the_reader_is(site: Stack) -> None:
    moved = site.proxied.get("/terms/rectified-linear-unit")
    assert moved.status_code == 308
    assert site.proxied.get(moved.headers["location"]).status_code == 200


def addresses(page: str) -> set[str]:
    """Every address of our own that a page links to, loads or submits to."""
    found = re.findall(r'\s(?:href|src|action|data-[a-z-]+)="(/[^"]*)"', page)
    return {address.replace("&amp;", "&").partition("#")[0] for address in found}


@pytest.mark.parametrize("location", ["/", f"{PREFIX}/"])
def test_every_address_works_under_a_prefix(start_server: Start, tmp_path: Path, location: str) -> None:
    backend = start_server("--root-path", PREFIX)
    with nginx(tmp_path, backend.port, location) as proxied:
        pages = [proxied.get(f"{PREFIX}{path}") for path in ("/", PAGE, "/demos/f1", "/search?q=relu")]
        assert [page.status_code for page in pages] == [200] * len(pages)
        found = set[str]().union(*(addresses(page.text) for page in pages))
        assert len(found) > 20
        assert {address for address in found if not address.startswith(f"{PREFIX}/")} == set()
        statuses = {address: proxied.get(address).status_code for address in sorted(found)}
        assert {address: status for address, status in statuses.items() if status not in {200, 308}} == {}
