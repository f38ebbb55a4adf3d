import pytest

from app.content.prose_numbers import in_formula, number
from tests.content.sample import Arithmetic


@pytest.mark.parametrize(
    ("reference", "value"),
    [
        (" sum(a=1, b=2).total ", "3"),
        ("sum().total", "0"),
        ("sum(a=-1.5e3).total", "-1500"),
        ("big-sum(a=1).total", "1"),
        ("big_sum(a=1).total", "1"),
        ("sum(a=1, b=0.25).total | .1f", "1.2"),
        ("sum(a=1, b=2).parts[-1]", "2"),
        ("sum(\n  a=1,\n  b=2,\n).total", "3"),
    ],
)
def test_a_reference_is_computed_and_formatted(reference: str, value: str) -> None:
    assert number(reference, Arithmetic()) == value


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("sum", "must have the form"),
        ("sum(a=1)", "must have the form"),
        ("sum(a=1).total more", "must have the form"),
        ("summ(a=1).total", "unknown demo 'summ'; did you mean 'sum'?"),
        ("sum(1).total", "every parameter needs its name, such as rate=0.5"),
        ("sum(**{}).total", "every parameter needs its name"),
        ("sum(*[]).total", "every parameter needs its name"),
        ("sum(a=).total", "the parameters 'a=' cannot be read"),
        ("sum(a=1, a=2).total", "a is given twice"),
        ("sum(a=b).total", "a must be a plain value, such as 0.5 or 'tanh'"),
        ("sum(a=__import__('os').getcwd()).total", "a must be a plain value"),
        ("sum(a=1).total if sum(b=1).total", "cannot be read"),
        ("sum(a=1)(b=2).total", "every parameter needs its name"),
        ("sum(c=1).total", "demo 'sum': sum: unknown parameter 'c'"),
        ("sum(a='x').total", "'a' must be a number"),
        ("sum(a=1).tota", "demo 'sum': sum has no field 'tota'; it has 'total'"),
        ("sum(a=" + "(" * 500 + "1" + ")" * 500 + ").total", "cannot be read"),
        ("sum(a=1).total | zz", "demo 'sum': "),
    ],
)
def test_a_wrong_reference_is_an_error_in_words(reference: str, message: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        number(reference, Arithmetic())
    assert message in str(caught.value)


def test_in_a_formula_only_references_are_computed() -> None:
    found = in_formula(r"\frac{{a}}{b} = {{ sum(a=1).total }} + {{sum().total|.2f}} + {{x}} + {{ sum(a=1).parts[0] }}")
    assert [match.group() for match in found] == [
        "{{ sum(a=1).total }}",
        "{{sum().total|.2f}}",
        "{{ sum(a=1).parts[0] }}",
    ]
