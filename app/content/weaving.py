"""What stands in a body for each formula, number and deliberate link, and what is wrong with those that cannot."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from app.content.demo_port import Demos
from app.content.mathematics import FormulaError, formula, plain_to_latex
from app.content.names import fold
from app.content.parser import ROOT
from app.content.problems import Problem, did_you_mean
from app.content.prose_numbers import in_formula, number
from app.content.spans import Span

_TERM = re.compile(rf"{ROOT}/terms/([^#?]+?)(?:\.json|\.md)?(?:[#?]|$)")
_OPENING = {
    "$$": "'$$' opens a formula that is not closed; close it with '$$'",
    "{{": "'{{' opens a number that is not closed; close it with '}}', or write \\{{ for braces",
    "[[": "'[[' opens a link that is not closed; close it with ']]', or write \\[[ for brackets",
}


def term_link(slug: str, text: str | None = None) -> Element:
    """Return the anchor of a term."""
    anchor = Element("a", {"class": "term", "href": f"{ROOT}/terms/{slug}"})
    anchor.text = text
    return anchor


def slug_of(anchor: Element) -> str | None:
    """Return which term an anchor leads to, as a page or as data; None if it leads elsewhere."""
    found = _TERM.match(anchor.get("href", ""))
    return found and found[1]


class Weaver:
    """Weaves the spans of one entry into its tree.

    Args:
        shown: the file's name in problems.
        names: folded name or slug → slug, of every term.
        titles: slug → title.
        demos: where numbers come from.
    """

    def __init__(self, shown: str, names: Mapping[str, str], titles: Mapping[str, str], demos: Demos) -> None:
        self.problems: list[Problem] = []
        self.asked_for: list[tuple[str, str, str]] = []  # name, slug and title of each deliberate link
        self._shown, self._names, self._titles, self._demos = shown, names, titles, demos

    def __call__(self, span: Span) -> Element | str:
        """Return the element or the text that a span becomes."""
        if span.kind == "literal":
            return span.inner
        if span.kind == "open":
            return self._problem(span, _OPENING[span.source])
        if span.kind == "link":
            return self._link(span)
        if span.kind == "number":
            return self._number(span, span.inner)
        return self._formula(span)

    def _link(self, span: Span) -> Element | str:
        name, bar, text = (" ".join(part.split()) for part in span.inner.partition("|"))
        found = self.resolve(name)
        if found is None:
            cure = did_you_mean(name, list(self._names))
            return self._problem(span, f"'{span.source}' leads to an unknown term '{name}'{cure}")
        slug, title = found
        if bar and not text:
            return self._problem(span, f"'{span.source}' has no text after the bar")
        if not bar:
            text = _within_sentence(title, span) if name == slug else name
        self.asked_for.append((name, slug, title))
        return term_link(slug, text)

    def follow(self, tree: Element, body: str, first_line: int) -> None:
        """See whether addresses of terms that were written out lead to one."""
        for anchor in tree.iter("a"):
            slug = slug_of(anchor)
            found = self.resolve(slug) if slug else None
            if slug and found:
                self.asked_for.append((slug, *found))
                anchor.set("href", anchor.get("href", "").replace(f"/terms/{slug}", f"/terms/{found[0]}", 1))
            elif slug:
                line = first_line + body[: max(body.find(f"/terms/{slug}"), 0)].count("\n")
                message = f"'/terms/{slug}' leads to an unknown term '{slug}'{did_you_mean(slug, list(self._names))}"
                self.problems.append(Problem(self._shown, message, line=line))

    def resolve(self, name: str) -> tuple[str, str] | None:
        """Return slug and title of the term that a name or a slug means."""
        slug = self._names.get(name) or self._names.get(fold(name))
        return None if slug is None else (slug, self._titles.get(slug, slug))

    def _number(self, span: Span, reference: str) -> str:
        try:
            return number(reference, self._demos)
        except ValueError as error:
            return self._problem(span, str(error))

    def _formula(self, span: Span) -> Element | str:
        latex = span.inner
        for reference in reversed(in_formula(latex)):
            value = plain_to_latex(self._number(span, reference.group()[2:-2]))
            latex = f"{latex[: reference.start()]}{{{value}}}{latex[reference.end() :]}"
        try:
            return formula(latex, display=span.kind == "display")
        except FormulaError as error:
            return self._problem(span, str(error), error.line)

    def _problem(self, span: Span, message: str, further: int = 0) -> str:
        self.problems.append(Problem(self._shown, message, line=span.line + further))
        return span.source


def _within_sentence(title: str, span: Span) -> str:
    """Write a title as running text does: "learning rate", but "LSTM" and "GloVe" as they are."""
    first, blank, rest = title.partition(" ")
    common = first[:1].isupper() and first[1:].islower()
    return title if span.starts_sentence or not common else f"{first.lower()}{blank}{rest}"
