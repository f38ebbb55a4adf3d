"""Every mention of a term becomes a link, and no mention that is not one: on the parsed tree, once, when loaded."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from app.content.flow import Flow, Place, flows, in_sections, wrap
from app.content.forms import Form
from app.content.matching import Match, Matcher
from app.content.weaving import slug_of, term_link


@dataclass(frozen=True)
class Ambiguity:
    """A mention that two terms claim and nothing settles."""

    text: str
    slugs: tuple[str, ...]


class Linker:
    """Links the mentions of terms.

    Args:
        forms: every form of every term.
    """

    def __init__(self, forms: Iterable[Form]) -> None:
        self._matcher = Matcher(forms)

    def link(self, tree: Element, slug: str = "", category: str = "") -> tuple[Ambiguity, ...]:
        """Link the mentions in a page, in place, and return those that could not be decided.

        Args:
            tree: the page; an element that holds its blocks.
            slug: the term that the page is about; it is never linked.
            category: the family of the page, which settles ties.
        """
        page = _Page(tree, slug, category)
        for flow in flows(tree):
            page.link(flow, self._matcher)
        return tuple(dict.fromkeys(page.ambiguous))


class _Page:
    """One page while it is linked: what is linked already in each section."""

    def __init__(self, tree: Element, slug: str, category: str) -> None:
        self.ambiguous: list[Ambiguity] = []
        self._slug, self._category = slug, category
        self._linked: defaultdict[int, set[str]] = defaultdict(set)
        for element, section in in_sections(tree):
            target = slug_of(element) if element.tag == "a" else None
            if target:
                self._linked[section].add(target)
        self._asked_for = set().union(*self._linked.values())

    def link(self, flow: Flow, matcher: Matcher) -> None:
        """Link the mentions of one flow."""
        chosen: list[tuple[str, Place]] = []
        linked = self._linked[flow.section]
        for start, end in flow.open_runs():
            for match in matcher.find(flow.text, start, end):
                slug = self._target(match, flow.text)
                place = flow.place(match.start, match.end) if slug and slug not in linked else None
                if slug and place:
                    linked.add(slug)
                    chosen.append((slug, place))
        for slug, place in reversed(chosen):  # from the end, so that the earlier places stay where they are
            wrap(place, term_link(slug))

    def _target(self, match: Match, text: str) -> str | None:
        """Return the term that a mention means; None if it means this page, nothing, or cannot be decided."""
        if any(form.slug == self._slug for form in match.forms):
            return None
        owners = {form.slug: form.category for form in match.forms if form.links}
        if len(owners) <= 1:
            return next(iter(owners), None)
        asked_for = [slug for slug in owners if slug in self._asked_for]
        of_family = [slug for slug, category in owners.items() if category == self._category]
        for settled in (asked_for, of_family):
            if len(settled) == 1:
                return settled[0]
        self.ambiguous.append(Ambiguity(" ".join(text[match.start : match.end].split()), tuple(sorted(owners))))
        return None
