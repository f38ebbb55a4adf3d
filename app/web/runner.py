"""Demos run in a thread, one at a time, and what they gave is kept: pages stay quick beside them."""

from collections.abc import Callable, Hashable

from anyio import CapacityLimiter, to_thread
from fastapi import Request

from app.web.shelf import Shelf


class Runner:
    """Make bytes from demos.

    One at a time in a process, because NumPy fills a core: a second one would only make both late.
    """

    def __init__(self, capacity: int) -> None:
        self._shelf: Shelf[bytes] = Shelf(capacity)
        self._limiter = CapacityLimiter(1)

    async def finished(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """Give what ``make`` makes; it is called only if nothing is kept under ``key``."""
        kept = self._shelf.get(key)
        if kept is not None:
            return kept
        async with self._limiter:
            # whoever waited here may find that the one before made the same
            kept = self._shelf.get(key)
            if kept is not None:
                return kept
            generation = self._shelf.generation
            made = await to_thread.run_sync(make)
            if generation == self._shelf.generation:
                self._shelf.put(key, made)
            return made

    def clear(self) -> None:
        """Forget everything."""
        self._shelf.clear()


def runner_of(request: Request) -> Runner:
    """Give the runner of this process."""
    runner: Runner = request.app.state.runner
    return runner
