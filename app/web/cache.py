"""Finished responses in front of the application: rendered once, compressed once, sent as bytes."""

import hashlib
from dataclasses import dataclass, field

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.encoding import IDENTITY, compress, compressible, preferred
from app.web.shelf import Shelf

RawHeaders = list[tuple[bytes, bytes]]

# of one representation, written here for each anew
_REPLACED = {b"content-length", b"content-encoding", b"etag", b"vary", b"accept-ranges", b"last-modified"}
# a 304 repeats these (RFC 9110, 15.4.5), so that a kept response lives on under the same rules
_KEPT_IN_304 = {b"cache-control", b"content-location", b"content-security-policy", b"access-control-allow-origin"}
_LONGEST_KEPT_QUERY = 2_048
# the application always makes the whole, fresh, uncompressed body
_NOT_PASSED_ON = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"if-match", b"range", b"if-range"}


@dataclass(frozen=True)
class Variant:
    """A response in one content coding."""

    etag: bytes
    headers: RawHeaders
    body: bytes
    not_modified: RawHeaders


@dataclass
class Finished:
    """A response with the variants made so far; each is made when it is first asked for."""

    headers: RawHeaders
    body: bytes
    lasting: bool
    digest: str
    compressible: bool
    variants: dict[str, Variant] = field(default_factory=dict)

    def __len__(self) -> int:
        bodies = sum(len(variant.body) for coding, variant in self.variants.items() if coding != IDENTITY)
        return len(self.body) + bodies + 2_000

    async def variant(self, wanted: str) -> tuple[Variant, bool]:
        """Give the response in a coding, and say whether it was made just now."""
        coding = wanted if self.compressible else IDENTITY
        if coding in self.variants:
            return self.variants[coding], False
        body = self.body
        if coding != IDENTITY:
            body = await to_thread.run_sync(lambda: compress(self.body, coding, lasting=self.lasting))
        self.variants[coding] = self._describe(coding, body)
        return self.variants[coding], True

    def _describe(self, coding: str, body: bytes) -> Variant:
        etag = f'"{self.digest}"' if coding == IDENTITY else f'"{self.digest}-{coding}"'
        shared = [(b"etag", etag.encode()), (b"vary", b"Accept-Encoding")]
        headers = [*self.headers, *shared, (b"content-length", str(len(body)).encode())]
        if coding != IDENTITY:
            headers.append((b"content-encoding", coding.encode()))
        not_modified = [*((name, value) for name, value in self.headers if name in _KEPT_IN_304), *shared]
        return Variant(etag.encode(), headers, body, not_modified)


class PageCache:
    """Answer GET and HEAD from memory where the same was asked before.

    Only responses with status 200 are kept, and none that says ``no-store``. Others pass through.
    """

    def __init__(self, app: ASGIApp, shelf: Shelf[Finished]) -> None:
        self.app = app
        self.shelf = shelf

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from the shelf, or let the application answer and keep what it says."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        query = scope["query_string"]
        key = (scope.get("root_path", ""), scope["path"], query)
        finished = self.shelf.get(key)
        generation = self.shelf.generation
        if finished is None:
            start, body = await self._ask(scope, receive)
            finished = _finish(start, body, lasting=not query and self.shelf.capacity > 0)
            if finished is None:
                await _send(send, scope, start["status"], start["headers"], body)
                return
        variant, is_new = await finished.variant(preferred(_header(scope, b"accept-encoding")))
        # what was made before a reload must not be kept after it
        if is_new and generation == self.shelf.generation and len(query) <= _LONGEST_KEPT_QUERY:
            self.shelf.put(key, finished)
        if _matches(_header(scope, b"if-none-match"), variant.etag.decode()):
            await _send(send, scope, 304, variant.not_modified, b"")
        else:
            await _send(send, scope, 200, variant.headers, variant.body)

    async def _ask(self, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
        start: Message = {}
        parts: list[bytes] = []

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                parts.append(message.get("body", b""))

        headers = [(name, value) for name, value in scope["headers"] if name not in _NOT_PASSED_ON]
        # a HEAD is a GET whose body is not sent
        await self.app({**scope, "method": "GET", "headers": headers}, receive, collect)
        return start, b"".join(parts)


def _finish(start: Message, body: bytes, *, lasting: bool) -> Finished | None:
    received = Headers(raw=start["headers"])
    if start["status"] != 200 or "no-store" in received.get("cache-control", ""):
        return None
    return Finished(
        headers=[(name, value) for name, value in start["headers"] if name.lower() not in _REPLACED],
        body=body,
        lasting=lasting,
        digest=hashlib.sha256(body).hexdigest()[:32],
        compressible=compressible(received.get("content-type", ""), len(body)),
    )


def _header(scope: Scope, wanted: bytes) -> str:
    """Join all lines of one request header, as RFC 9110 has it for lists."""
    return ",".join(value.decode("latin-1") for name, value in scope["headers"] if name == wanted)


def _matches(if_none_match: str, etag: str) -> bool:
    """Compare weakly, as RFC 9110 asks for If-None-Match: a proxy that compresses marks our tags with W/."""
    if not if_none_match:
        return False
    tags = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return "*" in tags or etag in tags


async def _send(send: Send, scope: Scope, status: int, headers: RawHeaders, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
