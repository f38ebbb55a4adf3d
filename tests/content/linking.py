"""Pages of one paragraph with their links written as [slug:text], and the terms that the linker's tests share."""

from xml.etree.ElementTree import Element, fromstring

from app.content.autolink import Linker
from app.content.entry import Entry
from app.content.forms import all_forms
from app.content.weaving import slug_of
from tests.content.sample import term

TERMS = [
    term("sgd", "SGD"),
    term("who", "WHO"),
    term("gan", "GAN", "generative adversarial network"),
    term("rnn", "RNN"),
    term("lstm", "LSTM", "long short-term memory"),
    term("relu", "ReLU"),
    term("k-nn", "k-NN"),
    term("l2", "L2"),
    term("c-plus-plus", "C++"),
    term("self-attention", "Self-attention"),
    term("gradient", "Gradient"),
    term("gradient-descent", "Gradient descent"),
    term("batch-normalization", "Batch normalization"),
    term("normalization", "Normalization"),
    term("confusion-matrix", "Confusion matrix"),
    term("loss", "Loss"),
    term("axis", "Axis"),
    term("decision-boundary", "Decision boundary"),
    term("layer", "Layer", "affine layer"),
    term("gate", "Gate", autolink="always"),
    term("dropout", "Dropout", autolink="off"),
    term("q-and-a", "Q&A"),
    term("softmax-ja", "ソフトマックス"),
    term("naive-bayes", "Naïve Bayes"),
    term("bayes-rule", "Bayes' rule"),
]


def linked(inside: str, *, slug: str = "", terms: list[Entry] | None = None, category: str = "") -> str:
    """Link a paragraph and write it with its links as [slug:text]."""
    tree = fromstring(f"<div>{inside if inside.startswith('<') else f'<p>{inside}</p>'}</div>")
    Linker(all_forms(TERMS if terms is None else terms)).link(tree, slug, category)
    return short(tree)


def short(element: Element) -> str:
    """Write the inside of an element, with links as [slug:text]."""
    text = element.text or ""
    for child in element:
        slug = slug_of(child) if child.tag == "a" else None
        inside = short(child)
        if slug:
            text += f"[{slug}:{inside}]"
        else:
            text += inside if child.tag == "p" else f"<{child.tag}>{inside}</{child.tag}>"
        text += child.tail or ""
    return text
