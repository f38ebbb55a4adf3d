"""The forms under which a term is mentioned: its names and their plurals, each with its owner and its rule of case."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.content.entry import Entry
from app.content.tokens import between, folded, is_unspaced, plain, split

# Words of everyday English: as a term's name alone they link only where the author asks for it.
_EVERYDAY = """
    action agent batch bias block cell channel class cost data depth dimension distance environment error example
    feature filter fold function gate head input key label layer map mask mean memory mode model network node noise
    norm objective order output path point policy position query range rank rate reward sample scale score search
    sequence shift state step target test token training unit value vector weight width window
"""
COMMON = frozenset(_EVERYDAY.split())
_IRREGULAR = {
    "axis": "axes",
    "basis": "bases",
    "bias": "biases",
    "corpus": "corpora",
    "criterion": "criteria",
    "index": "indices",
    "loss": "losses",
    "matrix": "matrices",
    "maximum": "maxima",
    "minimum": "minima",
    "optimum": "optima",
    "vertex": "vertices",
}


@dataclass(frozen=True)
class Form:
    """One way to write a term.

    Args:
        slug: the term.
        category: the term's family, which settles ties.
        words: the folded words.
        gaps: what stands between them, a blank for any kind of space.
        exact: the words as they must be written; None if case makes no difference.
        prefix: symbols before the first word.
        suffix: symbols after the last word, as in C++.
        links: whether a mention becomes a link; if not, it only keeps shorter forms out of its text.
    """

    slug: str
    category: str
    words: tuple[str, ...]
    gaps: tuple[str, ...]
    exact: tuple[str, ...] | None
    prefix: str = ""
    suffix: str = ""
    links: bool = True

    @property
    def steps(self) -> Iterator[str]:
        """The way through a trie: each word with what stands before it."""
        return (gap + word for gap, word in zip(("", *self.gaps), self.words, strict=True))


def forms_of(entry: Entry) -> list[Form]:
    """Return every form of a term, each once."""
    return list(dict.fromkeys(form for name in entry.names for form in _forms(entry, name)))


def all_forms(entries: Iterable[Entry]) -> list[Form]:
    """Return the forms of all terms."""
    return [form for entry in entries for form in forms_of(entry)]


def is_exact(name: str) -> bool:
    """Return whether a name counts only as it is written: an acronym, an inner capital, or at most three letters.

    >>> [name for name in ("SGD", "ReLU", "k-NN", "Word2vec", "F1 score", "net") if is_exact(name)]
    ['SGD', 'ReLU', 'k-NN', 'net']
    """
    letters = [character for character in name if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    inner = any(character.isupper() for word in split(name)[1::2] for character in word[1:])
    return len(letters) <= 3 or capitals >= 0.75 * len(letters) or inner


def plurals(word: str, *, acronym: bool = False) -> list[str]:
    """Return the plurals of a word.

    >>> plurals("matrix"), plurals("autoencoder"), plurals("batch"), plurals("memory"), plurals("LSTM", acronym=True)
    (['matrices', 'matrixes'], ['autoencoders'], ['batches'], ['memories'], ['LSTMs'])
    """
    if acronym:
        return [f"{word}s"]
    lower = word.lower()
    found = [word[: len(word) - len(lower)] + plural for end, plural in _IRREGULAR.items() if lower == end]
    if lower.endswith("sis"):
        found.append(f"{word[:-2]}es")
    elif lower.endswith(("s", "x", "z", "ch", "sh")):
        found.append(f"{word}es")
    elif lower.endswith("y") and lower[-2:-1] not in "aeiou":
        found.append(f"{word[:-1]}ies")
    else:
        found.append(f"{word}s")
    return list(dict.fromkeys(found))


def _forms(entry: Entry, name: str) -> Iterator[Form]:
    pieces = split(name.strip())
    gaps, words = pieces[0::2], pieces[1::2]
    if not words:
        return  # a name of symbols alone cannot be told from the symbols of a formula
    exact = is_exact(name)
    is_common = len(words) == 1 and folded(words[0]) in COMMON
    links = entry.autolink != "off" and not (is_common and entry.autolink == "auto")
    prefix, suffix = between(gaps[0]), between(gaps[-1])
    endings = [words[-1]]
    if not suffix and words[-1][-1].isalpha() and not is_unspaced(words[-1]):
        endings += plurals(words[-1], acronym=exact and _is_acronym(words[-1]))
    between_words = tuple(map(between, gaps[1:-1]))
    for ending in endings:
        spelled = [*words[:-1], ending]
        yield Form(
            slug=entry.slug,
            category=entry.category,
            words=tuple(map(folded, spelled)),
            gaps=between_words,
            exact=tuple(map(plain, spelled)) if exact else None,
            prefix=prefix,
            suffix=suffix,
            links=links,
        )


def _is_acronym(word: str) -> bool:
    return any(character.isupper() for character in word[1:]) or word.isupper()
