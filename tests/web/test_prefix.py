"""Under a path prefix everything works, whether the proxy in front strips it or not."""

import re
from collections.abc import Iterator

import httpx
import pytest

from tests.server import Start, running

PREFIX = "/glossary"
ADDRESSES = re.compile(r'(?:href|src|action|data-document|data-suggest|data-live)="(/[^"#]*)')


@pytest.fixture(scope="module")
def prefixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a site that lives under a prefix."""
    log = tmp_path_factory.mktemp("prefixed") / "log.txt"
    with running(log, "--root-path", PREFIX) as server, server.client() as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/terms/", "/terms/relu", "/demos/", "/demos/f1", "/map", "/about", "/api/"])
@pytest.mark.parametrize("sent", ["", PREFIX])
def test_every_address_on_a_page_stays_below_the_prefix(prefixed: httpx.Client, path: str, sent: str) -> None:
    answer = prefixed.get(f"{sent}{path}")
    assert answer.status_code == 200
    addresses = set(ADDRESSES.findall(answer.text))
    assert addresses
    for address in addresses:
        assert address.startswith(f"{PREFIX}/"), address


def test_every_address_on_a_term_leads_somewhere(prefixed: httpx.Client) -> None:
    page = prefixed.get(f"{PREFIX}/terms/relu").text
    for address in sorted(set(ADDRESSES.findall(page))):
        answer = prefixed.get(address.replace("&amp;", "&"))
        assert answer.status_code in {200, 303}, address


@pytest.mark.parametrize("sent", ["", PREFIX])
def test_redirects_data_and_errors_name_the_prefix(prefixed: httpx.Client, sent: str) -> None:
    assert prefixed.get(f"{sent}/terms").headers["location"] == f"{PREFIX}/terms/"
    assert prefixed.get(f"{sent}/terms/rectified-linear-unit").headers["location"] == f"{PREFIX}/terms/relu"
    assert prefixed.get(f"{sent}/api/v1/terms/relu").json()["url"] == f"{PREFIX}/terms/relu"
    assert prefixed.get(f"{sent}/api/v1/terms?limit=1").links["next"]["url"].startswith(f"{PREFIX}/api/v1/terms?")
    assert prefixed.get(f"{sent}/api/v1/nothing").json()["instance"] == f"{PREFIX}/api/v1/nothing"
    assert prefixed.get(f"{sent}/api/openapi.json").json()["servers"] == [{"url": PREFIX}]


def test_the_prefix_alone_leads_to_the_first_page(prefixed: httpx.Client) -> None:
    answer = prefixed.get(PREFIX)
    assert answer.status_code == 308
    assert answer.headers["location"] == f"{PREFIX}/"


def test_both_ways_give_the_same_bytes(prefixed: httpx.Client) -> None:
    stripped, kept = prefixed.get("/terms/relu"), prefixed.get(f"{PREFIX}/terms/relu")
    assert stripped.content == kept.content
    assert stripped.headers["etag"] == kept.headers["etag"]
    assert stripped.headers["content-security-policy"] == kept.headers["content-security-policy"]


def test_a_slash_at_the_end_of_the_prefix_changes_nothing(start_server: Start) -> None:
    with start_server("--root-path", f"{PREFIX}/").client() as client:
        for sent in ("", PREFIX):
            answer = client.get(f"{sent}/api/v1/terms/relu")
            assert answer.json()["url"] == f"{PREFIX}/terms/relu"


def test_a_path_that_only_begins_like_the_prefix_is_another(prefixed: httpx.Client) -> None:
    assert prefixed.get("/glossaryx/terms/relu").status_code == 404
