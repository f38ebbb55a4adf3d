"""Static files can be kept forever under the name of their content, and nothing else is given away."""

import re

import httpx
import pytest

from app.rendering.urls import STATIC, Urls, static_version


def test_a_file_under_its_present_name_is_kept_forever(client: httpx.Client) -> None:
    answer = client.get(Urls().static("css/base.css"))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.text == (STATIC / "css/base.css").read_text()


def test_a_file_under_an_earlier_name_is_given_but_not_kept(client: httpx.Client) -> None:
    answer = client.get("/static/000000000000/js/site.js")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["../app/main.py", "%2e%2e/pyproject.toml", "css/%2e%2e/%2e%2e/README.md", "css", "no.css", "\0"]
)
def test_no_path_leads_out_of_the_folder(client: httpx.Client, path: str) -> None:
    assert client.get(f"/static/{static_version()}/{path.replace(chr(0), '%00')}").status_code == 404


FILES = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.is_file())


@pytest.mark.parametrize("path", FILES)
def test_every_file_is_served_as_what_it_is(client: httpx.Client, path: str) -> None:
    answer = client.get(Urls().static(path))
    assert answer.status_code == 200
    assert answer.headers["content-type"] != "application/octet-stream"


def test_modules_import_each_other_by_relative_paths_that_exist() -> None:
    for path in (STATIC / "js").glob("*.js"):
        for imported in re.findall(r"""(?:from|import\()\s*["'](.+?)["']""", path.read_text()):
            assert imported.startswith("./")
            assert (path.parent / imported).is_file(), f"{path.name} imports {imported}"
