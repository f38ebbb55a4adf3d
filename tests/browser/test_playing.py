"""Time plays when it is asked to, and sliders move over ratios where values do."""

from playwright.sync_api import Page, expect

PLAYED = "/demos/gradient-descent"


def test_time_plays_when_asked_and_stops_at_the_end(page: Page) -> None:
    page.goto(f"{PLAYED}?step=97")
    step = page.get_by_role("spinbutton", name="Step")
    last = step.get_attribute("max")
    play = page.get_by_role("button", name="Play", exact=True)
    expect(play).to_have_attribute("aria-pressed", "false")
    play.click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(step).to_have_value(last or "")
    expect(play).to_have_attribute("aria-pressed", "false")
    page.wait_for_url(f"**step={last}*")
    page.get_by_role("button", name="One back").click()
    expect(step).to_have_value(str(int(last or 0) - 1))
    page.get_by_role("button", name="To the start").click()
    expect(step).to_have_value(step.get_attribute("min") or "")


def test_nothing_plays_for_those_who_want_no_motion(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(PLAYED)
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_hidden()
    expect(page.get_by_role("button", name="One on")).to_be_visible()


def test_a_logarithmic_slider_moves_over_ratios_and_the_address_holds_the_value(page: Page) -> None:
    page.goto(PLAYED)
    field = page.locator('[data-field="learning_rate"]')
    rate = field.locator('input[type="number"]')
    field.locator('input[type="range"]').focus()
    page.keyboard.press("Home")
    expect(rate).to_have_value(rate.get_attribute("min") or "")
    page.wait_for_url(f"**learning_rate={rate.get_attribute('min')}*")
    rate.fill("0.05")
    page.wait_for_url("**learning_rate=0.05*")
    places = (field.locator('input[type="range"]').get_attribute("data-values") or "").split(",")
    thumb = int(field.locator('input[type="range"]').input_value())
    assert float(places[thumb - 1]) < 0.05 <= float(places[thumb])
