import pytest

from app.content.forms import COMMON, Form, forms_of, is_exact, plurals
from tests.content.sample import term


@pytest.mark.parametrize(
    ("name", "exact"),
    [
        ("SGD", True),
        ("t-SNE", True),
        ("GloVe", True),
        ("ReLU activation", True),
        ("tanh", False),
        ("net", True),
        ("L2", True),
        ("Long Short-Term Memory", False),
        ("word2vec", False),
        ("F1 score", False),
        ("LSTMs", True),
        ("ABCd", True),
        ("ABcd", True),
        ("Abcd", False),
    ],
)
def test_case_counts_in_acronyms_inner_capitals_and_short_names(name: str, *, exact: bool) -> None:
    assert is_exact(name) is exact


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("vertex", ["vertices", "vertexes"]),
        ("axis", ["axes", "axises"]),
        ("bias", ["biases"]),
        ("loss", ["losses"]),
        ("corpus", ["corpora", "corpuses"]),
        ("minimum", ["minima", "minimums"]),
        ("maximum", ["maxima", "maximums"]),
        ("hypothesis", ["hypotheses"]),
        ("batch", ["batches"]),
        ("memory", ["memories"]),
        ("array", ["arrays"]),
        ("Embedding", ["Embeddings"]),
    ],
)
def test_plurals_are_those_of_english(word: str, expected: list[str]) -> None:
    assert plurals(word) == expected


def spelled(form: Form) -> str:
    return form.prefix + "".join(form.steps) + form.suffix


def test_a_term_has_every_name_and_its_plural_as_a_form() -> None:
    entry = term("cnn", "Convolutional neural network", "ConvNet", "C++ net", abbreviation="CNN")
    assert [spelled(form) for form in forms_of(entry)] == [
        "convolutional neural network",
        "convolutional neural networks",
        "cnn",
        "cnns",
        "convnet",
        "convnets",
        "c++ net",
        "c++ nets",
    ]
    assert [form.exact for form in forms_of(entry)][2:4] == [("CNN",), ("CNNs",)]


def test_a_common_word_links_only_if_it_is_asked_for() -> None:
    assert {"weight", "layer", "head", "key", "value", "query", "step", "model", "gate", "width", "bias"} < COMMON
    assert [form.links for form in forms_of(term("layer", "Layer", "hidden layer"))] == [False, False, True, True]
    assert all(form.links for form in forms_of(term("layer", "Layer", autolink="always")))
    assert not any(form.links for form in forms_of(term("layer", "Layer", "hidden layer", autolink="off")))


def test_a_name_without_letters_has_no_form() -> None:
    assert forms_of(term("nabla", "∇")) == []
