"""The index is built once: from a directory of files to a glossary, or to every problem that stands in the way."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from xml.etree.ElementTree import Element

from app.content.demo_port import Demos
from app.content.entry import Category, Entry
from app.content.front_matter import Faulty, read_categories, read_entry, read_text
from app.content.glossary import Glossary, Term, title_order
from app.content.names import fold, slugify
from app.content.parser import Parser, plain_text, serialize
from app.content.problems import GlossaryError, Problem
from app.content.validation import Validation
from app.content.weaving import Weaver, slug_of

__all__ = ["Demos", "Glossary", "Term", "load"]

CATEGORIES = "_categories.yaml"


@dataclass
class _Draft:
    """A parsed entry on its way to a term."""

    entry: Entry
    tree: Element
    sections: tuple[tuple[str, str], ...]
    warnings: list[Problem]


def load(directory: Path, demos: Demos) -> Glossary:
    """Read every entry of a directory.

    Raises:
        GlossaryError: with every problem of every file.
    """
    source = _Source(Path(directory))
    source.read()
    problems = source.problems
    problems += Validation(source.entries, source.shown, source.categories, demos, source.shown).problems()
    drafts = _drafts(source, demos)
    if problems:
        raise GlossaryError(problems)
    return _glossary(drafts, source.categories or ())


class _Source:
    """The files of a glossary, as far as they can be read."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.entries: dict[str, Entry] = {}
        self.faulty: dict[str, Faulty] = {}
        self.shown: dict[str, str] = {}
        self.categories: tuple[Category, ...] | None = None
        self.problems: list[Problem] = []

    def read(self) -> None:
        if not self.directory.is_dir():
            self.problems.append(Problem(str(self.directory), "is not a directory of entries"))
            return
        try:
            self.categories = read_categories(self.directory / CATEGORIES, self._show(CATEGORIES))
        except Faulty as fault:
            self.problems += fault.problems
        for path in sorted(self.directory.glob("*.md")):
            shown = self.shown[path.stem] = self._show(path.name)
            try:
                self.entries[path.stem] = read_entry(path, read_text(path, shown), shown)
            except Faulty as fault:
                self.problems += fault.problems
                self.faulty[path.stem] = fault

    def _show(self, name: str) -> str:
        return f"{self.directory.resolve().name}/{name}"


def _drafts(source: _Source, demos: Demos) -> list[_Draft]:
    names = _names(source)
    titles = {slug: entry.title for slug, entry in source.entries.items()}
    parser = Parser()
    drafts = []
    for slug, entry in source.entries.items():
        weaver = Weaver(source.shown[slug], names, titles, demos)
        page = parser.parse(entry.body, entry.body_line, weaver)
        source.problems += weaver.problems
        drafts.append(_Draft(entry, page.tree, page.sections, []))
    for slug, fault in source.faulty.items():  # a fault in the front matter hides none in the body
        weaver = Weaver(source.shown[slug], names, titles, demos)
        parser.parse(fault.body, fault.body_line, weaver)
        source.problems += weaver.problems
    return drafts


def _names(source: _Source) -> dict[str, str]:
    """Every name and slug that a link may use; a slug always means its own term."""
    names = {fold(name): slug for slug, fault in source.faulty.items() for name in fault.names}
    names |= {fold(name): slug for slug, entry in source.entries.items() for name in entry.names}
    return names | {slug: slug for slug in source.shown}


def _glossary(drafts: Iterable[_Draft], categories: tuple[Category, ...]) -> Glossary:
    drafts = sorted(drafts, key=lambda draft: title_order(draft.entry))
    links = {draft.entry.slug: _links(draft.tree) for draft in drafts}
    backlinks: defaultdict[str, list[str]] = defaultdict(list)
    leads_to: defaultdict[str, list[str]] = defaultdict(list)
    for draft in drafts:
        for target in links[draft.entry.slug]:
            backlinks[target].append(draft.entry.slug)
        for target in draft.entry.prerequisites:
            leads_to[target].append(draft.entry.slug)
    terms = {
        draft.entry.slug: Term(
            entry=draft.entry,
            text=" ".join(plain_text(draft.tree).split()),
            sections=draft.sections,
            links=links[draft.entry.slug],
            backlinks=tuple(backlinks[draft.entry.slug]),
            leads_to=tuple(leads_to[draft.entry.slug]),
            warnings=tuple(draft.warnings),
            html=serialize(draft.tree),
        )
        for draft in drafts
    }
    return Glossary(MappingProxyType(terms), categories, MappingProxyType(_redirects([d.entry for d in drafts])))


def _links(tree: Element) -> tuple[str, ...]:
    return tuple(dict.fromkeys(slug for anchor in tree.iter("a") if (slug := slug_of(anchor))))


def _redirects(entries: Iterable[Entry]) -> dict[str, str]:
    """Each other name's address → the term; an address that two terms claim leads nowhere."""
    slugs = {entry.slug for entry in entries}
    claims: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for name in entry.names:
            claims[slugify(name)].add(entry.slug)
    return {
        address: next(iter(owners))
        for address, owners in sorted(claims.items())
        if address and address not in slugs and len(owners) == 1
    }
