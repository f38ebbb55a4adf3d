"""Terms and demos as small cards, each with a live thumbnail drawn by the demo itself."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from app.content.index import Glossary, Term
from app.demos._registry import Demo
from app.rendering.svg import thumbnail_svg
from app.rendering.urls import Urls
from app.web.site import Site


@dataclass(frozen=True)
class Tile:
    """A small card: a picture, a name, a sentence, and where it leads."""

    href: str
    title: str
    text: str
    picture: Markup | None
    essential: bool = False


def term_tiles(site: Site, terms: Iterable[Term], urls: Urls) -> list[Tile]:
    """Make a card of each term; its picture is its demo with the entry's parameters."""
    return [
        Tile(urls.term(term.slug), term.title, term.summary, term_picture(site, term), term.entry.essential)
        for term in terms
    ]


def demo_tiles(site: Site, urls: Urls) -> list[Tile]:
    """Make a card of each demo."""
    return [Tile(urls.demo(demo.name), demo.title, demo.idea, picture(demo)) for demo in site.registry.values()]


def term_picture(site: Site, term: Term) -> Markup | None:
    """Draw the thumbnail of a term; none where it has no demo."""
    use = term.entry.demo
    if use is None:
        return None
    demo = site.registry[use.name]
    return picture(demo, demo.with_values(use.params))


def picture(demo: Demo, params: Any = None) -> Markup:
    """Draw the thumbnail of a demo; the same one is drawn once."""
    return _picture(demo, params or demo.Params())


@lru_cache(maxsize=1024)
def _picture(demo: Demo, params: Any) -> Markup:
    return thumbnail_svg(demo.run(params))


def starters(glossary: Glossary, limit: int) -> list[Term]:
    """Choose the essential terms that most others build on, directly or not, in an order to read them in."""
    essential = [term for term in glossary.terms.values() if term.entry.essential]
    reach = {term.slug: len(_above(glossary, term.slug)) for term in essential}
    chosen = {term.slug for term in sorted(essential, key=lambda term: -reach[term.slug])[:limit]}
    return [term for layer in layers(glossary) for term in layer if term.slug in chosen]


def _above(glossary: Glossary, slug: str) -> set[str]:
    """Collect every term that needs a term, directly or through others."""
    found: set[str] = set()
    waiting = [slug]
    while waiting:
        new = set(glossary.terms[waiting.pop()].leads_to) - found
        found |= new
        waiting += new
    return found


def selection(terms: Sequence[Term], limit: int, shown: Container[str] = ()) -> list[Term]:
    """Choose a few terms of a category: new ones first, then essential ones, then those with a picture of their own.

    Args:
        terms: the terms of the category, in order.
        limit: how many to choose.
        shown: slugs that the page shows already; they come last.
    """
    chosen: list[Term] = []
    left = list(terms)
    while left and len(chosen) < limit:
        pictures = {None, *map(_demo_name, chosen)}
        best = min(left, key=lambda term: (term.slug in shown, not term.entry.essential, _demo_name(term) in pictures))
        chosen.append(best)
        left.remove(best)
    return chosen


def _demo_name(term: Term) -> str | None:
    use = term.entry.demo
    return use.name if use else None


def layers(glossary: Glossary) -> list[list[Term]]:
    """Order all terms so that each stands after everything it needs: the first layer needs nothing."""
    depth: dict[str, int] = {}

    def deepen(slug: str) -> int:
        if slug not in depth:
            needs = glossary.terms[slug].entry.prerequisites
            depth[slug] = 1 + max(map(deepen, needs), default=-1)
        return depth[slug]

    for slug in glossary.terms:
        deepen(slug)
    made: list[list[Term]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for slug, term in glossary.terms.items():
        made[depth[slug]].append(term)
    return made
