"""The API's documentation in a real browser: under the strict policy, without any outside request."""

from playwright.sync_api import Page, expect

from tests.server import Server


def test_a_reader_tries_a_demo_in_the_documentation(page: Page, server: Server) -> None:
    complaints: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/api/")
    page.get_by_role("button", name="get /api/v1/demos/f1/run", exact=True).click()
    page.get_by_role("button", name="Execute").click()
    answer = page.locator(".responses-table.live-responses-table")
    expect(answer).to_contain_text("macro_f1")
    expect(answer.locator(".response-col_status").last).to_contain_text("200")
    assert complaints == []
    assert all(address.startswith((server.url, "data:", "blob:")) for address in asked)


def test_the_example_names_this_very_site(page: Page, server: Server) -> None:
    page.goto("/api/")
    expect(page.locator("code[data-snippet]")).to_contain_text(f"curl '{server.url}/demos/f1.json")


def test_the_documentation_follows_the_colors(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto("/api/")
    expect(page.locator("html")).to_have_class("js dark-mode")
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).not_to_have_class("js dark-mode")


def test_the_example_does_not_run_off_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto("/api/")
    expect(page.locator(".swagger-ui .opblock").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
