"""The index is built once: from a directory of files to a glossary, or to every problem that stands in the way."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from app.content.body import Body, Writer
from app.content.demo_port import Demos
from app.content.entry import Category, Entry
from app.content.front_matter import Faulty, read_categories, read_entry, read_text
from app.content.glossary import Glossary, Term, title_order
from app.content.names import slugify
from app.content.problems import GlossaryError, Problem
from app.content.search import Search
from app.content.validation import Validation

__all__ = ["Demos", "Glossary", "Term", "load"]

CATEGORIES = "_categories.yaml"


def load(directory: Path, demos: Demos, previous: Glossary | None = None) -> Glossary:
    """Read every entry of a directory.

    Args:
        directory: the entries, and a file of their categories.
        demos: what the entries may show and compute.
        previous: a glossary loaded before with the same demos; of what has not changed since, nothing is written anew.

    Raises:
        GlossaryError: with every problem of every file.
    """
    source = _Source(Path(directory))
    source.read()
    writer = Writer(source.entries, source.names_of_faulty(), demos)
    bodies = _bodies(source, writer, previous)
    problems = [
        *source.problems,
        *Validation(source.entries | source.partly(), source.shown, source.categories, demos, source.shown).problems(),
        *writer.problems,
    ]
    if problems:
        raise GlossaryError(problems, (warning for body in bodies.values() for warning in body.warnings))
    entries = sorted(source.entries.values(), key=title_order)
    return Glossary(
        terms=MappingProxyType({term.slug: term for term in _terms(entries, bodies, source.shown)}),
        index=Search([(entry, bodies[entry.slug].text) for entry in entries]),
        categories=source.categories or (),
        redirects=MappingProxyType(_redirects(entries)),
        forms=writer.forms,
    )


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

    def names_of_faulty(self) -> dict[str, str]:
        """Name → slug, as far as the files that are not valid tell."""
        return {name: slug for slug, fault in self.faulty.items() for name in (slug, *fault.names)}

    def partly(self) -> dict[str, Entry]:
        """Slug → entry, of what is right in the files that are not valid."""
        return {slug: fault.partly for slug, fault in self.faulty.items() if fault.partly}

    def _show(self, name: str) -> str:
        return f"{self.directory.resolve().name}/{name}"


def _bodies(source: _Source, writer: Writer, previous: Glossary | None) -> dict[str, Body]:
    terms = previous.terms if previous else {}
    changed = writer.forms ^ previous.forms if previous else frozenset()
    bodies: dict[str, Body] = {}
    for slug, entry in source.entries.items():
        known = terms.get(slug)
        if known and known.entry == entry and writer.still_holds(known.written, changed):
            bodies[slug] = known.written
        else:
            bodies[slug] = writer.write(entry, source.shown[slug])
    for slug, fault in source.faulty.items():  # a fault in the front matter hides none in the body
        writer.check(fault.body, fault.body_line, source.shown[slug])
    return bodies


def _terms(entries: Iterable[Entry], bodies: Mapping[str, Body], shown: Mapping[str, str]) -> Iterator[Term]:
    backlinks: defaultdict[str, list[str]] = defaultdict(list)
    leads_to: defaultdict[str, list[str]] = defaultdict(list)
    contrasts = {entry.slug: list(entry.contrasts) for entry in entries}
    for entry in entries:
        for target in bodies[entry.slug].links:
            backlinks[target].append(entry.slug)
        for target in entry.prerequisites:
            leads_to[target].append(entry.slug)
        # two terms are confused with each other, whichever says so
        for target in entry.contrasts:
            if entry.slug not in contrasts[target]:
                contrasts[target].append(entry.slug)
    for entry in entries:
        slug = entry.slug
        warnings = bodies[slug].warnings
        if not backlinks[slug]:
            warnings = (*warnings, Problem(shown[slug], "no other entry mentions this term"))
        address = slugify(entry.abbreviation or "")
        if address in bodies and address != slug:
            taken = f"'{entry.abbreviation}' is the slug of another term, {shown[address]}, and leads there"
            warnings = (*warnings, Problem(shown[slug], taken, "abbreviation"))
        yield Term(entry, bodies[slug], tuple(backlinks[slug]), tuple(leads_to[slug]), tuple(contrasts[slug]), warnings)


def _redirects(entries: Iterable[Entry]) -> dict[str, str]:
    """Each other name's address → the term; an address that two terms claim leads nowhere."""
    claims: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for name in entry.names:
            claims[slugify(name)].add(entry.slug)
    slugs = {entry.slug for entry in entries}
    return {
        address: next(iter(owners))
        for address, owners in sorted(claims.items())
        if address and address not in slugs and len(owners) == 1
    }
