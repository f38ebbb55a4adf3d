"""Static files under the name of their content, and the files of the API's documentation page."""

from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from starlette.responses import FileResponse

from app.rendering.environment import render
from app.rendering.snippet import EXAMPLE_ORIGIN, curl
from app.rendering.urls import STATIC, Urls, static_version
from app.web.errors import Missing
from app.web.headers import FOREVER, REVALIDATE
from app.web.site import Site, site_of

router = APIRouter(include_in_schema=False)

_DOCS_PACKAGE = "fastapi-offline"
_DOCS_FILES = {"swagger-ui-bundle.js": "text/javascript", "swagger-ui.css": "text/css"}
_TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".webmanifest": "application/manifest+json"}


@router.get("/static/{version}/{path:path}")
async def file(version: str, path: str) -> Response:
    """Serve one of our files; under the name of its present content it can be kept forever."""
    found = _inside(STATIC, path)
    if found is None:
        raise Missing("There is no such file.")
    kept = FOREVER if version == static_version() else REVALIDATE
    return FileResponse(found, media_type=_TYPES.get(found.suffix), headers={"cache-control": kept})


@router.get("/favicon.ico")
async def icon() -> Response:
    """Serve the icon where browsers look for it unasked."""
    return await file("", "icons/favicon.svg")


@router.get("/api/")
async def documentation(request: Request, site: Annotated[Site, Depends(site_of)]) -> Response:
    """The API's documentation, to read and to try."""
    root = request.scope["root_path"]
    html = render(
        "pages/api.html",
        root=root,
        version=metadata.version(_DOCS_PACKAGE),
        origin=EXAMPLE_ORIGIN,
        example=curl(EXAMPLE_ORIGIN + Urls(root).demo_data("f1", "json", "tp=0&fp=0&fn=1&tn=99")),
        **site.frame,
    )
    return Response(html, media_type="text/html; charset=utf-8")


@router.get("/api/assets/{version}/{name}")
async def documentation_file(version: str, name: str) -> Response:
    """Serve a file of the documentation page from the installed package."""
    if name not in _DOCS_FILES or version != metadata.version(_DOCS_PACKAGE):
        raise Missing("There is no such file.")
    body = files("fastapi_offline").joinpath("static", name).read_bytes()
    return Response(body, media_type=_DOCS_FILES[name], headers={"cache-control": FOREVER})


def _inside(folder: Path, path: str) -> Path | None:
    """Find a file below a folder; links and dots that lead out of it find nothing."""
    if "\0" in path:
        return None
    try:
        found = (folder / path).resolve()
        return found if found.is_relative_to(folder) and found.is_file() else None
    except OSError:  # a name too long for the file system
        return None
