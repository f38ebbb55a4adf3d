"""What Markdown must not see: formulas, numbers and links are set aside before it runs, and known by their line.

A mark stands in for each of them while Markdown works, so that underscores in a formula are no emphasis and a bar in
a link ends no table cell. In code the source comes back as it was; elsewhere the caller puts an element there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markdown.extensions.fenced_code import FencedBlockPreprocessor

# Two noncharacters: Unicode promises that no text carries them, and the reader of files refuses them.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")

Kind = Literal["inline", "display", "number", "link", "literal", "open"]

_FENCE = FencedBlockPreprocessor.FENCED_BLOCK_RE
_PARAGRAPH_END = re.compile(r"\n[ ]*\n")
_BACKTICKS = re.compile(r"`+")
_DISPLAY = re.compile(r"\$\$(?P<inner>(?:\\.|[^\\$]|\$(?!\$))*)\$\$", re.DOTALL)
# As in Pandoc: no space inside the dollars, no digit after them, so that "$5 and $6" is money.
_INLINE = re.compile(r"\$(?P<inner>(?=[^\s$])(?:\\.|[^\\$\n`]|\n(?!\s*\n))*?(?<=[^\s]))\$(?![0-9])", re.DOTALL)
_NUMBER = re.compile(r"\{\{(?P<inner>(?:[^{}\n]|\n(?!\s*\n))*)\}\}")
_LINK = re.compile(r"\[\[(?P<inner>[^\[\]\n]+(?:\n[^\[\]\n]+)?)\]\]")
_SENTENCE_START = re.compile(
    r"(?:\A|\n[ ]*\n|[.!?|][\"')]*\s|^[ ]*(?:[-*+>]|[0-9]+[.)]|\#+)[ ]+)[\s*_(\"']*\Z", re.MULTILINE
)
_START = re.compile(r"\\|`|\$|\{\{|\[\[")


@dataclass(frozen=True)
class Span:
    """A piece of an entry that is not Markdown.

    Args:
        kind: what it is; "literal" is an escaped character, "open" lacks its end.
        source: as the author wrote it, with its delimiters.
        inner: what stands between the delimiters.
        line: its line in the file, from 1.
        starts_sentence: nothing, or the end of a sentence, stands before it.
    """

    kind: Kind
    source: str
    inner: str
    line: int
    starts_sentence: bool = False


def set_aside(body: str, first_line: int) -> tuple[str, Sequence[Span]]:
    """Replace each span of a body by its mark, and return the marked body and the spans."""
    spans: list[Span] = []
    out: list[str] = []
    position = 0
    for fence in [*_FENCE.finditer(body), None]:
        end = fence.start() if fence else len(body)
        _scan(body, position, end, first_line, spans, out)
        if fence:
            out.append(fence.group())
            position = fence.end()
    return "".join(out), spans


def restore(text: str, spans: Sequence[Span]) -> str:
    """Put the source back in the place of each mark, as code shows it."""
    return MARK.sub(lambda mark: spans[int(mark.group(1))].source, text)


def _scan(body: str, position: int, end: int, first_line: int, spans: list[Span], out: list[str]) -> None:
    while position < end:
        start = _START.search(body, position, end)
        if not start:
            break
        out.append(body[position : start.start()])
        position = start.start()
        if start.group() == "`":
            code = _code(body, position, end)
            out.append(body[position:code])
            position = code
            continue
        kind, match_end, inner = _span_at(body, position, end)
        source = body[position:match_end]
        if kind is None:
            out.append(source)
        else:
            line = first_line + body.count("\n", 0, position)
            starts = bool(_SENTENCE_START.search(body[max(position - 200, 0) : position]))
            out.append(f"{_OPEN}{len(spans)}{_CLOSE}")
            spans.append(Span(kind, source, inner, line, starts))
        position = match_end
    out.append(body[position:end])


def _span_at(body: str, position: int, end: int) -> tuple[Kind | None, int, str]:
    """Return kind, end and inside of the span that starts here; no kind for text that Markdown may see."""
    if body[position] == "\\":
        escaped = body[position + 1 : position + 2]
        # Markdown knows the other escapes itself
        return ("literal", position + 2, escaped) if escaped == "$" else (None, min(position + 2, end), "")
    shapes: list[tuple[str, Kind, re.Pattern[str]]] = [
        ("$$", "display", _DISPLAY),
        ("$", "inline", _INLINE),
        ("{{", "number", _NUMBER),
        ("[[", "link", _LINK),
    ]
    for opening, kind, pattern in shapes:
        if body.startswith(opening, position):
            match = pattern.match(body, position, end)
            if match:
                return kind, match.end(), match["inner"]
            return (None, position + 1, "") if opening == "$" else ("open", position + 2, opening)
    return None, position + 1, ""


def _code(body: str, position: int, end: int) -> int:
    """Return where the code span that opens here ends; after the backticks if nothing closes it."""
    opening, *others = _BACKTICKS.finditer(body, position, end)
    for closing in others:
        if closing.group() == opening.group():
            inner = body[opening.end() : closing.start()]
            return opening.end() if _PARAGRAPH_END.search(inner) else closing.end()
    return opening.end()
