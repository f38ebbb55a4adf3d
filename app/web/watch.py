"""A watched folder: a good change is shown at once, a broken one leaves the last good glossary up."""

import logging
from collections.abc import Callable, Sequence
from contextlib import aclosing
from pathlib import Path

from anyio import sleep, to_thread
from watchfiles import awatch

from app.content.problems import GlossaryError
from app.rendering.environment import environment
from app.rendering.urls import static_version
from app.web.site import Site, load_site, with_problems

_LOG = logging.getLogger("uvicorn.error")
_UNTIL_BACK = 0.2  # seconds between two looks for a folder that is gone


async def watch(
    directory: Path, looks: Sequence[Path], present: Callable[[], Site], swap: Callable[[Site], None]
) -> None:
    """Load the glossary again after each change of its folder or of one that decides its looks, and swap the site.

    Runs until it is cancelled.
    """
    while True:
        async with aclosing(awatch(directory, *looks, debounce=200, step=50)) as changes:
            async for _ in changes:
                site = await _reload(directory, present())
                # at once with the swap: a page made in between would keep the looks of before
                environment.cache_clear()
                static_version.cache_clear()
                swap(site)
                if not directory.is_dir():
                    break
        # a folder that comes back is another one: it has to be watched anew
        while not directory.is_dir():
            await sleep(_UNTIL_BACK)
        swap(await _reload(directory, present()))


async def _reload(directory: Path, last_good: Site) -> Site:
    try:
        site = await to_thread.run_sync(load_site, directory, last_good)
    except GlossaryError as broken:
        _LOG.error("The glossary is broken; the last good one stays up.\n%s", listed(broken))
        return with_problems(last_good, broken.problems)
    _LOG.info("The glossary was loaded again: %d terms.", len(site.glossary.terms))
    return site


def listed(broken: GlossaryError) -> str:
    """Write every problem on a line of its own."""
    return "\n".join(f"  {problem}" for problem in broken.problems)
