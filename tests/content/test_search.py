from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.content.search import Search
from tests.content.sample import term

DOCUMENTS = [
    (term("backpropagation", "Backpropagation", "backward pass"), "The chain rule from the loss to every weight."),
    (term("gradient-descent", "Gradient descent"), "It walks against the slope."),
    (term("gru", "GRU", "gated recurrent unit", summary="A GRU has two gates."), "Simpler than an LSTM."),
    (term("lstm", "LSTM", "long short-term memory"), "A memory cell with gates keeps the gradient alive."),
    (
        term("recurrent-neural-network", "Recurrent neural network", abbreviation="RNN"),
        "It reads one step at a time; the GRU and the LSTM are two of its kind. " + "More words follow. " * 30,
    ),
    (term("relu", "ReLU", "rectified linear unit"), "It passes positive numbers."),
    (term("relation", "Relu network"), "Made up, to compete with ReLU."),
    (term("stochastic", "Stochastic gradient", essential=True), "One example at a time."),
    (term("vanishing-gradient", "Vanishing gradient", summary="Gradients shrink."), "ReLU helps; so does a GRU."),
]


@pytest.fixture(scope="module")
def search() -> Search:
    return Search(DOCUMENTS)


def found(search: Search, query: str) -> list[str]:
    return [hit.slug for hit in search.search(query, 20).hits]


def test_title_comes_before_title_prefix_before_alias_before_summary_before_body(search: Search) -> None:
    assert found(search, "relu") == ["relu", "relation", "vanishing-gradient"]
    assert found(search, "gru") == ["gru", "vanishing-gradient", "recurrent-neural-network"]
    assert found(search, "gradient") == ["gradient-descent", "stochastic", "vanishing-gradient", "lstm"]
    assert found(search, "gate") == ["gru", "lstm"]
    assert found(search, "rnn")[0] == "recurrent-neural-network"
    assert found(search, "recurrent-neural-network")[0] == "recurrent-neural-network"


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("long short", "lstm"),
        ("LONG SHORT-TERM", "lstm"),
        ("memory long", "lstm"),
        ("gradients vanishing", "vanishing-gradient"),
        ("backw", "backpropagation"),
        ("ﬁrst OR reads step", "recurrent-neural-network"),
        ("chain rules", "backpropagation"),
    ],
)
def test_words_are_found_in_any_case_order_and_as_beginnings(search: Search, query: str, slug: str) -> None:
    assert found(search, query)[0] == slug


def test_a_misspelled_query_is_answered_with_the_nearest_title(search: Search) -> None:
    assert search.search("backpropogation", 5).did_you_mean == "Backpropagation"
    assert search.search("vanishing gradeint", 5).did_you_mean == "Vanishing gradient"
    assert found(search, "vanishing gradeint") == ["vanishing-gradient"]
    assert search.search("relu", 5).did_you_mean is None
    assert search.search("zzzzzz", 5) == search.search("qqqqqq", 5)


def test_the_snippet_says_which_words_match(search: Search) -> None:
    hits = {hit.slug: hit for hit in search.search("gru", 5).hits}
    assert hits["gru"].snippet == (("A ", False), ("GRU", True), (" has two gates.", False))
    snippet = hits["recurrent-neural-network"].snippet
    assert ("GRU", True) in snippet
    assert snippet[-1][0].endswith("…")
    assert search.search("backward", 5).hits[0].snippet == (("Backpropagation.", False),)


def suggested(search: Search, prefix: str, limit: int = 8) -> list[tuple[str, str]]:
    return [(suggestion.slug, suggestion.matched) for suggestion in search.suggest(prefix, limit)]


def test_what_is_typed_is_completed_from_every_name(search: Search) -> None:
    assert suggested(search, "relu")[0] == ("relu", "ReLU")
    assert suggested(search, "lstm") == [("lstm", "LSTM")]
    assert suggested(search, "long short") == [("lstm", "long short-term memory")]
    assert suggested(search, "rnn") == [("recurrent-neural-network", "RNN")]
    assert suggested(search, "gradient")[0] == ("gradient-descent", "Gradient descent")
    assert suggested(search, "gradient")[1] == ("stochastic", "Stochastic gradient")
    assert suggested(search, "re", 2) == [("relu", "ReLU"), ("relation", "Relu network")]
    assert suggested(search, "unit") == [("gru", "gated recurrent unit"), ("relu", "rectified linear unit")]
    assert suggested(search, "recurent")[0][0] == "recurrent-neural-network"
    assert suggested(search, "") == suggested(search, "\0*") == suggested(search, "zz") == []


def test_the_nearest_names_are_found_for_an_address_that_leads_nowhere(search: Search) -> None:
    assert search.nearest("lstmm", 3)[0] == "lstm"
    assert search.nearest("gradient-desent", 1) == ("gradient-descent",)
    assert search.nearest("backprop", 1) == ("backpropagation",)
    assert search.nearest("gradient vanishing", 1) == ("vanishing-gradient",)
    assert search.nearest("rectified-linear-units", 1) == ("relu",)
    assert search.nearest("xyzzy", 3) == search.nearest("", 3) == search.nearest("lstm", 0) == ()


QUERIES = st.text(max_size=30) | st.lists(
    st.sampled_from(
        ["AND", "OR", "NOT", "NEAR(", ")", '"', "'", "*", "^", ":", "title:", "-", "\0", "gru", "\ud800", "%"]
    ),
    max_size=6,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(QUERIES)
def test_any_text_is_a_valid_query(query: str) -> None:
    search = Search(DOCUMENTS)
    for hit in search.search(query, 3).hits:
        assert "".join(text for text, _ in hit.snippet).strip("…")
    assert len(search.suggest(query, 3)) <= 3
    assert len(search.nearest(query, 3)) <= 3


def test_a_very_long_query_is_cut(search: Search) -> None:
    assert found(search, "relu " * 20_000) == found(search, "relu")


def test_many_threads_may_search_at_once(search: Search) -> None:
    queries = ["relu", "gate", "gradient", "memory"] * 50
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda query: found(search, query), queries)) == [
            found(search, query) for query in queries
        ]
