"""Words and what stands between them."""

import string

from hypothesis import given
from hypothesis import strategies as st

from app.content.tokens import _SPLIT, split


@given(st.text(st.sampled_from(string.printable), max_size=60))
def test_plain_text_is_cut_as_any_other(text: str) -> None:
    assert split(text) == _SPLIT.split(text)


@given(st.text(max_size=40))
def test_nothing_is_lost(text: str) -> None:
    assert "".join(split(text)) == text
