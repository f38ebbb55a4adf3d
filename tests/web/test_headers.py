"""What a browser may load, who may read, and how long it may be kept."""

import re

import httpx
import pytest

from app.rendering.urls import Urls

PAGES = ["/", "/terms/", "/terms/relu", "/demos/", "/demos/f1", "/search?q=relu", "/map", "/about", "/api/", "/nowhere"]
DATA = ["/api/v1/terms", "/api/openapi.json", "/demos/f1.json", "/demos/f1.csv", "/demos/f1.py", "/terms/relu.json"]


def policy(answer: httpx.Response) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer.headers["content-security-policy"].split(";"))
    return {name: value for name, _, value in parts}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_loads_nothing_from_elsewhere_and_nothing_inline(client: httpx.Client, address: str) -> None:
    answer = client.get(address)
    found = policy(answer)
    assert found["default-src"] == "'none'"
    assert found["script-src"] == found["style-src"] == found["connect-src"] == "'self'"
    assert found["frame-ancestors"] == found["base-uri"] == "'none'"
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("address", PAGES)
def test_a_page_needs_nothing_that_its_policy_forbids(client: httpx.Client, address: str) -> None:
    html = client.get(address).text
    assert not re.search(r"<[^>]+\sstyle=", html)
    assert not re.search(r"<[^>]+\son[a-z]+=", html)
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)
    loaded = re.findall(r'<(?:script|img|iframe)[^>]+src="([^"]+)"', html)
    loaded += re.findall(r'<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"', html)
    assert loaded
    assert all(source.startswith("/") and not source.startswith("//") for source in loaded)


def test_only_an_embed_may_stand_in_a_frame_of_another_site(client: httpx.Client) -> None:
    assert policy(client.get("/demos/f1?embed=1"))["frame-ancestors"] == "*"
    assert policy(client.get("/demos/f1?embed=0"))["frame-ancestors"] == "'none'"
    assert policy(client.get("/?embed=1"))["frame-ancestors"] == "'none'"
    assert policy(client.get("/demos/f1?notembed=1"))["frame-ancestors"] == "'none'"


@pytest.mark.parametrize("address", [*DATA, "/demos/f1.svg", "/api/v1/nothing", "/demos/nothing.svg"])
def test_any_site_may_read_data_even_errors(client: httpx.Client, address: str) -> None:
    assert client.get(address, headers={"origin": "https://example.org"}).headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("address", PAGES)
def test_no_other_site_reads_pages(client: httpx.Client, address: str) -> None:
    answer = client.get(address, headers={"origin": "https://example.org"})
    assert "access-control-allow-origin" not in answer.headers


def test_a_preflight_request_is_answered(client: httpx.Client) -> None:
    asked = {"origin": "https://example.org", "access-control-request-method": "GET"}
    answer = client.options("/api/v1/demos/f1/run", headers=asked)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "GET" in answer.headers["access-control-allow-methods"]
    assert "POST" not in answer.headers["access-control-allow-methods"]


def test_pages_are_asked_for_again_and_data_is_kept_for_a_while(client: httpx.Client) -> None:
    assert client.get("/terms/relu").headers["cache-control"] == "no-cache"
    for address in [*DATA, "/demos/f1.svg"]:
        kept = client.get(address).headers["cache-control"]
        assert kept == "public, max-age=300, stale-while-revalidate=86400"


def test_a_file_under_the_name_of_its_content_is_kept_forever(client: httpx.Client) -> None:
    answer = client.get(Urls("").static("css/tokens.css"))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].startswith("text/css")
    old = client.get("/static/0123456789ab/css/tokens.css")
    assert old.content == answer.content
    assert old.headers["cache-control"] == "no-cache"


def test_a_figure_alone_may_show_only_its_own_pixels(client: httpx.Client) -> None:
    answer = client.get("/demos/f1.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert policy(answer) == {"default-src": "'none'", "img-src": "data:", "frame-ancestors": "'none'"}
