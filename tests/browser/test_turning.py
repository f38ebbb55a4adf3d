"""A reader turns a demo: the figure, the numbers, the sentence and the address follow, with scripts and without."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests.conftest import Wait

PAGE = "/terms/relu"


@pytest.fixture
def plain_page(browser: Browser, base_url: str) -> Iterator[Page]:
    """A page in a browser that runs no scripts."""
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def slider(page: Page) -> Locator:
    return page.locator('[data-field="x"] input[type="range"]')


def number(page: Page) -> Locator:
    return page.get_by_role("spinbutton", name="Input x")


def shown(page: Page) -> dict[str, str]:
    """What the card shows: figure, sentence and numbers."""
    return {part: page.locator(f'[data-part="{part}"]').inner_html() for part in ("figure", "sentence", "readouts")}


def test_moving_a_slider_changes_figure_sentence_numbers_and_address(page: Page) -> None:
    page.goto(PAGE)
    before = shown(page)
    slider(page).fill("2.5")
    page.wait_for_url(f"**{PAGE}?x=2.5")
    expect(page.locator('[data-part="sentence"]')).to_contain_text("2.5")
    after = shown(page)
    assert all(after[part] != before[part] for part in before)
    expect(number(page)).to_have_value("2.5")


def test_reloading_the_address_shows_the_same(page: Page) -> None:
    page.goto(PAGE)
    slider(page).fill("2.5")
    page.wait_for_url(f"**{PAGE}?x=2.5")
    live = shown(page)
    page.reload()
    assert shown(page) == live
    expect(number(page)).to_have_value("2.5")


def test_back_and_forward_go_through_what_was_set(page: Page) -> None:
    page.goto(PAGE)
    start = number(page).input_value()
    page.get_by_role("link", name="Leaky ReLU").click()
    page.wait_for_url("**function=leaky-relu**")
    expect(page.get_by_role("link", name="Leaky ReLU")).to_have_attribute("aria-current", "true")
    number(page).fill("3")
    number(page).press("Enter")
    page.wait_for_url("**x=3**")
    page.go_back()
    expect(number(page)).to_have_value("-2")
    expect(page.locator('[data-part="sentence"]')).to_contain_text("x = −2")
    expect(page.get_by_role("link", name="Leaky ReLU")).to_have_attribute("aria-current", "true")
    page.go_back()
    expect(number(page)).to_have_value(start)
    expect(page.get_by_label("Function", exact=True)).to_have_value("relu")
    page.go_forward()
    expect(page.get_by_label("Function", exact=True)).to_have_value("leaky-relu")


def test_dragging_makes_one_step_in_the_history_and_keeps_the_slider(page: Page, eventually: Wait) -> None:
    page.goto(PAGE)
    length = page.evaluate("history.length")
    box = slider(page).bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.down()
    for share in (0.55, 0.65, 0.75, 0.8):
        page.mouse.move(box["x"] + box["width"] * share, middle)
    dragged = slider(page).input_value()
    page.wait_for_url(f"**x={dragged}*")
    expect(slider(page)).to_be_focused()
    page.mouse.up()
    eventually(lambda: page.evaluate("history.length") == length + 1)
    page.go_back()
    page.wait_for_url(f"**{PAGE}")


def test_arrow_keys_move_the_slider_and_the_focus_stays(page: Page) -> None:
    page.goto(PAGE)
    slider(page).focus()
    page.keyboard.press("End")
    page.wait_for_url("**x=10*")
    expect(slider(page)).to_be_focused()
    expect(slider(page)).to_have_attribute("aria-valuetext", "10")


def test_the_sentence_is_spoken_once_the_reader_rests(page: Page) -> None:
    page.goto(PAGE)
    slider(page).fill("4")
    expect(page.locator("[data-spoken]")).to_have_text(re.compile("x = 4"))
    assert page.locator("[data-spoken]").get_attribute("aria-live") == "polite"


def test_open_tables_stay_open_while_the_demo_is_turned(page: Page) -> None:
    page.goto(PAGE)
    page.get_by_text("Data", exact=True).click()
    table = page.get_by_role("region", name="Single values")
    expect(table).to_be_visible()
    slider(page).fill("4")
    page.wait_for_url("**x=4")
    expect(table).to_be_visible()


def test_a_value_out_of_bounds_is_refused_beside_its_field_and_the_figure_stays(page: Page) -> None:
    page.goto(PAGE)
    before = shown(page)
    number(page).fill("99")
    problem = page.locator('[data-field="x"] .problem')
    expect(problem).to_contain_text("a number from -10 to 10")
    expect(problem).to_contain_text("99")
    expect(number(page)).to_have_attribute("aria-invalid", "true")
    assert shown(page) == before
    number(page).fill("1")
    expect(problem).to_be_hidden()
    expect(number(page)).not_to_have_attribute("aria-invalid", "true")


def test_a_shared_address_with_a_bad_value_shows_the_nearest_and_says_so(page: Page) -> None:
    page.goto(f"{PAGE}?x=99&beta=3")
    expect(page.locator('[data-field="x"] .problem')).to_contain_text("Got 99")
    expect(number(page)).to_have_attribute("aria-invalid", "true")
    expect(number(page)).to_have_value("10")
    expect(page.locator('[data-part="sentence"]')).to_contain_text("x = 10")
    expect(page.locator(".problems")).to_contain_text("beta")


def test_out_of_reach_the_page_says_what_it_still_shows_and_can_try_again(page: Page, context: BrowserContext) -> None:
    page.goto(PAGE)
    before = shown(page)
    context.set_offline(True)
    slider(page).fill("3")
    banner = page.locator("[data-offline]")
    expect(banner).to_contain_text("out of reach")
    expect(banner).to_contain_text("still shows Input x -1")
    assert shown(page) == before
    context.set_offline(False)
    banner.get_by_role("button", name="Retry").click()
    expect(banner).to_be_hidden()
    expect(page.locator('[data-part="sentence"]')).to_contain_text("x = 3")


def test_the_first_page_has_a_demo_that_answers(page: Page) -> None:
    page.goto("/")
    slider(page).fill("-3")
    expect(page.locator('[data-part="sentence"]')).to_contain_text("x = −3")
    page.get_by_label("Function", exact=True).select_option("relu")
    expect(page.locator('[data-part="sentence"]')).to_contain_text("ReLU")
    assert page.url.endswith("/")
    expect(page.locator(".demo .title a")).to_have_attribute("href", "/demos/activation?function=relu&x=-3")


def test_the_link_of_the_menu_holds_what_was_set(page: Page, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(PAGE)
    slider(page).fill("3")
    page.wait_for_url("**x=3")
    page.get_by_role("link", name="Copy link").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_the_figure_can_be_saved_as_png(page: Page) -> None:
    page.goto(PAGE)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="PNG").click()
    assert waiting.value.suggested_filename == "activation.png"
    assert waiting.value.path().read_bytes().startswith(b"\x89PNG")


def test_commands_name_the_address_of_this_site(page: Page, base_url: str) -> None:
    page.goto(PAGE)
    page.get_by_text("curl", exact=True).click()
    expect(page.get_by_role("region", name="curl")).to_contain_text(f"curl '{base_url}/demos/activation.json?")


def test_a_frame_holds_the_bare_card_and_keeps_its_address(page: Page) -> None:
    page.goto("/demos/activation?embed=1")
    expect(page.locator("header")).to_have_count(0)
    slider(page).fill("3")
    expect(page.locator('[data-part="sentence"]')).to_contain_text("x = 3")
    assert page.url.endswith("?embed=1")


def test_without_scripts_apply_shows_the_result_under_a_short_address(plain_page: Page) -> None:
    page = plain_page
    page.goto(PAGE)
    before = shown(page)
    expect(slider(page)).to_be_hidden()
    number(page).fill("3")
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url(re.compile(rf"{PAGE}\?x=3(#.*)?$"))
    expect(page.locator('[data-part="sentence"]')).to_contain_text("x = 3")
    assert shown(page) != before


def test_without_scripts_a_frame_stays_the_bare_card(plain_page: Page) -> None:
    page = plain_page
    page.goto("/demos/activation?embed=1")
    number(page).fill("3")
    for label in ("Apply", "Reset"):
        page.get_by_text(label, exact=True).click()
        page.wait_for_url(re.compile(r"/demos/activation\?embed=1.*#activation$"))
        expect(page.locator("header")).to_have_count(0)
        expect(page.locator('[data-part="sentence"]')).to_contain_text("x = 3" if label == "Apply" else "x = 0.8")
    page.locator(".presets a").first.click()
    page.wait_for_url(re.compile(r"\?embed=1&.*#activation$"))
    expect(page.locator("header")).to_have_count(0)


def test_without_scripts_presets_and_search_work(plain_page: Page) -> None:
    page = plain_page
    page.goto(PAGE)
    page.get_by_role("link", name="GELU").click()
    expect(page.locator('[data-part="sentence"]')).to_contain_text("GELU")
    page.get_by_role("searchbox", name="Search the glossary").fill("relu")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".hits").get_by_role("link", name="ReLU", exact=True)).to_be_visible()


def test_what_was_set_live_and_what_was_applied_are_the_same(page: Page, plain_page: Page) -> None:
    page.goto(PAGE)
    slider(page).fill("1.5")
    page.wait_for_url("**x=1.5")
    plain_page.goto(f"{PAGE}?x=1.5")
    assert shown(plain_page) == shown(page)


def test_a_slow_answer_dims_the_old_figure_and_a_late_one_changes_nothing(page: Page) -> None:
    page.goto(PAGE)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(re.compile(r"/panel\?.*x=[24]&"), hold)
    slider(page).fill("2")
    card = page.locator(".demo")
    expect(card).to_have_class(re.compile("waiting"))
    with page.expect_request("**/panel?*x=4&*"):
        slider(page).fill("4")
    # the request for 2 was given up, which is no failure to tell a reader
    expect(page.locator("[data-offline]")).to_be_hidden()
    held[1].continue_()
    expect(page.locator('[data-part="sentence"]')).to_contain_text("x = 4")
    expect(card).not_to_have_class(re.compile("waiting"))
    assert len(held) == 2
    held[0].abort()
    page.wait_for_url(f"**{PAGE}?x=4")
    expect(page.locator('[data-part="sentence"]')).to_contain_text("x = 4")
