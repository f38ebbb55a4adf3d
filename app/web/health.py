"""Whether the process is up, and whether it has a glossary to show."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse

from app.web.site import Site, site_of

router = APIRouter(include_in_schema=False)

_NOT_KEPT = {"cache-control": "no-store"}


@router.get("/healthz")
async def up() -> JSONResponse:
    """Say that the process answers."""
    return JSONResponse({"status": "up"}, headers=_NOT_KEPT)


@router.get("/readyz")
async def ready(site: Annotated[Site, Depends(site_of)]) -> JSONResponse:
    """Say what is loaded; problems of a watched folder leave the last good glossary up, so the site stays ready."""
    return JSONResponse(
        {
            "status": "ready",
            "terms": len(site.glossary.terms),
            "demos": len(site.registry),
            "problems": [str(problem) for problem in site.problems],
        },
        headers=_NOT_KEPT,
    )
