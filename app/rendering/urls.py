"""Every URL of the site is written here, and nowhere else, so that the site works behind any path prefix."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlencode

STATIC = Path(__file__).resolve().parents[2] / "static"


@cache
def static_version() -> str:
    """Name the present content of all static files; part of their URLs, so that they can be kept forever.

    One version stands for all files: modules that import each other by relative paths then fit together.
    """
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(STATIC).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


@dataclass(frozen=True)
class Urls:
    """The addresses of a site that lives under ``root``: empty, or a prefix such as ``/glossary``."""

    root: str = ""

    def home(self) -> str:
        """The first page."""
        return f"{self.root}/"

    def terms(self, **filters: str) -> str:
        """The list of all terms; filters that are empty are left out."""
        return _with(f"{self.root}/terms/", urlencode({name: value for name, value in filters.items() if value}))

    def term(self, slug: str, query: str = "") -> str:
        """One term; ``query`` holds the parameters of its demo."""
        return _with(f"{self.root}/terms/{quote(slug)}", query)

    def term_data(self, slug: str, kind: str) -> str:
        """One term as ``json`` or ``md``."""
        return f"{self.root}/terms/{quote(slug)}.{kind}"

    def category(self, slug: str) -> str:
        """One category."""
        return f"{self.root}/categories/{quote(slug)}"

    def demos(self) -> str:
        """The gallery of demos."""
        return f"{self.root}/demos/"

    def demo(self, name: str, query: str = "") -> str:
        """One demo on a page of its own."""
        return _with(f"{self.root}/demos/{quote(name)}", query)

    def embed(self, name: str, query: str = "") -> str:
        """One demo as a bare card, for a frame on another site."""
        return _with(self.demo(name), "&".join(part for part in ("embed=1", query) if part))

    def demo_data(self, name: str, kind: str, query: str = "") -> str:
        """One demo as ``svg``, ``json``, ``csv`` or ``py``, or its ``panel``: the fragment that a page swaps in."""
        separator = "/" if kind == "panel" else "."
        return _with(f"{self.root}/demos/{quote(name)}{separator}{kind}", query)

    def search(self, q: str = "") -> str:
        """The search page."""
        return _with(f"{self.root}/search", urlencode({"q": q}) if q else "")

    def suggest(self) -> str:
        """Suggestions for the search box, as JSON."""
        return f"{self.root}/api/v1/suggest"

    def map(self) -> str:
        """The map of what builds on what."""
        return f"{self.root}/map"

    def about(self) -> str:
        """What this site is."""
        return f"{self.root}/about"

    def api(self, path: str = "") -> str:
        """The API's documentation, or one of its resources."""
        return f"{self.root}/api/v1/{path}" if path else f"{self.root}/api/"

    def static(self, path: str) -> str:
        """A static file, under the name of its present content."""
        return f"{self.root}/static/{static_version()}/{path}"


def _with(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address
