from tests.content.sample import Load, entry

GOOD = f"{'A plain word. ' * 60}\n\n## Worked example\n\nTwo and two. See [[other]]."


def warnings(loaded: Load, body: str, **front: str) -> list[str]:
    files = {"gru": entry("GRU", body, **front), "other": entry("Other", f"A GRU. {GOOD.replace('[[other]]', 'it')}")}
    found = (str(warning) for warning in loaded(files).terms["gru"].warnings)
    return [warning.removeprefix("glossary/gru.md") for warning in found]


def test_a_good_entry_has_no_warning(loaded: Load) -> None:
    assert warnings(loaded, GOOD) == []


def test_length_and_the_worked_example_are_looked_at(loaded: Load) -> None:
    assert warnings(loaded, "Short.") == [
        ": the body has 1 words; 150 to 450 read well",
        ": the body has no section '## Worked example'",
    ]
    assert warnings(loaded, GOOD * 3)[0] == ": the body has 561 words; 150 to 450 read well"


def test_what_is_shown_as_text_is_told_with_its_line(loaded: Load) -> None:
    body = f"{GOOD}\n\nA <b>bold</b> `<i>` word, ![a](b.png) and [c](javascript:d)."
    assert warnings(loaded, body) == [
        ":12: '[c](javascript:d)' is shown as text; a link starts with https://, / or #",
        ":12: '<b>': HTML is shown as text; write it in Markdown",
        ":12: '![a](b.png)': an image is shown as text; show the thing with a demo",
    ]


def test_an_inequality_is_no_html(loaded: Load) -> None:
    assert warnings(loaded, f"{GOOD} For a<b and c > d, x <y.") == []


def test_headings_start_at_the_second_level_and_skip_none(loaded: Load) -> None:
    assert warnings(loaded, f"{GOOD}\n\n# Big\n\n### Small\n\n## Back\n\n### In") == [
        ":12: '# Big' is a second page title; sections start with '##'",
        ":14: the heading 'Small' skips a level",
    ]


def test_a_name_of_symbols_and_a_long_list_of_papers_are_told(loaded: Load) -> None:
    papers = "[" + ", ".join(["{title: T, authors: A, year: 1990}"] * 5) + "]"
    assert warnings(loaded, GOOD, aliases="[∇]", papers=papers) == [
        ": papers: 5 papers are named; at most 4 are read",
        ": aliases: '∇' has no letter or digit; no mention of it is linked",
    ]


def test_an_ambiguous_mention_is_told_with_the_cure(loaded: Load) -> None:
    files = {
        "a": entry("Alpha", abbreviation="AE"),
        "b": entry("Beta", abbreviation="AE"),
        "c": entry("Gamma", "One line.\n\nAn AE and an AE.", category="foundations"),
    }
    told = [str(warning) for warning in loaded(files).terms["c"].warnings]
    assert "glossary/c.md:8: 'AE' may mean 'a' or 'b'; choose with [[a|AE]]" in told


def test_a_term_that_no_other_mentions_is_told(loaded: Load) -> None:
    glossary = loaded({"gru": entry("GRU", "An LSTM."), "lstm": entry("LSTM")})
    lonely = [warning.file for warning in glossary.warnings if "no other entry" in warning.message]
    assert lonely == ["glossary/gru.md"]
