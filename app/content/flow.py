"""The running text of one block of a page: its characters in a row, and where each of them stands in the tree.

A mention may begin in one element and end in another. The flow finds the place where an anchor around it is well
formed, or says that there is none.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

_INLINE = {"em", "strong", "i", "b", "u", "s", "small", "mark", "ins", "del", "sub", "sup", "span", "cite", "dfn", "br"}
EXCLUDED = {
    *("a", "code", "pre", "kbd", "samp", "var", "math", "svg", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "abbr"),
    *("q", "blockquote", "button", "label", "script", "style", "textarea", "select", "option", "input"),
}

_BLOCKS = {
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "dt",
    "th",
    "blockquote",
}  # of the excluded; the others are inline


@dataclass(frozen=True)
class _Piece:
    """A run of characters: the text of ``before``'s tail, or of the container itself if ``before`` is None."""

    start: int
    container: Element
    before: Element | None


@dataclass(frozen=True)
class Place:
    """Where an anchor goes: from a point in one text of an element to a point in another text of the same element."""

    container: Element
    first: Element | None  # the text after this child, or the element's own text
    first_offset: int
    last: Element | None
    last_offset: int


@dataclass
class Flow:
    """The characters of one block; ``open_runs`` are the stretches in which a mention may become a link."""

    root: Element
    section: int
    text: str = ""
    _pieces: list[_Piece] = field(default_factory=list)
    _closed: list[tuple[int, int]] = field(default_factory=list)
    _span: dict[Element, tuple[int, int]] = field(default_factory=dict)
    _parent: dict[Element, Element] = field(default_factory=dict)

    def open_runs(self) -> Iterator[tuple[int, int]]:
        """Yield the stretches outside excluded elements."""
        position = 0
        for start, end in [*self._closed, (len(self.text), len(self.text))]:
            if start > position:
                yield position, start
            position = end

    def place(self, start: int, end: int) -> Place | None:
        """Return where the anchor around these characters goes; None if it would cut an element in two."""
        first, last = self._piece(start), self._piece(end - 1)
        ends = [last.container, *self._above(last.container)]
        left, left_at = first.container, (first.before, start - first.start)
        while left not in ends:
            if self._span[left][0] != start:
                return None
            left, left_at = self._step_out(left)
        right, right_at = last.container, (last.before, end - last.start)
        while right is not left:
            if self._span[right][1] != end:
                return None
            inner, right = right, self._parent[right]
            right_at = (inner, 0)
        return Place(left, *left_at, *right_at)

    def _step_out(self, element: Element) -> tuple[Element, tuple[Element | None, int]]:
        """Return the parent, and the point just before the element in it."""
        parent = self._parent[element]
        index = list(parent).index(element)
        before = parent[index - 1] if index else None
        return parent, (before, len((parent.text if before is None else before.tail) or ""))

    def _above(self, element: Element) -> Iterator[Element]:
        while element is not self.root:
            element = self._parent[element]
            yield element

    def _piece(self, offset: int) -> _Piece:
        return next(piece for piece in reversed(self._pieces) if piece.start <= offset)

    def add_text(self, text: str | None, container: Element, before: Element | None) -> None:
        """Append characters that stand in an element, after one of its children or at its start."""
        if text:
            self._pieces.append(_Piece(len(self.text), container, before))
            self.text += text

    def add_closed(self, text: str, container: Element, element: Element) -> None:
        """Append the characters of an excluded element."""
        start = len(self.text)
        self._parent[element] = container
        self.text += text
        self._closed.append((start, len(self.text)))

    def add_open(self, element: Element, container: Element) -> None:
        """Append an inline element with everything in it."""
        start = len(self.text)
        self._parent[element] = container
        self.add_text(element.text, element, None)
        for child in element:
            self.add(child, element)
        self._span[element] = (start, len(self.text))

    def add(self, child: Element, container: Element) -> None:
        """Append a child and the text after it."""
        if child.tag == "br":
            self.add_closed("\n", container, child)
        elif child.tag in EXCLUDED:
            self.add_closed("".join(child.itertext()), container, child)
        else:
            self.add_open(child, container)
        self.add_text(child.tail, container, child)


def flows(tree: Element) -> list[Flow]:
    """Return the flows of a page in reading order, each with the number of its section."""
    found: list[Flow] = []
    _collect(tree, found, section=0)
    return [flow for flow in found if flow.text]


def in_sections(tree: Element) -> Iterator[tuple[Element, int]]:
    """Yield every element of a page with the number of the section that it stands in, counted as for the flows."""
    yield from _numbered(tree, 0)


def wrap(place: Place, anchor: Element) -> None:
    """Put an anchor around what stands at a place."""
    container = place.container
    children = list(container)
    begin = 0 if place.first is None else children.index(place.first) + 1
    stop = 0 if place.last is None else children.index(place.last) + 1
    before, after = _text(container, place.first), _text(container, place.last)
    anchor.tail = after[place.last_offset :]
    if begin == stop:
        anchor.text = before[place.first_offset : place.last_offset]
    else:
        anchor.text = before[place.first_offset :]
        children[stop - 1].tail = after[: place.last_offset]
        anchor.extend(children[begin:stop])
        container[begin:stop] = []
    container.insert(begin, anchor)
    if place.first is None:
        container.text = before[: place.first_offset]
    else:
        place.first.tail = before[: place.first_offset]


def _text(container: Element, before: Element | None) -> str:
    return (container.text if before is None else before.tail) or ""


def _numbered(block: Element, section: int) -> Generator[tuple[Element, int], None, int]:
    for child in block:
        section += child.tag == "h2"
        if child.tag in _INLINE or child.tag in EXCLUDED:
            yield from ((element, section) for element in child.iter())
        else:
            yield child, section
            section = yield from _numbered(child, section)
    return section


def _collect(block: Element, found: list[Flow], *, section: int) -> int:
    """Add the flows below a block; return the number of the section that it ends in."""
    flow = Flow(block, section)
    found.append(flow)
    flow.add_text(block.text, block, None)
    for child in block:
        if child.tag == "h2":
            section += 1
        if child.tag in _INLINE or (child.tag in EXCLUDED and child.tag not in _BLOCKS):
            flow.add(child, block)
            continue
        if child.tag not in EXCLUDED:
            section = _collect(child, found, section=section)
        flow = Flow(block, section)
        found.append(flow)
        flow.add_text(child.tail, block, child)
    return section
