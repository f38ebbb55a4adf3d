"""The query string as it came: split, decoded, and told to the sender where it cannot be read."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast
from urllib.parse import unquote_to_bytes

from fastapi import Depends, Request

from app.demos._contract import DemoParams
from app.demos._parameters import BadParams, FieldProblem, Parameter, nearest, parameters, parse

LONGEST = 8_192

_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ALLOWED = "UTF-8 text in which special characters are written %XX"
_SHOWN = 60

P = TypeVar("P", bound=DemoParams)


@dataclass(frozen=True)
class Query:
    """The pairs that could be read, and what was wrong with the others."""

    pairs: tuple[tuple[str, str], ...]
    problems: tuple[FieldProblem, ...]


def read(query_string: bytes) -> Query:
    """Split a query string; nothing is dropped without a word.

    >>> read(b"radius=0.9&matrix=non-normal").pairs
    (('radius', '0.9'), ('matrix', 'non-normal'))
    >>> read(b"radius=%zz").problems[0].message
    "'radius' has a % that no two hexadecimal digits follow."
    """
    if len(query_string) > LONGEST:
        return Query((), (_too_long(query_string),))
    pairs, problems = [], []
    for part in query_string.decode("latin-1").split("&"):
        if part:
            raw_name, _, raw_value = part.partition("=")
            name, name_fault = _decode(raw_name)
            value, value_fault = _decode(raw_value)
            fault = name_fault or value_fault
            if fault:
                problems.append(FieldProblem(name[:_SHOWN], f"'{name[:_SHOWN]}' {fault}", _ALLOWED, raw_value[:_SHOWN]))
            else:
                pairs.append((name, value))
    return Query(tuple(pairs), tuple(problems))


def strict(known: Sequence[Parameter], model: type[P], query_string: bytes) -> P:
    """Read parameters from a query string, or refuse it.

    Raises:
        BadParams: naming every field that cannot be read, is unknown, repeated or out of bounds.
    """
    query = read(query_string)
    problems = list(query.problems)
    try:
        params = cast("P", parse(known, model, query.pairs))
    except BadParams as bad:
        raise BadParams([*problems, *bad.problems]) from None
    if problems:
        raise BadParams(problems)
    return params


def asked(model: type[P]) -> Callable[[Request], P]:
    """Make a dependency that reads the query string strictly as a model."""
    known = parameters(model)

    def ask(request: Request) -> P:
        return strict(known, model, request.scope["query_string"])

    return ask


class NoQuery(DemoParams):
    """An address that takes no parameters."""


PLAIN = Depends(asked(NoQuery))


def mended(
    known: Sequence[Parameter],
    model: type[DemoParams],
    query_string: bytes,
    base: Mapping[str, Any] | None = None,
    ignored: Collection[str] = (),
) -> tuple[DemoParams, tuple[FieldProblem, ...]]:
    """Read parameters for a page: the nearest valid ones, and what was wrong. Names in ``ignored`` are the page's."""
    query = read(query_string)
    pairs = [(name, value) for name, value in query.pairs if name not in ignored]
    params, problems = nearest(known, model, pairs, base)
    return params, (*query.problems, *problems)


def _too_long(query_string: bytes) -> FieldProblem:
    allowed = f"at most {LONGEST:,} bytes"
    message = f"The query must have {allowed}. Got {len(query_string):,}."
    return FieldProblem("query", message, allowed, query_string[:_SHOWN].decode("latin-1") + "…")


def _decode(raw: str) -> tuple[str, str]:
    octets = unquote_to_bytes(raw.replace("+", " ").encode("latin-1"))
    if _BROKEN_ESCAPE.search(raw):
        return octets.decode(errors="replace"), "has a % that no two hexadecimal digits follow."
    try:
        return octets.decode(), ""
    except UnicodeDecodeError:
        return octets.decode(errors="replace"), "is not valid UTF-8."
