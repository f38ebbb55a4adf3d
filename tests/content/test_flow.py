"""Anchors are well formed wherever a mention stands, and linking changes nothing but the links."""

from xml.etree.ElementTree import Element, tostring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.content.autolink import Linker
from app.content.forms import all_forms
from app.content.weaving import slug_of
from tests.content.linking import TERMS, linked


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<b>ReLU</b>", "<b>[relu:ReLU]</b>"),
        ("<b>gradient</b> descent", "[gradient-descent:<b>gradient</b> descent]"),
        ("gradient <b>descent</b>!", "[gradient-descent:gradient <b>descent</b>]!"),
        ("<b>gra</b>dient", "[gradient:<b>gra</b>dient]"),
        ("<i><b>self</b></i>-<b>attention</b>", "[self-attention:<i><b>self</b></i>-<b>attention</b>]"),
        ("<i>x <b>ReLU</b></i> y", "<i>x <b>[relu:ReLU]</b></i> y"),
        ("<b>stochastic gradient</b> descent", "<b>stochastic gradient</b> descent"),
        ("gradient <b>descent method</b>", "gradient <b>descent method</b>"),
        ("<b>GAN</b>s <i>and ReLU</i>", "[gan:<b>GAN</b>s] <i>and [relu:ReLU]</i>"),
        ("<code>torch.nn.</code>ReLU", "<code>torch.nn.</code>ReLU"),
        ("gradient <code>descent</code>", "[gradient:gradient] <code>descent</code>"),
        ("C<code>++</code>", "C<code>++</code>"),
        ("<math><mi>k</mi></math>-NN", "<math><mi>k</mi></math>-NN"),
    ],
)
def test_an_anchor_is_well_formed_or_left_out(inside: str, expected: str) -> None:
    assert linked(f"<p>{inside}</p>") == expected


# Pages made of pieces of names, so that mentions, half mentions and overlaps are frequent.
NAMES = ["gradient", "descent", "Gradient", "ReLU", "GAN", "GANs", "batch", "normalization", "self", "attention", "C++"]
JOINTS = [
    " ",
    " ",
    " ",
    "-",
    "\u2013",
    "/",
    ".",
    ",",
    "'s",
    "\u0301",
    "İ",
    "関数",
    "ソフトマックス",
    "🚀",
    "_",
    "&",
    "<",
]
TEXTS = st.lists(st.sampled_from([*NAMES, *JOINTS]), max_size=8).map("".join) | st.text(max_size=12)
BLOCKS = ["p", "li", "td", "h2", "blockquote"]
INLINE = ["b", "em", "code", "br", "a", "span"]


@st.composite
def pages(draw: st.DrawFn, tag: str = "div", depth: int = 3) -> Element:
    """A tree of a few elements with texts between them; blocks stand in blocks, inline elements anywhere."""
    element = Element(tag)
    element.text = draw(TEXTS)
    inside = INLINE if tag in {"p", "h2", *INLINE} else INLINE + BLOCKS
    for _ in range(draw(st.integers(0, 3)) if depth and tag != "br" else 0):
        child = draw(pages(draw(st.sampled_from(inside)), depth - 1))
        child.tail = draw(TEXTS)
        element.append(child)
    return element


@settings(max_examples=100, deadline=None)
@given(pages())
def test_linking_leaves_the_text_as_it_is_and_linking_again_changes_nothing(tree: Element) -> None:
    linker = Linker(all_forms(TERMS))
    before = "".join(tree.itertext())
    linker.link(tree)
    assert "".join(tree.itertext()) == before
    once = tostring(tree)
    linker.link(tree)
    assert tostring(tree) == once, once.decode()


@settings(max_examples=100, deadline=None)
@given(pages())
def test_every_link_is_a_mention_outside_what_is_excluded(tree: Element) -> None:
    deliberate = len(list(tree.iter("a")))
    Linker(all_forms(TERMS)).link(tree, slug="gan")
    parents = {child: parent for parent in tree.iter() for child in parent}
    anchors = [anchor for anchor in tree.iter("a") if anchor.get("class") == "term"]
    assert len(list(tree.iter("a"))) == deliberate + len(anchors)
    for anchor in anchors:
        assert slug_of(anchor) in {entry.slug for entry in TERMS} - {"gan", "dropout", "layer"}
        above = anchor
        while above is not tree:
            above = parents[above]
            assert above.tag not in {"a", "code", "h2", "blockquote"}
