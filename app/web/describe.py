"""Terms and demos as the API tells them."""

from collections.abc import Mapping
from typing import Any

from app.content.glossary import Term
from app.demos._registry import Demo
from app.rendering.urls import Urls
from app.web.answers import (
    DemoDetail,
    DemoSummary,
    OutputAnswer,
    PaperAnswer,
    PresetAnswer,
    TermDemo,
    TermDetail,
    TermSummary,
)
from app.web.site import Site


def term_summary(term: Term, urls: Urls, site: Site) -> TermSummary:
    """A term in one sentence."""
    return TermSummary(**_summary(term, urls, site))


def term_detail(term: Term, urls: Urls, site: Site) -> TermDetail:
    """Everything about a term."""
    entry = term.entry
    papers = [PaperAnswer(title=p.title, authors=p.authors, year=p.year, url=p.href) for p in entry.papers]
    return TermDetail(
        **_summary(term, urls, site),
        aliases=list(entry.aliases),
        pronunciation=entry.pronunciation,
        html=term.body(urls.root),
        markdown=entry.body,
        links=list(term.links),
        backlinks=list(term.backlinks),
        prerequisites=list(entry.prerequisites),
        leads_to=list(term.leads_to),
        related=list(entry.related),
        contrasts=list(term.contrasts),
        papers=papers,
    )


def term_markdown(term: Term) -> str:
    """A term as a Markdown document of its own."""
    return f"# {term.title}\n\n> {term.summary}\n\n{term.entry.body.strip()}\n"


def demo_summary(demo: Demo, urls: Urls) -> DemoSummary:
    """A demo and its doors."""
    return DemoSummary(**_doors(demo, urls))


def demo_detail(demo: Demo, urls: Urls, site: Site) -> DemoDetail:
    """Everything about a demo but a run of it."""
    uses = {slug: term.entry.demo for slug, term in site.glossary.terms.items()}
    outputs = [
        OutputAnswer(name=o.name, title=o.title, description=o.description, shape=o.shape, unit=o.unit)
        for o in demo.outputs
    ]
    presets = [
        PresetAnswer(name=p.name, why=p.why, failure=p.failure, params=dict(p.params), run=_run(demo, urls, p.params))
        for p in demo.presets
    ]
    return DemoDetail(
        **_doors(demo, urls),
        parameters=demo.Params.model_json_schema(),
        outputs=outputs,
        presets=presets,
        notice=list(demo.notice),
        try_=list(demo.try_),
        terms=[slug for slug, use in uses.items() if use and use.name == demo.name],
    )


def _summary(term: Term, urls: Urls, site: Site) -> dict[str, Any]:
    entry = term.entry
    return {
        "slug": term.slug,
        "title": term.title,
        "summary": term.summary,
        "category": entry.category,
        "essential": entry.essential,
        "abbreviation": entry.abbreviation,
        "demo": _term_demo(term, urls, site),
        "url": urls.term(term.slug),
    }


def _term_demo(term: Term, urls: Urls, site: Site) -> TermDemo | None:
    use = term.entry.demo
    if use is None:
        return None
    demo = site.registry[use.name]
    query = demo.query(demo.with_values(use.params))
    return TermDemo(
        name=use.name,
        title=use.title,
        params=dict(use.params),
        url=urls.demo(use.name, query),
        run=_run(demo, urls, use.params),
    )


def _doors(demo: Demo, urls: Urls) -> dict[str, Any]:
    return {
        "name": demo.name,
        "title": demo.title,
        "idea": demo.idea,
        "url": urls.demo(demo.name),
        "run": _run(demo, urls, {}),
        "figure": urls.demo_data(demo.name, "svg"),
    }


def _run(demo: Demo, urls: Urls, params: Mapping[str, Any]) -> str:
    query = demo.query(demo.with_values(params))
    return urls.api(f"demos/{demo.name}/run") + (f"?{query}" if query else "")
