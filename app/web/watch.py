"""A watched folder: a good change is shown at once, a broken one leaves the last good glossary up."""

import logging
from collections.abc import Callable
from pathlib import Path

from anyio import to_thread
from watchfiles import awatch

from app.content.problems import GlossaryError
from app.web.site import Site, load_site, with_problems

_LOG = logging.getLogger("uvicorn.error")


async def watch(directory: Path, present: Callable[[], Site], swap: Callable[[Site], None]) -> None:
    """Load the folder again after each change, and swap the site; runs until it is cancelled."""
    async for _ in awatch(directory, debounce=200, step=50):
        swap(await _reload(directory, present()))


async def _reload(directory: Path, last_good: Site) -> Site:
    try:
        site = await to_thread.run_sync(load_site, directory)
    except GlossaryError as broken:
        _LOG.error("The glossary is broken; the last good one stays up.\n%s", listed(broken))
        return with_problems(last_good, broken.problems)
    _LOG.info("The glossary was loaded again: %d terms.", len(site.glossary.terms))
    return site


def listed(broken: GlossaryError) -> str:
    """Write every problem on a line of its own."""
    return "\n".join(f"  {problem}" for problem in broken.problems)
