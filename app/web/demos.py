"""A demo as data: its figure, its numbers, its columns, and its program."""

from collections.abc import Callable
from difflib import get_close_matches
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request, Response

from app.demos._registry import Demo
from app.demos._wire import to_csv, to_json
from app.rendering.svg import standalone
from app.web.errors import Missing
from app.web.openapi import refusals
from app.web.query import strict
from app.web.runner import Runner, runner_of
from app.web.site import Site, site_of

Make = Callable[[Demo, Any], bytes]


def demo_named(
    name: Annotated[str, Path(description="The name of a demo.", examples=["vanishing-gradient"])],
    site: Annotated[Site, Depends(site_of)],
) -> Demo:
    """Find a demo.

    Raises:
        Missing: there is none of that name.
    """
    demo = site.registry.get(name)
    if demo is None:
        near = get_close_matches(name[:80].lower(), site.registry.names(), 3)
        raise Missing(f"There is no demo named '{name[:80]}'.", near, "demo")
    return demo


async def run_as(form: str, demo: Demo, request: Request, runner: Runner) -> bytes:
    """Run a demo with the parameters of a request, and give the result in one of :data:`FORMS`.

    Raises:
        BadParams: naming every field that is not accepted.
    """
    params = strict(demo.parameters, demo.Params, request.scope["query_string"])
    key = (form, demo.name, demo.query(params))
    return await runner.finished(key, lambda: _MAKE[form](demo, params))


def _svg(demo: Demo, params: Any) -> bytes:
    return standalone(demo.run(params)).encode()


def _json(demo: Demo, params: Any) -> bytes:
    return to_json(demo.run(params))


def _csv(demo: Demo, params: Any) -> bytes:
    return to_csv(demo.run(params)).encode()


def _py(demo: Demo, params: Any) -> bytes:
    return demo.source(params).encode()


_MAKE: dict[str, Make] = {"svg": _svg, "json": _json, "csv": _csv, "py": _py}
FORMS = {
    "svg": "image/svg+xml",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8; header=present",
    "py": "text/x-python; charset=utf-8",
}
_DOWNLOADED = {"csv", "py"}

router = APIRouter(tags=["demos as data"])


def _add_door(form: str, description: str) -> None:
    async def serve(
        request: Request,
        demo: Annotated[Demo, Depends(demo_named)],
        runner: Annotated[Runner, Depends(runner_of)],
    ) -> Response:
        headers = {}
        if form in _DOWNLOADED:
            headers["content-disposition"] = f'attachment; filename="{demo.name}.{form}"'
        return Response(await run_as(form, demo, request, runner), media_type=FORMS[form], headers=headers)

    router.add_api_route(
        f"/demos/{{name}}.{form}",
        serve,
        methods=["GET"],
        name=f"demo_{form}",
        operation_id=f"demo_{form}",
        description=f"{description} Its query parameters are those of the demo's run.",
        response_class=Response,
        responses={**refusals(404, 422), 200: {"content": {FORMS[form].partition(";")[0]: {}}}},
    )


_add_door("svg", "The figure as a standalone SVG.")
_add_door("json", "The parameters, every result and the explanation as JSON.")
_add_door("csv", "The results as columns.")
_add_door("py", "The computation as a Python program that needs only NumPy.")
