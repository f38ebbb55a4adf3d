"""What the site shows at one moment; a reload builds another one and swaps it in whole."""

from dataclasses import dataclass, replace
from pathlib import Path

from fastapi import Request

from app.content.glossary import Glossary
from app.content.index import load
from app.content.problems import Problem
from app.demos._registry import Registry, registry


@dataclass(frozen=True)
class Site:
    """An immutable glossary with its demos.

    Args:
        glossary: every term, as last loaded without a problem.
        registry: every demo.
        problems: what stands in the way of loading the present files; empty unless a watched folder is broken.
    """

    glossary: Glossary
    registry: Registry
    problems: tuple[Problem, ...] = ()

    @property
    def frame(self) -> dict[str, object]:
        """What every page shows around its own content."""
        return {
            "term_count": len(self.glossary.terms),
            "site_problems": [str(problem) for problem in self.problems],
        }


def load_site(directory: Path, previous: Site | None = None) -> Site:
    """Load a folder of entries; what no change can have touched is taken from ``previous``.

    Raises:
        GlossaryError: with every problem of every file.
    """
    demos = registry()
    return Site(load(directory, demos, previous.glossary if previous else None), demos)


def site_of(request: Request) -> Site:
    """Give the site that answers this request."""
    site: Site = request.app.state.site
    return site


def with_problems(site: Site, problems: tuple[Problem, ...]) -> Site:
    """Keep a site up and say what is wrong with the files it should have been replaced by."""
    return replace(site, problems=problems)
