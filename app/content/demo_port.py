"""What content needs to know about demos: their names, whether parameters fit, and the numbers they compute."""

from collections.abc import Mapping, Sequence
from typing import Protocol


class Demos(Protocol):
    """The registry of demos as an entry sees it; content imports nothing of the demos themselves."""

    def names(self) -> Sequence[str]:
        """Return the name of every demo."""

    def check(self, name: str, params: Mapping[str, object]) -> list[str]:
        """Return what is wrong with the parameters, in words; empty if nothing is."""

    def value(self, name: str, params: Mapping[str, object], field: str, format: str | None = None) -> str:
        """Return one number of the result as it is written in prose; a ValueError says why there is none."""
