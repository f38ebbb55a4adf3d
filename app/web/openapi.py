"""The OpenAPI document: what FastAPI knows, and each demo's own path with its parameters and its result."""

import types
import typing
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from functools import cache, partial
from typing import Any

import numpy as np
from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse

from app.demos._contract import DemoParams
from app.demos._parameters import Parameter, parameters
from app.demos._registry import Demo, Output, Registry
from app.rendering.environment import SITE_NAME
from app.web.answers import ProblemDocument

Schema = dict[str, Any]

_VERSION = "1.0.0"
# what str.isprintable() refuses in ASCII; a pattern that every client reads alike cannot say more
_PRINTABLE = r"^[^\u0000-\u001f\u007f]*$"
_PROBLEM = "#/components/schemas/ProblemDocument"
_REASONS = {
    404: "There is no such thing; near names are in `suggestions`.",
    422: "The query is not accepted; `errors` names each field with what is allowed.",
}
_DESCRIPTION = (
    "Every term of deep learning, and every demo to run. All answers are JSON; errors are problem+json (RFC 9457). "
    "Any site may read it. A query parameter that is unknown, repeated or out of bounds is refused, never ignored."
)
_TAGS = [
    {"name": "terms", "description": "The entries, their families, and how they hang together."},
    {"name": "search", "description": "Find a term by any word of it, or by the beginning of its name."},
    {"name": "demos", "description": "What can be run."},
    {"name": "run a demo", "description": "Compute, with parameters of your own."},
    {"name": "terms as data", "description": "The address of a term's page, with an ending."},
    {"name": "demos as data", "description": "The address of a demo's page, with an ending."},
]


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Document the errors of an operation."""
    content = {"application/problem+json": {"schema": {"$ref": _PROBLEM}}}
    return {status: {"description": _REASONS[status], "content": content} for status in statuses}


def documented(model: type[DemoParams], *required: str) -> Schema:
    """Document the query parameters of an operation."""
    return {"parameters": [_parameter(item, required=item.name in required) for item in parameters(model)]}


def add_document(app: FastAPI) -> None:
    """Serve the document at ``/api/openapi.json``; it is written when it is first asked for."""
    written = cache(partial(document, app, app.state.site.registry))

    @app.get("/api/openapi.json", include_in_schema=False)
    async def openapi(request: Request) -> JSONResponse:
        return JSONResponse(below(written(), request.scope["root_path"]))


def document(app: FastAPI, registry: Registry) -> Schema:
    """Write the document for a site without a prefix."""
    made = get_openapi(title=SITE_NAME, version=_VERSION, description=_DESCRIPTION, routes=app.routes, tags=_TAGS)
    schemas = made["components"]["schemas"]
    schemas.update(_problem_schemas())
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for path in made["paths"].values():
        for operation in path.values():
            _drop_unused_refusal(operation)
            _say_it_once(operation)
    for demo in registry.values():
        made["paths"][f"/api/v1/demos/{demo.name}/run"] = {"get": _run_operation(demo)}
        schemas[_schema_name(demo)] = _run_schema(demo)
    return made


def below(made: Schema, root: str) -> Schema:
    """Give the document for a site under a prefix."""
    return {**made, "servers": [{"url": root or "/"}]}


def _problem_schemas() -> Schema:
    schema = ProblemDocument.model_json_schema(ref_template="#/components/schemas/{model}")
    inner: Schema = schema.pop("$defs", {})
    return {**inner, "ProblemDocument": schema}


def _drop_unused_refusal(operation: Schema) -> None:
    """FastAPI documents its own 422 wherever there is a path parameter; such a text cannot be refused."""
    refused = operation["responses"].get("422", {}).get("content", {})
    if "application/json" in refused:
        del refused["application/json"]
        if not refused:
            del operation["responses"]["422"]


def _say_it_once(operation: Schema) -> None:
    """The first sentence of a description is its summary, and is not said again."""
    summary, _, rest = operation.pop("description", operation["summary"]).partition(". ")
    operation["summary"] = summary.rstrip(".")
    if rest:
        operation["description"] = rest


def _run_operation(demo: Demo) -> Schema:
    answer = {"schema": {"$ref": f"#/components/schemas/{_schema_name(demo)}"}}
    return {
        "tags": ["run a demo"],
        "summary": demo.title,
        "description": demo.idea,
        "operationId": f"run_{demo.name.replace('-', '_')}",
        "parameters": [_parameter(item) for item in demo.parameters],
        "responses": {
            "200": {"description": "What the demo computed.", "content": {"application/json": answer}},
            **{str(status): refusal for status, refusal in refusals(422).items()},
        },
    }


def _schema_name(demo: Demo) -> str:
    return "".join(part.capitalize() for part in demo.name.split("-")) + "Run"


def _run_schema(demo: Demo) -> Schema:
    hints = typing.get_type_hints(demo.Result)
    result = {output.name: _output(output, hints[output.name]) for output in demo.outputs}
    params = {item.name: _described(item, _json_schema(item)) for item in demo.parameters}
    notes = {"type": "object", "additionalProperties": {"type": "string"}, "description": "Why a field is null."}
    return _object(
        {
            "demo": {"const": demo.name},
            "params": _object(params, "Every effective parameter."),
            "result": _object(result, "The numbers."),
            "explanation": {"type": "string", "description": "The result in a sentence or two."},
            "notes": notes,
        },
        demo.idea,
    )


def _object(properties: Schema, description: str) -> Schema:
    required = list(properties)
    return {"type": "object", "description": description, "properties": properties, "required": required}


def _parameter(item: Parameter, *, required: bool = False) -> Schema:
    schema = _json_schema(item)
    if required:
        schema["minLength"] = 1
    else:
        schema["default"] = list(item.default) if isinstance(item.default, tuple) else item.default
    made = {
        "name": item.name,
        "in": "query",
        "required": required,
        "description": " ".join(part for part in (item.description, f"In {item.unit}." if item.unit else "") if part),
        "schema": {"title": item.title, **schema},
    }
    if item.kind == "numbers":
        made |= {"style": "form", "explode": False}
    return made


def _described(item: Parameter, schema: Schema) -> Schema:
    return {"title": item.title, "description": item.description, **schema}


def _json_schema(item: Parameter) -> Schema:
    number = {"type": "integer" if item.integral else "number", "minimum": item.low, "maximum": item.high}
    low, high = item.count or (0, 0)
    match item.kind:
        case "integer" | "number":
            return number
        case "boolean":
            return {"type": "boolean"}
        case "choice":
            return {"type": "string", "enum": [value for value, _ in item.choices]}
        case "text":
            return {"type": "string", "minLength": low, "maxLength": high, "pattern": _PRINTABLE}
        case "numbers":
            return {"type": "array", "items": number, "minItems": low, "maxItems": high}


def _output(output: Output, hint: Any) -> Schema:
    described = f"{output.description} Shape {output.shape}." if output.shape else output.description
    return {"title": output.title, "description": described, **_value(hint, _dimensions(output.shape))}


def _dimensions(shape: str) -> int:
    return len([part for part in shape.strip("() ").split(",") if part.strip()])


def _value(hint: Any, dimensions: int) -> Schema:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if hint is np.ndarray or origin is np.ndarray:
        return _nested({"type": ["number", "null"]}, dimensions)
    if origin in {typing.Union, types.UnionType}:
        return _either(inner, dimensions)
    if origin in {list, tuple, Sequence}:
        return {"type": "array", "items": _value(inner[0], dimensions - 1) if inner else {}}
    if origin is typing.Literal:
        return {"type": "string", "enum": list(inner)}
    if is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        return _object({item.name: _value(hints[item.name], 0) for item in fields(hint)}, "")
    # a float that is not finite is null on the wire
    return {"type": ["number", "null"]} if hint is float else {"type": _NAMES[hint]} if hint in _NAMES else {}


_NAMES = {int: "integer", bool: "boolean", str: "string", type(None): "null"}


def _either(choices: Sequence[Any], dimensions: int) -> Schema:
    return {"anyOf": [_value(choice, dimensions) for choice in choices]}


def _nested(item: Schema, dimensions: int) -> Schema:
    for _ in range(max(dimensions, 1)):
        item = {"type": "array", "items": item}
    return item
