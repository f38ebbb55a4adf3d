"""The site looks right in the dark, on a small screen, in a large size, in print, and to those who do not see it."""

from collections.abc import Callable
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Wait

PAGES = [
    "/",
    "/terms/",
    "/terms/relu",
    "/categories/building-blocks",
    "/demos/",
    "/demos/activation",
    "/search?q=gradient",
]
OTHERS = ["/map", "/about", "/terms/relu?x=99", "/terms/no-such-term", "/demos/activation?embed=1", "/demos/f1"]

Background = Callable[[], str]


@pytest.fixture
def background(page: Page) -> Background:
    return lambda: str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES + OTHERS)
def test_axe_finds_nothing(page: Page, path: str, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(path)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_opens(page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto("/terms/relu?x=99&beta=1")
    for summary in page.locator("summary").all():
        summary.click()
    page.get_by_role("combobox", name="Search the glossary").fill("re")
    expect(page.get_by_role("listbox")).to_be_visible()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("path", PAGES + OTHERS)
@pytest.mark.parametrize("width", [320, 400, 768, 3840])
def test_nothing_runs_off_the_side(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_four_times_the_size_is_readable_without_scrolling_sideways(page: Page) -> None:
    # 1280 pixels at 400% are 320 wide and low: nothing may stick and cover the text
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto("/terms/relu")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate("getComputedStyle(document.querySelector('.site-header')).position") == "static"


def test_dark_follows_the_system_and_can_be_chosen(page: Page, background: Background) -> None:
    page.emulate_media(color_scheme="light")
    page.goto("/")
    light = background()
    page.emulate_media(color_scheme="dark")
    dark = background()
    assert dark != light
    button = page.get_by_role("button", name="Colors")
    button.click()
    expect(button).to_have_accessible_name("Colors: light")
    assert background() == light
    page.reload()
    assert background() == light
    button.click()
    expect(button).to_have_accessible_name("Colors: dark")
    page.emulate_media(color_scheme="light")
    assert background() == dark
    button.click()
    expect(button).to_have_accessible_name("Colors: as the system has them")
    assert background() == light


def test_the_figure_takes_the_colors_of_the_page(page: Page) -> None:
    page.goto("/terms/relu")
    stroke = "getComputedStyle(document.querySelector('svg.wide .k1')).stroke"
    page.emulate_media(color_scheme="light")
    assert page.evaluate(stroke) == "rgb(0, 60, 176)"
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(stroke) == "rgb(140, 211, 255)"


def test_a_phone_gets_the_narrow_figure_and_a_desk_the_wide_one(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/terms/relu")
    expect(page.locator("svg.wide")).to_be_visible()
    expect(page.locator("svg.narrow")).to_be_hidden()
    page.set_viewport_size({"width": 360, "height": 800})
    expect(page.locator("svg.wide")).to_be_hidden()
    expect(page.locator("svg.narrow")).to_be_visible()


def test_controls_stand_beside_the_figure_on_a_wide_screen_and_below_it_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/terms/relu")
    figure, controls = (page.locator(name).bounding_box() for name in (".demo .plot", ".demo .controls"))
    assert figure is not None
    assert controls is not None
    assert controls["x"] + controls["width"] <= figure["x"] + 1
    page.set_viewport_size({"width": 400, "height": 900})
    figure, controls = (page.locator(name).bounding_box() for name in (".demo .plot", ".demo .controls"))
    assert figure is not None
    assert controls is not None
    assert controls["y"] >= figure["y"] + figure["height"]


def test_paper_gets_the_figure_without_the_controls(page: Page) -> None:
    page.goto("/terms/relu")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".demo .plot svg.wide")).to_be_visible()
    expect(page.locator(".demo .controls")).to_be_hidden()
    expect(page.locator(".site-header")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_nothing_comes_from_elsewhere(page: Page, base_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        page.goto(path)
    page.wait_for_load_state("networkidle")
    assert asked
    assert all(url.startswith((base_url, "data:")) for url in asked)


def test_a_phone_keeps_the_figure_in_sight_of_the_control_that_turns_it(
    browser: Browser, base_url: str, eventually: Wait
) -> None:
    phone = {"width": 390, "height": 800}
    with browser.new_context(base_url=base_url, viewport=phone, has_touch=True, is_mobile=True) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto("/terms/autoencoder")
        stage, noise = page.locator(".stage"), page.get_by_role("slider", name="Noise")
        stage.evaluate("stage => stage.scrollTo(0, 120)")
        noise.evaluate("slider => slider.scrollIntoView({block: 'end'})")
        eventually(lambda: stage.evaluate("stage => stage.getBoundingClientRect().y") == 0)
        before = page.locator(".plot").inner_html()
        noise.fill("0.3")
        eventually(lambda: page.locator(".plot").inner_html() != before)
        box = stage.bounding_box()
        assert box is not None
        assert 300 <= box["height"] <= 0.57 * 800
        # the new figure stands where the reader had scrolled the old one
        assert stage.evaluate("stage => stage.scrollTop") == 120
        # at the end of the controls the figure leaves with them
        page.locator(".demo .menu").evaluate("menu => menu.scrollIntoView()")
        eventually(lambda: stage.evaluate("stage => stage.getBoundingClientRect().bottom") < 0)
