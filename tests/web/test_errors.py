"""Errors have a shape, on every door."""

import asyncio
import json
import re
import socket

import httpx
import pytest
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.web.errors import CatchAll, install
from tests.server import Server

DOORS = ["/demos/f1.json", "/demos/f1.svg", "/demos/f1.csv", "/demos/f1.py", "/demos/f1/panel", "/api/v1/demos/f1/run"]


def problem(answer: httpx.Response) -> dict[str, object]:
    assert answer.headers["content-type"] == "application/problem+json"
    found: dict[str, object] = answer.json()
    assert {"type", "title", "status", "detail", "instance"} <= set(found)
    assert found["status"] == answer.status_code
    return found


def raw(server: Server, target: bytes, method: bytes = b"GET") -> tuple[int, bytes]:
    """Send a target exactly as it is; a client library would mend it first."""
    with socket.create_connection(("127.0.0.1", server.port), 20) as wire:
        wire.sendall(method + b" " + target + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        received = b"".join(iter(lambda: wire.recv(65_536), b""))
    head, _, body = received.partition(b"\r\n\r\n")
    return int(head.split()[1]), body


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("query", "field", "got"),
    [
        ("tp=-1", "tp", "-1"),
        ("tp=many", "tp", "many"),
        ("beta=nan", "beta", "nan"),
        ("beta=inf", "beta", "inf"),
        ("tp=", "tp", ""),
        ("tp=1&tp=2", "tp", "1, 2"),
        ("speed=1", "speed", "1"),
        ("tp=%zz", "tp", "%zz"),
        ("tp=%ff", "tp", "%ff"),
    ],
)
def test_each_bad_field_is_named_with_what_is_allowed(
    client: httpx.Client, door: str, query: str, field: str, got: str
) -> None:
    answer = client.get(httpx.URL(f"{client.base_url}{door}", query=query.encode()))
    assert answer.status_code == 422
    errors = problem(answer)["errors"]
    assert isinstance(errors, list)
    (error,) = errors
    assert set(error) == {"field", "message", "allowed", "got"}
    assert error["field"] == field
    assert error["got"] == got
    assert error["allowed"]
    assert field in error["message"]


@pytest.mark.parametrize("door", DOORS)
def test_a_query_of_100_kilobytes_is_refused_in_words(server: Server, door: str) -> None:
    status, body = raw(server, f"{door}?tp={'1' * 100_000}".encode())
    assert status == 422
    (error,) = json.loads(body)["errors"]
    assert error["field"] == "query"
    assert "8,192" in error["allowed"]
    assert len(body) < 1_000


def test_a_page_shows_the_nearest_figure_for_a_query_of_100_kilobytes(server: Server) -> None:
    status, body = raw(server, b"/demos/f1?tp=" + b"1" * 100_000)
    assert status == 200
    assert b"at most 8,192 bytes" in body


@pytest.mark.parametrize(
    "target",
    [
        b"/../../etc/passwd",
        b"/terms/../../pyproject.toml",
        b"/terms/..%2f..%2fpyproject.toml",
        b"/terms/%2e%2e",
        b"/terms/relu%00",
        b"/terms/%00.json",
        b"/demos/%00.svg",
        b"/demos/..%2ff1.svg",
        b"/api/v1/terms/%00",
        b"/api/v1/demos/%ff%fe/run",
        b"/static/x/..%2f..%2fpyproject.toml",
        b"/static/x/../../pyproject.toml",
        b"/static/x/..%2fpyproject.toml",
        b"/static/x/../pyproject.toml",
        b"/static/x/%00",
        b"/static/x/" + b"a" * 5_000,
        b"/api/assets/1/..%2f..%2f__init__.py",
        b"/terms/" + b"a" * 10_000,
        b"/terms/" + b"a" * 100_000,
        b"/terms/" + b"%F0%9F%A6%84" * 100,
        b"/terms/%E2%80%AE%E2%80%8D%EF%BF%BF",
        b"/terms/%ED%A0%80",
        b"/terms/ReLU%20",
        b"/categories/%00",
        b"//terms/relu",
        b"//example.org/",
        b"/terms//relu",
        b"*",
    ],
)
def test_an_odd_path_leads_nowhere_and_breaks_nothing(server: Server, target: bytes) -> None:
    status, body = raw(server, target)
    assert status == 404
    assert b"Traceback" not in body


def test_a_missing_term_comes_with_the_nearest_ones(client: httpx.Client) -> None:
    answer = client.get("/api/v1/terms/sigmoyd")
    assert answer.status_code == 404
    assert "sigmoid" in problem(answer)["suggestions"]  # type: ignore[operator]
    page = client.get("/terms/sigmoyd")
    assert page.status_code == 404
    assert 'href="/terms/sigmoid"' in page.text


def test_a_missing_demo_comes_with_the_nearest_ones(client: httpx.Client) -> None:
    answer = client.get("/demos/activashun.svg")
    assert answer.status_code == 404
    assert problem(answer)["suggestions"] == ["activation"]
    page = client.get("/demos/Activashun")
    assert page.status_code == 404
    assert 'href="/demos/activation"' in page.text


def test_a_missing_category_comes_with_the_nearest_ones(client: httpx.Client) -> None:
    page = client.get("/categories/trainning")
    assert page.status_code == 404
    assert re.search(r'id="near".*href="/categories/training"', page.text, re.DOTALL)


def test_a_missing_page_is_a_page(client: httpx.Client) -> None:
    answer = client.get("/no/such/page")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("address", ["/terms/relu", "/demos/f1.json", "/api/v1/terms"])
def test_what_can_only_be_read_says_so(client: httpx.Client, address: str) -> None:
    answer = client.post(address)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"
    assert client.head(address).status_code == 200


def test_a_slash_too_many_or_too_few_is_forgiven(client: httpx.Client) -> None:
    for wrong, right in [("/terms", "/terms/"), ("/terms/relu/", "/terms/relu"), ("/api", "/api/")]:
        answer = client.get(f"{wrong}?a=1")
        assert answer.status_code == 308
        assert answer.headers["location"] == f"{right}?a=1"


def ask(made: Starlette, address: str) -> httpx.Response:
    """Ask an application that no server runs."""

    async def answer() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(made), base_url="http://localhost") as client:
            return await client.get(address)

    return asyncio.run(answer())


def failing_app() -> Starlette:
    """Build an application that fails, behind the layer that answers for it."""

    def fail(_: Request) -> Response:
        raise RuntimeError("the secret cause")

    made = Starlette(routes=[Route("/api/v1/broken", fail)])
    made.add_middleware(CatchAll)
    return made


def test_a_failure_says_500_and_does_not_tell_why(caplog: pytest.LogCaptureFixture) -> None:
    answer = ask(failing_app(), "/api/v1/broken")
    assert answer.status_code == 500
    assert problem(answer)["title"] == "Internal Server Error"
    assert "secret" not in answer.text
    assert "the secret cause" in caplog.text


def test_a_refusal_by_fastapi_has_the_same_shape() -> None:
    made = FastAPI()
    install(made)

    @made.get("/api/v1/square")
    async def square(number: int) -> int:
        return number * number

    answer = ask(made, "/api/v1/square?number=two")
    assert answer.status_code == 422
    errors = problem(answer)["errors"]
    assert isinstance(errors, list)
    (error,) = errors
    assert error["field"] == "number"
    assert error["got"] == "two"
