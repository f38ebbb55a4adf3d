"""Markdown becomes a clean element tree: raw HTML is text, links are safe, sections have ids, tables can scroll."""

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, fromstring, tostring

from markdown import Markdown
from markdown.util import HTML_PLACEHOLDER_RE

from app.content.names import slugify
from app.content.spans import MARK, Span, restore, set_aside

# Stands for the path prefix in every address of our own; replaced when a page is made.
ROOT = "\ufdd2"
_SAFE = re.compile(r"(?:https?://|mailto:|/(?!/)|#)", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);")
_OPENING, _CLOSING = re.compile(r"[(\[“‘]+$"), re.compile(r"[.,;:!?…)\]”’]+")
_CODE = {"code", "pre"}
_PAGE_IDS = {"main", "demo", "papers", "as-data"}  # the page around the body has them
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}

Weave = Callable[[Span], Element | str]


@dataclass(frozen=True)
class Parsed:
    """A parsed body.

    Args:
        tree: a ``div`` whose children are the blocks of the body.
        sections: id and title of each second-level heading, in order.
        refused: links that are shown as text, since their addresses are not safe.
    """

    tree: Element
    sections: tuple[tuple[str, str], ...]
    refused: tuple[str, ...]


class Parser:
    """Turns bodies into trees; one parser serves any number of entries, one after the other."""

    def __init__(self) -> None:
        self._markdown = _markdown()

    def parse(self, body: str, first_line: int, weave: Weave) -> Parsed:
        """Parse a body; ``weave`` says what stands in the place of each formula, number and link."""
        marked, spans = set_aside(body, first_line)
        tree = self._tree(marked)
        _characters(tree)
        refused = [restore(text, spans) for text in _unsafe_links(tree)]
        _fenced_code(tree, self._markdown.htmlStash.rawHtmlBlocks)
        _addresses(tree)
        _woven(tree, spans, weave, in_code=False)
        _display_formulas(tree)
        _whole_formulas(tree)
        sections = _sections(tree)
        _tables(tree)
        return Parsed(tree, tuple(sections), tuple(refused))

    def _tree(self, source: str) -> Element:
        markdown = self._markdown.reset()
        lines = source.split("\n")
        for preprocessor in markdown.preprocessors:
            lines = preprocessor.run(lines)
        root: Any = markdown.parser.parseDocument(lines).getroot()
        for treeprocessor in markdown.treeprocessors:
            replaced = treeprocessor.run(root)
            root = root if replaced is None else replaced
        tree: Element = root
        return tree


def _markdown() -> Markdown:
    settings: dict[str, dict[str, Any]] = {"tables": {"use_align_attribute": True}}
    extensions = ["tables", "fenced_code", "sane_lists"]
    markdown = Markdown(extensions=extensions, extension_configs=settings, output_format="html")
    markdown.preprocessors.deregister("html_block")
    # HTML and images stay text; so do character references, until the tree is there
    for name in ("html", "entity", "automail", "image_link", "image_reference", "short_image_ref"):
        markdown.inlinePatterns.deregister(name)
    return markdown


def _characters(tree: Element) -> None:
    """Write character references as the characters they name; in code, Markdown has escaped them once."""
    for element in tree.iter():
        if element.tag == "code":
            element.text = html.unescape(element.text or "")
        else:
            element.text = _REFERENCE.sub(lambda match: html.unescape(match.group()), element.text or "")
        element.tail = _REFERENCE.sub(lambda match: html.unescape(match.group()), element.tail or "")


def _fenced_code(tree: Element, stash: list[Any]) -> None:
    """Put the blocks that the extension set aside as HTML back into the tree, as elements that can scroll."""
    for parent in list(tree.iter()):
        for index, child in enumerate(parent):
            match = HTML_PLACEHOLDER_RE.fullmatch((child.text or "").strip()) if child.tag == "p" else None
            if match:
                block = fromstring(str(stash[int(match.group(1))]))  # noqa: S314 - the extension escaped it
                block.tail = child.tail
                parent[index] = block
    for block in tree.iter("pre"):
        block.set("tabindex", "0")  # wide code scrolls, also by keyboard


def _unsafe_links(tree: Element) -> list[str]:
    """Show a link as the text that asked for it, where its address is none that a page may have; return these texts."""
    refused = []
    for link in tree.iter("a"):
        href = link.get("href", "")
        if _SAFE.match(href):
            continue
        refused.append(f"[{''.join(link.itertext())}]({href})")
        link.tag = "span"
        link.attrib.clear()
        link.text = f"[{link.text or ''}"
        if len(link):
            link[-1].tail = f"{link[-1].tail or ''}]({href})"
        else:
            link.text += f"]({href})"
    return refused


def _woven(element: Element, spans: Sequence[Span], weave: Weave, *, in_code: bool) -> None:
    """Replace the marks below an element: by their source in code, else by what ``weave`` makes of them."""
    for name, value in element.attrib.items():
        element.set(name, restore(value, spans))
    inside = in_code or element.tag in _CODE
    for child in list(element):
        _woven(child, spans, weave, in_code=inside)
    pieces: list[tuple[Element | None, str]] = [(None, element.text or "")]
    pieces += [(child, child.tail or "") for child in element]
    if not any(MARK.search(text) for _, text in pieces):
        return
    element.text = ""
    element[:] = []
    for before, text in pieces:
        if before is not None:
            before.tail = ""
            element.append(before)
        for position, part in enumerate(MARK.split(text)):
            is_mark = position % 2 == 1
            if not is_mark:
                _append(element, part)
            elif inside:
                _append(element, spans[int(part)].source)
            else:
                _append(element, weave(spans[int(part)]))


def _append(element: Element, what: Element | str) -> None:
    if isinstance(what, Element):
        element.append(what)
    elif len(element):
        element[-1].tail = (element[-1].tail or "") + what
    else:
        element.text = (element.text or "") + what


def _display_formulas(tree: Element) -> None:
    """A paragraph that is one display formula becomes a block that can scroll on a narrow screen."""
    for paragraph in tree.iter("p"):
        alone = len(paragraph) == 1 and not (paragraph.text or "").strip() and not (paragraph[0].tail or "").strip()
        if alone and paragraph[0].tag == "math" and paragraph[0].get("display") == "block":
            paragraph.tag = "div"
            paragraph.attrib.update({"class": "formula", "tabindex": "0", "role": "group", "aria-label": "Formula"})


def _whole_formulas(tree: Element) -> None:
    """Keep the signs beside a formula in its line: without this a comma after it may begin the next one."""
    for parent in list(tree.iter()):
        for index, child in enumerate(list(parent)):
            if child.tag != "math" or child.get("display"):
                continue
            before = (parent[index - 1].tail if index else parent.text) or ""
            opening, closing = _OPENING.search(before), _CLOSING.match(child.tail or "")
            if not opening and not closing:
                continue
            whole = Element("span", {"class": "whole"})
            whole.tail = (child.tail or "")[closing.end() if closing else 0 :]
            child.tail = closing.group() if closing else ""
            if opening:
                whole.text, before = opening.group(), before[: opening.start()]
                if index:
                    parent[index - 1].tail = before
                else:
                    parent.text = before
            whole.append(child)
            parent[index] = whole


def _addresses(tree: Element) -> None:
    for link in tree.iter("a"):
        href = link.get("href", "")
        if href.startswith("/"):
            link.set("href", ROOT + href)
        elif not href.startswith("#"):
            link.set("rel", "noopener")


def _sections(tree: Element) -> list[tuple[str, str]]:
    """Give every heading an id of its own; return the second-level ones."""
    sections: list[tuple[str, str]] = []
    taken = set(_PAGE_IDS)
    for heading in (element for element in tree.iter() if element.tag in _HEADINGS):
        title = " ".join(plain_text(heading).split())
        slug = slugify(title) or "section"
        number = 2
        unique = slug
        while unique in taken:
            unique = f"{slug}-{number}"
            number += 1
        taken.add(unique)
        heading.set("id", unique)
        if heading.tag == "h2":
            sections.append((unique, title))
    return sections


def _tables(tree: Element) -> None:
    """Put each table into a named region that scrolls; alignment becomes a class, since styles are forbidden."""
    number = 0
    for parent in list(tree.iter()):
        for index, table in enumerate(parent):
            if table.tag != "table":
                continue
            number += 1
            heads = [" ".join(plain_text(cell).split()) for cell in table.iter("th")]
            label = f"Table {number}: {', '.join(filter(None, heads))}"
            parent[index] = _region(table, label)
            for cell in (*table.iter("th"), *table.iter("td")):
                if cell.tag == "th":
                    cell.set("scope", "col")
                align = cell.attrib.pop("align", None)
                if align:
                    cell.set("class", align)


def _region(table: Element, label: str) -> Element:
    region = Element("div", {"class": "table", "tabindex": "0", "role": "region", "aria-label": label})
    region.tail = table.tail
    table.tail = ""
    region.append(table)
    return region


def plain_text(element: Element) -> str:
    """Return the text of an element without its formulas, whose letters are no words."""
    if element.tag == "math":
        return ""
    return (element.text or "") + "".join(plain_text(child) + (child.tail or "") for child in element)


def serialize(tree: Element) -> str:
    """Write the children of the tree as HTML."""
    return "".join(tostring(child, encoding="unicode", method="html") for child in tree).strip()
