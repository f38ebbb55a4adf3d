"""Pages for readers: each gathers what its template prints, in a thread, and prints it once."""

import string
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from app.content.index import Glossary, Term
from app.demos._parameters import FieldProblem
from app.demos._registry import Demo
from app.rendering.card import card, render_panel, small_card
from app.rendering.environment import render
from app.rendering.urls import Urls
from app.web import gallery
from app.web.demos import demo_named
from app.web.errors import Missing
from app.web.query import mended, read, strict
from app.web.runner import Runner, runner_of
from app.web.site import Site, site_of
from app.web.terms import term_named

HERO = ("activation", ("function", "x"))
ROW = 4
HITS = 50
_EMBED = "embed"
_LONGEST_QUESTION = 200

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@dataclass(frozen=True)
class Desk:
    """What every page needs: the site of this moment, its addresses, and the runner that makes pages."""

    site: Site
    urls: Urls
    runner: Runner
    path: str
    query: bytes

    async def page(self, template: str, gather: Callable[[], dict[str, Any]], status: int = 200) -> Response:
        """Gather in a thread what a template prints, and print it."""

        def make() -> bytes:
            return self.print(template, gather()).encode()

        key = ("page", self.urls.root, self.path, self.query)
        return HTMLResponse(await self.runner.finished(key, make), status_code=status)

    def print(self, template: str, context: dict[str, Any]) -> str:
        """Print a template with what all pages share."""
        return render(template, root=self.urls.root, **self.site.frame, **context)


def desk_of(
    request: Request, site: Annotated[Site, Depends(site_of)], runner: Annotated[Runner, Depends(runner_of)]
) -> Desk:
    """Make the desk of a request."""
    root = request.scope.get("root_path", "")
    return Desk(site, Urls(root), runner, request.scope["path"], request.scope["query_string"])


AtDesk = Annotated[Desk, Depends(desk_of)]


@router.get("/")
async def home(desk: AtDesk) -> Response:
    """Show what is there, as a gallery."""
    glossary, registry = desk.site.glossary, desk.site.registry

    def gather() -> dict[str, Any]:
        name, names = HERO
        hero = registry.get(name) or next(iter(registry.values()), None)
        rows = [(category, list(glossary.in_category(category.slug))) for category in glossary.categories]
        starters = gallery.starters(glossary, ROW)
        shown = {term.slug for term in starters}
        return {
            "hero": hero and small_card(hero.run(), desk.urls, names=names, title=hero.title),
            "hero_link": hero and desk.urls.demo(hero.name),
            "letters": _letters(glossary),
            "starters": gallery.term_tiles(desk.site, starters, desk.urls),
            "rows": [
                (category, gallery.term_tiles(desk.site, gallery.selection(terms, ROW, shown), desk.urls), len(terms))
                for category, terms in rows
                if terms
            ],
        }

    return await desk.page("pages/home.html", gather)


@router.get("/terms/")
async def terms(
    desk: AtDesk,
    category: str = "",
    essential: str = "",
    letter: str = "",
    demo: str = "",
) -> Response:
    """Show all terms, or those that pass the filters."""
    glossary = desk.site.glossary
    chosen = {"category": category[:80], "essential": essential[:5], "letter": letter[:2].upper(), "demo": demo[:80]}

    def gather() -> dict[str, Any]:
        groups = [
            (key, gallery.term_tiles(desk.site, kept, desk.urls))
            for key, members in glossary.letters().items()
            if (kept := [term for term in members if _passes(term, chosen)])
        ]
        return {
            "groups": groups,
            "count": sum(len(tiles) for _, tiles in groups),
            "chosen": chosen,
            "letters": _letters(glossary),
            "categories": glossary.categories,
            "demos": list(desk.site.registry.values()),
        }

    return await desk.page("pages/terms.html", gather)


@router.get("/terms/{slug}")
async def term(desk: AtDesk, slug: str) -> Response:
    """Show one term."""
    glossary = desk.site.glossary
    found = term_named(slug, glossary, lambda target: desk.urls.term(target, desk.query.decode("latin-1")))
    use = found.entry.demo
    if use is None:
        return await desk.page("pages/term.html", lambda: {**_term(desk, found), "card": None})
    demo = desk.site.registry[use.name]
    params, problems = mended(demo.parameters, demo.Params, desk.query, demo.with_values(use.params).model_dump())
    moved = _canonical(desk, demo, params, problems, desk.urls.term(slug), use.params)
    if moved:
        return moved

    def gather() -> dict[str, Any]:
        action = desk.urls.term(slug)
        made = card(demo.run(params), desk.urls, action=action, title=use.title, base=use.params, problems=problems)
        return {**_term(desk, found), "card": made, "demo_href": desk.urls.demo(demo.name)}

    return await desk.page("pages/term.html", gather)


@router.get("/categories/{slug}")
async def category(desk: AtDesk, slug: str) -> Response:
    """Show the terms of one category."""
    glossary = desk.site.glossary
    found = next((category for category in glossary.categories if category.slug == slug), None)
    if found is None:
        near = get_close_matches(slug[:80].lower(), [category.slug for category in glossary.categories], 3)
        raise Missing(f"There is no category '{slug[:80]}' in this glossary.", near, "category")

    def gather() -> dict[str, Any]:
        members = list(glossary.in_category(slug))
        return {
            "category": found,
            "tiles": gallery.term_tiles(desk.site, gallery.selection(members, len(members)), desk.urls),
            "categories": glossary.categories,
        }

    return await desk.page("pages/category.html", gather)


@router.get("/demos/")
async def demos(desk: AtDesk) -> Response:
    """Show all demos."""
    return await desk.page("pages/demos.html", lambda: {"tiles": gallery.demo_tiles(desk.site, desk.urls)})


@router.get("/demos/{name}")
async def demo(desk: AtDesk, demo: Annotated[Demo, Depends(demo_named)]) -> Response:
    """Show one demo, as a page or as a bare card."""
    params, problems = mended(demo.parameters, demo.Params, desk.query, ignored={_EMBED})
    embedded = (_EMBED, "1") in read(desk.query).pairs
    moved = None if embedded else _canonical(desk, demo, params, problems, desk.urls.demo(demo.name))
    if moved:
        return moved

    def gather() -> dict[str, Any]:
        action = desk.urls.demo(demo.name)
        users = [term for term in desk.site.glossary.terms.values() if _uses(term, demo.name)]
        return {
            "demo": demo,
            "card": card(
                demo.run(params),
                desk.urls,
                action=action,
                title=demo.title if embedded else "",
                problems=problems,
                kept=((_EMBED, "1"),) if embedded else (),
            ),
            "tiles": [] if embedded else gallery.term_tiles(desk.site, users, desk.urls),
        }

    return await desk.page("pages/embed.html" if embedded else "pages/demo.html", gather)


@router.get("/demos/{name}/panel")
async def panel(desk: AtDesk, demo: Annotated[Demo, Depends(demo_named)]) -> Response:
    """Give the parts of a card that change, as a fragment."""
    params = strict(demo.parameters, demo.Params, desk.query)
    key = ("panel", desk.urls.root, demo.name, demo.query(params))
    made = await desk.runner.finished(key, lambda: render_panel(demo.run(params), root=desk.urls.root).encode())
    return HTMLResponse(made)


@router.get("/search")
async def search(desk: AtDesk, q: Annotated[str, Query()] = "") -> Response:
    """Search titles, other names, sentences and texts."""
    glossary, question = desk.site.glossary, q[:_LONGEST_QUESTION].strip()

    def gather() -> dict[str, Any]:
        result = glossary.search(question, HITS) if question else None
        return {"q": question, "result": result, "limit": HITS}

    return await desk.page("pages/search.html", gather)


@router.get("/map")
async def map(desk: AtDesk) -> Response:  # noqa: A001  # named as its address
    """Show what builds on what."""
    glossary = desk.site.glossary
    return await desk.page(
        "pages/map.html",
        lambda: {
            "layers": gallery.layers(glossary),
            "terms": glossary.terms,
            "titles": {category.slug: category.title for category in glossary.categories},
        },
    )


@router.get("/about")
async def about(desk: AtDesk) -> Response:
    """Say what this site is and how to use it."""
    return await desk.page("pages/about.html", lambda: {"demo_count": len(desk.site.registry)})


def _canonical(
    desk: Desk, demo: Demo, params: Any, problems: tuple[FieldProblem, ...], address: str, base: Any = None
) -> Response | None:
    """Send a form's address to the short one that means the same, so that one state has one address."""
    if problems:
        return None
    short = demo.query(params, base)
    if read(short.encode()).pairs == read(desk.query).pairs:
        return None
    return RedirectResponse(f"{address}?{short}" if short else address, status_code=303)


def _term(desk: Desk, found: Term) -> dict[str, Any]:
    glossary, entry = desk.site.glossary, found.entry
    members = list(glossary.in_category(entry.category))
    place = members.index(found)

    def of(slugs: Any) -> list[Term]:
        return [glossary.terms[slug] for slug in slugs]

    near = {*entry.prerequisites, *found.leads_to, *found.contrasts}
    shown = near | set(entry.related)
    return {
        "term": found,
        "entry": entry,
        "category": next(category for category in glossary.categories if category.slug == entry.category),
        "body": found.body(desk.urls.root),
        "contrasts": of(found.contrasts),
        "prerequisites": of(entry.prerequisites),
        "leads_to": of(found.leads_to),
        "related": of(slug for slug in entry.related if slug not in near),
        "mentions": of(slug for slug in found.backlinks if slug not in shown),
        "before": members[place - 1] if place else None,
        "after": members[place + 1] if place + 1 < len(members) else None,
    }


def _passes(term: Term, chosen: dict[str, str]) -> bool:
    entry = term.entry
    return (
        (not chosen["category"] or entry.category == chosen["category"])
        and (not chosen["essential"] or entry.essential)
        and (not chosen["letter"] or term.title[:1].upper() == chosen["letter"])
        and (not chosen["demo"] or _uses(term, chosen["demo"]))
    )


def _uses(term: Term, demo: str) -> bool:
    return term.entry.demo is not None and term.entry.demo.name == demo


def _letters(glossary: Glossary) -> list[tuple[str, int]]:
    """Count the terms under each letter, A to Z and whatever else titles begin with."""
    found = {letter: len(members) for letter, members in glossary.letters().items()}
    return [(letter, found.get(letter, 0)) for letter in sorted({*string.ascii_uppercase, *found})]
