"""Templates escape what they print, refuse unknown names, and keep to the site's own security policy."""

import re
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from app.rendering.environment import TEMPLATES, environment, render

PAGES = sorted(TEMPLATES.rglob("*.html"))


def test_text_is_escaped() -> None:
    html = render(
        "pages/error.html",
        root="",
        status=404,
        title="<b>",
        detail="<script>alert(1)</script>",
        errors=(),
        suggestions=[],
    )
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="'status' is undefined"):
        render("pages/error.html", root="", title="", detail="", errors=(), suggestions=[])


def test_numbers_are_written_for_readers() -> None:
    written = environment().from_string("{{ 0.49751|number }} {{ -2.5|number }} {{ 2|count('step') }}").render()
    assert written == "0.498 −2.5 2 steps"


def test_every_template_compiles() -> None:
    for path in PAGES:
        environment().get_template(path.relative_to(TEMPLATES).as_posix())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_template_holds_what_the_policy_forbids(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle=", text), "a style attribute"
    assert not re.search(r"<style\b", text), "an inline style sheet"
    assert not re.search(r"<script(?![^>]*\ssrc=)", text), "an inline script"
    assert not re.search(r"\son[a-z]+=", text), "an inline handler"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_template_calculates(path: Path) -> None:
    inside = re.findall(r"{[{%](.*?)[%}]}", path.read_text(), re.DOTALL)
    without_texts = [re.sub(r"""(["']).*?\1""", "", part) for part in inside]
    assert not [part for part in without_texts if re.search(r"\s[-+*/]\s|\*\*(?!chosen)|//", part.strip("-"))]
