"""A term as data: the document that the API gives, and its Markdown."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.responses import PlainTextResponse

from app.content.glossary import Glossary, Term
from app.rendering.urls import Urls
from app.web import answers, describe
from app.web.errors import Missing, Moved
from app.web.openapi import refusals
from app.web.query import PLAIN
from app.web.site import Site, site_of

router = APIRouter(tags=["terms as data"])

Slug = Annotated[str, Path(description="The slug of a term, or an alias.", examples=["relu"])]
Here = Annotated[Site, Depends(site_of)]


def term_named(slug: str, glossary: Glossary, address: Callable[[str], str]) -> Term:
    """Find a term by its slug.

    Raises:
        Moved: another name, or the slug with capitals; the term is at ``address`` of its slug.
        Missing: no such term; with the slugs nearest to it.
    """
    if slug in glossary.terms:
        return glossary.terms[slug]
    small = slug.lower() if slug.isascii() else slug
    present = small if small in glossary.terms else glossary.redirects.get(small)
    if present:
        raise Moved(address(present))
    raise Missing(f"There is no term '{slug[:80]}' in this glossary.", glossary.nearest(slug[:80]))


@router.get("/terms/{slug}.json", responses=refusals(404, 422), dependencies=[PLAIN], operation_id="term_json")
async def as_json(slug: Slug, request: Request, site: Here) -> answers.TermDetail:
    """Everything about a term, the same as the API gives."""
    urls = Urls(request.scope["root_path"])
    term = term_named(slug, site.glossary, lambda target: urls.term_data(target, "json"))
    return describe.term_detail(term, urls, site)


@router.get(
    "/terms/{slug}.md",
    responses={**refusals(404, 422), 200: {"content": {"text/markdown": {}}}},
    dependencies=[PLAIN],
    response_class=PlainTextResponse,
    operation_id="term_markdown",
)
async def as_markdown(slug: Slug, request: Request, site: Here) -> Response:
    """The entry as it was written."""
    urls = Urls(request.scope["root_path"])
    term = term_named(slug, site.glossary, lambda target: urls.term_data(target, "md"))
    return Response(describe.term_markdown(term), media_type="text/markdown; charset=utf-8")
