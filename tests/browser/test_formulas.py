"""Formulas are drawn in the font that is shipped: no character of any entry falls through to another one."""

import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import CDPSession, Page

from tests.conftest import Wait

FONT = Path(__file__).parents[2] / "static" / "fonts" / "stix-two-math.woff2"
TOKEN = re.compile(r"<(mi|mn|mo|mtext)\b[^>]*>[^<]+</\1>")


@pytest.fixture(scope="module")
def tokens(client: httpx.Client) -> list[str]:
    """Every letter, number and sign of every formula of the glossary, each once, as MathML."""
    terms = client.get("/api/v1/terms?limit=200").json()["items"]
    pages = (client.get(f"/api/v1/terms/{term['slug']}").json()["html"] for term in terms)
    return sorted({match.group() for page in pages for match in TOKEN.finditer(page)})


def fonts_of(session: CDPSession, selector: str) -> list[tuple[str, set[str]]]:
    """Ask the browser which fonts it drew each element with."""
    root = session.send("DOM.getDocument", {"depth": -1})["root"]["nodeId"]
    nodes = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": selector})["nodeIds"]
    found = []
    for node in nodes:
        markup = session.send("DOM.getOuterHTML", {"nodeId": node})["outerHTML"]
        used = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        found.append((markup, {font["familyName"] if font["isCustomFont"] else "a system font" for font in used}))
    return found


def test_every_sign_of_every_formula_is_in_the_font(page: Page, base_url: str, tokens: list[str]) -> None:
    assert len(tokens) > 20
    page.goto(f"{base_url}/")
    page.evaluate(
        """async (html) => {
            document.querySelector("main").innerHTML = html;
            await document.fonts.load('1em "STIX Two Math subset"');
        }""",
        "".join(f"<p><math>{token}</math></p>" for token in tokens),
    )
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    fonts = fonts_of(session, "main math > *")
    assert len(fonts) == len(tokens)
    assert [(markup, used) for markup, used in fonts if used - {"STIX Two Math"}] == []
    assert sum(bool(used) for _, used in fonts) > len(fonts) / 2


def test_a_wide_formula_scrolls_by_keyboard_and_starts_at_its_left_edge(page: Page, eventually: Wait) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto("/terms/skip-gram")
    formula = page.locator(".formula").first
    wide, room = formula.evaluate("block => [block.scrollWidth, block.clientWidth]")
    assert wide > room + 40
    left = formula.evaluate("block => block.firstElementChild.firstElementChild.getBoundingClientRect().left")
    assert left >= formula.evaluate("block => block.getBoundingClientRect().left") - 1
    formula.focus()
    page.keyboard.press("ArrowRight")
    eventually(lambda: formula.evaluate("block => block.scrollLeft") > 0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_font_is_light_and_carries_its_license() -> None:
    assert FONT.stat().st_size <= 100_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in FONT.with_name("OFL.txt").read_text()
