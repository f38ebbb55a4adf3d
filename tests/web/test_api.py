"""The API, as a program meets it."""

import base64
import json
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest


def every_term(client: httpx.Client, limit: int, **filters: str) -> list[str]:
    """Walk through all pages by their Link headers."""
    address: str | None = str(httpx.URL("/api/v1/terms", params={"limit": limit, **filters}))
    slugs = []
    while address is not None:
        answer = client.get(address)
        assert answer.status_code == 200
        page = answer.json()
        assert 1 <= len(page["items"]) <= limit
        slugs += [item["slug"] for item in page["items"]]
        link = answer.links.get("next")
        address = link["url"] if link else None
        assert len(slugs) <= page["total"], "a term was given twice"
        assert page["next"] == address
    return slugs


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 200])
def test_the_pages_visit_each_term_once_and_in_order(client: httpx.Client, limit: int) -> None:
    graph = client.get("/api/v1/graph").json()
    visited = every_term(client, limit)
    assert len(visited) == len(set(visited))
    assert visited == [node["slug"] for node in graph["nodes"]]
    assert client.get(f"/api/v1/terms?limit={limit}").json()["total"] == len(visited)


def test_filters_hold_on_every_page(client: httpx.Client) -> None:
    essential = set(every_term(client, 1, essential="true"))
    everything = client.get("/api/v1/terms?limit=200").json()["items"]
    assert essential == {item["slug"] for item in everything if item["essential"]}
    by_letter = client.get("/api/v1/terms?letter=r").json()["items"]
    assert by_letter
    assert all(item["title"].upper().startswith("R") for item in by_letter)
    of_a_family = client.get("/api/v1/terms?category=building-blocks&limit=200").json()["items"]
    assert {item["slug"] for item in of_a_family} == {
        item["slug"] for item in everything if item["category"] == "building-blocks"
    }


def test_the_next_page_keeps_the_filters(client: httpx.Client) -> None:
    following = client.get("/api/v1/terms?category=building-blocks&limit=1").links["next"]["url"]
    kept = parse_qs(urlsplit(following).query)
    assert kept["category"] == ["building-blocks"]
    assert kept["limit"] == ["1"]


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "%%%",
        "AAAA",
        "bnVsbA",
        base64.urlsafe_b64encode(b"[1, 2]").decode(),
        base64.urlsafe_b64encode(b'["a"]').decode(),
        base64.urlsafe_b64encode(b"[" * 400).decode(),
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
        "é",
    ],
)
def test_a_cursor_that_we_did_not_write_is_refused(client: httpx.Client, cursor: str) -> None:
    answer = client.get("/api/v1/terms", params={"cursor": cursor})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "cursor"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=ten", "limit"),
        ("limit=1&limit=2", "limit"),
        ("category=cooking", "category"),
        ("essential=perhaps", "essential"),
        ("letter=ab", "letter"),
        ("page=2", "page"),
    ],
)
def test_the_list_names_what_it_does_not_accept(client: httpx.Client, query: str, field: str) -> None:
    answer = client.get(f"/api/v1/terms?{query}")
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["field"] == field
    assert error["allowed"]


def test_a_term_tells_everything(client: httpx.Client) -> None:
    term = client.get("/api/v1/terms/relu").json()
    assert term["title"] == "ReLU"
    assert term["url"] == "/terms/relu"
    assert "<math" in term["html"]
    assert "$" in term["markdown"]
    assert term["demo"]["name"] == "activation"
    assert client.get(term["demo"]["url"]).status_code == 200
    assert client.get(term["demo"]["run"]).json()["params"]["function"] == "relu"
    for slug in term["links"] + term["backlinks"] + term["prerequisites"] + term["leads_to"] + term["related"]:
        assert client.get(f"/api/v1/terms/{slug}").status_code == 200


def test_a_link_of_one_term_is_a_backlink_of_the_other(client: httpx.Client) -> None:
    for item in client.get("/api/v1/terms?limit=200").json()["items"]:
        term = client.get(f"/api/v1/terms/{item['slug']}").json()
        for slug in term["links"]:
            assert item["slug"] in client.get(f"/api/v1/terms/{slug}").json()["backlinks"]


def test_a_term_by_another_name_is_moved_for_good(client: httpx.Client) -> None:
    for door, target in [
        ("/api/v1/terms/rectified-linear-unit", "/api/v1/terms/relu"),
        ("/terms/rectified-linear-unit.json", "/terms/relu.json"),
        ("/terms/rectified-linear-unit.md", "/terms/relu.md"),
        ("/terms/rectified-linear-unit?x=3", "/terms/relu?x=3"),
        ("/terms/Rectified-Linear-Unit", "/terms/relu"),
        ("/terms/ReLU", "/terms/relu"),
        ("/terms/ReLU.json", "/terms/relu.json"),
        ("/api/v1/terms/ReLU", "/api/v1/terms/relu"),
    ]:
        answer = client.get(door)
        assert answer.status_code == 308
        assert answer.headers["location"] == target


@pytest.mark.parametrize("door", ["/terms/relu.json", "/terms/relu.md", "/api/v1/terms/relu", "/api/v1/graph"])
def test_an_address_without_parameters_takes_none(client: httpx.Client, door: str) -> None:
    answer = client.get(f"{door}?letter=r")
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["field"] == "letter"
    assert error["allowed"] == "no parameter at all"


def test_a_term_as_a_file_says_the_same(client: httpx.Client) -> None:
    assert client.get("/terms/relu.json").json() == client.get("/api/v1/terms/relu").json()
    document = client.get("/terms/relu.md")
    assert document.headers["content-type"] == "text/markdown; charset=utf-8"
    assert document.text.startswith("# ReLU\n")


def test_search_and_suggestions_lead_to_terms(client: httpx.Client) -> None:
    hits = client.get("/api/v1/search?q=relu").json()["hits"]
    assert hits[0]["slug"] == "relu"
    assert client.get(hits[0]["url"]).status_code == 200
    suggestions = client.get("/api/v1/suggest?q=rel").json()["suggestions"]
    assert suggestions[0]["slug"] == "relu"
    assert client.get("/api/v1/suggest?q=").json()["suggestions"] == []


@pytest.mark.parametrize("query", ["", "q=", "q=" + "x" * 201, "q=a&limit=0", "q=a&p=1"])
def test_a_search_for_nothing_is_refused(client: httpx.Client, query: str) -> None:
    assert client.get(f"/api/v1/search?{query}").status_code == 422


@pytest.mark.parametrize("q", ['"', "AND", "NEAR(", "*", "a OR b", "';--", "(", "💩", "-", "x" * 200, "\\"])
def test_any_words_can_be_searched_for(client: httpx.Client, q: str) -> None:
    for door in ("/api/v1/search", "/api/v1/suggest", "/search"):
        answer = client.get(door, params={"q": q[:100]})
        assert answer.status_code == 200


def test_categories_count_their_terms(client: httpx.Client) -> None:
    total = client.get("/api/v1/terms").json()["total"]
    assert sum(item["terms"] for item in client.get("/api/v1/categories").json()["items"]) == total


def test_the_graph_has_no_loose_ends(client: httpx.Client) -> None:
    graph = client.get("/api/v1/graph").json()
    slugs = {node["slug"] for node in graph["nodes"]}
    assert graph["edges"]
    for edge in graph["edges"]:
        assert {edge["source"], edge["target"]} <= slugs
        assert edge["kind"] in {"link", "prerequisite", "related", "contrast"}


def test_every_demo_is_described_and_every_address_in_it_works(client: httpx.Client) -> None:
    items = client.get("/api/v1/demos").json()["items"]
    assert {"activation", "f1"} <= {item["name"] for item in items}
    for item in items:
        detail = client.get(f"/api/v1/demos/{item['name']}").json()
        assert detail["parameters"]["type"] == "object"
        for preset in detail["presets"]:
            answer = client.get(preset["run"])
            assert answer.status_code == 200
            assert preset["params"].items() <= {**answer.json()["params"]}.items()
        for door in (item["url"], item["run"], item["figure"]):
            assert client.get(door).status_code == 200


def test_the_run_of_a_demo_is_the_bytes_of_its_json(client: httpx.Client) -> None:
    run = client.get("/api/v1/demos/f1/run?tp=8&fn=1")
    door = client.get("/demos/f1.json?fn=1&tp=8")
    assert run.content == door.content
    assert json.loads(run.content)["params"]["tp"] == 8


def test_nothing_predicted_is_null_with_the_reason_in_words(client: httpx.Client) -> None:
    answer = client.get("/api/v1/demos/f1/run?tp=0&fp=0&fn=0")
    assert answer.status_code == 200
    found = json.loads(answer.content, parse_constant=lambda name: pytest.fail(f"{name} on the wire"))
    for name in ("precision", "recall"):
        assert found["result"][name] is None
        assert len(found["notes"][name].split()) > 3


def test_the_files_of_a_demo_are_what_they_say(client: httpx.Client) -> None:
    assert "<svg " in client.get("/demos/f1.svg").text
    table = client.get("/demos/f1.csv")
    assert table.headers["content-type"].startswith("text/csv")
    assert table.headers["content-disposition"] == 'attachment; filename="f1.csv"'
    assert "precision" in table.text.splitlines()[0]
    program = client.get("/demos/f1.py?tp=7")
    assert program.headers["content-disposition"] == 'attachment; filename="f1.py"'
    compile(program.text, "f1.py", "exec")


def test_an_unknown_resource_is_a_problem_not_a_page(client: httpx.Client) -> None:
    answer = client.get("/api/v1/nothing")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_process_says_that_it_is_up_and_what_it_has_loaded(client: httpx.Client) -> None:
    assert client.get("/healthz").json() == {"status": "up"}
    ready = client.get("/readyz").json()
    assert ready["status"] == "ready"
    assert ready["terms"] == client.get("/api/v1/terms").json()["total"]
    assert ready["problems"] == []
