"""The first draft of an entry: valid as it stands, and a reminder of what the reader wants in which order."""

import yaml

_FRONT = """\
summary: >-
  One plain sentence of at most 240 characters that says what the term is and stands alone.
aliases: []
abbreviation:
pronunciation:
category: {category}
essential: false
prerequisites: []
related: []
contrasts: []
demo:
papers: []
autolink: auto
"""

_BODY = """\
The first sentence says what kind of thing it is. The next ones say what a reader sees in the demo above.

## How it works

The mechanism in plain words, present tense. Every symbol of a formula is defined beside it, with its shape: for $n$
numbers $x_1, \\dots, x_n$ the average is

$$
\\bar{{x}} = \\frac{{1}}{{n}} \\sum_{{i=1}}^{{n}} x_i.
$$

## Worked example

One example with numbers, small enough to follow by hand. Numbers that a demo can compute are asked of the demo.

## Common confusions

What readers mix it up with, and what tells the two apart.

## Origins

Who brought it up, when, and what has changed since.
"""


def stub(title: str, category: str) -> str:
    """Write an entry for a term about which nothing is said yet."""
    named = yaml.safe_dump({"title": title}, allow_unicode=True, width=1000)
    return f"---\n{named}{_FRONT.format(category=category)}---\n{_BODY.format()}"
