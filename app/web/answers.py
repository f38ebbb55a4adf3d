"""What the API answers, as models: they are its documentation and its check at once."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Answer(BaseModel):
    """Base of all answers."""

    model_config = ConfigDict(frozen=True)


class TermDemo(Answer):
    """The demo of a term, with the parameters that show this term."""

    name: str = Field(examples=["vanishing-gradient"])
    title: str = Field(examples=["How far back does the gradient reach?"])
    params: dict[str, Any] = Field(description="What differs from the demo's defaults.", examples=[{"radius": 0.8}])
    url: str = Field(examples=["/demos/vanishing-gradient?radius=0.8"])
    run: str = Field(examples=["/api/v1/demos/vanishing-gradient/run?radius=0.8"])


class TermSummary(Answer):
    """A term in one sentence."""

    slug: str = Field(description="The name of the term in every address.", examples=["relu"])
    title: str = Field(examples=["ReLU"])
    summary: str = Field(description="One plain sentence that stands alone.", examples=["A function that …"])
    category: str = Field(description="The slug of its category.", examples=["building-blocks"])
    essential: bool = Field(description="One of the terms to learn first.", examples=[True])
    abbreviation: str | None = Field(examples=["ReLU"])
    demo: TermDemo | None = Field(description="The demo that shows it.")
    url: str = Field(description="Its page.", examples=["/terms/relu"])


class TermList(Answer):
    """Some of the terms, in the order of their titles."""

    items: list[TermSummary]
    total: int = Field(description="How many terms fit the filters, on all pages together.", examples=[42])
    next: str | None = Field(
        description="The address of the next page; also in the Link header.",
        examples=["/api/v1/terms?cursor=WyJyZWx1Iiwi"],
    )


class PaperAnswer(Answer):
    """A source to read."""

    title: str = Field(examples=["On the difficulty of training recurrent neural networks"])
    authors: str = Field(examples=["Pascanu, Mikolov and Bengio"])
    year: int = Field(examples=[2013])
    url: str | None = Field(examples=["https://arxiv.org/abs/1211.5063"])


class TermDetail(TermSummary):
    """Everything about a term. Links are slugs of other terms."""

    aliases: list[str] = Field(examples=[["rectified linear unit"]])
    pronunciation: str | None = Field(examples=["REL-oo"])
    html: str = Field(description="The entry as HTML with MathML.", examples=["<p>…</p>"])
    markdown: str = Field(description="The entry as it was written.", examples=["ReLU keeps …"])
    links: list[str] = Field(description="Terms that its text mentions.", examples=[["sigmoid", "tanh"]])
    backlinks: list[str] = Field(description="Terms whose text mentions it.", examples=[["gradient"]])
    prerequisites: list[str] = Field(description="Terms to know first.", examples=[["activation-function"]])
    leads_to: list[str] = Field(description="Terms that need it.", examples=[["elu"]])
    related: list[str] = Field(examples=[["elu"]])
    contrasts: list[str] = Field(description="Terms that it gets confused with.", examples=[["sigmoid"]])
    papers: list[PaperAnswer]


class SnippetPiece(Answer):
    """A piece of a passage."""

    text: str = Field(examples=["vanishing"])
    match: bool = Field(description="The piece is what was searched for.", examples=[True])


class SearchHit(Answer):
    """A term that a search found."""

    slug: str = Field(examples=["vanishing-gradient"])
    title: str = Field(examples=["Vanishing gradient"])
    snippet: list[SnippetPiece]
    url: str = Field(examples=["/terms/vanishing-gradient"])


class SearchAnswer(Answer):
    """What a search found, best first."""

    query: str = Field(examples=["vanishing"])
    hits: list[SearchHit]
    did_you_mean: str | None = Field(description="A nearer spelling, if the search has one.", examples=["vanishing"])


class SuggestionAnswer(Answer):
    """A term whose name begins as asked."""

    slug: str = Field(examples=["relu"])
    title: str = Field(examples=["ReLU"])
    matched: str = Field(description="The name that matched.", examples=["rectified linear unit"])
    url: str = Field(examples=["/terms/relu"])


class SuggestAnswer(Answer):
    """Names that complete what was typed."""

    query: str = Field(examples=["rec"])
    suggestions: list[SuggestionAnswer]


class CategoryAnswer(Answer):
    """A family of terms."""

    slug: str = Field(examples=["recurrent-networks"])
    title: str = Field(examples=["Recurrent networks"])
    description: str = Field(examples=["Networks with memory."])
    terms: int = Field(description="How many terms it has.", examples=[9])
    url: str = Field(examples=["/categories/recurrent-networks"])


class CategoryList(Answer):
    """The categories in their order."""

    items: list[CategoryAnswer]


class GraphNode(Answer):
    """A term in the graph."""

    slug: str = Field(examples=["lstm"])
    title: str = Field(examples=["LSTM"])
    category: str = Field(examples=["recurrent-networks"])


class GraphEdge(Answer):
    """A relation between two terms."""

    source: str = Field(examples=["lstm"])
    target: str = Field(examples=["vanishing-gradient"])
    kind: str = Field(description="link, prerequisite, related or contrast.", examples=["prerequisite"])


class GraphAnswer(Answer):
    """All terms and how they hang together."""

    nodes: list[GraphNode]
    edges: list[GraphEdge]


class DemoSummary(Answer):
    """A demo and where its doors are."""

    name: str = Field(examples=["vanishing-gradient"])
    title: str = Field(examples=["How far back does the gradient reach?"])
    idea: str = Field(description="What it shows.", examples=["A product of Jacobians …"])
    url: str = Field(examples=["/demos/vanishing-gradient"])
    run: str = Field(examples=["/api/v1/demos/vanishing-gradient/run"])
    figure: str = Field(examples=["/demos/vanishing-gradient.svg"])


class DemoList(Answer):
    """All demos, by name."""

    items: list[DemoSummary]


class OutputAnswer(Answer):
    """A field of a demo's result."""

    name: str = Field(examples=["gradient_norm"])
    title: str = Field(examples=["Gradient norm"])
    description: str
    shape: str = Field(description="In the demo's own symbols; empty for a scalar.", examples=["(timesteps + 1,)"])
    unit: str = Field(examples=["steps"])


class PresetAnswer(Answer):
    """A setting worth a look."""

    name: str = Field(examples=["Just below one"])
    why: str
    failure: bool = Field(description="The idea breaks down here.", examples=[False])
    params: dict[str, Any] = Field(description="What differs from the defaults.", examples=[{"radius": 0.99}])
    run: str = Field(examples=["/api/v1/demos/vanishing-gradient/run?radius=0.99"])


class DemoDetail(DemoSummary):
    """Everything about a demo but a run of it."""

    parameters: dict[str, Any] = Field(description="The JSON Schema of its parameters.")
    outputs: list[OutputAnswer]
    presets: list[PresetAnswer]
    notice: list[str] = Field(description="What to see in it.")
    try_: list[str] = Field(alias="try", serialization_alias="try", description="What to change.")
    terms: list[str] = Field(description="The terms that it serves.", examples=[["vanishing-gradient"]])

    model_config = ConfigDict(frozen=True, validate_by_name=True)


class FieldError(Answer):
    """What was wrong with one field of a request."""

    field: str = Field(examples=["radius"])
    message: str = Field(examples=["'radius' must be a number from 0.05 to 1.5. Got 9."])
    allowed: str = Field(examples=["a number from 0.05 to 1.5"])
    got: str = Field(examples=["9"])


class ProblemDocument(Answer):
    """An error, as RFC 9457 has it."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Unprocessable Content"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["The query is not accepted: see 'radius'."])
    instance: str = Field(description="The path that was asked for.", examples=["/api/v1/demos/rnn/run"])
    errors: list[FieldError] | None = Field(None, description="What was wrong with the input, if that was the reason.")
    suggestions: list[str] | None = Field(None, description="What is near to a name that is not here.")
