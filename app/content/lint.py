"""What stops nothing but deserves a look: length, the worked example, headings, markup that is shown as text."""

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from app.content.autolink import Ambiguity
from app.content.entry import Entry
from app.content.names import fold, words
from app.content.problems import Problem

WORDS = (150, 450)
PAPERS = 4
_SHOWN_AS_TEXT = (
    (
        re.compile(r"</?[A-Za-z][\w-]*(?:\s+[\w-]+\s*=[^<>]*)?\s*/?>|<!--"),
        "HTML is shown as text; write it in Markdown",
    ),
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), "an image is shown as text; show the thing with a demo"),
)


def lint(entry: Entry, tree: Element, text: str, refused: Iterable[str], shown: str) -> Iterator[Problem]:
    """Yield what a reader of the source should look at.

    Args:
        entry: the entry.
        tree: its parsed body.
        text: its body as plain text.
        refused: links that are shown as text.
        shown: the file's name in problems.
    """
    count = len(words(text))
    if not WORDS[0] <= count <= WORDS[1]:
        yield Problem(shown, f"the body has {count} words; {WORDS[0]} to {WORDS[1]} read well")
    if not any(fold(heading) == "worked example" for heading in _titles(tree)):
        yield Problem(shown, "the body has no section '## Worked example'")
    if len(entry.papers) > PAPERS:
        yield Problem(shown, f"{len(entry.papers)} papers are named; at most {PAPERS} are read", "papers")
    yield from _headings(tree, entry, shown)
    for link in refused:
        yield Problem(
            shown, f"'{link}' is shown as text; a link starts with https://, / or #", line=line_of(link, entry)
        )
    for pattern, message in _SHOWN_AS_TEXT:
        found = pattern.search(_prose(tree))
        if found:
            yield Problem(shown, f"'{found.group()}': {message}", line=line_of(found.group(), entry))
    for name in entry.names:
        if not words(name):
            yield Problem(shown, f"'{name}' has no letter or digit; no mention of it is linked", "aliases")


def ambiguous(entry: Entry, ambiguity: Ambiguity, shown: str) -> Problem:
    """Say that a mention has two owners, and how to choose."""
    owners = " or ".join(f"'{slug}'" for slug in ambiguity.slugs)
    message = f"'{ambiguity.text}' may mean {owners}; choose with [[{ambiguity.slugs[0]}|{ambiguity.text}]]"
    return Problem(shown, message, line=line_of(ambiguity.text, entry))


def line_of(text: str, entry: Entry) -> int | None:
    """Return the line of the file on which a text first stands, if it is written there as it is read."""
    pattern = r"\s+".join(map(re.escape, text.split()))
    found = re.search(pattern, entry.body)
    return entry.body_line + entry.body.count("\n", 0, found.start()) if found else None


def _titles(tree: Element) -> Iterator[str]:
    return ("".join(heading.itertext()) for heading in tree.iter("h2"))


def _headings(tree: Element, entry: Entry, shown: str) -> Iterator[Problem]:
    above = 1
    for heading in tree.iter():
        if not re.fullmatch("h[1-6]", heading.tag):
            continue
        level, title = int(heading.tag[1]), " ".join("".join(heading.itertext()).split())
        if level == 1:
            yield Problem(
                shown, f"'# {title}' is a second page title; sections start with '##'", line=line_of(title, entry)
            )
        elif level > above + 1:
            yield Problem(shown, f"the heading '{title}' skips a level", line=line_of(title, entry))
        above = level


def _prose(element: Element) -> str:
    """Return the text outside code."""
    if element.tag in {"code", "pre", "math"}:
        return ""
    return (element.text or "") + "".join(_prose(child) + (child.tail or "") for child in element)
