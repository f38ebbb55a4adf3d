"""A reader finds a term, follows links, and gets along by keyboard alone."""

import re

from playwright.sync_api import Page, Route, expect

from tests.server import Server


def test_relu_is_found_through_the_search_box_by_keyboard(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Search the glossary")
    expect(box).to_be_focused()
    page.keyboard.type("relu")
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options.first).to_have_text(re.compile("ReLU"))
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    page.keyboard.press("Enter")
    page.wait_for_url("**/terms/relu")
    expect(page.get_by_role("heading", level=1)).to_have_text("ReLU")


def test_escape_closes_the_suggestions_and_enter_opens_the_search_page(page: Page) -> None:
    page.goto("/about")
    page.keyboard.press("/")
    page.keyboard.type("relu")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".suggestions")).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=relu")
    expect(page.locator(".hits li").first).to_be_visible()


def test_a_slash_typed_into_a_field_stays_there(page: Page) -> None:
    page.goto("/search")
    box = page.get_by_role("combobox", name="Search the glossary")
    box.fill("and")
    box.press("/")
    expect(box).to_have_value("and/")


def test_a_link_inside_the_text_leads_to_its_term(page: Page) -> None:
    page.goto("/terms/relu")
    link = page.locator(".prose a.term").first
    target = link.get_attribute("href")
    link.click()
    page.wait_for_url(f"**{target}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_link_to_a_term_shows_its_sentence_on_focus_and_on_hover(page: Page) -> None:
    page.goto("/terms/relu")
    link = page.locator(".prose a.term").first
    # the focus comes by keyboard: from the element before, one Tab on
    link.evaluate("link => { link.focus({ focusVisible: true }) }")
    preview = page.get_by_role("tooltip")
    expect(preview).to_be_visible()
    expect(link).to_have_attribute("aria-describedby", "term-preview")
    page.keyboard.press("Escape")
    expect(preview).to_be_hidden()
    link.hover()
    expect(preview).to_be_visible()
    preview.hover()
    expect(preview).to_be_visible()
    page.get_by_role("heading", level=1).hover()
    expect(preview).to_be_hidden()


def test_the_skip_link_is_the_first_stop_and_leads_to_the_content(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_filters_leave_an_address_without_empty_parts(page: Page) -> None:
    page.goto("/terms/")
    page.get_by_label("Essential only").check()
    page.get_by_role("button", name="Filter").click()
    page.wait_for_url("**/terms/?essential=true")
    expect(page.get_by_label("Essential only")).to_be_checked()


def test_an_unknown_term_answers_with_what_is_near(page: Page, server: Server) -> None:
    answer = page.goto("/terms/relus")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator(".hits").get_by_role("link", name="ReLU", exact=True)).to_be_visible()


def test_an_answer_that_comes_after_an_arrow_key_leaves_the_choice(page: Page) -> None:
    page.goto("/")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/suggest?q=rel", hold)
    box = page.get_by_role("combobox", name="Search the glossary")
    box.press_sequentially("re")
    option = page.get_by_role("option", name="ReLU", exact=False).first
    expect(option).to_be_visible()
    with page.expect_request("**/suggest?q=rel"):
        box.press_sequentially("l")
    for _ in page.get_by_role("option").all():
        page.keyboard.press("ArrowDown")
        if option.get_attribute("aria-selected") == "true":
            break
    expect(option).to_have_attribute("aria-selected", "true")
    option.evaluate("option => { option.dataset.before = '' }")
    held[0].continue_()
    expect(page.locator(".suggestions [data-before]")).to_have_count(0)
    expect(page.locator('.suggestions [aria-selected="true"]')).to_contain_text("ReLU")
