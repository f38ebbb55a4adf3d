"""What goes over the wire: one representation a coding, each with its own tag, and none sent twice."""

import asyncio
import hashlib

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message

from app.web.cache import Finished, PageCache
from app.web.shelf import Shelf

ADDRESSES = [
    "/",
    "/terms/relu",
    "/demos/f1",
    "/demos/f1.svg?tp=3",
    "/demos/f1.json",
    "/demos/f1.csv",
    "/demos/f1.py",
    "/api/v1/terms",
    "/api/openapi.json",
    "/terms/relu.md",
]


def get(client: httpx.Client, address: str, **headers: str) -> httpx.Response:
    sent = {"accept-encoding": "identity"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(address, headers=sent)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_coding_carries_the_same_bytes(client: httpx.Client, address: str) -> None:
    plain, packed, squeezed = (get(client, address, accept_encoding=coding) for coding in ("identity", "gzip", "br"))
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert squeezed.headers["content-encoding"] == "br"
    assert plain.content == packed.content == squeezed.content
    assert int(squeezed.headers["content-length"]) < len(plain.content)
    assert len({answer.headers["etag"] for answer in (plain, packed, squeezed)}) == 3
    assert all(answer.headers["vary"] == "Accept-Encoding" for answer in (plain, packed, squeezed))


@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_what_a_client_holds_is_not_sent_again(client: httpx.Client, address: str, coding: str) -> None:
    first = get(client, address, accept_encoding=coding)
    etag = first.headers["etag"]
    assert etag.startswith('"'), "a strong tag"
    again = get(client, address, accept_encoding=coding, if_none_match=etag)
    assert again.status_code == 304
    assert again.content == b""
    for name in ("etag", "cache-control", "vary"):
        assert again.headers[name] == first.headers[name]


def test_any_of_several_tags_is_enough(client: httpx.Client) -> None:
    etag = get(client, "/terms/relu").headers["etag"]
    assert get(client, "/terms/relu", if_none_match=f'"other", W/{etag}').status_code == 304
    assert get(client, "/terms/relu", if_none_match="*").status_code == 304
    assert get(client, "/terms/relu", if_none_match='"other"').status_code == 200


def test_the_tag_of_one_coding_does_not_stand_for_another(client: httpx.Client) -> None:
    etag = get(client, "/terms/relu", accept_encoding="br").headers["etag"]
    assert get(client, "/terms/relu", accept_encoding="gzip", if_none_match=etag).status_code == 200


@pytest.mark.parametrize("address", [*ADDRESSES, "/terms/nothing-of-that-name", "/api/v1/terms?limit=0"])
def test_head_is_get_without_the_body(client: httpx.Client, address: str) -> None:
    full = get(client, address, accept_encoding="br")
    head = client.head(address, headers={"accept-encoding": "br"})
    assert head.status_code == full.status_code
    assert head.content == b""
    ignored = {"date"}
    assert {k: v for k, v in head.headers.items() if k not in ignored} == {
        k: v for k, v in full.headers.items() if k not in ignored
    }


def test_the_first_answer_and_the_kept_one_are_the_same(client: httpx.Client) -> None:
    address = "/demos/f1.json?tp=17&fp=5"
    first, second = get(client, address), get(client, address)
    assert hashlib.sha256(first.content).digest() == hashlib.sha256(second.content).digest()
    assert first.headers["etag"] == second.headers["etag"]


def test_a_client_that_likes_gzip_better_gets_it(client: httpx.Client) -> None:
    found = get(client, "/terms/relu", accept_encoding="br;q=0.1, gzip;q=0.9")
    assert found.headers["content-encoding"] == "gzip"


def test_a_range_gets_the_whole(client: httpx.Client) -> None:
    found = get(client, "/terms/relu", range="bytes=0-10")
    assert found.status_code == 200
    assert "accept-ranges" not in found.headers
    assert found.content.endswith(b"</html>\n") or b"</html>" in found.content


def test_errors_carry_no_tag_and_are_not_kept(client: httpx.Client) -> None:
    found = get(client, "/api/v1/terms?limit=0")
    assert found.status_code == 422
    assert "etag" not in found.headers
    assert found.headers["cache-control"] == "no-store"


def test_health_is_never_kept(client: httpx.Client) -> None:
    found = get(client, "/healthz")
    assert "etag" not in found.headers
    assert found.headers["cache-control"] == "no-store"


class Counter:
    """An application that counts how often it is asked, and can be told to do something then."""

    def __init__(self) -> None:
        self.asked = 0
        self.shelf: Shelf[Finished] = Shelf(1_000_000)
        self.reloads = False
        self.cached = PageCache(Starlette(routes=[Route("/", self.answer)]), self.shelf)

    def answer(self, _: Request) -> Response:
        self.asked += 1
        if self.reloads:
            self.shelf.clear()
        return PlainTextResponse("word " * 200)

    def get(self, method: str = "GET", query: str = "", **headers: str) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.cached)
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
                return await client.request(method, f"/{query}", headers=headers)

        return asyncio.run(ask())


def test_the_application_is_asked_once_whatever_the_coding() -> None:
    counter = Counter()
    for coding in ("br", "gzip", "identity", "br"):
        counter.get(accept_encoding=coding)
    assert counter.asked == 1


def test_head_sends_no_body_even_to_a_server_that_would_pass_it_on() -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "HEAD", "path": "/", "root_path": "", "query_string": b"", "headers": []}
    asyncio.run(Counter().cached(scope, receive, send))
    assert (b"content-length", b"1000") in sent[0]["headers"]
    assert b"".join(message.get("body", b"") for message in sent[1:]) == b""


def test_what_was_made_before_a_reload_is_not_kept_after_it() -> None:
    counter = Counter()
    counter.reloads = True
    assert counter.get().status_code == 200
    assert len(counter.shelf) == 0


def test_a_query_of_any_length_is_answered_but_only_short_ones_are_kept() -> None:
    counter = Counter()
    counter.get(query="?a=1")
    assert len(counter.shelf) == 1
    counter.get(query="?a=" + "1" * 5_000)
    assert len(counter.shelf) == 1


def test_only_reading_is_kept() -> None:
    counter = Counter()
    assert counter.get("POST").status_code == 405
    assert len(counter.shelf) == 0
