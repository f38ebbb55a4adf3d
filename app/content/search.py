"""Finding terms: full text in SQLite, prefixes in a sorted list, and the nearest name to a misspelled one."""

import re
import sqlite3
import weakref
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest
from threading import Lock
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from app.content.entry import Entry
from app.content.names import fold, words

_LONGEST_QUERY = 200
_MOST_WORDS = 12
_MOST_CANDIDATES = 500
_ON, _OFF = "\x01", "\x02"  # entries hold no control characters
# A title counts ten times as much as the body, other names eight times, the summary four times.
_RANKED = "SELECT rowid, bm25(terms, 10, 8, 4, 1) AS weight FROM terms WHERE terms MATCH ? ORDER BY weight LIMIT ?"
_SHOWN = (
    "SELECT highlight(terms, 2, :on, :off), snippet(terms, 3, :on, :off, '…', 32)"
    " FROM terms WHERE terms MATCH :expression AND rowid = :number"
)
_LAST = "\U0010ffff"


@dataclass(frozen=True)
class Hit:
    """A term that a search found; the snippet's parts say which of them match."""

    slug: str
    title: str
    snippet: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class SearchResult:
    """What a search found, best first; ``did_you_mean`` is a title where nothing was found as written."""

    hits: tuple[Hit, ...]
    did_you_mean: str | None = None


@dataclass(frozen=True)
class Suggestion:
    """A term that completes what was typed; ``matched`` is the name that does."""

    slug: str
    title: str
    matched: str


@dataclass(frozen=True, order=True)
class _Completion:
    """A name, or the rest of it from one of its words on, under its folded words."""

    key: str
    entry: int
    name: str
    whole: bool


class Search:
    """An index over the terms of a glossary; many threads may ask it at once.

    Args:
        documents: entries and their bodies as plain text, in title order.
    """

    def __init__(self, documents: Sequence[tuple[Entry, str]]) -> None:
        self._entries = [entry for entry, _ in documents]
        self._completions = sorted(
            _Completion(" ".join(parts[start:]), number, name, start == 0)
            for number, entry in enumerate(self._entries)
            for name in entry.names
            for parts in [words(name)]
            for start in range(len(parts))
        )
        self._keys = [completion.key for completion in self._completions]
        self._named = [(fold(name), n) for n, entry in enumerate(self._entries) for name in (*entry.names, entry.slug)]
        self._lock = Lock()
        self._database = _database(documents)
        weakref.finalize(self, self._database.close)

    def search(self, query: str, limit: int) -> SearchResult:
        """Find terms: by title, other names, summary and body, in this order of weight."""
        query = query[:_LONGEST_QUERY]
        asked = list(dict.fromkeys(words(query)))[:_MOST_WORDS]
        if not asked or limit < 1:
            return SearchResult(())
        found = self._find(asked, " AND ", limit, query)
        if found:
            return SearchResult(found)
        nearest = self.nearest(query, 1)
        title = next((entry.title for entry in self._entries if entry.slug in nearest), None)
        return SearchResult(self._find(asked, " OR ", limit, query), title)

    def suggest(self, prefix: str, limit: int) -> tuple[Suggestion, ...]:
        """Complete names; where none begins so, return the terms whose names are nearest."""
        key = " ".join(words(prefix[:_LONGEST_QUERY]))
        if not key or limit < 1:
            return ()
        first, last = bisect_left(self._keys, key), bisect_left(self._keys, key + _LAST)
        best: dict[int, tuple[tuple[int, ...], str]] = {}
        for completion in self._completions[first:last]:
            rank = self._rank(completion, key)
            if completion.entry not in best or rank < best[completion.entry][0]:
                best[completion.entry] = (rank, completion.name)
        chosen = nsmallest(limit, best, key=lambda number: (best[number][0], number))
        found = tuple(self._suggestion(number, best[number][1]) for number in chosen)
        if found or len(key) < 3:
            return found
        near = self.nearest(key, limit)
        return tuple(Suggestion(entry.slug, entry.title, entry.title) for entry in self._by_slug(near))

    def nearest(self, text: str, limit: int) -> tuple[str, ...]:
        """Return the slugs of the terms with names most like a text, the most alike first."""
        wanted = fold(text[:_LONGEST_QUERY])
        if not wanted or limit < 1:
            return ()
        names = [name for name, _ in self._named]
        scores: dict[int, float] = {}
        ways = (  # each finds what the others miss: typing errors, cut-off words, words in another order
            (fuzz.ratio, 1.0, 58.0),
            (JaroWinkler.normalized_similarity, 85.0, 0.86),
            (fuzz.token_sort_ratio, 0.9, 80.0),
        )
        for scorer, weight, cutoff in ways:
            for _, score, index in process.extract(wanted, names, scorer=scorer, score_cutoff=cutoff, limit=4 * limit):
                number = self._named[index][1]
                scores[number] = max(scores.get(number, 0.0), weight * score)
        chosen = nsmallest(limit, scores, key=lambda number: (-scores[number], number))
        return tuple(self._entries[number].slug for number in chosen)

    def _by_slug(self, slugs: Sequence[str]) -> list[Entry]:
        by_slug = {entry.slug: entry for entry in self._entries}
        return [by_slug[slug] for slug in slugs]

    def _suggestion(self, number: int, name: str) -> Suggestion:
        entry = self._entries[number]
        return Suggestion(entry.slug, entry.title, name)

    def _rank(self, completion: _Completion, key: str) -> tuple[int, ...]:
        entry = self._entries[completion.entry]
        is_title = completion.name == entry.title
        is_exact = completion.whole and completion.key == key
        return (not is_exact, not completion.whole, not is_title, not entry.essential, len(completion.name))

    def _find(self, asked: Sequence[str], joint: str, limit: int, query: str) -> tuple[Hit, ...]:
        expression = joint.join(map(_phrase, asked))
        ranked = self._all(_RANKED, (expression, _MOST_CANDIDATES))
        chosen = nsmallest(limit, ranked, key=lambda row: (self._tier(row[0], asked, query), row[1], row[0]))
        return tuple(self._hit(number, expression) for number, _ in chosen)

    def _tier(self, number: int, asked: Sequence[str], query: str) -> int:
        """Return where the query was found: 0 is the very title, 6 only the body."""
        entry = self._entries[number]
        whole, others = " ".join(asked), [" ".join(words(name)) for name in entry.names[1:]]
        title = " ".join(words(entry.title))
        if whole in (title, entry.slug.replace("-", " ")) or fold(query) == fold(entry.title):
            return 0
        if title.startswith(whole):
            return 1
        if any(other.startswith(whole) for other in others):
            return 2
        fields = title, " ".join(others), " ".join((title, *others, *words(entry.summary)))
        return next((tier for tier, text in enumerate(fields, start=3) if _holds(text, asked)), 6)

    def _hit(self, number: int, expression: str) -> Hit:
        """Show the summary if it holds a match, else the place in the body that does."""
        entry = self._entries[number]
        values = {"on": _ON, "off": _OFF, "expression": expression, "number": number}
        summary, body = self._all(_SHOWN, values)[0]
        return Hit(entry.slug, entry.title, _parts(summary if _ON in summary or _ON not in body else body))

    def _all(self, statement: str, values: tuple[object, ...] | dict[str, object]) -> list[Any]:
        with self._lock:
            return self._database.execute(statement, values).fetchall()


def _database(documents: Sequence[tuple[Entry, str]]) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:", check_same_thread=False)
    database.execute(
        "CREATE VIRTUAL TABLE terms USING"
        " fts5(title, names, summary, body, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
    )
    database.executemany(
        "INSERT INTO terms (rowid, title, names, summary, body) VALUES (?, ?, ?, ?, ?)",
        (
            (number, entry.title, "\n".join(entry.names[1:]), entry.summary, text)
            for number, (entry, text) in enumerate(documents)
        ),
    )
    return database


def _phrase(word: str) -> str:
    """Write a word as a prefix, in quotes, where no character has a meaning; a plural finds the singular too."""
    return f'("{word}"* OR "{word[:-1]}"*)' if _is_plural(word) else f'"{word}"*'


def _is_plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith("ss")


def _holds(text: str, asked: Sequence[str]) -> bool:
    held = text.split()
    return all(
        any(word.startswith(one) or (_is_plural(one) and word.startswith(one[:-1])) for word in held) for one in asked
    )


def _parts(marked: str) -> tuple[tuple[str, bool], ...]:
    pieces = re.split(f"{_ON}(.*?){_OFF}", marked, flags=re.DOTALL)
    return tuple((piece, index % 2 == 1) for index, piece in enumerate(pieces) if piece)
