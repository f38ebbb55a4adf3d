"""A path prefix works whether the proxy in front strips it or not."""

from starlette.types import ASGIApp, Receive, Scope, Send


class Prefix:
    """Undo a doubled prefix.

    A server started with a root path puts it before every path it hears. Where the proxy has not stripped the prefix,
    it then stands there twice.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with the prefix standing once."""
        root = scope.get("root_path", "")
        if root and scope["type"] == "http":
            scope = _once(scope, root)
        await self.app(scope, receive, send)


def _once(scope: Scope, given: str) -> Scope:
    root = given.rstrip("/")
    path: str = scope["path"]
    if given != root:  # written with a slash at its end, which now stands before the path's own
        path = path.replace(f"{given}/", given, 1)
    if path.startswith(f"{root}{root}/") or path == root * 2:
        path = path[len(root) :]
    return {**scope, "root_path": root, "path": path}
