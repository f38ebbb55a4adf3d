"""A card holds a demo's controls, links and numbers, whatever page it stands on."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from app.demos._registry import Demo, registry
from app.rendering.card import VISIBLE, card, panel, render_panel, small_card, state
from app.rendering.urls import Urls

URLS = Urls("/glossary")


@pytest.fixture(params=registry().names())
def demo(request: pytest.FixtureRequest) -> Demo:
    found: Demo = registry()[request.param]
    return found


def test_at_most_five_controls_are_visible_and_none_is_lost(demo: Demo) -> None:
    made = card(demo.run(), URLS, action="/glossary/demos/x")
    assert len(made.visible) <= VISIBLE
    assert {control.name for control in made.described} == {parameter.name for parameter in demo.parameters}
    assert not [control for control in made.visible if control.more]


def test_a_preset_leads_to_its_parameters(demo: Demo) -> None:
    made = card(demo.run(), URLS, action="/glossary/demos/x")
    for link, preset in zip(made.presets, demo.presets, strict=True):
        pairs = parse_qsl(urlsplit(link.href).query, keep_blank_values=True)
        assert demo.parse(pairs) == demo.with_values(preset.params)
        assert demo.parse(parse_qsl(link.state, keep_blank_values=True)) == demo.with_values(preset.params)


def test_a_preset_on_a_terms_page_wins_over_the_entry() -> None:
    demo = registry()["activation"]
    base = {"function": "relu", "x": -1, "alpha": 0.3}
    made = card(demo.run(demo.with_values(base)), URLS, action="/terms/relu", base=base)
    for link, preset in zip(made.presets, demo.presets, strict=True):
        pairs = parse_qsl(urlsplit(link.href).query)
        assert demo.parse(pairs, base) == demo.with_values(preset.params)


def test_every_link_of_a_framed_card_stays_in_the_frame(demo: Demo) -> None:
    made = card(demo.run(), URLS, action="/x", kept=(("embed", "1"),))
    assert made.reset == "/x?embed=1"
    for link, preset in zip(made.presets, demo.presets, strict=True):
        pairs = parse_qsl(urlsplit(link.href).query, keep_blank_values=True)
        assert pairs[0] == ("embed", "1")
        assert demo.parse(pairs[1:]) == demo.with_values(preset.params)


def test_the_preset_that_is_shown_is_marked(demo: Demo) -> None:
    preset = demo.presets[-1]
    made = card(demo.run(demo.with_values(preset.params)), URLS, action="/x")
    assert made.presets[-1].current
    assert made.presets[-1].why == preset.why


def test_a_failure_is_marked_as_one(demo: Demo) -> None:
    made = card(demo.run(), URLS, action="/x")
    assert any(link.failure for link in made.presets)


def test_problems_without_a_control_are_said_above_the_controls() -> None:
    demo = registry()["f1"]
    params, problems = demo.nearest([("tpp", "3"), ("tp", "-1")])
    made = card(demo.run(params), URLS, action="/x", problems=problems)
    assert made.problems == ("There is no parameter 'tpp'. Did you mean 'tp'?",)
    assert "-1" in next(control.problem for control in made.described if control.name == "tp")


def test_files_and_links_carry_what_is_set() -> None:
    demo = registry()["f1"]
    made = panel(demo.run(demo.with_values({"tp": 7})), URLS)
    assert made.page == "/glossary/demos/f1?tp=7"
    assert [address for _, address, _ in made.files] == [
        f"/glossary/demos/f1.{kind}?tp=7" for kind in ("svg", "csv", "json", "py")
    ]
    assert made.curl.endswith("/glossary/demos/f1.json?tp=7'")
    assert "/glossary/demos/f1?embed=1&amp;tp=7" in made.frame


def test_the_state_names_every_parameter(demo: Demo) -> None:
    params = demo.Params()
    assert demo.parse(parse_qsl(state(demo, params), keep_blank_values=True)) == params


def test_a_small_card_carries_what_it_does_not_show() -> None:
    demo = registry()["activation"]
    made = small_card(demo.run(), URLS, names=("function", "x"), title="T")
    assert [control.name for control in made.visible] == ["function", "x"]
    assert {name for name, _ in made.carried} == {"alpha", "range"}


def test_the_fragment_holds_each_part_once_and_stays_within_the_budget(demo: Demo) -> None:
    html = render_panel(demo.run(), root="")
    for part in ("figure", "sentence", "readouts", "data", "menu"):
        assert html.count(f'data-part="{part}"') == 1
    assert " style=" not in html
    assert len(html.encode()) <= 60_000
