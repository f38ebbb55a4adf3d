"""Every address begins with the prefix of the site, and is written in one place."""

import re
from pathlib import Path

import pytest

from app.rendering.urls import STATIC, Urls, static_version

PROJECT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("root", ["", "/glossary", "/a/b"])
def test_every_address_begins_with_the_root(root: str) -> None:
    urls = Urls(root)
    addresses = [
        urls.home(),
        urls.terms(letter="A"),
        urls.term("relu", "x=1"),
        urls.term_data("relu", "md"),
        urls.category("training"),
        urls.demos(),
        urls.demo("f1"),
        urls.embed("f1", "tp=1"),
        urls.demo_data("f1", "svg"),
        urls.search("a b"),
        urls.suggest(),
        urls.map(),
        urls.about(),
        urls.api(),
        urls.api("terms"),
        urls.static("css/base.css"),
    ]
    assert all(address.startswith(f"{root}/") and "//" not in address for address in addresses)


def test_queries_are_written_only_where_there_is_something_to_say() -> None:
    urls = Urls()
    assert urls.terms(category="", letter="A") == "/terms/?letter=A"
    assert urls.terms(category="") == "/terms/"
    assert urls.search("a&b") == "/search?q=a%26b"
    assert urls.demo("f1") == "/demos/f1"
    assert urls.embed("f1", "tp=1") == "/demos/f1?embed=1&tp=1"
    assert urls.demo_data("f1", "panel", "tp=1") == "/demos/f1/panel?tp=1"
    assert urls.demo_data("f1", "csv") == "/demos/f1.csv"


def test_static_files_carry_the_version_of_all_of_them() -> None:
    assert Urls("/x").static("js/site.js") == f"/x/static/{static_version()}/js/site.js"
    assert re.fullmatch(r"[0-9a-f]{12}", static_version())


def test_templates_and_scripts_write_no_address_of_their_own() -> None:
    written = re.compile(r"""(href|src|action)=["']/""")
    fetched = re.compile(r"""["'`]/(terms|demos|api|search|static|categories)\b""")
    for path in [*(PROJECT / "templates").rglob("*.html"), *STATIC.rglob("*.js")]:
        text = path.read_text()
        assert not written.search(text), path
        assert not fetched.search(text), path
