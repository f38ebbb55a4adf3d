"""A shelf of finished things, bounded in bytes: what was not asked for longest falls off first."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """Anything that knows how many bytes it takes."""

    def __len__(self) -> int: ...


T = TypeVar("T", bound=Sized)


class Shelf(Generic[T]):
    """Keep things up to ``capacity`` bytes in all.

    ``generation`` rises with every :meth:`clear`: whoever made a thing before may see that it is out of date.
    """

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.used = 0
        self.generation = 0
        self._things: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._things)

    def get(self, key: Hashable) -> T | None:
        """Take a thing, and mark it as wanted."""
        found = self._things.get(key)
        if found is None:
            return None
        self._things.move_to_end(key)
        return found[0]

    def put(self, key: Hashable, thing: T) -> None:
        """Keep a thing, measured as it is now; one larger than an eighth of the shelf is not worth the others."""
        self._drop(key)
        size = len(thing)
        if size > self.capacity // 8:
            return
        self._things[key] = (thing, size)
        self.used += size
        while self.used > self.capacity:
            self._drop(next(iter(self._things)))

    def clear(self) -> None:
        """Drop everything."""
        self._things.clear()
        self.used = 0
        self.generation += 1

    def _drop(self, key: Hashable) -> None:
        found = self._things.pop(key, None)
        if found is not None:
            self.used -= found[1]
