from collections.abc import Mapping
from pathlib import Path

import pytest

from app.content.entry import Paper
from app.content.front_matter import Faulty, read_categories, read_entry, read_text
from app.content.problems import Problem

WHOLE = """\
---
title: Vanishing gradient
summary: >-
  The error signal shrinks on its way back, e.g. through many layers,
  until the first ones stop learning.
aliases: [vanishing gradient problem]
abbreviation:
pronunciation:
category: recurrent-networks
essential: true
prerequisites: [backpropagation, recurrent-neural-network]
related: [gradient-clipping]
contrasts: [exploding-gradient]
demo: {name: vanishing-gradient, params: {radius: 0.8}, title: How far back does the gradient reach?}
papers:
  - {title: On the difficulty of training recurrent neural networks, authors: Pascanu, year: 2013, arxiv: "1211.5063"}
autolink: off
---
The body.
"""


def problems(text: str, name: str = "gru") -> list[str]:
    with pytest.raises(Faulty) as caught:
        read_entry(Path(f"{name}.md"), text, f"glossary/{name}.md")
    return [str(problem).removeprefix(f"glossary/{name}.md: ") for problem in caught.value.problems]


def written(keys: Mapping[str, str]) -> str:
    given = {"title": "GRU", "summary": "A GRU is a network.", "category": "training", **keys}
    return "---\n" + "\n".join(f"{key}: {value}" for key, value in given.items() if value) + "\n---\nBody.\n"


def test_every_key_of_the_specification_is_read() -> None:
    entry = read_entry(Path("vanishing-gradient.md"), WHOLE, "glossary/vanishing-gradient.md")
    assert entry.slug == "vanishing-gradient"
    assert entry.summary.startswith("The error signal shrinks on its way back, e.g. through many layers, until")
    assert entry.names == ("Vanishing gradient", "vanishing gradient problem")
    assert entry.abbreviation is None
    assert entry.essential
    assert entry.demo
    assert (entry.demo.params, entry.demo.title) == ({"radius": 0.8}, "How far back does the gradient reach?")
    assert entry.papers[0].href == "https://arxiv.org/abs/1211.5063"
    assert entry.autolink == "off"
    assert (entry.body, entry.body_line) == ("The body.\n", 19)


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        ({"title": ""}, "title: is missing; it must be given"),
        ({"summary": ""}, "summary: is missing; it must be given"),
        ({"category": ""}, "category: is missing; it must be given"),
        ({"alias": "[x]"}, "alias: unknown key; did you mean 'aliases'?"),
        ({"slug": "gru"}, "slug: unknown key"),
        ({"title": "[a]"}, "title: must be text, got ['a']"),
        ({"title": "2017"}, "title: must be text; write it in quotes, got 2017"),
        ({"title": "'GRU '"}, "title: must be text without spaces around it"),
        ({"aliases": "x"}, "aliases: must be a list, such as [first, second], got 'x'"),
        ({"aliases": "[x, x]"}, "aliases: 'x' is named twice"),
        ({"aliases": "[GRU]"}, "aliases: 'GRU' repeats the title; leave it out"),
        ({"essential": "'yes'"}, "essential: must be true or false, got 'yes'"),
        ({"autolink": "never"}, "autolink: must be 'auto', 'always' or 'off', got 'never'"),
        ({"demo": "f1"}, "demo: must be keys with values, such as {title: …}, got 'f1'"),
        ({"demo": "{name: f1}"}, "demo.title: is missing; it must be given"),
        ({"demo": "{name: f1, title: Why?, parms: {}}"}, "demo.parms: unknown key; did you mean 'params'?"),
        ({"summary": "No stop"}, "summary: must be one sentence that ends with a full stop"),
        ({"summary": "One. Two."}, "summary: must be one sentence, got a second one after 'One.'"),
        ({"summary": "Has $x$ in it."}, "summary: must be plain text, without markup such as '$'"),
        ({"summary": "'Has [[links]] in it.'"}, "summary: must be plain text, without markup such as '[['"),
        ({"summary": "Has *stress* in it."}, "summary: must be plain text, without markup such as '*stress*'"),
        ({"summary": "x" * 240 + "."}, "summary: must be at most 240 characters, got 241"),
    ],
)
def test_a_fault_is_named_with_its_field_and_its_cure(keys: Mapping[str, str], problem: str) -> None:
    assert problems(written(keys)) == [problem]


def paper(**keys: str) -> str:
    given = {"title": "A title", "authors": "An author", "year": "2014", **keys}
    return written({"papers": "[{" + ", ".join(f"{key}: {value}" for key, value in given.items()) + "}]"})


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        ({"arxiv": "1412.3555"}, "papers.1.arxiv: must be text; write it in quotes, got 1412.3555"),
        ({"arxiv": "'arXiv:1412.3555'"}, None),
        ({"arxiv": "'1413.3555'"}, None),
        ({"arxiv": "'https://arxiv.org/abs/1412.3555'"}, None),
        ({"doi": "'https://doi.org/10.1162/neco'"}, None),
        ({"doi": "10.1/x"}, None),
        ({"url": "'javascript:alert(1)'"}, None),
        ({"url": "'http://x.org'"}, None),
        ({"year": "20144"}, None),
        ({"year": "'2014'"}, "papers.1.year: must be a whole number, got '2014'"),
        ({"journal": "x"}, "papers.1.journal: unknown key"),
    ],
)
def test_a_paper_needs_bare_identifiers(keys: Mapping[str, str], problem: str | None) -> None:
    found = problems(paper(**keys))
    assert len(found) == 1
    assert found[0].startswith(f"papers.1.{next(iter(keys))}: ")
    assert problem in (None, found[0])


def test_all_faults_of_a_file_are_reported_together() -> None:
    text = written({"title": "", "alias": "[x]", "essential": "1", "papers": "[{title: x, year: 1}]"})
    assert len(problems(text, "GRU cell")) == 6


@pytest.mark.parametrize("name", ["GRU", "g_r_u", "-gru", "gru-", "g--u", "gru.x", "grü", "README"])
def test_a_file_name_must_be_a_slug(name: str) -> None:
    assert len(problems(written({}), name)) == 1
    assert problems(written({}), name)[0].startswith("the file name must be a slug")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", ":1: must start with front matter"),
        ("No front matter.\n", ":1: must start with front matter"),
        ("---\ntitle: x\n", ":1: must start with front matter"),
        ("---\n---\nBody.\n", ":2: must hold keys with values"),
        ("---\n- a\n---\n", ":2: must hold keys with values"),
        ("---\ntitle: x\nsummary: x.\ntitle: y\n---\n", ":4: the YAML cannot be read: the key 'title' stands twice"),
        ("---\na:\n  b: 1\n  b: 2\n---\n", ":4: the YAML cannot be read: the key 'b' stands twice"),
        ("---\ntitle: 'x\n---\n", "the YAML cannot be read"),
        ("---\ntitle: !!python/object/apply:os.system [ls]\n---\n", ":2: the YAML cannot be read"),
        ("---\n" + "[" * 5000 + "\n---\n", "the YAML cannot be read"),
    ],
)
def test_what_is_no_front_matter_is_said_with_its_line(text: str, problem: str) -> None:
    with pytest.raises(Faulty) as caught:
        read_entry(Path("gru.md"), text, "gru.md")
    assert problem in str(caught.value)


def test_a_file_is_utf8_without_control_characters(tmp_path: Path) -> None:
    path = tmp_path / "gru.md"
    path.write_bytes(b"\xef\xbb\xbf---\r\ntitle: GRU\r\n---\r\nBody.\rEnd.")
    assert read_text(path, "gru.md") == "---\ntitle: GRU\n---\nBody.\nEnd."
    for content, problem in (
        (b"a\n\xff", Problem("gru.md", "is not UTF-8: byte 2 cannot be read; save it as UTF-8")),
        (b"a\n\0", Problem("gru.md", "holds the control character U+0000; remove it", line=2)),
        ("a\ufdd0".encode(), Problem("gru.md", "holds the control character U+FDD0; remove it", line=1)),
    ):
        path.write_bytes(content)
        with pytest.raises(Faulty) as caught:
            read_text(path, "gru.md")
        assert caught.value.problems == [problem]


def test_categories_stand_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "_categories.yaml"
    path.write_text("b: {title: B, description: Second., order: 2}\na: {title: A, description: First., order: 1}\n")
    assert [category.slug for category in read_categories(path, "_categories.yaml")] == ["a", "b"]
    path.write_text("a: {title: A, order: x}\nB: 1\n")
    with pytest.raises(Faulty) as caught:
        read_categories(path, "_categories.yaml")
    assert [str(problem) for problem in caught.value.problems] == [
        "_categories.yaml: a.description: is missing; it must be given",
        "_categories.yaml: a.order: must be a whole number, got 'x'",
        "_categories.yaml: B: must be a slug with a title, a description and an order",
    ]
    with pytest.raises(Faulty, match="is missing"):
        read_categories(tmp_path / "none.yaml", "none.yaml")


@pytest.mark.parametrize(
    ("authors", "short"),
    [
        ("Werbos", "Werbos, 1990"),
        ("Hochreiter and Schmidhuber", "Hochreiter and Schmidhuber, 1990"),
        ("Pascanu, Mikolov and Bengio", "Pascanu et al., 1990"),
        ("LeCun, Bengio, and Hinton", "LeCun et al., 1990"),
        ("Cho et al.", "Cho et al., 1990"),
    ],
)
def test_a_paper_is_cited_as_prose_does(authors: str, short: str) -> None:
    assert Paper(title="T", authors=authors, year=1990).short == short


def test_a_paper_leads_to_the_free_copy_first() -> None:
    paper = {"title": "T", "authors": "A", "year": 1990}
    both = Paper.model_validate({**paper, "arxiv": "cs/0112017v2", "doi": "10.1162/neco.1997.9.8.1735"})
    assert both.href == "https://arxiv.org/abs/cs/0112017v2"
    assert Paper.model_validate({**paper, "doi": "10.1162/neco.1997.9.8.1735"}).href == (
        "https://doi.org/10.1162/neco.1997.9.8.1735"
    )
    assert Paper.model_validate({**paper, "url": "https://www.deeplearningbook.org/"}).href == (
        "https://www.deeplearningbook.org/"
    )
    assert Paper.model_validate(paper).href is None
