"""The application: load the glossary, wire the doors, return."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from anyio import create_task_group
from fastapi import FastAPI
from pydantic import ValidationError

from app.content.problems import GlossaryError
from app.rendering.environment import TEMPLATES
from app.rendering.urls import STATIC
from app.settings import Settings
from app.web import api, demos, errors, health, pages, static, terms
from app.web.cache import Finished, PageCache
from app.web.headers import Headers
from app.web.long_urls import accept_long_urls
from app.web.openapi import add_document
from app.web.prefix import Prefix
from app.web.runner import Runner
from app.web.shelf import Shelf
from app.web.site import Site, load_site
from app.web.watch import listed, watch

_MEGABYTE = 1_000_000


def create_app(settings: Settings | None = None) -> FastAPI:
    """Load the glossary and build the application that shows it.

    Raises:
        GlossaryError: with every problem of every entry.
    """
    settings = settings or Settings()
    accept_long_urls()
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False, lifespan=_lifespan)
    app.state.settings = settings
    app.state.site = load_site(settings.directory)
    app.state.runner = Runner(settings.demo_cache_megabytes * _MEGABYTE)
    app.state.pages = Shelf[Finished](settings.page_cache_megabytes * _MEGABYTE)
    # data doors first: /demos/f1.svg is a figure, not the page of a demo named "f1.svg"
    for module in (health, static, demos, terms, api, pages):
        app.include_router(module.router)
    add_document(app)
    errors.install(app)
    _add_layers(app, settings)
    return app


def _add_layers(app: FastAPI, settings: Settings) -> None:
    """Put the layers in front of the routes; the last one added is the first to see a request."""
    app.add_middleware(errors.CatchAll)
    app.add_middleware(Headers, watch=settings.watch)
    app.add_middleware(PageCache, shelf=app.state.pages)
    app.add_middleware(Prefix)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    def swap(site: Site) -> None:
        app.state.site = site
        app.state.pages.clear()
        app.state.runner.clear()

    async with create_task_group() as tasks:
        if app.state.settings.watch:
            directory, looks = app.state.settings.directory, (TEMPLATES, STATIC)
            tasks.start_soon(watch, directory, looks, lambda: app.state.site, swap)
        yield
        tasks.cancel_scope.cancel()


def __getattr__(name: str) -> Any:
    """Build ``app`` when a server first asks for it, so that importing this module loads nothing."""
    if name != "app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        globals()["app"] = app = create_app()
    except GlossaryError as broken:
        sys.exit(f"The glossary cannot be served:\n{listed(broken)}")
    except ValidationError as bad:
        sys.exit(f"The settings are not valid:\n{bad}")
    return app
