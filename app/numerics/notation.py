"""How numbers are written for people: three significant digits, a true minus sign, powers of ten."""

import math

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(value: float | int | None, digits: int = 3) -> str:
    """Write a number with so many significant digits.

    Integers stay whole; from 100000 up and below 0.001 a power of ten is used; ``None`` is "undefined".

    >>> number(0.4975), number(-0.0), number(1000), number(3.8e-6), number(-2.5)
    ('0.497', '0', '1000', '3.8 × 10⁻⁶', '−2.5')
    """
    if value is None:
        return "undefined"
    if isinstance(value, int) and abs(value) < 10**7:
        return str(value).replace("-", "−")
    if not math.isfinite(value):
        return "undefined" if math.isnan(value) else ("∞" if value > 0 else "−∞")
    if value == 0:
        return "0"
    mantissa, power = f"{value:.{digits - 1}e}".split("e")
    exponent = int(power)
    if -3 <= exponent < 5:
        places = max(digits - 1 - exponent, 0)
        plain = f"{value:.{places}f}"
        return _trim(plain).replace("-", "−")
    return f"{_trim(mantissa).replace('-', '−')} × 10{str(exponent).translate(_SUPERSCRIPTS)}"


def percent(share: float | None, digits: int = 3) -> str:
    """Write a share as a percentage; nearly all is never "100%", and nearly nothing never a power of ten.

    >>> percent(0.985), percent(None)
    ('98.5%', 'undefined')
    >>> percent(0.99999), percent(0.998, 2), percent(1), percent(1e-9)
    ('over 99.9%', 'over 99%', '100%', 'less than 0.001%')
    """
    if share is None:
        return "undefined"
    if 0 < share < 1e-5:
        return "less than 0.001%"
    text = number(100 * share, digits)
    if text == "100" and share < 1:
        return f"over 99{'.' if digits > 2 else ''}{'9' * (digits - 2)}%"
    return f"{text}%"


def told_apart(*values: float) -> list[str]:
    """Write numbers with as few digits, from three on, as keep different ones different.

    >>> told_apart(0.19, 0.2), told_apart(0.2004, 0.2)
    (['0.19', '0.2'], ['0.2004', '0.2'])
    """
    for digits in range(3, 9):
        texts = [number(value, digits) for value in values]
        if len(set(texts)) == len(set(values)):
            break
    return texts


def count(amount: int, noun: str, plural: str | None = None) -> str:
    """Write an amount with its noun in the right number.

    >>> count(1, "step"), count(2, "step"), count(3, "loss", "losses")
    ('1 step', '2 steps', '3 losses')
    """
    return f"{number(amount)} {noun if amount == 1 else plural or noun + 's'}"


def _trim(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
