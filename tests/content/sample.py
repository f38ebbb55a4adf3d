"""What a small glossary is made of: entries of a few words, and demos whose numbers anyone can check."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from app.content.entry import Entry
from app.content.index import Glossary

CATEGORIES = """\
training: {title: Training, description: How networks learn., order: 2}
foundations: {title: Foundations, description: First words., order: 1}
"""


class Arithmetic:
    """Demos that add up their parameters, and nothing else."""

    def names(self) -> Sequence[str]:
        return ("sum", "big-sum")

    def check(self, name: str, params: Mapping[str, object]) -> list[str]:
        problems = [f"{name}: unknown parameter '{key}'" for key in params if key not in {"a", "b"}]
        return problems + [f"'{key}' must be a number" for key, value in params.items() if not _is_number(value)]

    def value(self, name: str, params: Mapping[str, object], field: str, format: str | None = None) -> str:
        parts = [value for value in params.values() if isinstance(value, int | float)]
        fields = {"total": sum(parts), **{f"parts[{index}]": parts[index] for index in range(-len(parts), len(parts))}}
        if field not in fields:
            raise ValueError(f"{name} has no field '{field}'; it has 'total'")
        return f"{fields[field]:{format or 'g'}}"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def entry(title: str, body: str = "", **front: str) -> str:
    """Return the text of a valid entry; further keys are written as they are."""
    keys = {"title": title, "summary": f"{title} is a term.", "category": "training", **front}
    lines = "\n".join(f"{key}: {value}" for key, value in keys.items())
    return f"---\n{lines}\n---\n{body}\n"


Write = Callable[[Mapping[str, str]], Path]
Load = Callable[[Mapping[str, str]], Glossary]


def term(slug: str, title: str, *aliases: str, **front: object) -> Entry:
    """Return an entry without a file, for what needs only names."""
    given: dict[str, object] = {
        "slug": slug,
        "path": Path(f"{slug}.md"),
        "title": title,
        "summary": f"{title}.",
        "aliases": aliases,
    }
    return Entry.model_validate({"category": "training", **given, **front, "body": "", "body_line": 1})
