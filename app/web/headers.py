"""Response headers: what a browser may load, what others may read, and how long anyone may keep it."""

from starlette.datastructures import Headers as Received
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.doors import Door, door, route_path

# data: for the pixels of heatmaps, which stand in the figure as PNG
_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
)
_POLICIES = {
    Door.PAGE: f"{_PAGE_POLICY}'none'",
    Door.DATA: "default-src 'none'; frame-ancestors 'none'",
    Door.FIGURE: "default-src 'none'; img-src data:; frame-ancestors 'none'",
    Door.STATIC: "default-src 'none'; frame-ancestors 'none'",
}
_EMBED_POLICY = f"{_PAGE_POLICY}*"

REVALIDATE = "no-cache"
FOREVER = "public, max-age=31536000, immutable"
_FOR_A_WHILE = "public, max-age=300, stale-while-revalidate=86400"
_NEVER = "no-store"

_SHARED = {Door.DATA, Door.FIGURE}
_PREFLIGHT = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, HEAD, OPTIONS",
    "access-control-allow-headers": "*",
    "access-control-max-age": "86400",
    "allow": "GET, HEAD, OPTIONS",
}


class Headers:
    """Set the headers of every response, and answer the preflight requests of other sites.

    Args:
        app: the application behind.
        watch: the glossary may change at any time, so nothing is kept without asking.
    """

    def __init__(self, app: ASGIApp, *, watch: bool = False) -> None:
        self.app = app
        kept = REVALIDATE if watch else _FOR_A_WHILE
        self._cache_control = {Door.PAGE: REVALIDATE, Door.DATA: kept, Door.FIGURE: kept, Door.STATIC: REVALIDATE}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = route_path(scope)
        kind = door(path)
        if scope["method"] == "OPTIONS" and kind in _SHARED:
            await _answer_preflight(send)
            return

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._complete(message, kind, embedded=_is_embedded(path, scope))
            await send(message)

        await self.app(scope, receive, complete)

    def _complete(self, message: Message, kind: Door, *, embedded: bool) -> None:
        headers = MutableHeaders(raw=message["headers"])
        headers["content-security-policy"] = _EMBED_POLICY if embedded else _POLICIES[kind]
        headers["x-content-type-options"] = "nosniff"
        headers["referrer-policy"] = "same-origin"
        usual = self._cache_control[kind] if message["status"] < 400 else _NEVER
        headers.setdefault("cache-control", usual)
        if kind in _SHARED:
            headers["access-control-allow-origin"] = "*"
            headers["access-control-expose-headers"] = "ETag, Link"


def _is_embedded(path: str, scope: Scope) -> bool:
    return path.startswith("/demos/") and b"embed=1" in scope["query_string"].split(b"&")


async def _answer_preflight(send: Send) -> None:
    headers = Received(_PREFLIGHT).raw
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
