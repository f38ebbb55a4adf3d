"""A changed entry writes only the pages anew that it can have changed; the others are the very same objects."""

from collections.abc import Mapping

import pytest

from app.content.glossary import Glossary
from app.content.index import load
from app.content.problems import GlossaryError
from tests.content.sample import Arithmetic, Write, entry

DEMOS = Arithmetic()
FILES = {
    "gru": entry("GRU", "It has gates, unlike an *LST*M."),
    "lstm": entry("LSTM", "It has a memory cell. See [[Learning rate|the rate]]."),
    "learning-rate": entry("Learning rate", "How far a step goes."),
    "momentum": entry("Momentum", "An average of gradients; also see [[learning-rate]]."),
    "softmax": entry("Softmax", "Nothing of the kind: {{ sum(a=1).total }}."),
}


def kept(write: Write, changes: Mapping[str, str]) -> tuple[set[str], Glossary]:
    """Change files of the glossary, load it again, and return which pages were kept, after checking all of them."""
    before = load(write(FILES), DEMOS)
    folder = write(changes)
    after = load(folder, DEMOS, before)
    anew = load(folder, DEMOS)
    for slug, term in anew.terms.items():
        same = after.terms[slug]
        assert (same.written, same.backlinks, same.leads_to, same.warnings) == (
            term.written,
            term.backlinks,
            term.leads_to,
            term.warnings,
        )
    return {slug for slug in FILES if after.terms[slug].written is before.terms[slug].written}, after


@pytest.mark.parametrize(
    ("changes", "written"),
    [
        ({}, set()),
        ({"gru": entry("GRU", "It is simple.")}, {"gru"}),
        ({"new": entry("Attention", "A gate of another kind.")}, set()),
        ({"new": entry("Memory cell")}, {"lstm"}),
        ({"new": entry("Average")}, {"momentum"}),
        ({"softmax": entry("Softmax", aliases="[gates]")}, {"softmax", "gru"}),
        ({"lstm": entry("Long short-term memory", abbreviation="LSTM")}, {"lstm"}),
        ({"learning-rate": entry("Step size", aliases="[learning rate]")}, {"learning-rate", "lstm", "momentum"}),
        ({"lstm": entry("LSTM", autolink="off")}, {"lstm", "gru"}),
    ],
)
def test_only_what_can_have_changed_is_written_anew(
    write: Write, changes: Mapping[str, str], written: set[str]
) -> None:
    assert kept(write, changes)[0] == set(FILES) - written


def test_links_to_a_page_are_counted_anew_on_pages_that_are_kept(write: Write) -> None:
    pages, glossary = kept(write, {"gru": entry("GRU", "A softmax.")})
    assert "softmax" in pages
    assert glossary.terms["softmax"].backlinks == ("gru",)


def test_a_page_that_is_kept_may_still_break(write: Write) -> None:
    folder = write(FILES)
    before = load(folder, DEMOS)
    (folder / "learning-rate.md").unlink()
    with pytest.raises(GlossaryError) as caught:
        load(folder, DEMOS, before)
    assert [str(problem) for problem in caught.value.problems] == [
        "glossary/lstm.md:6: '[[Learning rate|the rate]]' leads to an unknown term 'Learning rate'",
        "glossary/momentum.md:6: '[[learning-rate]]' leads to an unknown term 'learning-rate'",
    ]
