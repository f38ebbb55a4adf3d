"""The glossary as one immutable whole: terms with their links both ways, families, letters, redirects and search."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypedDict

from app.content.body import Body
from app.content.entry import Category, Entry
from app.content.forms import Form
from app.content.parser import ROOT
from app.content.problems import Problem
from app.content.search import Search, SearchResult, Suggestion


class Node(TypedDict):
    """A term in the graph."""

    slug: str
    title: str
    category: str


class Edge(TypedDict):
    """One term names another: as a link of its text, a prerequisite, a related term or a contrast."""

    source: str
    target: str
    kind: str


@dataclass(frozen=True, eq=False)
class Term:
    """A term with everything that the whole glossary says about it.

    Args:
        entry: what its file states.
        written: its body as it was written when it was loaded.
        backlinks: slugs of the terms whose body links to it, in title order.
        leads_to: slugs of the terms that name it as a prerequisite, in title order.
        contrasts: slugs of the terms that it gets confused with: those it names, then those that name it.
        warnings: what a reader of the source should look at; nothing that stops the glossary.
    """

    entry: Entry
    written: Body
    backlinks: tuple[str, ...] = ()
    leads_to: tuple[str, ...] = ()
    contrasts: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()

    @property
    def slug(self) -> str:
        """The name of the term in addresses."""
        return self.entry.slug

    @property
    def title(self) -> str:
        """The name of the term for readers."""
        return self.entry.title

    @property
    def summary(self) -> str:
        """The term in one sentence."""
        return self.entry.summary

    @property
    def text(self) -> str:
        """The body as plain text, without formulas."""
        return self.written.text

    @property
    def sections(self) -> tuple[tuple[str, str], ...]:
        """Id and title of each section of the body."""
        return self.written.sections

    @property
    def links(self) -> tuple[str, ...]:
        """Slugs of the terms its body links to, in order of appearance."""
        return self.written.links

    def body(self, root: str = "") -> str:
        """Return the body as HTML whose addresses start with ``root``, such as "" or "/glossary"."""
        return self.written.html.replace(ROOT, root)


@dataclass(frozen=True, eq=False)
class Glossary:
    """All terms; nothing in it changes after it is loaded.

    Args:
        terms: slug → term, in title order.
        categories: the families, in their order.
        redirects: slug of an alias or abbreviation → slug of its term; never the slug of a term.
        forms: every form under which a term is mentioned.
        index: finds terms.
    """

    terms: Mapping[str, Term]
    categories: tuple[Category, ...]
    redirects: Mapping[str, str]
    forms: frozenset[Form] = field(repr=False)
    index: Search = field(repr=False)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Everything worth a look, of all terms."""
        return tuple(warning for term in self.terms.values() for warning in term.warnings)

    def in_category(self, slug: str) -> tuple[Term, ...]:
        """Return the terms of a family in title order; empty if there is no such family."""
        return tuple(term for term in self.terms.values() if term.entry.category == slug)

    def letters(self) -> Mapping[str, tuple[Term, ...]]:
        """Return the terms by first letter, A to Z; "#" holds those that start with none."""
        groups: dict[str, list[Term]] = {}
        for term in self.terms.values():
            groups.setdefault(letter(term.title), []).append(term)
        return {first: tuple(groups[first]) for first in sorted(groups)}

    def nearest(self, text: str, limit: int = 3) -> tuple[str, ...]:
        """Return the slugs of the terms whose names are most like a text."""
        return self.index.nearest(text, limit)

    def search(self, query: str, limit: int = 20) -> SearchResult:
        """Find terms by title, alias, summary and body, in this order of weight; any text is a valid query."""
        return self.index.search(query, limit)

    def suggest(self, prefix: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Complete what a reader has typed so far into names of terms."""
        return self.index.suggest(prefix, limit)

    def graph(self) -> tuple[list[Node], list[Edge]]:
        """Return every term, and every pair of terms of which the source names the target."""
        nodes = [Node(slug=t.slug, title=t.title, category=t.entry.category) for t in self.terms.values()]
        edges: list[Edge] = []
        mutual: set[tuple[str, frozenset[str]]] = set()
        for term in self.terms.values():
            edges += [Edge(source=term.slug, target=target, kind="link") for target in term.links]
            edges += [Edge(source=term.slug, target=target, kind="prerequisite") for target in term.entry.prerequisites]
            for kind, targets in (("related", term.entry.related), ("contrast", term.entry.contrasts)):
                for target in targets:
                    pair = (kind, frozenset((term.slug, target)))
                    if pair not in mutual:  # what both sides state is one edge
                        mutual.add(pair)
                        edges.append(Edge(source=term.slug, target=target, kind=kind))
        return nodes, edges


def letter(title: str) -> str:
    """Return the letter under which a title stands.

    >>> letter("élan"), letter("k-NN"), letter("1x1 convolution")
    ('E', 'K', '#')
    """
    first = unicodedata.normalize("NFKD", title)[:1].upper()
    return first if first.isalpha() else "#"


def title_order(entry: Entry) -> tuple[str, str]:
    """Sort key of a term: its title without regard to case and accents, then its slug."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", entry.title) if not unicodedata.combining(c))
    return plain.casefold(), entry.slug
