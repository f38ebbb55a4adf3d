import pytest

from app.content.problems import GlossaryError
from tests.content.sample import Load, entry


def problems(loaded: Load, files: dict[str, str]) -> list[str]:
    with pytest.raises(GlossaryError) as caught:
        loaded(files)
    return [str(problem).removeprefix("glossary/") for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("front", "problem"),
    [
        ({"category": "trainin"}, "category: unknown category 'trainin'; did you mean 'training'?"),
        ({"category": "zzz"}, "category: unknown category 'zzz'; it must be one of foundations, training"),
        ({"prerequisites": "[lstmm]"}, "prerequisites: unknown term 'lstmm'; did you mean 'lstm'?"),
        ({"related": "[zzz]"}, "related: unknown term 'zzz'"),
        ({"contrasts": "[gru]"}, "contrasts: the term names itself; leave it out"),
        ({"demo": "{name: summ, title: Why?}"}, "demo.name: unknown demo 'summ'; did you mean 'sum'?"),
        ({"demo": "{name: sum, title: Why?, params: {c: 1}}"}, "demo.params: sum: unknown parameter 'c'"),
        ({"demo": "{name: sum, title: Why?, params: {a: x}}"}, "demo.params: 'a' must be a number"),
        ({"aliases": "[lstm]"}, "aliases: 'lstm' is the slug of another term, glossary/lstm.md"),
        ({"aliases": "[L s t m]"}, None),
        ({"aliases": "[Memory Cell network]"}, "aliases: 'Memory Cell network' is also a name of glossary/lstm.md"),
    ],
)
def test_what_entries_owe_each_other_is_checked(loaded: Load, front: dict[str, str], problem: str | None) -> None:
    files = {"gru": entry("GRU", **front), "lstm": entry("LSTM", aliases="[memory-cell network]")}
    if problem is None:
        loaded(files)
    else:
        assert f"gru.md: {problem}" in problems(loaded, files)


def test_a_title_may_not_be_the_slug_of_another_term(loaded: Load) -> None:
    files = {"gru": entry("LSTM"), "lstm": entry("Long short-term memory")}
    assert problems(loaded, files) == ["gru.md: title: 'LSTM' is the slug of another term, glossary/lstm.md"]


def test_both_owners_of_a_name_are_told(loaded: Load) -> None:
    files = {"a": entry("Alpha", aliases="[Same thing]"), "b": entry("Beta", aliases="[same-Thing]")}
    assert problems(loaded, files) == [
        "a.md: aliases: 'Same thing' is also a name of glossary/b.md",
        "b.md: aliases: 'same-Thing' is also a name of glossary/a.md",
    ]


def test_two_terms_may_share_an_abbreviation_which_then_leads_nowhere(loaded: Load) -> None:
    glossary = loaded({"a": entry("Alpha", abbreviation="AE"), "b": entry("Beta", "An AE.", abbreviation="AE")})
    assert "ae" not in glossary.redirects


def test_an_abbreviation_that_is_the_slug_of_another_term_is_warned_of(loaded: Load) -> None:
    glossary = loaded({"ae": entry("AE"), "autoencoder": entry("Autoencoder", abbreviation="AE")})
    warning = "glossary/autoencoder.md: abbreviation: 'AE' is the slug of another term, glossary/ae.md, and leads there"
    assert warning in [str(problem) for problem in glossary.warnings]
    assert not any("slug of another" in str(problem) for problem in glossary.terms["ae"].warnings)


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        ({"a": "b", "b": "a"}, ["a.md: prerequisites: the terms need each other in a cycle: a → b → a; drop one"]),
        ({"a": "a"}, ["a.md: prerequisites: the term names itself; leave it out"]),
        (
            {"c": "d", "d": "b", "b": "c", "a": "b", "e": "f", "f": "e"},
            [
                "b.md: prerequisites: the terms need each other in a cycle: b → c → d → b; drop one",
                "e.md: prerequisites: the terms need each other in a cycle: e → f → e; drop one",
            ],
        ),
    ],
)
def test_prerequisites_that_go_in_a_circle_are_named_in_order(
    loaded: Load, needs: dict[str, str], expected: list[str]
) -> None:
    files = {slug: entry(f"Term {slug}", prerequisites=f"[{needed}]") for slug, needed in needs.items()}
    assert problems(loaded, files) == expected


def test_prerequisites_may_meet_again(loaded: Load) -> None:
    needs = {"a": "", "b": "a", "c": "a", "d": "b, c, a"}
    files = {slug: entry(f"Term {slug}", prerequisites=f"[{needed}]") for slug, needed in needs.items()}
    assert loaded(files).terms["a"].leads_to == ("b", "c", "d")
