"""Which coding a client gets, by the rules of RFC 9110."""

import gzip

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.encoding import compress, compressible, preferred


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("", "identity"),
        ("br", "br"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZIP", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.2, gzip;q=0.9", "gzip"),
        ("br ; q=0.2 , gzip ; q=0.9", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.0, gzip;q=0.000", "identity"),
        ("*", "br"),
        ("*;q=0.3, br;q=0", "gzip"),
        ("identity;q=1, br;q=0.5", "identity"),
        ("identity", "identity"),
        ("identity;q=0", "identity"),
        ("deflate", "identity"),
        ("br;q=nan", "identity"),
        ("br;q=2", "identity"),
        ("br;q=", "identity"),
        (",,;q=1,", "identity"),
        ("brotli", "identity"),
    ],
)
def test_the_client_gets_what_it_likes_best_of_what_there_is(header: str, coding: str) -> None:
    assert preferred(header) == coding


@given(st.text(max_size=60))
def test_any_header_gives_a_coding(header: str) -> None:
    assert preferred(header) in {"br", "gzip", "identity"}


@given(body=st.binary(max_size=2000), lasting=st.booleans())
def test_a_compressed_body_is_the_same_body(*, body: bytes, lasting: bool) -> None:
    assert brotli.decompress(compress(body, "br", lasting=lasting)) == body
    assert gzip.decompress(compress(body, "gzip", lasting=lasting)) == body
    assert compress(body, "identity", lasting=lasting) == body


def test_the_same_body_compresses_to_the_same_bytes() -> None:
    body = b"the gradient " * 100
    assert compress(body, "gzip", lasting=True) == compress(body, "gzip", lasting=True)


def test_fonts_and_crumbs_are_not_compressed() -> None:
    assert not compressible("font/woff2", 100_000)
    assert not compressible("text/html", 40)
    assert compressible("text/html; charset=utf-8", 4_000)
    assert compressible("image/svg+xml", 4_000)
