"""What an entry says about its term: the front matter as frozen models, each rule with its cure."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator

SUMMARY_LIMIT = 240
UNSTATED = "unstated"  # stands for what a file with a fault does not say
_MARKUP = re.compile(r"\$|`|\[\[|\{\{|\]\(|\*\*|</?[A-Za-z]|(?<!\w)[*_]\w[^*_]*[*_](?!\w)")
_ABBREVIATED = re.compile(r"\b(?:e\.g|i\.e|cf|vs|etc|al|Eq|Fig|[A-Z])\.$")
_ARXIV = re.compile(r"(?:\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?")
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")


def _plain(text: str) -> str:
    if text != text.strip() or not text:
        raise ValueError("must be text without spaces around it")
    if any(ord(character) < 32 or ord(character) == 127 for character in text):
        raise ValueError("must stand on one line, without control characters")
    return text


def _unique(names: tuple[str, ...]) -> tuple[str, ...]:
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise ValueError(f"'{repeated[0]}' is named twice")
    return names


Text = Annotated[str, Field(strict=True, min_length=1, max_length=300), AfterValidator(_plain)]
Names = Annotated[tuple[Text, ...], AfterValidator(_unique)]


class Frozen(BaseModel):
    """Base of what is read from front matter: immutable and closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Paper(Frozen):
    """A reading: where the term comes from, or the best explanation of it."""

    title: Text
    authors: Text
    year: Annotated[int, Field(strict=True, ge=1600, le=datetime.now(tz=UTC).year + 1)]
    arxiv: Text | None = None
    doi: Text | None = None
    url: Text | None = None

    @field_validator("arxiv")
    @classmethod
    def _arxiv_is_an_identifier(cls, arxiv: str | None) -> str | None:
        if arxiv is not None and not _ARXIV.fullmatch(arxiv):
            raise ValueError(f"must be a bare arXiv identifier such as \"1211.5063\", got '{arxiv}'")
        return arxiv

    @field_validator("doi")
    @classmethod
    def _doi_is_an_identifier(cls, doi: str | None) -> str | None:
        if doi is not None and not _DOI.fullmatch(doi):
            raise ValueError(f"must be a bare DOI such as 10.1162/neco.1997.9.8.1735, got '{doi}'")
        return doi

    @field_validator("url")
    @classmethod
    def _url_is_secure(cls, url: str | None) -> str | None:
        if url is not None and not re.fullmatch(r"https://[\w.-]+(?:[/?#]\S*)?", url):
            raise ValueError(f"must be an address that starts with https://, got '{url}'")
        return url

    @property
    def href(self) -> str | None:
        """The address of the paper, free of charge where there is one."""
        if self.arxiv:
            return f"https://arxiv.org/abs/{self.arxiv}"
        return f"https://doi.org/{self.doi}" if self.doi else self.url

    @property
    def short(self) -> str:
        """The citation as prose writes it.

        >>> Paper(title="Long short-term memory", authors="Hochreiter and Schmidhuber", year=1997).short
        'Hochreiter and Schmidhuber, 1997'
        >>> Paper(title="On the difficulty", authors="Pascanu, Mikolov and Bengio", year=2013).short
        'Pascanu et al., 2013'
        """
        people = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", self.authors)
        who = f"{people[0]} et al." if len(people) > 2 or "et al" in self.authors else self.authors
        return f"{who.replace(' et al. et al.', ' et al.')}, {self.year}"


class DemoUse(Frozen):
    """Which demo shows the term, with which parameters, under which question."""

    name: Text
    params: dict[str, Any] = Field(default_factory=dict)
    title: Text


class Category(Frozen):
    """A family of terms."""

    slug: str
    title: Text
    description: Text
    order: Annotated[int, Field(strict=True)]


class Entry(Frozen):
    """A term as its file states it."""

    slug: str
    path: Path
    title: Text
    summary: Annotated[str, Field(strict=True)]
    aliases: Names = ()
    abbreviation: Text | None = None
    pronunciation: Text | None = None
    category: Text
    essential: Annotated[bool, Field(strict=True)] = False
    prerequisites: Names = ()
    related: Names = ()
    contrasts: Names = ()
    demo: DemoUse | None = None
    papers: tuple[Paper, ...] = ()
    autolink: Literal["auto", "always", "off"] = "auto"
    body: str
    body_line: int

    @field_validator("summary")
    @classmethod
    def _summary_is_one_plain_sentence(cls, summary: str) -> str:
        sentence = _plain(" ".join(summary.split()))
        if len(sentence) > SUMMARY_LIMIT:
            raise ValueError(f"must be at most {SUMMARY_LIMIT} characters, got {len(sentence)}")
        found = _MARKUP.search(sentence)
        if found:
            raise ValueError(f"must be plain text, without markup such as '{found.group()}'")
        if sentence[-1] not in ".!?":
            raise ValueError("must be one sentence that ends with a full stop")
        for stop in re.finditer(r"[.!?](?=\s+[A-Z0-9])", sentence):
            if not _ABBREVIATED.search(sentence[: stop.end()]):
                raise ValueError(f"must be one sentence, got a second one after '{sentence[: stop.end()][-30:]}'")
        return sentence

    @field_validator("aliases")
    @classmethod
    def _aliases_are_other_names(cls, aliases: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if info.data.get("title") in aliases:
            raise ValueError(f"'{info.data['title']}' repeats the title; leave it out")
        return aliases

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the term: the title, the abbreviation, the aliases."""
        return (self.title, *((self.abbreviation,) if self.abbreviation else ()), *self.aliases)
