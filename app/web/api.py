"""The API: terms, search, categories, the graph, and every demo to run."""

import base64
import binascii
import json
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Path, Request, Response

from app.content.glossary import Glossary, Term, title_order
from app.demos._contract import DemoParams, slider, switch, text
from app.demos._parameters import BadParams, FieldProblem
from app.demos._registry import Demo
from app.rendering.urls import Urls
from app.web import answers, describe
from app.web.demos import demo_named, run_as
from app.web.openapi import documented, refusals
from app.web.query import PLAIN, asked
from app.web.runner import Runner, runner_of
from app.web.site import Site, site_of
from app.web.terms import term_named

router = APIRouter(prefix="/api/v1")


class TermsQuery(DemoParams):
    """Filters and the place in the list of terms."""

    category: str = text("", low=0, high=80, title="Category", description="Only terms of this category.")
    essential: bool = switch(default=False, title="Essential", description="Only the terms to learn first.")
    letter: str = text("", low=0, high=1, title="Letter", description="Only terms that begin with this letter.")
    limit: int = slider(50, 1, 200, title="Limit", description="How many terms at most.")
    cursor: str = text("", low=0, high=600, title="Cursor", description="Where to go on, as the page before says.")


class SearchQuery(DemoParams):
    """What to search for."""

    q: str = text("", low=0, high=200, title="Query", description="Words to search for.")
    limit: int = slider(20, 1, 200, title="Limit", description="How many hits at most.")


class SuggestQuery(DemoParams):
    """What was typed so far."""

    q: str = text("", low=0, high=100, title="Query", description="The beginning of a name.")
    limit: int = slider(8, 1, 50, title="Limit", description="How many suggestions at most.")


def urls_of(request: Request) -> Urls:
    """Write addresses for the prefix that this request came through."""
    return Urls(request.scope["root_path"])


Here = Annotated[Site, Depends(site_of)]
Links = Annotated[Urls, Depends(urls_of)]


@router.get("/terms", responses=refusals(422), openapi_extra=documented(TermsQuery), tags=["terms"])
async def terms(
    response: Response, query: Annotated[TermsQuery, Depends(asked(TermsQuery))], site: Here, urls: Links
) -> answers.TermList:
    """List the terms in the order of their titles."""
    found = _filtered(site.glossary, query)
    after = _read_cursor(query.cursor)
    rest = [term for term in found if after is None or _place(term) > after]
    page = rest[: query.limit]
    following = None
    if len(rest) > len(page):
        cursor = _write_cursor(page[-1])
        following = f"{urls.api('terms')}?{urlencode(_without_defaults(query) | {'cursor': cursor})}"
        response.headers["link"] = f'<{following}>; rel="next"'
    items = [describe.term_summary(term, urls, site) for term in page]
    return answers.TermList(items=items, total=len(found), next=following)


@router.get("/terms/{slug}", responses=refusals(404, 422), dependencies=[PLAIN], tags=["terms"])
async def term(
    slug: Annotated[str, Path(description="The slug of a term, or an alias.", examples=["relu"])],
    site: Here,
    urls: Links,
) -> answers.TermDetail:
    """Give everything about a term."""
    found = term_named(slug, site.glossary, lambda target: urls.api(f"terms/{target}"))
    return describe.term_detail(found, urls, site)


@router.get("/search", responses=refusals(422), openapi_extra=documented(SearchQuery, "q"), tags=["search"])
async def search(
    query: Annotated[SearchQuery, Depends(asked(SearchQuery))], site: Here, urls: Links
) -> answers.SearchAnswer:
    """Search titles, aliases, summaries and texts."""
    if not query.q:
        raise BadParams([FieldProblem("q", "'q' must be given: the words to search for.", "1 to 200 characters", "")])
    found = site.glossary.search(query.q, query.limit)
    hits = [
        answers.SearchHit(
            slug=hit.slug,
            title=hit.title,
            snippet=[answers.SnippetPiece(text=piece, match=match) for piece, match in hit.snippet],
            url=urls.term(hit.slug),
        )
        for hit in found.hits
    ]
    return answers.SearchAnswer(query=query.q, hits=hits, did_you_mean=found.did_you_mean)


@router.get("/suggest", responses=refusals(422), openapi_extra=documented(SuggestQuery), tags=["search"])
async def suggest(
    query: Annotated[SuggestQuery, Depends(asked(SuggestQuery))], site: Here, urls: Links
) -> answers.SuggestAnswer:
    """Complete what was typed to names of terms."""
    found = site.glossary.suggest(query.q, query.limit)
    suggestions = [
        answers.SuggestionAnswer(slug=item.slug, title=item.title, matched=item.matched, url=urls.term(item.slug))
        for item in found
    ]
    return answers.SuggestAnswer(query=query.q, suggestions=suggestions)


@router.get("/categories", responses=refusals(422), dependencies=[PLAIN], tags=["terms"])
async def categories(site: Here, urls: Links) -> answers.CategoryList:
    """List the families of terms."""
    items = [
        answers.CategoryAnswer(
            slug=category.slug,
            title=category.title,
            description=category.description,
            terms=len(site.glossary.in_category(category.slug)),
            url=urls.category(category.slug),
        )
        for category in site.glossary.categories
    ]
    return answers.CategoryList(items=items)


@router.get("/graph", responses=refusals(422), dependencies=[PLAIN], tags=["terms"])
async def graph(site: Here) -> answers.GraphAnswer:
    """Give every term and every relation between two of them."""
    nodes, edges = site.glossary.graph()
    return answers.GraphAnswer.model_validate({"nodes": nodes, "edges": edges})


@router.get("/demos", responses=refusals(422), dependencies=[PLAIN], tags=["demos"])
async def demos(site: Here, urls: Links) -> answers.DemoList:
    """List the demos."""
    return answers.DemoList(items=[describe.demo_summary(demo, urls) for demo in site.registry.values()])


@router.get("/demos/{name}", responses=refusals(404, 422), dependencies=[PLAIN], tags=["demos"])
async def demo(demo: Annotated[Demo, Depends(demo_named)], site: Here, urls: Links) -> answers.DemoDetail:
    """Describe a demo: the JSON Schema of its parameters, its results, its presets."""
    return describe.demo_detail(demo, urls, site)


# each demo's own path, with its parameters and its result, stands in the OpenAPI document: see openapi.py
@router.get("/demos/{name}/run", include_in_schema=False)
async def run(
    request: Request, demo: Annotated[Demo, Depends(demo_named)], runner: Annotated[Runner, Depends(runner_of)]
) -> Response:
    """Run a demo; the same bytes as its .json."""
    return Response(await run_as("json", demo, request, runner), media_type="application/json")


def _filtered(glossary: Glossary, query: TermsQuery) -> list[Term]:
    known = [category.slug for category in glossary.categories]
    if query.category and query.category not in known:
        allowed = f"one of {', '.join(known)}"
        message = f"'category' must be {allowed}. Got {query.category}."
        raise BadParams([FieldProblem("category", message, allowed, query.category)])
    found = glossary.letters().get(query.letter.upper(), ()) if query.letter else glossary.terms.values()
    fitting = (
        term
        for term in found
        if query.category in {"", term.entry.category} and (term.entry.essential or not query.essential)
    )
    return sorted(fitting, key=_place)


def _place(term: Term) -> tuple[str, str]:
    return title_order(term.entry)


def _write_cursor(term: Term) -> str:
    return base64.urlsafe_b64encode(json.dumps(_place(term)).encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> tuple[str, str] | None:
    """A cursor is a place, not a number: terms that come or go between two pages do not shift it."""
    if not cursor:
        return None
    try:
        octets = base64.b64decode(cursor.encode() + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        title, slug = json.loads(octets)
        if isinstance(title, str) and isinstance(slug, str):
            return title, slug
    except (binascii.Error, ValueError, TypeError):
        pass
    allowed = "the cursor of the page before, unchanged"
    raise BadParams([FieldProblem("cursor", f"'cursor' must be {allowed}.", allowed, cursor[:60])])


def _without_defaults(query: TermsQuery) -> dict[str, Any]:
    values = query.model_dump(exclude_defaults=True, exclude={"cursor"})
    return {name: str(value).lower() if isinstance(value, bool) else value for name, value in values.items()}
