"""A demo as a card: everything that its template prints, gathered before it is printed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from app.demos._parameters import FieldProblem
from app.demos._registry import Demo, Run
from app.rendering import snippet
from app.rendering.controls import Control, controls
from app.rendering.environment import render
from app.rendering.svg import svg
from app.rendering.table import Table, Value, table, write
from app.rendering.urls import Urls


@dataclass(frozen=True)
class PresetLink:
    """A named setting as a link; ``state`` holds every parameter, for the script that turns the controls."""

    name: str
    href: str
    state: str
    why: str
    failure: bool
    current: bool


@dataclass(frozen=True)
class Panel:
    """The parts of a card that change when a reader turns something.

    Args:
        name: the demo.
        title: its title, for the frame that embeds it.
        state: every parameter as a query string, in canonical order.
        figure: the drawing, wide and narrow.
        sentence: what the numbers say.
        readouts: the values under the figure.
        numbers: all values, as a table.
        page: the demo's own page, with these parameters.
        files: the run as files: (label, address, whether to save rather than show it).
        curl: a command that fetches the numbers.
        frame: HTML that embeds the card.
    """

    name: str
    title: str
    state: str
    figure: Markup
    sentence: str
    readouts: tuple[Value, ...]
    numbers: Table
    page: str
    files: tuple[tuple[str, str, bool], ...]
    curl: str
    frame: str


@dataclass(frozen=True)
class Card:
    """A whole card.

    Args:
        id: its id on the page.
        title: a question, or nothing where the page's own heading says it.
        panel: what changes.
        action: the page that the card stands on, without parameters.
        reset: the same page with the values that it starts with.
        kept: what the address of the page holds beside the parameters of the demo: (name, value).
        live: where the panel is fetched.
        visible: controls that are always shown.
        folded: controls under "More".
        carried: parameters that this card keeps as they are: (name, value).
        presets: named settings.
        problems: what was wrong with the address and belongs to no control.
        notice: things to notice.
        suggestions: things to try.
        small: figure, sentence and controls alone.
    """

    id: str
    title: str
    panel: Panel
    action: str
    reset: str
    kept: tuple[tuple[str, str], ...]
    live: str
    visible: tuple[Control, ...]
    folded: tuple[Control, ...]
    carried: tuple[tuple[str, str], ...]
    presets: tuple[PresetLink, ...]
    problems: tuple[str, ...]
    notice: tuple[str, ...]
    suggestions: tuple[str, ...]
    small: bool = False

    @property
    def described(self) -> tuple[Control, ...]:
        """All controls that a reader can turn."""
        return self.visible + self.folded


VISIBLE = 5


def panel(run: Run, urls: Urls) -> Panel:
    """Gather the parts that change."""
    demo = run.demo
    query = demo.query(run.params)
    return Panel(
        name=demo.name,
        title=demo.title,
        state=state(demo, run.params),
        figure=svg(run, "wide") + svg(run, "narrow"),
        sentence=run.explanation,
        readouts=tuple(
            Value(output.title, write(value, output.unit), run.notes.get(output.name, ""))
            for output, value in run.readouts
        ),
        numbers=table(run),
        page=urls.demo(demo.name, query),
        files=tuple(
            (label, urls.demo_data(demo.name, kind, query), saved)
            for label, kind, saved in (
                ("SVG", "svg", False),
                ("CSV", "csv", True),
                ("JSON", "json", False),
                ("Python", "py", True),
            )
        ),
        curl=snippet.curl(snippet.EXAMPLE_ORIGIN + urls.demo_data(demo.name, "json", query)),
        frame=snippet.frame(snippet.EXAMPLE_ORIGIN + urls.embed(demo.name, query), demo.title),
    )


def card(
    run: Run,
    urls: Urls,
    *,
    action: str,
    title: str = "",
    base: Mapping[str, Any] | None = None,
    problems: Sequence[FieldProblem] = (),
    kept: tuple[tuple[str, str], ...] = (),
) -> Card:
    """Gather a whole card.

    Args:
        run: the computed demo.
        urls: the addresses of the site.
        action: the page that the card stands on, without parameters.
        title: the question that the card answers.
        base: values that an entry sets over the defaults.
        problems: what was wrong with the address of the page.
        kept: what the address of the page holds beside the parameters, and every link to it must hold too.
    """
    demo = run.demo
    made = controls(demo.parameters, run.params, base, problems)
    folded = {control.name for control in made if control.more}
    folded |= {control.name for control in [control for control in made if not control.more][VISIBLE:]}
    return Card(
        id=demo.name,
        title=title,
        panel=panel(run, urls),
        action=action,
        reset=_address(action, kept),
        kept=kept,
        live=urls.demo_data(demo.name, "panel"),
        visible=tuple(control for control in made if control.name not in folded),
        folded=tuple(control for control in made if control.name in folded),
        carried=(),
        presets=_presets(run, partial(_address, action, kept), base),
        problems=_homeless(problems, made),
        notice=demo.notice,
        suggestions=demo.try_,
    )


def small_card(run: Run, urls: Urls, *, names: Sequence[str], title: str) -> Card:
    """Gather a card with a few controls only; the rest of the demo is one link away."""
    made = controls(run.demo.parameters, run.params)
    return Card(
        id=run.demo.name,
        title=title,
        panel=panel(run, urls),
        action=urls.demo(run.demo.name),
        reset=urls.demo(run.demo.name),
        kept=(),
        live=urls.demo_data(run.demo.name, "panel"),
        visible=tuple(control for control in made if control.name in names),
        folded=(),
        carried=tuple((control.name, control.value) for control in made if control.name not in names),
        presets=(),
        problems=(),
        notice=(),
        suggestions=(),
        small=True,
    )


def render_panel(run: Run, *, root: str) -> str:
    """Print the parts that change, as the script of the page swaps them in."""
    return render("partials/panel.html", root=root, panel=panel(run, Urls(root)))


def state(demo: Demo, params: Any) -> str:
    """Write every parameter as a query string, in the order of the model."""
    pairs = [(parameter.name, parameter.write(getattr(params, parameter.name))) for parameter in demo.parameters]
    return urlencode(pairs)


def _address(action: str, kept: tuple[tuple[str, str], ...], query: str = "") -> str:
    query = "&".join(part for part in (urlencode(kept), query) if part)
    return f"{action}?{query}" if query else action


def _presets(run: Run, address: Callable[[str], str], base: Mapping[str, Any] | None) -> tuple[PresetLink, ...]:
    demo, current = run.demo, state(run.demo, run.params)
    links = []
    for preset in demo.presets:
        params = demo.with_values(preset.params)
        query, full = demo.query(params, base), state(demo, params)
        links.append(PresetLink(preset.name, address(query), full, preset.why, preset.failure, full == current))
    return tuple(links)


def _homeless(problems: Sequence[FieldProblem], made: Sequence[Control]) -> tuple[str, ...]:
    names = {control.name for control in made}
    return tuple(problem.message for problem in problems if problem.field not in names)
