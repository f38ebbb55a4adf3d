from xml.etree.ElementTree import tostring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.content.mathematics import FormulaError, formula, plain_to_latex
from app.numerics.notation import number


def written(latex: str, *, display: bool = False) -> str:
    return tostring(formula(latex, display=display), encoding="unicode")


def test_a_formula_becomes_mathml() -> None:
    assert written(r"\frac{a}{b}") == "<math><mfrac><mi>a</mi><mi>b</mi></mfrac></math>"
    assert written("x", display=True).startswith('<math display="block">')
    assert "𝐖" in written(r"\mathbf{W}")


@pytest.mark.parametrize(
    "latex",
    [
        r"F_1 = \frac{2 P R}{P + R} = \frac{2\,\mathrm{TP}}{2\,\mathrm{TP} + \mathrm{FP} + \mathrm{FN}}",
        r"\mathbf{h}_t = \tanh(\mathbf{W}\mathbf{h}_{t-1} + \mathbf{U}\mathbf{x}_t + \mathbf{b})",
        r"\mathbf{c}_t = \mathbf{f}_t \odot \mathbf{c}_{t-1} + \mathbf{i}_t \odot \tilde{\mathbf{c}}_t",
        r"\operatorname{ReLU}(x) = \begin{cases} x & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}",
        r"\begin{aligned} z &= \mathbf{w}^\top \mathbf{x} + b \\ a &= \sigma(z) \end{aligned}",
        r"\mathbf{A} = \begin{bmatrix} 1 & 0 \\ 0 & 1 \end{bmatrix}, \quad \begin{array}{l|r} a & b \end{array}",
        r"\min_G \max_D \mathbb{E}_{x \sim p}[\log D(x)], \; \argmin_\theta \mathcal{L}(\theta), \argmax, \softmax(z)",
        r"\left\lVert \prod_{k=1}^{t} \diag(\phi'(\mathbf{a}_k)) \mathbf{W} \right\rVert \le \sigma_{\max}^t",
        r"\left\lceil \frac{N}{B} \right\rceil, \hat{y} \in \R^{n \times m}, \E[x], \nabla_\theta J, a \! b",
        r"\underbrace{x + y}_{\text{sum}} \approx 3.8 \times 10^{-6},\; 98.5\%",
    ],
)
def test_the_notation_of_the_field_is_understood_and_needs_no_style_attribute(latex: str) -> None:
    for element in formula(latex, display=True).iter():
        assert "style" not in element.attrib
        assert element.tag.startswith("m")


def test_alignment_is_said_by_classes() -> None:
    markup = written(r"\begin{aligned} a &= b \end{aligned}", display=True)
    assert 'class="m-right m-flush-right"' in markup
    assert 'class="m-left m-flush-left"' in markup


@pytest.mark.parametrize(
    ("latex", "line", "message"),
    [
        (r"\foo{x}", 0, r"""'\foo{x}' is not understood: Unknown command "\foo"."""),
        ("\na\n= \\foo\n", 2, r"""'a = \foo' is not understood: Unknown command "\foo"."""),
        (r"\frac{a}", 0, "is not understood"),
        ("a & b", 0, "is not understood"),
        (r"\color{red}{x}", 0, "sets 'color:#FF0000', which the page cannot show"),
        (r"\href{javascript:x}{y}", 0, "is not understood"),
        ("x" * 80 + r"\foo", 0, "…' is not understood"),
    ],
)
def test_what_is_not_understood_is_an_error_with_its_line(latex: str, line: int, message: str) -> None:
    with pytest.raises(FormulaError) as caught:
        formula(latex, display=True)
    assert caught.value.line == line
    assert message in str(caught.value)


@given(st.floats(allow_nan=False) | st.integers())
def test_every_number_of_prose_can_stand_in_a_formula(value: float) -> None:
    latex = plain_to_latex(number(value))
    assert r"\text" not in latex
    formula(f"x = {{{latex}}}", display=False)


def test_a_word_of_prose_stands_in_a_formula_as_text() -> None:
    assert plain_to_latex("vanishing") == r"\text{vanishing}"


PIECES = r"\frac { } ^ _ & \\ x 1 \left( \right) \begin{aligned} \end{aligned} \text{a} $ % # < &lt;"


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES.split())).map(" ".join))
def test_any_formula_is_written_or_refused(latex: str) -> None:
    try:
        element = formula(latex, display=True)
    except FormulaError:
        return
    assert element.tag == "math"


@pytest.mark.parametrize(
    ("latex", "markup"),
    [
        ("f'", "<mrow><mi>f</mi><mo>′</mo></mrow>"),
        ("f''", "<mrow><mi>f</mi><mo>″</mo></mrow>"),
        ("x'_i", "<msub><mrow><mi>x</mi><mo>′</mo></mrow><mi>i</mi></msub>"),
        ("b'^2", "<msup><mrow><mi>b</mi><mo>′</mo></mrow><mrow><mn>2</mn></mrow></msup>"),
        ("x^+", "<msup><mi>x</mi><mo>+</mo></msup>"),
    ],
)
def test_a_prime_stands_where_the_font_draws_it(latex: str, markup: str) -> None:
    assert written(latex) == f"<math>{markup}</math>"
