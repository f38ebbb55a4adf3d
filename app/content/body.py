"""The body of an entry as readers get it: HTML, plain text, sections and links, written once when it is loaded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.content.autolink import Linker
from app.content.demo_port import Demos
from app.content.entry import Entry
from app.content.forms import Form, all_forms
from app.content.lint import ambiguous, lint
from app.content.names import fold
from app.content.parser import Parsed, Parser, plain_text, serialize
from app.content.problems import Problem
from app.content.tokens import folded, split
from app.content.weaving import Weaver, slug_of


@dataclass(frozen=True)
class Body:
    """A written body.

    Args:
        html: with a placeholder for the path prefix in every address of our own.
        text: without markup and formulas.
        sections: id and title of each section.
        links: slugs of the terms that it links to, in order of appearance.
        warnings: what deserves a look.
        asked_for: name, slug and title of each deliberate link.
    """

    html: str = field(repr=False)
    text: str = field(repr=False)
    sections: tuple[tuple[str, str], ...]
    links: tuple[str, ...]
    warnings: tuple[Problem, ...]
    asked_for: tuple[tuple[str, str, str], ...]


class Writer:
    """Writes the bodies of one glossary.

    Args:
        entries: slug → entry.
        other_names: name → slug of terms whose files cannot be read, so that links to them are no further problem.
        demos: where numbers come from.
    """

    def __init__(self, entries: Mapping[str, Entry], other_names: Mapping[str, str], demos: Demos) -> None:
        self.problems: list[Problem] = []
        self.forms = frozenset(all_forms(entries.values()))
        self._names = {fold(name): slug for name, slug in other_names.items()}
        self._names |= {fold(name): slug for slug, entry in entries.items() for name in entry.names}
        self._names |= {slug: slug for slug in (*entries, *other_names.values())}  # a slug means its own term
        self._titles = {slug: entry.title for slug, entry in entries.items()}
        self._demos = demos
        self._parser = Parser()
        self._linker = Linker(sorted(self.forms, key=lambda form: (form.slug, form.words)))

    def check(self, body: str, body_line: int, shown: str) -> None:
        """Collect the problems of a body whose front matter is not valid."""
        weaver = self._weaver(shown)
        self._parse(body, body_line, weaver, shown)

    def write(self, entry: Entry, shown: str) -> Body:
        """Parse a body, link its mentions, and write it; its problems are collected."""
        weaver = self._weaver(shown)
        parsed = self._parse(entry.body, entry.body_line, weaver, shown)
        text = " ".join(plain_text(parsed.tree).split())
        warnings = list(lint(entry, parsed.tree, text, parsed.refused, shown))
        undecided = self._linker.link(parsed.tree, entry.slug, entry.category)
        warnings += [ambiguous(entry, ambiguity, shown) for ambiguity in undecided]
        links = dict.fromkeys(slug for anchor in parsed.tree.iter("a") if (slug := slug_of(anchor)))
        return Body(
            serialize(parsed.tree), text, parsed.sections, tuple(links), tuple(warnings), tuple(weaver.asked_for)
        )

    def still_holds(self, body: Body, changed: Iterable[Form]) -> bool:
        """Return whether the body of an unchanged entry is what it would be if it were written anew.

        Args:
            body: as it was written before.
            changed: the forms that were added or taken away since.
        """
        weaver = self._weaver("")
        if any(weaver.resolve(name) != (slug, title) for name, slug, title in body.asked_for):
            return False
        words = set(map(folded, split(body.text)[1::2]))
        return not any(words.issuperset(form.words) for form in changed)

    def _parse(self, body: str, first_line: int, weaver: Weaver, shown: str) -> Parsed:
        try:
            parsed = self._parser.parse(body, first_line, weaver)
        except RecursionError:
            weaver.problems.append(Problem(shown, "the body is nested too deeply; write fewer levels", line=first_line))
            self._parser = Parser()  # the old one stopped halfway
            parsed = self._parser.parse("", first_line, weaver)
        weaver.follow(parsed.tree, body, first_line)
        self.problems += weaver.problems
        return parsed

    def _weaver(self, shown: str) -> Weaver:
        return Weaver(shown, self._names, self._titles, self._demos)
