"""What an author has to mend: one sentence a problem, all problems of all files together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one file; as text it names the place, the thing and the cure.

    >>> str(Problem("glossary/gru.md", "unknown term 'lstmm'; did you mean 'lstm'?", "prerequisites"))
    "glossary/gru.md: prerequisites: unknown term 'lstmm'; did you mean 'lstm'?"
    >>> str(Problem("glossary/gru.md", "the formula is not closed", line=31))
    'glossary/gru.md:31: the formula is not closed'
    """

    file: str
    message: str
    field: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        if self.field is not None:
            return f"{self.file}: {self.field}: {self.message}"
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.message}"


class GlossaryError(Exception):
    """A glossary that cannot be served; ``problems`` holds every problem of every file.

    ``warnings`` holds what only deserves a look.
    """

    def __init__(self, problems: Iterable[Problem], warnings: Iterable[Problem] = ()) -> None:
        self.problems: tuple[Problem, ...] = in_order(problems)
        self.warnings: tuple[Problem, ...] = in_order(warnings)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort by file, then by line, each problem once."""
    return tuple(sorted(set(problems), key=lambda p: (p.file, p.line or 0, p.field or "", p.message)))


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """Say which known name the author may have meant, as the end of a sentence; empty if none is near.

    >>> did_you_mean("lstmm", ["gru", "lstm"]), did_you_mean("zebra", ["gru", "lstm"])
    ("; did you mean 'lstm'?", '')
    """
    found = process.extractOne(word, known, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=75)
    return f"; did you mean '{found[0]}'?" if found else ""
