"""Query strings as they come from the wire."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.demos._contract import DemoParams, slider, text
from app.demos._parameters import BadParams, parameters
from app.web.query import LONGEST, mended, read, strict


class Model(DemoParams):
    """Two parameters, for these tests."""

    rate: float = slider(0.1, 0, 1, title="Rate", description="How fast.")
    word: str = text("cat", low=1, high=10, title="Word", description="Which one.")


KNOWN = parameters(Model)


def problems_of(query: bytes) -> dict[str, str]:
    with pytest.raises(BadParams) as bad:
        strict(KNOWN, Model, query)
    return {problem.field: problem.message for problem in bad.value.problems}


def test_pairs_are_decoded_in_their_order() -> None:
    assert read(b"rate=0.5&word=na%C3%AFve+cat&").pairs == (("rate", "0.5"), ("word", "naïve cat"))


def test_good_pairs_make_params() -> None:
    assert strict(KNOWN, Model, b"rate=0.5&word=na%C3%AFve") == Model(rate=0.5, word="naïve")
    assert strict(KNOWN, Model, b"") == Model()


@pytest.mark.parametrize("raw", [b"word=%", b"word=%z1", b"word=%1", b"word=50%", b"word=%u0041"])
def test_a_broken_escape_is_named(raw: bytes) -> None:
    assert "hexadecimal" in problems_of(raw)["word"]


@pytest.mark.parametrize("raw", [b"word=%ff", b"word=%c3", b"word=%ed%a0%80", b"word=\xff\xfe"])
def test_bytes_that_are_no_text_are_named(raw: bytes) -> None:
    assert "UTF-8" in problems_of(raw)["word"]


def test_every_problem_is_told_at_once() -> None:
    assert set(problems_of(b"word=%ff&rate=7&speed=1")) == {"word", "rate", "speed"}


def test_a_query_of_100_kilobytes_is_refused_without_repeating_it() -> None:
    with pytest.raises(BadParams) as bad:
        strict(KNOWN, Model, b"word=" + b"x" * 100_000)
    (problem,) = bad.value.problems
    assert problem.field == "query"
    assert "8,192" in problem.allowed
    assert "100,005" in problem.message
    assert len(problem.got) < 100


def test_the_longest_query_is_still_read() -> None:
    raw = b"word=" + b"x" * (LONGEST - 5)
    assert set(problems_of(raw)) == {"word"}


def test_a_page_gets_the_nearest_params_and_the_problems() -> None:
    params, problems = mended(KNOWN, Model, b"rate=7&embed=1&word=%ff", ignored={"embed"})
    assert params == Model(rate=1.0)
    assert {problem.field for problem in problems} == {"rate", "word"}


@given(st.binary(max_size=200))
def test_no_query_string_is_fatal(raw: bytes) -> None:
    found = read(raw)
    for name, value in found.pairs:
        (name + value).encode()
    mended(KNOWN, Model, raw)
