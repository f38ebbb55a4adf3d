"""Every error has a shape: problem+json (RFC 9457) where programs read, a page where people do."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from typing import Any, Literal
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.demos._parameters import BadParams, FieldProblem
from app.rendering.environment import render
from app.rendering.urls import Urls
from app.web.doors import Door, door, route_path
from app.web.site import Site, site_of

_LOG = logging.getLogger("uvicorn.error")
_LONGEST_SHOWN = 200
_DETAILS = {
    400: "The request could not be read.",
    404: "There is nothing at this address.",
    405: "This address can only be read; use GET or HEAD.",
    500: "Something failed on our side; it was written to the log.",
}

# the page cache answers a HEAD as a GET, of which the router knows nothing
_READABLE = {"allow": "GET, HEAD"}


Kind = Literal["term", "demo", "category"]


class Missing(Exception):  # noqa: N818  # it reads better where it is raised
    """What was asked for is not here; ``suggestions`` are slugs or names near to it, of one kind."""

    def __init__(self, detail: str, suggestions: Sequence[str] = (), kind: Kind = "term") -> None:
        super().__init__(detail)
        self.detail = detail
        self.suggestions = tuple(suggestions)
        self.kind = kind


class Moved(Exception):  # noqa: N818  # the same
    """What was asked for has another address; ``location`` is that."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


@dataclass(frozen=True)
class Fault:
    """An error before it has taken the shape that its reader needs."""

    status: int
    detail: str
    errors: tuple[FieldProblem, ...] = ()
    suggestions: tuple[str, ...] | None = None
    kind: Kind = "term"
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The short name of the status."""
        return HTTPStatus(self.status).phrase


def install(app: FastAPI) -> None:
    """Give every error of the application its shape."""
    app.add_exception_handler(Missing, _missing)
    app.add_exception_handler(Moved, _moved)
    app.add_exception_handler(BadParams, _bad_params)
    app.add_exception_handler(RequestValidationError, _refused)
    app.add_exception_handler(HTTPException, _http)


class CatchAll:
    """Answer 500 where the application failed; the cause goes to the log and not to the client."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; where that raises before an answer began, answer instead."""
        begun = False

        async def watch(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, watch)
        except Exception:
            if scope["type"] != "http" or begun:
                raise
            _LOG.exception("%s %s failed", scope["method"], scope["path"][:_LONGEST_SHOWN])
            response = answer(Request(scope), Fault(500, _DETAILS[500]))
            await response(scope, receive, send)


def answer(request: Request, fault: Fault) -> Response:
    """Write a fault in the shape that fits the door."""
    if door(route_path(request.scope)) is Door.PAGE:
        return _page(request, fault)
    return JSONResponse(
        problem(request, fault),
        status_code=fault.status,
        headers=dict(fault.headers),
        media_type="application/problem+json",
    )


def problem(request: Request, fault: Fault) -> dict[str, Any]:
    """Give a fault as the members of an RFC 9457 problem."""
    document: dict[str, Any] = {
        "type": "about:blank",
        "title": fault.title,
        "status": fault.status,
        "detail": fault.detail,
        "instance": quote(request.scope["path"][:_LONGEST_SHOWN], safe="/~"),
    }
    if fault.errors:
        document["errors"] = [asdict(error) for error in fault.errors]
    if fault.suggestions is not None:
        document["suggestions"] = list(fault.suggestions)
    return document


def _page(request: Request, fault: Fault) -> Response:
    site, urls = site_of(request), Urls(request.scope["root_path"])
    near = (_link(site, urls, fault.kind, slug) for slug in fault.suggestions or ())
    html = render(
        "pages/error.html",
        root=urls.root,
        status=fault.status,
        title=fault.title,
        detail=fault.detail,
        errors=fault.errors,
        suggestions=[link for link in near if link],
        **site.frame,
    )
    return HTMLResponse(html, status_code=fault.status, headers=dict(fault.headers))


def _link(site: Site, urls: Urls, kind: Kind, slug: str) -> tuple[str, str, str] | None:
    """Give address, name and sentence of a suggestion."""
    match kind:
        case "term":
            term = site.glossary.terms.get(slug)
            return (urls.term(slug), term.title, term.summary) if term else None
        case "demo":
            demo = site.registry.get(slug)
            return (urls.demo(slug), demo.title, demo.idea) if demo else None
        case "category":
            found = (category for category in site.glossary.categories if category.slug == slug)
            return next(((urls.category(slug), category.title, category.description) for category in found), None)


async def _missing(request: Request, error: Any) -> Response:
    return answer(request, Fault(404, error.detail, suggestions=error.suggestions, kind=error.kind))


async def _moved(_: Request, error: Any) -> Response:
    return RedirectResponse(error.location, status_code=HTTPStatus.PERMANENT_REDIRECT)


async def _bad_params(request: Request, error: Any) -> Response:
    return answer(request, refusal(error.problems))


async def _refused(request: Request, error: Any) -> Response:
    return answer(request, refusal([_field_problem(item) for item in error.errors()]))


async def _http(request: Request, error: Any) -> Response:
    if error.status_code == HTTPStatus.NOT_FOUND:
        return _nowhere(request)
    detail = _DETAILS.get(error.status_code, f"{HTTPStatus(error.status_code).phrase}.")
    headers = _READABLE if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED else error.headers or {}
    return answer(request, Fault(error.status_code, detail, headers=headers))


def refusal(problems: Sequence[FieldProblem]) -> Fault:
    """Make the fault for input that is not accepted."""
    fields = list(dict.fromkeys(f"'{item.field}'" for item in problems))
    return Fault(422, f"The query is not accepted: see {', '.join(fields[:5])}.", errors=tuple(problems))


def _nowhere(request: Request) -> Response:
    path = route_path(request.scope)
    other = path[:-1] if path.endswith("/") else f"{path}/"
    if request.method == "GET" and _leads_somewhere(request, other):
        query = request.scope["query_string"].decode("latin-1")
        target = quote(request.scope["root_path"] + other, safe="/~") + (f"?{query}" if query else "")
        return RedirectResponse(target, status_code=HTTPStatus.PERMANENT_REDIRECT)
    last = path.rstrip("/").rpartition("/")[2]
    suggestions = site_of(request).glossary.nearest(last[:_LONGEST_SHOWN]) if last else ()
    return answer(request, Fault(404, _DETAILS[404], suggestions=tuple(suggestions)))


def _leads_somewhere(request: Request, path: str) -> bool:
    """Say whether a route answers the path: a missing or a superfluous slash at the end is forgiven."""
    scope = {**request.scope, "path": request.scope["root_path"] + path}
    return path != "" and any(route.matches(scope)[0] is Match.FULL for route in request.app.router.routes)


def _field_problem(item: Mapping[str, Any]) -> FieldProblem:
    name = ".".join(str(part) for part in item["loc"][1:]) or str(item["loc"][0])
    context = item.get("ctx", {})
    allowed = ", ".join(f"{key} {value}" for key, value in context.items() if key != "error") or item["type"]
    return FieldProblem(name, f"'{name}': {item['msg']}.", allowed, str(item.get("input"))[:_LONGEST_SHOWN])
