"""The command line of an author: `python -m app check` finds what is wrong, `python -m app new` starts an entry."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from app.content.front_matter import Faulty, read_categories
from app.content.index import CATEGORIES, load
from app.content.names import slugify
from app.content.problems import GlossaryError, Problem
from app.content.stub import stub
from app.demos._registry import registry
from app.settings import Settings

command = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@command.callback()
def main() -> None:
    """Look after the entries of the glossary."""


@command.command()
def check(
    directory: Annotated[
        Path | None, typer.Argument(help="The folder of the entries.", show_default="glossary")
    ] = None,
) -> None:
    """List every problem of every entry, and what deserves a look; fail if there is a problem."""
    try:
        glossary = load(directory or Settings().directory, registry())
    except GlossaryError as broken:
        _report(broken.warnings, "warning: ")
        _report(broken.problems)
        files = len({problem.file for problem in broken.problems})
        typer.echo(f"{_count(len(broken.problems), 'problem')} in {_count(files, 'file')}.")
        raise typer.Exit(1) from None
    _report(glossary.warnings, "warning: ")
    warnings = _count(len(glossary.warnings), "warning")
    typer.echo(f"{_count(len(glossary.terms), 'term')}, no problems, {warnings}.")


@command.command()
def new(
    term: Annotated[str, typer.Argument(help='The title of the entry, such as "Layer normalization".')],
    directory: Annotated[Path | None, typer.Option(help="The folder of the entries.", show_default="glossary")] = None,
    category: Annotated[str | None, typer.Option(help="Its family.", show_default="the first one")] = None,
) -> None:
    """Write a valid stub for a term, and say where."""
    folder = directory or Settings().directory
    title = " ".join(term.split())
    slug = slugify(title)
    if not slug:
        raise _Refused(f"'{term}' has no letter from a to z and no digit for an address")
    path = folder / f"{slug}.md"
    text = stub(title, category or _first_category(folder))
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise _Refused(f"{path} is there already") from None
    except OSError as why:
        raise _Refused(f"{path} cannot be written: {why.strerror}") from None
    problems = _problems_of(path)
    if problems:
        path.unlink()
        raise _Refused("\n".join(problem.message for problem in problems))
    typer.echo(str(path))


class _Refused(typer.BadParameter):
    """What the author asked for cannot be done; the message says why."""


def _first_category(folder: Path) -> str:
    try:
        return read_categories(folder / CATEGORIES, f"{folder.name}/{CATEGORIES}")[0].slug
    except Faulty as fault:
        raise _Refused("\n".join(map(str, fault.problems))) from None


def _problems_of(path: Path) -> list[Problem]:
    """Return what is wrong with one entry in the glossary around it; other entries may be in the making."""
    try:
        load(path.parent, registry())
    except GlossaryError as broken:
        return [problem for problem in broken.problems if problem.file.endswith(f"/{path.name}")]
    return []


def _report(problems: Iterable[Problem], prefix: str = "") -> None:
    for problem in problems:
        typer.echo(f"{prefix}{problem}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


if __name__ == "__main__":
    command(prog_name="python -m app")
