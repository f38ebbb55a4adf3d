from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.content.index import load
from app.content.problems import GlossaryError
from tests.content.sample import CATEGORIES, Arithmetic, Load, Write, entry


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


def test_a_fault_in_the_front_matter_hides_none_in_the_body_nor_in_other_files(loaded: Load) -> None:
    with pytest.raises(GlossaryError) as caught:
        loaded(
            {
                "gru": entry("GRU", "[[nowhere]]", essential="maybe", aliases="[gated unit]"),
                "lstm": entry("LSTM", "[[gru]], [[gated unit]] and [[elsewhere]]", prerequisites="[gru]"),
            }
        )
    assert [str(problem) for problem in caught.value.problems] == [
        "glossary/gru.md: essential: must be true or false, got 'maybe'",
        "glossary/gru.md:8: '[[nowhere]]' leads to an unknown term 'nowhere'",
        "glossary/lstm.md:7: '[[elsewhere]]' leads to an unknown term 'elsewhere'",
    ]


def test_a_fault_in_one_field_hides_none_in_the_others(loaded: Load) -> None:
    wrong = {"summary": "''", "categori": "x", "category": "trainin", "prerequisites": "[lstmm, gru]"}
    with pytest.raises(GlossaryError) as caught:
        loaded(
            {
                "gru": entry("GRU", demo="{name: summ, title: Why?}", **wrong),
                "lstm": entry("''", "[[gru]]", summary="A cell.", category="", aliases="[GRU]"),
            }
        )
    assert [str(problem) for problem in caught.value.problems] == [
        "glossary/gru.md: category: unknown category 'trainin'; did you mean 'training'?",
        "glossary/gru.md: demo.name: unknown demo 'summ'; did you mean 'sum'?",
        "glossary/gru.md: prerequisites: the term names itself; leave it out",
        "glossary/gru.md: prerequisites: unknown term 'lstmm'; did you mean 'lstm'?",
        "glossary/gru.md: title: 'GRU' is also a name of glossary/lstm.md",
        "glossary/gru.md: summary: must be text without spaces around it",
        "glossary/gru.md: categori: unknown key; did you mean 'category'?",
        "glossary/lstm.md: aliases: 'GRU' is the slug of another term, glossary/gru.md",
        "glossary/lstm.md: title: must be at least 1 character, got ''",
        "glossary/lstm.md: category: is missing; it must be given",
    ]


def test_an_address_of_a_term_that_is_not_there_is_a_problem(loaded: Load) -> None:
    fine = "[a](/terms/gru), [b](/terms/gated-unit#x), [c](/terms/gru.json), [d](/terms/), [e](/terms)"
    files = {"gru": entry("GRU", aliases="[gated unit]"), "lstm": entry("LSTM", fine)}
    assert loaded(files).terms["lstm"].links == ("gru",)
    with pytest.raises(GlossaryError) as caught:
        loaded({**files, "lstm": entry("LSTM", f"{fine}\n\n[f](/terms/gruu)")})
    assert [str(problem) for problem in caught.value.problems] == [
        "glossary/lstm.md:8: '/terms/gruu' leads to an unknown term 'gruu'; did you mean 'gru'?"
    ]


def test_a_body_nested_out_of_reach_is_a_problem_of_its_own(loaded: Load) -> None:
    with pytest.raises(GlossaryError) as caught:
        loaded({"gru": entry("GRU", "- " * 900 + "x"), "lstm": entry("LSTM", "[[nowhere]]")})
    assert [str(problem) for problem in caught.value.problems] == [
        "glossary/gru.md:6: the body is nested too deeply; write fewer levels",
        "glossary/lstm.md:6: '[[nowhere]]' leads to an unknown term 'nowhere'",
    ]


def test_a_link_takes_any_name_of_a_term_and_shows_what_is_written(loaded: Load) -> None:
    body = (
        "[[long short-term memory]], [[lstm]], [[LSTM|the cell]]. [[learning-rate]], "
        "[[learning RATE]], [[learning-rate]]"
    )
    glossary = loaded(
        {
            "a": entry("Alpha", body),
            "lstm": entry("LSTM", aliases="[long short-term memory]"),
            "learning-rate": entry("Learning rate"),
        }
    )
    shown = "".join(part.partition(">")[2] for part in glossary.terms["a"].body().replace("</a>", "").split("<a "))
    assert shown == "long short-term memory, LSTM, the cell. Learning rate, learning RATE, learning rate</p>"


def test_numbers_are_computed_in_text_and_formulas(loaded: Load) -> None:
    body = "Two and one is {{ sum(a=2, b=1).total }}, $x = {{ sum(a=2, b=1).total | .1f }}$."
    assert loaded({"a": entry("Alpha", body)}).terms["a"].body() == (
        '<p>Two and one is 3, <span class="whole"><math><mi>x</mi><mo>=</mo><mn>3.0</mn></math>.</span></p>'
    )


def test_a_folder_without_categories_or_without_itself_is_a_problem(write: Write, tmp_path: Path) -> None:
    folder = write({"gru": entry("GRU")})
    (folder / "_categories.yaml").unlink()
    with pytest.raises(GlossaryError, match=r"^glossary/_categories\.yaml: is missing"):
        load(folder, Arithmetic())
    with pytest.raises(GlossaryError, match="is not a directory of entries"):
        load(tmp_path / "nowhere", Arithmetic())


def test_other_files_are_left_alone(write: Write) -> None:
    folder = write({"gru": entry("GRU")})
    (folder / "LICENSE").write_text("Free.")
    (folder / "drafts").mkdir()
    (folder / "drafts" / "x.md").write_text("Nothing yet.")
    assert list(load(folder, Arithmetic()).terms) == ["gru"]


PIECES = [
    *(
        "---\n",
        "title: ",
        "GRU",
        "summary: ",
        "A thing.",
        "category: training",
        "\n",
        "\n\n",
        "aliases: [",
        "]",
        "{",
        "}",
        ": ",
    ),
    *(
        "demo: {name: sum, title: Why?}",
        "papers:\n  - {title: x}",
        "- ",
        "[[",
        "]]",
        "[[gru]]",
        "$",
        "$$",
        "{{",
        "}}",
        "|",
        "`",
    ),
    *(
        "{{ sum(a=1).total }}",
        "## ",
        "GRU and LSTM",
        "<b>",
        "&amp;",
        "    ",
        "\t",
        "'",
        '"',
        "!!x ",
        "&a ",
        "*a",
        "?",
        "\r",
    ),
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=30).map("".join), st.booleans())
def test_any_file_is_an_entry_or_a_problem_and_never_a_crash(text: str, whole: bool) -> None:  # noqa: FBT001
    content = text.encode("utf-8", "surrogatepass")
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "_categories.yaml").write_text(CATEGORIES, encoding="utf-8")
        (folder / "gru.md").write_bytes(entry("GRU").encode() + content if whole else content)
        try:
            glossary = load(folder, Arithmetic())
        except GlossaryError as broken:
            problems = broken.problems
        else:
            problems = ()
            assert "\ufdd0" not in glossary.terms["gru"].body()
        assert all(problem.message for problem in problems)


def test_terms_are_confused_with_each_other_whichever_says_so(loaded: Load) -> None:
    glossary = loaded(
        {
            "a": entry("Alpha", contrasts="[c]"),
            "b": entry("Beta", contrasts="[a, c]"),
            "c": entry("Gamma", contrasts="[b]"),
        }
    )
    assert {slug: term.contrasts for slug, term in glossary.terms.items()} == {
        "a": ("c", "b"),
        "b": ("a", "c"),
        "c": ("b", "a"),
    }
