from dataclasses import FrozenInstanceError

import pytest

from tests.content.sample import Load, entry


def test_terms_stand_in_title_order_and_families_in_theirs(loaded: Load) -> None:
    glossary = loaded(
        {
            "z": entry("alpha"),
            "y": entry("Beta", category="foundations"),
            "x": entry("Élan"),
            "w": entry("Eta"),
            "v": entry("1x1 convolution"),
        }
    )
    assert list(glossary.terms) == ["v", "z", "y", "x", "w"]
    assert [category.slug for category in glossary.categories] == ["foundations", "training"]
    assert [term.slug for term in glossary.in_category("training")] == ["v", "z", "x", "w"]
    assert glossary.in_category("nothing") == ()
    letters = {first: [term.slug for term in terms] for first, terms in glossary.letters().items()}
    assert letters == {"#": ["v"], "A": ["z"], "B": ["y"], "E": ["x", "w"]}


def test_links_are_known_from_both_ends(loaded: Load) -> None:
    glossary = loaded(
        {
            "gru": entry(
                "GRU", "Like an LSTM, an LSTM.\n\n## More\n\nThe [[gradient]] and the LSTM.", prerequisites="[lstm]"
            ),
            "lstm": entry("LSTM", "See GRUs and $x$."),
            "gradient": entry("Gradient"),
        }
    )
    assert glossary.terms["gru"].links == ("lstm", "gradient")
    assert glossary.terms["gru"].backlinks == ("lstm",)
    assert glossary.terms["lstm"].leads_to == ("gru",)
    assert glossary.terms["gradient"].backlinks == ("gru",)
    assert glossary.terms["gru"].text == "Like an LSTM, an LSTM. More The gradient and the LSTM."
    assert glossary.terms["gru"].sections == (("more", "More"),)


def test_other_names_lead_to_their_term_and_never_hide_another(loaded: Load) -> None:
    glossary = loaded(
        {
            "lstm": entry("LSTM", aliases="[long short-term memory, Hochreiter's cell]"),
            "rnn-cell": entry("Recurrent cell", abbreviation="RC"),
            "rc": entry("Reservoir computing"),
            "relu": entry("Rectified linear unit", abbreviation="ReLU"),
        }
    )
    assert glossary.redirects == {
        "long-short-term-memory": "lstm",
        "hochreiters-cell": "lstm",
        "recurrent-cell": "rnn-cell",
        "reservoir-computing": "rc",
        "rectified-linear-unit": "relu",
    }


def test_the_graph_has_every_term_and_each_mutual_pair_once(loaded: Load) -> None:
    nodes, edges = loaded(
        {
            "a": entry("Alpha", "A [[b]].", related="[b]", contrasts="[c]"),
            "b": entry("Beta", prerequisites="[a]", related="[a]"),
            "c": entry("Gamma", contrasts="[a]"),
        }
    ).graph()
    assert [node["slug"] for node in nodes] == ["a", "b", "c"]
    assert sorted((edge["kind"], edge["source"], edge["target"]) for edge in edges) == [
        ("contrast", "a", "c"),
        ("link", "a", "b"),
        ("prerequisite", "b", "a"),
        ("related", "a", "b"),
    ]


def test_nothing_in_a_glossary_can_be_changed(loaded: Load) -> None:
    glossary = loaded({"gru": entry("GRU")})
    with pytest.raises(TypeError):
        glossary.terms["x"] = glossary.terms["gru"]  # type: ignore[index]
    with pytest.raises(FrozenInstanceError):
        glossary.terms["gru"].backlinks = ()  # type: ignore[misc]
    with pytest.raises(TypeError):
        glossary.redirects["x"] = "gru"  # type: ignore[index]


def test_terms_are_searched_suggested_and_guessed(loaded: Load) -> None:
    glossary = loaded({"relu": entry("ReLU", "It keeps positive numbers."), "lstm": entry("LSTM")})
    assert [hit.slug for hit in glossary.search("positive").hits] == ["relu"]
    assert [suggestion.slug for suggestion in glossary.suggest("re")] == ["relu"]
    assert glossary.nearest("lstmm") == ("lstm",)
