"""Markdown to trees; formulas, numbers and links are woven as <m>, <n> and <l> elements that hold their source."""

from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.content.front_matter import RESERVED
from app.content.parser import ROOT, Parsed, Parser, plain_text, serialize
from app.content.spans import Span

PARSER = Parser()


def parsed(body: str, spans: list[Span] | None = None) -> Parsed:
    def weave(span: Span) -> Element | str:
        if spans is not None:
            spans.append(span)
        if span.kind == "literal":
            return span.inner
        attributes = {"display": "block"} if span.kind == "display" else {}
        element = Element("math" if span.kind in {"inline", "display"} else span.kind, attributes)
        element.text = " ".join(span.inner.split())
        return element

    return PARSER.parse(body, 1, weave)


def html(body: str) -> str:
    return serialize(parsed(body).tree).replace(ROOT, "{root}")


def text(body: str) -> str:
    return plain_text(parsed(body).tree).strip()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("$a_1 * b_2 * c$", "<p><math>a_1 * b_2 * c</math></p>"),
        ("*a $b*c$ d*", "<p><em>a <math>b*c</math> d</em></p>"),
        ("costs $5 and $6", "<p>costs $5 and $6</p>"),
        (r"\$a\$ and $x = \$5$", r"<p>$a$ and <math>x = \$5</math></p>"),
        ("`$a$` and ``x ` $b$``", "<p><code>$a$</code> and <code>x ` $b$</code></p>"),
        ("`a $b` c$", "<p><code>a $b</code> c$</p>"),
        ("$a\nb$", "<p><math>a b</math></p>"),
        ("$a\n\nb$", "<p>$a</p>\n<p>b$</p>"),
        ("$ a$ and $a $", "<p>$ a$ and $a $</p>"),
        ("    $a$\n", '<pre tabindex="0"><code>$a$\n</code></pre>'),
        ("x [[a|b_c_]] {{ f(a=1).b }}", "<p>x <link>a|b_c_</link> <number>f(a=1).b</number></p>"),
        (r"\[[a]] and \{{a}}", "<p>[[a]] and {{a}}</p>"),
        ("`[[a]] {{ b }}`", "<p><code>[[a]] {{ b }}</code></p>"),
        ("text $$x$$ text", '<p>text <math display="block">x</math> text</p>'),
    ],
)
def test_what_is_not_markdown_is_set_aside_except_in_code(body: str, expected: str) -> None:
    assert html(body) == expected.replace("</link>", "")  # which HTML writes without an end


def test_a_display_formula_of_its_own_can_scroll_and_may_span_lines() -> None:
    assert html("Before\n\n$$\na = b\n= c\n- d\n$$\n\nAfter") == (
        '<p>Before</p>\n<div class="formula" tabindex="0" role="group" aria-label="Formula">'
        '<math display="block">a = b = c - d</math></div>\n<p>After</p>'
    )


def test_spans_know_their_line_and_whether_they_begin_a_sentence() -> None:
    spans: list[Span] = []
    body = (
        "[[a]] and\n[[b]]. [[c]]\n\n```\n[[not]]\n$x$\n```\n\n- [[d]]\n\n## [[e]]\n\n| x |\n|---|\n| [[f]] |\n\nx: $y$"
    )
    parsed(body, spans)
    assert [(span.inner, span.line, span.starts_sentence) for span in spans] == [
        ("a", 1, True),
        ("b", 2, False),
        ("c", 2, True),
        ("d", 9, True),
        ("e", 11, True),
        ("f", 15, True),
        ("y", 17, False),
    ]


@pytest.mark.parametrize("body", ["a $$ b", "a {{ b", "a [[ b", "[[a]", "[[1, 2], [3, 4]]", "{{ a }"])
def test_what_is_not_closed_is_said(body: str) -> None:
    spans: list[Span] = []
    parsed(body, spans)
    assert [span.kind for span in spans] == ["open"]


@pytest.mark.parametrize(
    "markup",
    [
        "<b>x</b>",
        "<script>alert(1)</script>",
        "<div onclick='x'>\n\ny\n\n</div>",
        "<!-- x -->",
        '<img src="x" onerror="y">',
        "x <br> y",
        "<a href='x'>y</a>",
        "&lt;script&gt;",
        "<svg/onload=x>",
        "- <p>\n- </p>",
    ],
)
def test_raw_html_is_shown_as_text(markup: str) -> None:
    tree = parsed(markup).tree
    assert {element.tag for element in tree.iter()} <= {"div", "p", "ul", "li", "em"}
    assert all(not element.attrib for element in tree.iter())
    written = markup.replace("&lt;", "<").replace("&gt;", ">").removeprefix("- ").replace("\n- ", "")
    assert "".join("".join(tree.itertext()).split()) == "".join(written.split())


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java&#115;cript:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/x",
        "relu",
        "../relu",
        "\\\\evil.example",
        "$x$javascript:alert(1)",
    ],
)
def test_an_address_that_is_not_safe_is_shown_as_text(address: str) -> None:
    for markup in (f"[a *b* c]({address})", f"[a][1]\n\n[1]: {address}", f"[a](<{address}>)"):
        page = parsed(markup)
        assert not list(page.tree.iter("a")), serialize(page.tree)


def test_a_refused_link_is_reported_as_it_was_written() -> None:
    page = parsed("x [a](javascript:b) y")
    assert serialize(page.tree) == "<p>x <span>[a](javascript:b)</span> y</p>"
    assert page.refused == ("[a](javascript:b)",)


def test_images_are_shown_as_text() -> None:
    for markup in ("![a](b.png)", '![a](data:image/png;base64,x "t")', "![a][1]"):
        assert list(parsed(f"{markup}\n\n[1]: https://x.org").tree.iter("img")) == []
        assert html(markup) == f"<p>{markup}</p>"


def test_links_of_our_own_start_with_the_root_and_others_tell_nothing_to_their_target() -> None:
    assert html("[a](/demos/f1?tp=1) [b](#top) [c](https://x.org)") == (
        '<p><a href="{root}/demos/f1?tp=1">a</a> <a href="#top">b</a> <a href="https://x.org" rel="noopener">c</a></p>'
    )
    assert html("<https://x.org>") == '<p><a href="https://x.org" rel="noopener">https://x.org</a></p>'


def test_code_is_shown_as_it_was_written() -> None:
    assert html("`a < b && c &lt;`") == "<p><code>a &lt; b &amp;&amp; c &amp;lt;</code></p>"
    assert html('```python\nx = "$y$" < {{ z }} & [[w]]  # &amp; *no*\n```') == (
        '<pre tabindex="0"><code class="language-python">'
        'x = "$y$" &lt; {{ z }} &amp; [[w]]  # &amp;amp; *no*\n</code></pre>'
    )
    assert html("    a < b &amp;\n") == '<pre tabindex="0"><code>a &lt; b &amp;amp;\n</code></pre>'


def test_character_references_are_characters() -> None:
    assert text("R&amp;D &copy; &#233; &nope; &amp;lt; AT&T \\&amp;") == "R&D © é &nope; &lt; AT&T \\&"


def test_a_table_is_a_named_region_that_scrolls_and_its_alignment_a_class() -> None:
    markup = html("| Gate | *Role* |\n|---|--:|\n| `a|b` | $P(a|b)$ |")
    assert markup.startswith('<div class="table" tabindex="0" role="region" aria-label="Table 1: Gate, Role"><table>')
    assert '<th scope="col" class="right"><em>Role</em></th>' in markup
    assert '<td class="right"><math>P(a|b)</math></td>' in markup
    assert "<code>a|b</code>" in markup
    assert "style" not in markup
    assert "align=" not in markup


def test_every_heading_has_an_id_of_its_own() -> None:
    page = parsed("## How it works\n\n### Detail\n\n## How it works\n\n## $x$\n\n## ∇ *é* `c`")
    ids = [element.get("id") for element in page.tree.iter() if element.tag in {"h2", "h3"}]
    assert ids == ["how-it-works", "detail", "how-it-works-2", "section", "e-c"]
    assert page.sections == (
        ("how-it-works", "How it works"),
        ("how-it-works-2", "How it works"),
        ("section", ""),
        ("e-c", "∇ é c"),
    )


def test_an_id_of_the_page_around_the_body_is_not_taken() -> None:
    assert parsed("## Papers\n\n## Main").sections == (("papers-2", "Papers"), ("main-2", "Main"))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a $x$, b", '<p>a <span class="whole"><math>x</math>,</span> b</p>'),
        (
            "($x$ and $y$).",
            '<p><span class="whole">(<math>x</math></span> and <span class="whole"><math>y</math>).</span></p>',
        ),
        ("*a* ($x$)", '<p><em>a</em> <span class="whole">(<math>x</math>)</span></p>'),
        ("$x$ $y$", "<p><math>x</math> <math>y</math></p>"),
        ("$k$-fold", "<p><math>k</math>-fold</p>"),
    ],
)
def test_the_signs_beside_a_formula_stay_in_its_line(body: str, expected: str) -> None:
    assert html(body) == expected


def test_formulas_are_no_words() -> None:
    assert text("A $x$ b") == "A  b"


MARKS = "$ $$ [[ ]] {{ }} ` ~~~ * _ \\ < > & | - ## [a]( ) ![ 1. -|- : &amp; javascript: a b é"
MARKDOWN = st.lists(
    st.sampled_from([*MARKS.split(), "\n", "\n\n", "```\n", "    ", " ", "\u200b"]) | st.text(max_size=4), max_size=25
).map("".join)


@settings(max_examples=200, deadline=None)
@given(MARKDOWN)
def test_any_text_becomes_a_tree_without_marks_scripts_or_styles(body: str) -> None:
    tree = parsed(RESERVED.sub("", body)).tree
    markup = serialize(tree)
    assert "\ufdd0" not in markup
    assert "wzxhzdk" not in markup
    assert "klzzwxh" not in markup
    for element in tree.iter():
        assert element.tag not in {"script", "style", "img", "iframe"}
        assert not element.attrib.keys() & {"style", "onclick", "align"}
        assert not element.get("href", "").lower().startswith("javascript")
