"""What entries owe each other: names without rivals, references that lead somewhere, prerequisites without a cycle."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from app.content.demo_port import Demos
from app.content.entry import UNSTATED, Category, Entry
from app.content.names import fold, slugify
from app.content.problems import Problem, did_you_mean


class Validation:
    """Checks the entries of one glossary against each other.

    Args:
        entries: slug → entry, of the files that could be read, if only in part.
        known: every slug, also of files with problems of their own, so that one fault is not reported twice.
        categories: the families of terms; None if they could not be read.
        demos: which demos there are.
        shown: slug → the file's name in problems.
    """

    def __init__(
        self,
        entries: Mapping[str, Entry],
        known: Collection[str],
        categories: Sequence[Category] | None,
        demos: Demos,
        shown: Mapping[str, str],
    ) -> None:
        self._entries, self._known, self._demos, self._shown = entries, sorted(known), demos, shown
        self._categories = None if categories is None else [category.slug for category in categories]

    def problems(self) -> Iterator[Problem]:
        """Yield every problem between entries."""
        yield from self._rival_names()
        for slug, entry in self._entries.items():
            yield from self._category(slug, entry)
            yield from self._references(slug, entry)
            yield from self._demo(slug, entry)
        yield from self._cycles()

    def _problem(self, slug: str, message: str, field: str) -> Problem:
        return Problem(self._shown[slug], message, field)

    def _rival_names(self) -> Iterator[Problem]:
        owners: defaultdict[str, list[str]] = defaultdict(list)
        for slug, entry in self._entries.items():
            for name in {fold(entry.title), *map(fold, entry.aliases)}:
                owners[name].append(slug)
        for slug, entry in self._entries.items():
            for field, names in (("title", (entry.title,)), ("aliases", entry.aliases)):
                for name in names:
                    yield from self._rivals(slug, field, name, owners[fold(name)])

    def _rivals(self, slug: str, field: str, name: str, owners: Sequence[str]) -> Iterator[Problem]:
        others = [other for other in owners if other != slug]
        address = slugify(name)
        if address in self._known and address != slug:
            yield self._problem(slug, f"'{name}' is the slug of another term, {self._file(address)}", field)
        elif others:
            yield self._problem(slug, f"'{name}' is also a name of {', '.join(map(self._file, others))}", field)

    def _file(self, slug: str) -> str:
        return self._shown.get(slug, slug)

    def _category(self, slug: str, entry: Entry) -> Iterator[Problem]:
        if self._categories is not None and entry.category not in (*self._categories, UNSTATED):
            cure = (
                did_you_mean(entry.category, self._categories) or f"; it must be one of {', '.join(self._categories)}"
            )
            yield self._problem(slug, f"unknown category '{entry.category}'{cure}", "category")

    def _references(self, slug: str, entry: Entry) -> Iterator[Problem]:
        for field in ("prerequisites", "related", "contrasts"):
            for target in getattr(entry, field):
                if target not in self._known:
                    yield self._problem(slug, f"unknown term '{target}'{did_you_mean(target, self._known)}", field)
                elif target == slug:
                    yield self._problem(slug, "the term names itself; leave it out", field)

    def _demo(self, slug: str, entry: Entry) -> Iterator[Problem]:
        use = entry.demo
        if use is None:
            return
        names = list(self._demos.names())
        if use.name not in names:
            yield self._problem(slug, f"unknown demo '{use.name}'{did_you_mean(use.name, names)}", "demo.name")
            return
        for message in self._demos.check(use.name, use.params):
            yield self._problem(slug, message, "demo.params")

    def _cycles(self) -> Iterator[Problem]:
        graph = {
            slug: {target for target in entry.prerequisites if target in self._entries and target != slug}
            for slug, entry in self._entries.items()
        }
        while cycle := _cycle(graph):
            path = " → ".join([*cycle, cycle[0]])
            yield self._problem(cycle[0], f"the terms need each other in a cycle: {path}; drop one", "prerequisites")
            graph[cycle[0]].discard(cycle[1 % len(cycle)])  # the other cycles are reported as well


def _cycle(graph: Mapping[str, set[str]]) -> list[str] | None:
    """Return one cycle, each slug before the prerequisite that it names, the alphabetically first at the front."""
    try:
        TopologicalSorter({slug: sorted(targets) for slug, targets in sorted(graph.items())}).prepare()
    except CycleError as error:
        cycle: list[str] = error.args[1][:-1][::-1]
        first = cycle.index(min(cycle))
        return cycle[first:] + cycle[:first]
    return None
