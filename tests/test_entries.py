"""The glossary that we ship: every promised term is there, shown by a demo of its own, and reached from others."""

from collections import Counter
from pathlib import Path

import pytest

from app.content.index import Glossary, load
from app.demos._registry import registry

FOLDER = Path(__file__).parents[1] / "glossary"
PROMISED = """
foundations: *deep-learning machine-learning *representation-learning *model parameter hyperparameter *data-science
  *reinforcement-learning generalization overfitting
building-blocks: *activation-function *relu sigmoid tanh elu softmax *affine-layer *feed-forward-network layer width
  bias decision-boundary *embedding *one-hot-encoding bag-of-words *normalization
training: *gradient *gradient-descent learning-rate momentum mini-batch batch-size *epoch *iteration *loss-function
  cross-entropy mean-squared-error *backpropagation chain-rule *backpropagation-through-time
  truncated-backpropagation-through-time *regularization weight-decay *dropout
convolutional-networks: *convolutional-neural-network convolution kernel stride padding receptive-field *pooling
  max-pooling
recurrent-networks: *recurrent-neural-network hidden-state *lstm memory-cell gate *gru *vanishing-gradient
  *exploding-gradient gradient-clipping
architectures: *multilayer-perceptron *autoencoder denoising-autoencoder variational-autoencoder sequence-autoencoder
  bottleneck principal-component-analysis restricted-boltzmann-machine deep-belief-network *neural-machine-translation
  *sequence-to-sequence encoder-decoder attention *neural-turing-machine
word-vectors: *word2vec skip-gram cbow negative-sampling *glove co-occurrence-matrix cosine-similarity
evaluation: *f1-score precision recall accuracy confusion-matrix harmonic-mean *cross-validation fold training-set
  validation-set test-set
"""
ALIASES = {
    "fully-connected-layer": "affine-layer",
    "linear-layer": "affine-layer",
    "cost-function": "loss-function",
    "objective": "loss-function",
    "backward-pass": "backpropagation",
    "bptt": "backpropagation-through-time",
    "cnn": "convolutional-neural-network",
    "convnet": "convolutional-neural-network",
    "filter": "kernel",
    "rnn": "recurrent-neural-network",
    "long-short-term-memory": "lstm",
    "gated-recurrent-unit": "gru",
    "mlp": "multilayer-perceptron",
    "vae": "variational-autoencoder",
    "pca": "principal-component-analysis",
    "rbm": "restricted-boltzmann-machine",
    "dbn": "deep-belief-network",
    "nmt": "neural-machine-translation",
    "seq2seq": "sequence-to-sequence",
    "ntm": "neural-turing-machine",
    "f-score": "f1-score",
    "f-measure": "f1-score",
}


def promised() -> dict[str, tuple[str, bool]]:
    """Give (category, essential) by slug."""
    told: dict[str, tuple[str, bool]] = {}
    category = ""
    for word in PROMISED.split():
        if word.endswith(":"):
            category = word.removesuffix(":")
        else:
            told[word.lstrip("*")] = (category, word.startswith("*"))
    return told


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return load(FOLDER, registry())


def test_every_promised_term_has_its_entry_in_its_family(glossary: Glossary) -> None:
    there = {slug: (term.entry.category, term.entry.essential) for slug, term in glossary.terms.items()}
    assert {slug: there.get(slug) for slug in promised()} == promised()


def test_every_promised_name_leads_to_its_term(glossary: Glossary) -> None:
    assert {name: glossary.redirects.get(name) for name in ALIASES} == ALIASES


def test_there_is_nothing_to_warn_about(glossary: Glossary) -> None:
    assert [str(warning) for warning in glossary.warnings] == []


def test_every_term_has_a_demo_of_its_own_that_answers_a_question(glossary: Glossary) -> None:
    uses = []
    for slug, term in glossary.terms.items():
        use = term.entry.demo
        assert use is not None, slug
        assert use.title.endswith("?"), slug
        uses.append((use.name, str(registry()[use.name].with_values(use.params))))
    assert [use for use, times in Counter(uses).items() if times > 1] == []


def test_every_demo_serves_a_term(glossary: Glossary) -> None:
    assert {term.entry.demo.name for term in glossary.terms.values() if term.entry.demo} == set(registry())


def test_every_term_is_reached_from_the_text_of_another(glossary: Glossary) -> None:
    assert [slug for slug, term in glossary.terms.items() if not term.backlinks] == []


def test_what_to_know_first_leads_back_to_terms_that_need_nothing(glossary: Glossary) -> None:
    settled = {slug for slug, term in glossary.terms.items() if not term.entry.prerequisites}
    assert settled
    while True:
        more = {slug for slug, term in glossary.terms.items() if set(term.entry.prerequisites) <= settled} - settled
        if not more:
            break
        settled |= more
    assert settled == set(glossary.terms)


def test_every_term_has_a_worked_example_and_a_paper(glossary: Glossary) -> None:
    for slug, term in glossary.terms.items():
        assert "Worked example" in [title for _, title in term.sections], slug
        assert 1 <= len(term.entry.papers) <= 4, slug


def test_every_term_is_told_apart_from_another(glossary: Glossary) -> None:
    assert [slug for slug, term in glossary.terms.items() if not term.contrasts] == []


def test_a_paper_is_named_alike_wherever_it_is_listed(glossary: Glossary) -> None:
    named: dict[str, set[tuple[str, str, int]]] = {}
    for term in glossary.terms.values():
        for paper in term.entry.papers:
            address = paper.arxiv or paper.doi
            if address:
                named.setdefault(address, set()).add((paper.title, paper.authors, paper.year))
    assert {address: names for address, names in named.items() if len(names) > 1} == {}
