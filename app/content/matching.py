"""Where forms stand in a text: a trie of words, walked once, leftmost and longest first."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from app.content.forms import Form
from app.content.tokens import HYPHENS, between, folded, is_part_of_word, is_unspaced, plain, split

# "GAN-based" is about GANs; in "GAN-zilla" and "non-GAN" the word is another one. An en dash joins two words that stay
# what they are ("precision–recall curve"), as a slash does, and stops nothing.
_AFTER_HYPHEN = {"based", "like", "style", "free", "wise", "level", "aware", "trained"}
_GLUE = set("_@#\\")
_HYPHENS = set(HYPHENS)
_PATH_SIGN = re.compile(r"[/\\@]|www\.")
_REACH = 200  # characters; no address worth the name is longer on one side
_PATH = re.compile(
    r"""://|www\.|\\|//|^[("'<\[]*[.~]{0,2}/|/[^/\s]*\.\w|\.\w+/|\w@\w|/[)"'>\].,;:!?]*$""",
)


@dataclass(frozen=True)
class Match:
    """A mention: where it stands, and the forms that can be meant."""

    start: int
    end: int
    forms: tuple[Form, ...]


@dataclass(slots=True)
class _Node:
    next: dict[str, "_Node"] = field(default_factory=dict)
    forms: list[Form] = field(default_factory=list)


class Matcher:
    """Finds forms; its cost depends on the length of the text, not on the number of forms."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._first: dict[str, _Node] = {}
        for form in forms:
            first, *others = form.steps
            node = self._first.setdefault(first, _Node())
            for step in others:
                node = node.next.setdefault(step, _Node())
            node.forms.append(form)

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Match]:
        """Yield the mentions that lie between two offsets; the text around them decides about their boundaries."""
        pieces = split(text[start:end])
        words = list(map(folded, pieces[1::2]))
        starts = list(map(self._first.get, words))
        if not any(starts):
            return
        offsets = list(accumulate(map(len, pieces), initial=start))
        free = start
        for index, node in enumerate(starts):
            if node is not None and offsets[2 * index + 1] >= free:
                match = _longest(text, pieces, words, offsets, index, node, free)
                if match:
                    free = match.end
                    yield match


def _longest(
    text: str, pieces: list[str], words: list[str], offsets: list[int], first: int, node: _Node, free: int
) -> Match | None:
    """Walk the trie from one word on, as far as the text goes along; return the longest mention on the way."""
    best: Match | None = None
    last = first
    while True:
        if node.forms:
            stretch = _Stretch(offsets[2 * first + 1], offsets[2 * last + 2], free, offsets[-1])
            best = _match(text, pieces[2 * first + 1 : 2 * last + 2 : 2], stretch, node.forms) or best
        last += 1
        if not node.next or last == len(words):
            return best
        further = node.next.get(between(pieces[2 * last]) + words[last])
        if further is None:
            return best
        node = further


class _Stretch(NamedTuple):
    """Words from ``start`` to ``end``; a mention of them may take symbols from ``free`` on and up to ``limit``."""

    start: int
    end: int
    free: int
    limit: int


def _match(text: str, words: list[str], stretch: _Stretch, forms: list[Form]) -> Match | None:
    """Return the longest mention among forms of the same words, with every form that can be meant by it."""
    found: dict[tuple[int, int], list[Form]] = {}
    for form in forms:
        start, end = stretch.start - len(form.prefix), stretch.end + len(form.suffix)
        if form.exact is not None and form.exact != tuple(map(plain, words)):
            continue
        if (form.prefix or form.suffix) and not _has_symbols(text, form, stretch, start, end):
            continue
        found.setdefault((start, end), []).append(form)
    for start, end in sorted(found, key=lambda span: span[0] - span[1]):
        if _free_on_the_left(text, start) and _free_on_the_right(text, end) and not _in_path(text, start, end):
            return Match(start, end, tuple(found[start, end]))
    return None


def _has_symbols(text: str, form: Form, stretch: _Stretch, start: int, end: int) -> bool:
    if start < stretch.free or end > stretch.limit:
        return False
    return between(text[start : stretch.start]) == form.prefix and between(text[stretch.end : end]) == form.suffix


def _free_on_the_left(text: str, start: int) -> bool:
    if start == 0 or text[start - 1] == " ":
        return True
    before, first = text[start - 1], text[start]
    if is_part_of_word(before):
        return is_unspaced(before) or is_unspaced(first)
    if before == ".":
        return not first.isalpha()
    if before == "/":
        return start > 1 and is_part_of_word(text[start - 2])
    return before not in _GLUE and before not in _HYPHENS


def _free_on_the_right(text: str, end: int) -> bool:
    if end == len(text) or text[end] == " ":
        return True
    last, after, further = text[end - 1], text[end], text[end + 1 : end + 2]
    if is_part_of_word(after):
        return is_unspaced(after) or is_unspaced(last)
    if after == ".":
        return not further.isalpha()
    if after == "/":
        return bool(further) and is_part_of_word(further)
    if after in _HYPHENS:
        gap, *rest = split(text[end + 1 : end + 20])
        return not gap and bool(rest) and folded(rest[0]) in _AFTER_HYPHEN
    return after not in _GLUE


@lru_cache(maxsize=8)
def _has_path_sign(text: str) -> bool:
    """Return whether a text can hold a path at all; asked for every mention in it, looked up once."""
    return _PATH_SIGN.search(text) is not None


def _in_path(text: str, start: int, end: int) -> bool:
    """Return whether the run of characters without a space around a mention is an address or a path."""
    if not _has_path_sign(text):
        return False
    first, last = max(start - _REACH, 0), min(end + _REACH, len(text))
    while start > first and not text[start - 1].isspace():
        start -= 1
    while end < last and not text[end].isspace():
        end += 1
    chunk = text[start:end]
    return _PATH.search(chunk) is not None
