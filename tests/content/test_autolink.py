"""The cases of the linker's specification, on pages of one paragraph; links are written as [slug:text]."""

import random
import string
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

import pytest

from app.content.autolink import Ambiguity, Linker
from app.content.forms import all_forms
from app.content.weaving import term_link
from tests.content.linking import TERMS, linked, short
from tests.content.sample import term


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # case
        ("SGD and sgd", "[sgd:SGD] and sgd"),
        ("who asked the WHO", "who asked the [who:WHO]"),
        ("a relu, a ReLU", "a relu, a [relu:ReLU]"),
        ("gradient Descent", "[gradient-descent:gradient Descent]"),
        ("K-NN and k-NN", "K-NN and [k-nn:k-NN]"),
        # plurals and possessives
        ("GANs", "[gan:GANs]"),
        ("GAN's", "[gan:GAN]'s"),
        ("GAN\u2019s", "[gan:GAN]\u2019s"),
        ("confusion matrices", "[confusion-matrix:confusion matrices]"),
        ("decision boundaries", "[decision-boundary:decision boundaries]"),
        ("losses and axes", "[loss:losses] and [axis:axes]"),
        ("normalized, normalizing", "normalized, normalizing"),
        # hyphens and slashes
        ("GAN-based", "[gan:GAN]-based"),
        ("GAN-based-ish", "[gan:GAN]-based-ish"),
        ("GAN-zilla", "GAN-zilla"),
        ("GAN-", "GAN-"),
        ("GAN-\u0301", "GAN-\u0301"),
        ("non-GAN", "non-GAN"),
        ("RNNs/LSTMs", "[rnn:RNNs]/[lstm:LSTMs]"),
        ("an RNN\u2013LSTM hybrid", "an [rnn:RNN]\u2013[lstm:LSTM] hybrid"),
        ("GAN\u2013based \u2013RNN", "[gan:GAN]\u2013based \u2013[rnn:RNN]"),
        ("self attention", "[self-attention:self attention]"),
        ("self-attention", "[self-attention:self-attention]"),
        ("self\u2013attention", "[self-attention:self\u2013attention]"),
        ("self\u00a0attention", "[self-attention:self\u00a0attention]"),
        ("self\nattention", "[self-attention:self\nattention]"),
        ("self, attention", "self, attention"),
        ("self--attention", "self--attention"),
        # digits and symbols
        ("k-NN.", "[k-nn:k-NN]."),
        ("L2 but not L21 nor xL2", "[l2:L2] but not L21 nor xL2"),
        ("L² is L2", "[l2:L²] is L2"),
        ("in C++, not C or C+", "in [c-plus-plus:C++], not C or C+"),
        ("C++11", "C++11"),
        ("a Q&amp;A &amp;amp; GAN", "a [q-and-a:Q&A] &amp; [gan:GAN]"),
        ("Bayes\u2019 rule, Bayes' rules", "[bayes-rule:Bayes\u2019 rule], Bayes' rules"),
        # what stands beside a mention
        ("torch.nn.ReLU and ReLU.forward", "torch.nn.ReLU and ReLU.forward"),
        ("End with ReLU. Begin", "End with [relu:ReLU]. Begin"),
        ("_ReLU ReLU_ @ReLU ReLU@ #ReLU ReLU# \\ReLU ReLU\\", "_ReLU ReLU_ @ReLU ReLU@ #ReLU ReLU# \\ReLU ReLU\\"),
        ("https://x.org/ReLU www.ReLU/a a/ReLU.py /ReLU ReLU/ ~/ReLU", None),
        ("\u2026/ReLU */ReLU", None),
        ("me@ReLU/x C:\\d\\ReLU", None),
        ("🚀ReLU🚀 👩‍🔬", "🚀[relu:ReLU]🚀 👩‍🔬"),
        ("ReLU\u0301 Re\u0301LU", "ReLU\u0301 Re\u0301LU"),
        ("nai\u0308ve Bayes", "[naive-bayes:nai\u0308ve Bayes]"),
        ("İİ gradient İ", "İİ [gradient:gradient] İ"),
        ("GRADİENT", "GRADİENT"),
        ("((long short-term memory (LSTM)))", "(([lstm:long short-term memory] (LSTM)))"),
        ("このソフトマックス関数", "この[softmax-ja:ソフトマックス]関数"),
        ("GAN関数", "[gan:GAN]関数"),
        # selection
        ("ReLU", "[relu:ReLU]"),
        ("ReLU then GAN", "[relu:ReLU] then [gan:GAN]"),
        ("gradient descent", "[gradient-descent:gradient descent]"),
        ("gradient descent-ish", "[gradient:gradient] descent-ish"),
        ("gradient descent, gradient descent", "[gradient-descent:gradient descent], gradient descent"),
        ("GAN, generative adversarial networks", "[gan:GAN], generative adversarial networks"),
        # common words, and entries that opt out
        ("a layer, layers", "a layer, layers"),
        ("an affine layer", "an [layer:affine layer]"),
        ("a gate", "a [gate:gate]"),
        ("dropout", "dropout"),
    ],
)
def test_a_mention_is_linked_and_nothing_else(text: str, expected: str | None) -> None:
    assert linked(text) == (expected or text)


EXCLUDED = "a code pre kbd samp var math svg h1 h2 h3 h4 h5 h6 dt th abbr q blockquote button label"


@pytest.mark.parametrize("tag", EXCLUDED.split())
def test_nothing_is_linked_inside(tag: str) -> None:
    assert linked(f"<div><{tag}>a ReLU</{tag}> ReLU</div>").count("[relu:ReLU]") == 1
    assert "[" not in linked(f"<div><{tag}><b>a ReLU</b></{tag}></div>")


def test_cells_and_items_of_lists_are_texts_of_their_own() -> None:
    table = "<table><tr><th>ReLU</th></tr><tr><td>gradient</td><td>descent, SGD</td></tr></table>"
    assert linked(table) == (
        "<table><tr><th>ReLU</th></tr><tr><td>[gradient:gradient]</td><td>descent, [sgd:SGD]</td></tr></table>"
    )
    items = "<ul><li>self<ul><li>attention</li></ul>ReLU</li></ul>"
    assert linked(items) == "<ul><li>self<ul><li>attention</li></ul>[relu:ReLU]</li></ul>"


def test_of_two_names_that_overlap_the_first_is_linked() -> None:
    terms = [term("ab", "Alpha beta"), term("bc", "Beta gamma"), term("c", "Gamma ray")]
    assert linked("alpha beta gamma ray", terms=terms) == "[ab:alpha beta] [c:gamma ray]"


def test_a_name_that_is_not_linked_keeps_shorter_ones_out_of_its_text() -> None:
    text = "batch normalization, then normalization"
    expected = "[batch-normalization:batch normalization], then [normalization:normalization]"
    assert linked(text) == expected
    assert linked(text, slug="batch-normalization") == "batch normalization, then [normalization:normalization]"
    again = "batch normalization; batch normalization"
    assert linked(again) == "[batch-normalization:batch normalization]; batch normalization"


def test_a_page_never_links_to_itself_under_any_of_its_names() -> None:
    assert linked("GANs: a generative adversarial network", slug="gan") == "GANs: a generative adversarial network"


def test_a_term_is_linked_once_in_each_section() -> None:
    page = "<div><p>ReLU ReLU</p><h2>Next</h2><p>ReLU</p><ul><li>ReLU</li></ul></div>"
    assert linked(page) == "<div>[relu:ReLU] ReLU<h2>Next</h2>[relu:ReLU]<ul><li>ReLU</li></ul></div>"


def test_a_deliberate_link_uses_up_its_section() -> None:
    tree = fromstring("<div><p>A GAN, </p><h2>Next</h2><p>a GAN</p></div>")
    tree[0].append(term_link("gan", "rivals"))
    Linker(all_forms(TERMS)).link(tree)
    assert short(tree) == "A GAN, [gan:rivals]<h2>Next</h2>a [gan:GAN]"


RIVALS = [
    term("autoencoder", "Autoencoder", abbreviation="AE", category="architectures"),
    term("absolute-error", "Absolute error", abbreviation="AE", category="evaluation"),
]


def test_a_name_with_two_owners_is_not_linked_but_reported() -> None:
    tree = fromstring("<div><p>an AE, AEs, the AE</p></div>")
    found = Linker(all_forms(RIVALS)).link(tree)
    assert found == (Ambiguity("AE", ("absolute-error", "autoencoder")), Ambiguity("AEs", found[0].slugs))
    assert short(tree) == "an AE, AEs, the AE"


def test_a_tie_is_settled_by_a_deliberate_link_then_by_the_family_of_the_page() -> None:
    assert linked("an AE", terms=RIVALS, category="evaluation") == "an [absolute-error:AE]"
    assert linked("an AE", terms=RIVALS, slug="autoencoder") == "an AE"
    tree = fromstring("<div><p>one </p><h2>Next</h2><p>AE</p></div>")
    tree[0].append(term_link("autoencoder", "AE"))
    Linker(all_forms(RIVALS)).link(tree, category="evaluation")
    assert short(tree) == "one [autoencoder:AE]<h2>Next</h2>[autoencoder:AE]"


def test_the_anchor_has_a_class_and_an_address_and_nothing_else() -> None:
    tree = fromstring("<div><p>ReLU</p></div>")
    Linker(all_forms(TERMS)).link(tree)
    assert tree[0][0].attrib.keys() == {"class", "href"}
    assert tree[0][0].get("class") == "term"


def test_ten_thousand_terms_are_told_apart() -> None:
    draw = random.Random(7)  # noqa: S311 - made-up names
    names = [f"net{number} {''.join(draw.choices(string.ascii_lowercase, k=6))}" for number in range(10_000)]
    terms = [term(f"t{number}", name) for number, name in enumerate(names)]
    text = f"a {names[17]}, {names[9_999]}s and {names[5_000].replace(' ', ' no ')}"
    assert linked(text, terms=terms) == (
        f"a [t17:{names[17]}], [t9999:{names[9_999]}s] and {names[5_000].replace(' ', ' no ')}"
    )


def test_a_page_without_any_name_is_left_alone() -> None:
    tree = Element("div")
    SubElement(tree, "p").text = "Nothing to see."
    assert Linker([]).link(tree) == ()
    assert tostring(tree) == b"<div><p>Nothing to see.</p></div>"
