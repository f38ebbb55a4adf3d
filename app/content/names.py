"""How names are compared and turned into slugs: one folding for titles, aliases, searches and addresses."""

import re
import unicodedata

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DASHES = re.compile(r"[-\u2010-\u2014]")
_GREEK = re.compile(r"[Α-ΡΣ-Ωα-ω]")
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Fold a name for comparison: compatibility forms, case, hyphens and runs of spaces make no difference.

    >>> fold("Self-Attention") == fold("self  attention"), fold("C++") == fold("C")
    (True, False)
    """
    return " ".join(_DASHES.sub(" ", unicodedata.normalize("NFKC", text).casefold()).split())


def words(text: str) -> list[str]:
    """Return the folded words of a text, without its punctuation.

    >>> words("Encoder–decoder (2014)")
    ['encoder', 'decoder', '2014']
    """
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def slugify(text: str) -> str:
    """Turn a name into the slug of its address; empty if nothing of it can stand in one.

    >>> slugify("Encoder–decoder"), slugify("Gómez's F-score"), slugify("∇")
    ('encoder-decoder', 'gomezs-f-score', '')
    >>> slugify("β-VAE"), slugify("C++")
    ('beta-vae', 'c-plus-plus')
    """
    # dropped, these would leave the slug of another term: VAE, C
    spelled = _GREEK.sub(_spell, unicodedata.normalize("NFKD", _DASHES.sub("-", text))).replace("+", " plus ")
    plain = spelled.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower().replace("'", "")).strip("-")


def _spell(letter: re.Match[str]) -> str:
    return unicodedata.name(letter[0]).rpartition(" ")[2]
