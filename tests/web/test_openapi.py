"""The OpenAPI document: valid, complete, and true of what the server answers."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from openapi_spec_validator import validate

from tests.server import Server


@pytest.fixture(scope="session")
def document(client: httpx.Client) -> dict[str, Any]:
    answer = client.get("/api/openapi.json")
    found: dict[str, Any] = answer.json()
    return found


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    validate(document)


def test_every_resource_of_the_api_is_in_it(document: dict[str, Any], client: httpx.Client) -> None:
    paths = set(document["paths"])
    assert {
        "/api/v1/terms",
        "/api/v1/terms/{slug}",
        "/api/v1/search",
        "/api/v1/suggest",
        "/api/v1/categories",
        "/api/v1/graph",
        "/api/v1/demos",
        "/api/v1/demos/{name}",
        "/demos/{name}.svg",
        "/terms/{slug}.md",
    } <= paths
    names = [item["name"] for item in client.get("/api/v1/demos").json()["items"]]
    assert {f"/api/v1/demos/{name}/run" for name in names} <= paths


def test_a_client_can_be_generated_with_real_types(document: dict[str, Any], client: httpx.Client) -> None:
    operation = document["paths"]["/api/v1/demos/f1/run"]["get"]
    parameters = {item["name"]: item for item in operation["parameters"]}
    assert parameters["tp"]["schema"]["type"] == "integer"
    assert parameters["tp"]["schema"]["minimum"] == 0
    result = document["components"]["schemas"]["F1Run"]["properties"]["result"]["properties"]
    assert set(result) == set(client.get("/demos/f1.json").json()["result"])
    assert all(result.values())


def test_operation_names_are_unique(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names))


def test_every_refusal_is_a_problem(document: dict[str, Any]) -> None:
    for path in document["paths"].values():
        for operation in path.values():
            for status, answer in operation["responses"].items():
                if status >= "400":
                    assert set(answer["content"]) == {"application/problem+json"}


def test_every_field_of_an_answer_has_an_example_or_a_model(document: dict[str, Any]) -> None:
    for name in ("TermSummary", "SearchAnswer", "CategoryAnswer", "GraphEdge", "ProblemDocument", "FieldError"):
        for described in document["components"]["schemas"][name]["properties"].values():
            assert {"examples", "items", "anyOf"} & set(described), (name, described)


def test_the_server_keeps_what_the_document_promises(server: Server, tmp_path: Path) -> None:
    """Ask every operation for what its schema allows and for what it does not."""
    config = tmp_path / "schemathesis.toml"
    # a schema cannot say which cursors we wrote, nor which categories there are; test_api.py tells good from bad
    config.write_text('parameters = { "query.cursor" = "", "query.category" = "" }\n')
    found = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"),
            f"--config-file={config}",
            "run",
            f"{server.url}/api/openapi.json",
            "--max-examples=8",
            "--generation-deterministic",
            "--generation-codec=ascii",
            "--no-color",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert found.returncode == 0, found.stdout[-8_000:]
