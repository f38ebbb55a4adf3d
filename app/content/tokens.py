"""Text as the linker sees it: words, and what stands between them; offsets into the text are kept.

A word is a run of letters and digits with their combining marks. Han, Kana and Thai put no space between words, so
there every character is a word, and a name matches anywhere inside a run of them.
"""

import re
import sys
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_HAN = "\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KANA = "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_THAI = "\u0e00-\u0e7f"
_UNSPACED = _HAN + _KANA + _THAI
HYPHENS = "-\u2010\u2011"
EN_DASH = "\u2013"


def _ranges(characters: Iterable[int]) -> str:
    """Write code points as the inside of a character class."""
    ranges: list[list[int]] = []
    for character in characters:
        if ranges and ranges[-1][1] == character - 1:
            ranges[-1][1] = character
        else:
            ranges.append([character, character])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


# Python's \w leaves combining marks out, which would cut "e" + acute in two.
_MARK = _ranges(c for c in range(0x300, min(0x1F000, sys.maxunicode)) if unicodedata.category(chr(c))[0] == "M")
_WORD = f"[^\\W_{_UNSPACED}]+(?:[{_MARK}]+[^\\W_{_UNSPACED}]*)*|[{_UNSPACED}][{_MARK}]*"
_SPLIT = re.compile(f"({_WORD})")
_SPLIT_ASCII = re.compile("([A-Za-z0-9]+)")  # the same where there are neither marks nor other scripts, and quicker
_BLANK = re.compile(f"\\s+|[{HYPHENS}{EN_DASH}]")
_UNSPACED_START = re.compile(f"[{_UNSPACED}]")
_PART_OF_WORD = re.compile(f"[^\\W_]|[{_MARK}]")


def split(text: str) -> list[str]:
    """Cut a text into what lies between words and the words, by turns; it starts and ends with a piece between.

    >>> split("(k-NN)")
    ['(', 'k', '-', 'NN', ')']
    """
    return (_SPLIT_ASCII if text.isascii() else _SPLIT).split(text)


@lru_cache(maxsize=1 << 16)
def plain(word: str) -> str:
    """Return a word in its compatibility form: one spelling for what looks the same."""
    return unicodedata.normalize("NFKC", word)


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """Return a word without regard to case."""
    return plain(plain(word).casefold())


@lru_cache(maxsize=1 << 12)
def between(gap: str) -> str:
    """Return what stands between two words in one spelling: a hyphen or an en dash is as good as a space.

    >>> between("-") == between(" ") == between("\\u00a0"), between("++ ")
    (True, '++ ')
    """
    return _BLANK.sub(" ", gap.replace("\u2019", "'"))


def is_unspaced(character: str) -> bool:
    """Return whether a character belongs to a script that puts no space between words."""
    return _UNSPACED_START.match(character) is not None


def is_part_of_word(character: str) -> bool:
    """Return whether a character is a letter, a digit or a mark on one."""
    return _PART_OF_WORD.match(character) is not None
