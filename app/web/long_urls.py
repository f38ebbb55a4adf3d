"""Lets an address longer than 65,535 bytes reach the application, which answers it with a sentence.

The parser that uvicorn uses counts in 16 bits and gives up on such an address, so that its sender would read
"Invalid HTTP request received." and nothing about the field that was too long.
"""

from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

import httptools

_COUNTABLE = 65_535


@dataclass(frozen=True)
class Address:
    """The parts of an address that a server needs."""

    path: bytes
    query: bytes | None


def accept_long_urls() -> None:
    """Teach the parser of this process to split addresses of any length; short ones go the usual way."""
    usual = httptools.parse_url
    if hasattr(usual, "__wrapped__"):
        return

    @wraps(usual)
    def parse_url(url: bytes) -> Any:
        return usual(url) if len(url) <= _COUNTABLE else _split(url)

    # the server calls the function by this name, and only needs the two parts of an Address
    httptools.parse_url = cast("Any", parse_url)


def _split(url: bytes) -> Address:
    path, mark, query = url.partition(b"#")[0].partition(b"?")
    # such a path leads nowhere; its beginning is enough to say so
    return Address(path[:_COUNTABLE], query if mark else None)
