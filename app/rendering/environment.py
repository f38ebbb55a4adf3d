"""The one Jinja environment: escapes everything, refuses unknown names, compiles each template once."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.numerics.notation import count, number, percent
from app.rendering.snippet import EXAMPLE_ORIGIN
from app.rendering.urls import Urls

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
SITE_NAME = "Deep Learning Glossary"


@cache
def environment() -> Environment:
    """Build the environment; once a process."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        cache_size=-1,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(number=number, percent=percent, count=count)
    made.globals.update(site_name=SITE_NAME, example_origin=EXAMPLE_ORIGIN)
    return made


def render(template: str, *, root: str, **context: object) -> str:
    """Render a template for a site that lives under ``root``.

    Every template sees ``urls``, the only place that writes an address.
    """
    return environment().get_template(template).render(urls=Urls(root), **context)
