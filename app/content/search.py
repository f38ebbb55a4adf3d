"""Finding terms: full text, prefixes of names, and the nearest name to a misspelled one."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.content.entry import Entry
from app.content.names import fold


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


class Search:
    """An index over the terms of a glossary."""

    def __init__(self, documents: Sequence[tuple[Entry, str]]) -> None:
        self._entries = [entry for entry, _ in documents]

    def nearest(self, text: str, limit: int) -> tuple[str, ...]:
        """Return the slugs of the terms with names most like a text."""
        return tuple(entry.slug for entry in self._entries if fold(text) in fold(entry.title))[:limit]

    def search(self, query: str, limit: int) -> SearchResult:
        """Find terms."""
        found = [entry for entry in self._entries if fold(query) in fold(entry.title)]
        return SearchResult(tuple(Hit(e.slug, e.title, ((e.summary, False),)) for e in found[:limit]))

    def suggest(self, prefix: str, limit: int) -> tuple[Suggestion, ...]:
        """Complete names."""
        found = [entry for entry in self._entries if fold(entry.title).startswith(fold(prefix))]
        return tuple(Suggestion(e.slug, e.title, e.title) for e in found[:limit])
