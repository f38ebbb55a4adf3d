import pytest

from app.content.problems import GlossaryError
from tests.content.sample import Load, entry


def test_an_entry_becomes_a_page_whose_addresses_start_with_the_root(loaded: Load) -> None:
    glossary = loaded({"gru": entry("GRU", "It has a [[learning-rate]]."), "learning-rate": entry("Learning rate")})
    link = '<a class="term" href="{}/terms/learning-rate">learning rate</a>'
    assert glossary.terms["gru"].body("") == f"<p>It has a {link.format('')}.</p>"
    assert glossary.terms["gru"].body("/glossary") == f"<p>It has a {link.format('/glossary')}.</p>"


def test_all_problems_of_all_files_are_reported_together(loaded: Load) -> None:
    with pytest.raises(GlossaryError) as caught:
        loaded(
            {
                "lstm": entry("LSTM"),
                "gru": entry("GRU", "$\\foo$", prerequisites="[lstmm]"),
                "relu": entry("ReLU", "{{ summ(a=1).total }}", aliass="[rectifier]"),
            }
        )
    assert [str(problem) for problem in caught.value.problems] == [
        "glossary/gru.md: prerequisites: unknown term 'lstmm'; did you mean 'lstm'?",
        "glossary/gru.md:7: the formula '\\foo' is not understood: Unknown command \"\\foo\".",
        "glossary/relu.md: aliass: unknown key; did you mean 'aliases'?",
        "glossary/relu.md:7: unknown demo 'summ'; did you mean 'sum'?",
    ]
