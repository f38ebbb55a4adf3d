"""Every page answers, says what it shows, and keeps to one address for one state."""

import re
from html import unescape

import httpx
import pytest

from app.demos._registry import registry

PAGES = [
    "/",
    "/terms/",
    "/terms/relu",
    "/categories/training",
    "/demos/",
    "/demos/f1",
    "/search?q=relu",
    "/map",
    "/about",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_title_a_description_and_one_main_heading(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert re.search(r"<title>[^<]{5,}</title>", answer.text)
    assert re.search(r'<meta name="description" content="[^"]{20,}">', answer.text)
    assert len(re.findall(r"<h1\b", answer.text)) == 1
    assert 'rel="canonical"' in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_every_id_on_a_page_is_used_once(client: httpx.Client, path: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', client.get(path).text)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PAGES)
def test_no_page_holds_what_its_policy_forbids(client: httpx.Client, path: str) -> None:
    text = client.get(path).text
    assert not re.search(r"\sstyle=|<style\b|\son[a-z]+=\"|<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("name", registry().names())
def test_every_demo_has_a_page_a_frame_and_a_panel(client: httpx.Client, name: str) -> None:
    page = client.get(f"/demos/{name}")
    frame = client.get(f"/demos/{name}?embed=1")
    panel = client.get(f"/demos/{name}/panel")
    assert (page.status_code, frame.status_code, panel.status_code) == (200, 200, 200)
    assert "site-header" in page.text
    assert "site-header" not in frame.text
    assert panel.text.lstrip().startswith(f'<div data-panel="{name}"')


def test_a_term_shows_its_sentence_its_demo_and_its_neighbours(client: httpx.Client) -> None:
    text = client.get("/terms/relu").text
    term = client.get("/terms/relu.json").json()
    assert term["summary"] in unescape(text)
    assert 'data-demo="activation"' in text
    assert "function=relu" in text
    assert 'href="/terms/activation-function"' in text


def test_a_state_has_one_address(client: httpx.Client) -> None:
    answer = client.get("/terms/relu?range=5&x=3&alpha=0.1&function=relu")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/terms/relu?x=3"
    assert client.get("/terms/relu?x=3").status_code == 200
    assert client.get("/demos/f1?tp=0").headers["location"] == "/demos/f1"


def test_a_bad_value_is_mended_and_named_beside_its_field(client: httpx.Client) -> None:
    answer = client.get("/terms/relu?x=99&x=1&alpha=nan")
    assert answer.status_code == 200
    text = unescape(answer.text)
    assert "'x' is given 2 times" in text
    assert "'alpha' must be a number from 0 to 2. Got nan." in text
    assert text.count('aria-invalid="true"') == 2


def test_the_panel_refuses_what_a_page_mends(client: httpx.Client) -> None:
    answer = client.get("/demos/activation/panel?x=99")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "x"


def test_the_panel_and_the_page_show_the_same(client: httpx.Client) -> None:
    page, panel = client.get("/demos/f1?tp=3").text, client.get("/demos/f1/panel?tp=3").text
    for part in ("figure", "sentence", "readouts"):
        found = re.search(rf'<(\w+)[^>]* data-part="{part}".*?</\1>', panel, re.DOTALL)
        assert found
        assert found[0] in page


@pytest.mark.parametrize(
    ("query", "kept"),
    [("letter=R", "ReLU"), ("category=building-blocks", "ReLU"), ("demo=activation&essential=true", "ReLU")],
)
def test_filters_keep_what_passes(client: httpx.Client, query: str, kept: str) -> None:
    every, some = client.get("/terms/").text, client.get(f"/terms/?{query}").text
    assert kept in some
    assert some.count('class="tile"') < every.count('class="tile"')


def test_filters_that_nothing_passes_say_so(client: httpx.Client) -> None:
    answer = client.get("/terms/?category=no-such&letter=%00&demo=x")
    assert answer.status_code == 200
    assert "No term passes these filters" in answer.text


def test_a_question_is_shown_as_text(client: httpx.Client) -> None:
    text = client.get("/search", params={"q": '<img src=x onerror="alert(1)">'}).text
    assert "<img" not in text


@pytest.mark.parametrize("path", ["/terms/no-such", "/categories/no-such", "/demos/no-such", "/no/such"])
def test_what_is_not_there_is_a_page_with_a_way_on(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert 'href="/terms/"' in answer.text
