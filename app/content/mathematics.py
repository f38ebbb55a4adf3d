"""LaTeX becomes MathML Core, as elements of the tree; a formula that is not understood is an error, never a guess."""

import html
import re
from xml.etree.ElementTree import Element, fromstring

from math_core import LatexError, LatexToMathML

# macros that papers of the field use and LaTeX does not have
_MACROS = {
    "softmax": r"\operatorname{softmax}",
    "diag": r"\operatorname{diag}",
    "R": r"\mathbb{R}",
    "E": r"\mathbb{E}",
}
_CONVERTER = LatexToMathML(macros=_MACROS, fancy_error=False)
_SUPERSCRIPT = re.compile("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_PRIMES = frozenset("′″‴⁗")
_NUMBER = re.compile(r"[-0-9.,\s^{}%\\]*(?:\\(?:times|infty|,)[-0-9.,\s^{}%\\]*)*")
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z]\w*;")
_OFFSET = re.compile(r"([0-9]+): (.*)", re.DOTALL)
# The site's policy forbids style attributes: a class of the stylesheet says the same.
_CLASSES = {
    "text-align:left": "m-left",
    "text-align:right": "m-right",
    "justify-items:start": "",  # says the same as text-align, for engines that lay tables out as grids
    "justify-items:end": "",
    "padding-left:0": "m-flush-left",
    "padding-right:0": "m-flush-right",
    "padding-left:1em": "m-gap-left",
    # the spaces beside operators and relations of TeX: thin, medium, thick
    "padding-left:0.1667em": "m-thin-left",
    "padding-left:0.2222em": "m-medium-left",
    "padding-left:0.2778em": "m-thick-left",
    "padding-right:0.1667em": "m-thin-right",
    "padding-right:0.2222em": "m-medium-right",
    "padding-right:0.2778em": "m-thick-right",
    "border-top:0.05em solid currentcolor": "m-rule-top",
    "border-left:0.05em solid currentcolor": "m-rule-left",
    "border-right:0.05em solid currentcolor": "m-rule-right",
    "margin-left:-0.16666667em": "m-tighter",
}


class FormulaError(ValueError):
    """A formula that cannot be shown; ``line`` is the line within the formula, from 0."""

    def __init__(self, message: str, line: int) -> None:
        self.line = line
        super().__init__(message)


def formula(latex: str, *, display: bool) -> Element:
    """Convert a formula to a ``math`` element.

    >>> from xml.etree.ElementTree import tostring
    >>> tostring(formula("x^2", display=False), encoding="unicode")
    '<math><msup><mi>x</mi><mn>2</mn></msup></math>'

    Raises:
        FormulaError: naming what is not understood.
    """
    try:
        markup = _CONVERTER.convert_with_local_state(latex.strip(), displaystyle=display)
    except LatexError as error:
        raise _explained(error, latex) from error
    # XML does not know HTML's names of characters, such as &ApplyFunction;
    markup = _NAMED.sub(lambda match: html.unescape(match.group()), markup)
    element = fromstring(markup)  # noqa: S314 - our converter wrote it
    for node in element.iter():
        _style_to_class(node, latex)
        _lower_prime(node)
    return element


def plain_to_latex(text: str) -> str:
    """Write a number of prose so that a formula can hold it.

    >>> plain_to_latex("−3.8 × 10⁻⁶"), plain_to_latex("98.5%")
    ('-3.8 \\\\times 10^{-6}', '98.5\\\\%')
    """
    latex = _SUPERSCRIPT.sub(lambda match: f"^{{{match.group().translate(_DIGITS)}}}", text)
    for character, written in (("−", "-"), (" × ", r" \times "), ("%", r"\%"), ("∞", r"\infty ")):
        latex = latex.replace(character, written)
    return latex if _NUMBER.fullmatch(latex) else rf"\text{{{text}}}"


def _style_to_class(node: Element, latex: str) -> None:
    style = node.attrib.pop("style", "")
    names = [node.get("class", "")]
    for declaration in filter(None, (part.strip().replace(": ", ":") for part in style.split(";"))):
        if declaration not in _CLASSES:
            raise FormulaError(f"the formula '{_short(latex)}' sets '{declaration}', which the page cannot show", 0)
        names.append(_CLASSES[declaration])
    if any(names):
        node.set("class", " ".join(filter(None, names)))


def _lower_prime(node: Element) -> None:
    """Take primes out of superscripts: the font's are drawn in their place already, and twice raised they shrink away.

    f′ becomes ``<mrow>f ′</mrow>``; a power or an index then belongs to both, as in f′².
    """
    if node.tag not in {"msup", "msubsup"}:
        return
    base, *index, raised = node
    prime = raised[0] if raised.tag == "mrow" and len(raised) else raised
    if prime.tag != "mo" or prime.text not in _PRIMES:
        return
    both = Element("mrow")
    both.extend([base, prime])
    node[:] = [both, *index]
    if prime is not raised:
        raised.remove(prime)
        node.append(raised)
    elif index:
        node.tag = "msub"
    else:
        node.tag, node[:] = "mrow", list(both)


def _explained(error: LatexError, latex: str) -> FormulaError:
    match = _OFFSET.fullmatch(str(error))
    if not match:
        return FormulaError(f"the formula '{_short(latex)}' is not understood: {error}", 0)
    before = latex.strip().encode()[: int(match.group(1))]
    leading = len(latex) - len(latex.lstrip())
    line = latex[:leading].count("\n") + before.count(b"\n")
    return FormulaError(f"the formula '{_short(latex)}' is not understood: {match.group(2)}", line)


def _short(latex: str) -> str:
    text = " ".join(latex.split())
    return text if len(text) <= 60 else f"{text[:57]}…"
