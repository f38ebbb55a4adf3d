"""A translator picks words one by one; greedy search can miss the most probable sentence, and a beam may too."""

from dataclasses import dataclass
from itertools import count as widths
from typing import Literal

import numpy as np

from app.demos._contract import DemoParams, Preset, choice, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Dots, Label, Mark, Segments, Shape
from app.figures.tree import rows
from app.numerics.notation import percent

TITLE = "Does the search find the most probable sentence?"

END = "</s>"
# P(next word | word) of a tiny decoder, by source sentence; every row sums to one
MODELS: dict[str, dict[str, dict[str, float]]] = {
    "chat": {
        "<s>": {"the": 0.5, "a": 0.4, "cat": 0.1},
        "the": {"cat": 0.4, "tomcat": 0.35, "kitten": 0.25},
        "a": {"cat": 0.85, "kitten": 0.15},
        "cat": {"sleeps": 0.9, "sleep": 0.1},
        "tomcat": {"sleeps": 0.95, "dozes": 0.05},
        "kitten": {"sleeps": 0.9, "naps": 0.1},
    },
    "cordes": {
        "<s>": {"it": 0.7, "there": 0.2, "rain": 0.1},
        "it": {"rains": 0.45, "is": 0.35, "'s": 0.2},
        "rains": {"heavily": 0.4, "ropes": 0.3, "cords": 0.3},
        "is": {"raining": 0.5, "pouring": 0.5},
        "'s": {"pouring": 0.98, "raining": 0.02},
        "raining": {"ropes": 0.4, "hard": 0.3, END: 0.3},
        "pouring": {END: 0.95, "down": 0.05},
        "there": {"falls": 1.0},
        "falls": {"rain": 0.6, "ropes": 0.4},
    },
    "merci": {
        "<s>": {"yes": 0.7, "thank": 0.2, "thanks": 0.1},
        "yes": {",": 0.55, END: 0.45},
        ",": {"thank": 0.7, "thanks": 0.3},
        "thank": {"you": 1.0},
        "you": {END: 0.8, "very": 0.15, "so": 0.05},
        "very": {"much": 1.0},
        "so": {"much": 1.0},
    },
}
SOURCES = {"chat": "le chat dort", "cordes": "il pleut des cordes", "merci": "oui, merci"}


class Params(DemoParams):
    beam: int = slider(1, 1, 8, title="Beam", description="How many beginnings are kept at each step; 1 is greedy.")
    length_penalty: float = slider(
        0, 0, 2, title="Length penalty α", description="How much long sentences are helped; 0 not at all.", step=0.1
    )
    sentence: Literal["chat", "cordes", "merci"] = choice(
        "chat", title="Sentence", description="The French sentence that is translated.", labels=SOURCES
    )


@dataclass(frozen=True)
class Hypothesis:
    tokens: str  # the words, without start and end
    log_probability: float
    score: float


@dataclass(frozen=True)
class Node:
    token: str
    parent: int
    depth: int
    log_probability: float
    kept: bool


@dataclass(frozen=True)
class Result:
    hypotheses: tuple[Hypothesis, ...] = out(
        "Hypotheses", "finished sentences, best score first; log probabilities in nats", shape="(found,)"
    )
    tree: tuple[Node, ...] = out(
        "Tree", "every beginning that was looked at, with the index of the one it continues", shape="(looked at,)"
    )
    best: str = out("Found", "the sentence with the best score among those found", readout=True)
    best_probability: float = out("Its probability", "probability of the sentence found", readout=True)
    greedy: str = out("Greedy", "the sentence of always the most probable next word", readout=True)
    most_probable: str = out("Most probable", "the most probable of all sentences, by trying every one", readout=True)
    most_probable_probability: float = out(
        "Largest probability", "probability of the most probable sentence", readout=True
    )
    needed_beam: int = out("Beam needed", "narrowest beam that finishes the most probable sentence")


def following(model: dict[str, dict[str, float]], token: str) -> dict[str, float]:
    """The next words and their probabilities; a word without a row ends the sentence."""
    return model.get(token, {END: 1.0})


def score(log_probability: float, length: int, alpha: float) -> float:
    """Log probability over ((5 + length) / 6) ** alpha, the end counted (Wu et al., 2016, arXiv:1609.08144)."""
    return float(log_probability / ((5 + length) / 6) ** alpha)


def search(model: dict[str, dict[str, float]], beam: int) -> list[Node]:
    """Grow all kept beginnings by one word, keep the ``beam`` most probable of the results, and again."""
    tree = [Node("<s>", -1, 0, 0.0, kept=True)]
    live = [0]
    while live:
        grown = [
            Node(token, parent, tree[parent].depth + 1, tree[parent].log_probability + float(np.log(p)), kept=False)
            for parent in live
            for token, p in following(model, tree[parent].token).items()
        ]
        # equal probabilities: what was found first goes first, so that the search is the same every time
        order = sorted(range(len(grown)), key=lambda i: -grown[i].log_probability)[:beam]
        start = len(tree)
        tree += [
            Node(node.token, node.parent, node.depth, node.log_probability, kept=i in order)
            for i, node in enumerate(grown)
        ]
        live = [start + i for i in sorted(order) if grown[i].token != END]
    return tree


def words(tree: list[Node], index: int) -> list[str]:
    """The words from the start to a node, without the start and the end."""
    found: list[str] = []
    while index > 0:
        found.insert(0, tree[index].token)
        index = tree[index].parent
    return [token for token in found if token != END]


def every_sentence(model: dict[str, dict[str, float]]) -> list[tuple[float, list[str]]]:
    """All sentences with their log probabilities: the model's words never come round again, so there is an end."""
    tree = search(model, beam=10**6)
    return [(node.log_probability, words(tree, i)) for i, node in enumerate(tree) if node.token == END]


def finished(tree: list[Node]) -> dict[int, list[str]]:
    """The words of every sentence that was kept to its end, by its node."""
    return {i: words(tree, i) for i, node in enumerate(tree) if node.token == END and node.kept}


def compute(*, beam: int, length_penalty: float, sentence: str) -> Result:
    """Search with a beam, and compare with greedy search and with the most probable of all sentences."""
    model = MODELS[sentence]
    tree = search(model, beam)
    hypotheses = [
        Hypothesis(
            " ".join(said), tree[i].log_probability, score(tree[i].log_probability, tree[i].depth, length_penalty)
        )
        for i, said in finished(tree).items()
    ]
    hypotheses.sort(key=lambda hypothesis: -hypothesis.score)
    first = search(model, 1)
    most = max(every_sentence(model), key=lambda pair: pair[0])
    return Result(
        hypotheses=tuple(hypotheses),
        tree=tuple(tree),
        best=hypotheses[0].tokens,
        best_probability=float(np.exp(hypotheses[0].log_probability)),
        greedy=" ".join(words(first, max(i for i, node in enumerate(first) if node.kept))),
        most_probable=" ".join(most[1]),
        most_probable_probability=float(np.exp(most[0])),
        needed_beam=next(width for width in widths(1) if most[1] in finished(search(model, width)).values()),
    )


def chosen_nodes(result: Result) -> list[bool]:
    """Tell which beginnings lead to the sentence that was found."""
    target = result.best.split()
    onto = [words(list(result.tree), i) for i in range(len(result.tree))]
    # an end belongs to the sentence found only if that has no further word
    return [
        node.kept and onto[i] == (target if node.token == END else target[: len(onto[i])])
        for i, node in enumerate(result.tree)
    ]


def spoken(sentence: str) -> str:
    """Write a sentence of tokens as people do: no space before a comma or an 's."""
    return sentence.replace(" ,", ",").replace(" 's", "'s")


def branches(tree: tuple[Node, ...], y: list[float], chosen: list[bool]) -> list[Mark]:
    """Draw the edges: thin where a beginning was dropped, thick where it was chosen."""
    groups: dict[str, list[int]] = {"dropped": [], "kept": [], "chosen": []}
    for i, node in enumerate(tree[1:], 1):
        groups["chosen" if chosen[i] else "kept" if node.kept else "dropped"].append(i)
    looks = {"dropped": (0, 1.2, 0.45), "kept": (1, 1.8, 0.75), "chosen": (2, 3.0, 1.0)}
    return [
        Segments(
            [float(tree[tree[i].parent].depth) for i in wanted],
            [y[tree[i].parent] for i in wanted],
            [float(tree[i].depth) for i in wanted],
            [y[i] for i in wanted],
            series=looks[name][0],
            width=looks[name][1],
            opacity=looks[name][2],
            label=name,
        )
        for name, wanted in groups.items()
        if wanted
    ]


def joints(tree: tuple[Node, ...], y: list[float], chosen: list[bool]) -> list[Mark]:
    """Draw the words as discs, the dropped ones as rings, and the ends of kept sentences as squares."""
    kinds: dict[tuple[int, Shape], list[int]] = {
        (2, "circle"): [],
        (1, "circle"): [],
        (0, "ring"): [],
        (5, "square"): [],
    }
    for i, node in enumerate(tree[1:], 1):
        if not node.kept:
            kinds[0, "ring"].append(i)
        elif node.token == END:
            kinds[5, "square"].append(i)
        else:
            kinds[2 if chosen[i] else 1, "circle"].append(i)
    return [
        Dots([float(tree[i].depth) for i in wanted], [y[i] for i in wanted], series=series, size=4.5, shape=shape)
        for (series, shape), wanted in kinds.items()
    ]


def captions(tree: tuple[Node, ...], y: list[float], chosen: list[bool], deepest: int) -> list[Mark]:
    """Write each word above its disc, and the probability of a finished sentence behind its end."""
    marks: list[Mark] = []
    for i, node in enumerate(tree):
        series = 2 if chosen[i] else 1 if node.kept else 0
        if i == 0:
            marks.append(Label(-0.02 * deepest, y[i], "start", series=series, anchor="end", bold=True, dy=4, size=12))
        elif node.token != END or not node.kept:
            word = "end" if node.token == END else node.token
            marks.append(Label(node.depth, y[i], word, series=series, bold=chosen[i], dy=-9, size=12))
        else:
            share = percent(float(np.exp(node.log_probability)), 2)
            marks.append(Label(node.depth + 0.12, y[i], share, anchor="start", bold=chosen[i], dy=4, size=11.5))
    return marks


def draw(params: Params, result: Result) -> Figure:
    tree, chosen = result.tree, chosen_nodes(result)
    y = rows([node.parent for node in tree])
    deepest, leaves = max(node.depth for node in tree), max(y) + 1
    return Figure(
        f"The beginnings looked at for “{SOURCES[params.sentence]}” with a beam of {params.beam}; found: "
        f"“{spoken(result.best)}” with probability {percent(result.best_probability)}.",
        [*branches(tree, y, chosen), *joints(tree, y, chosen), *captions(tree, y, chosen, deepest)],
        x=Axis(low=-0.1 - 0.12 * deepest, high=deepest + 0.65, hidden=True, grid=False),
        y=Axis(low=leaves - 0.4, high=-0.6, hidden=True, grid=False),
        aspect=float(min(1.1, 0.12 + 0.052 * leaves)),
    )


def explain(params: Params, result: Result) -> str:
    how = "Greedy search" if params.beam == 1 else f"A beam of {params.beam}"
    found = f"{how} finds “{spoken(result.best)}” ({percent(result.best_probability)})"
    if result.best == result.most_probable:
        return f"{found}, which is the most probable of all sentences."
    most = f"“{spoken(result.most_probable)}” ({percent(result.most_probable_probability)})"
    seen = any(hypothesis.tokens == result.most_probable for hypothesis in result.hypotheses)
    if seen:
        return f"{found}: the length penalty prefers it to the more probable {most}."
    return f"{found} and misses the most probable sentence, {most}, which takes a beam of {result.needed_beam}."


PRESETS = [
    Preset("Greedy misses", {}, "“the” is the best first word, and the best sentence begins with “a”.", failure=True),
    Preset("Two are enough", {"beam": 2}, "Keeping one more beginning finds the best sentence."),
    Preset(
        "Three are not",
        {"sentence": "cordes", "beam": 3},
        "A good sentence with a slow start is dropped even by a beam of three.",
        failure=True,
    ),
    Preset("Too short", {"sentence": "merci", "beam": 4}, "Each further word costs probability: short sentences win."),
    Preset(
        "Helped to length",
        {"sentence": "merci", "beam": 4, "length_penalty": 1.5},
        "A length penalty turns the order round.",
    ),
]
NOTICE = [
    "A dropped beginning never comes back, however well it would have gone on.",
    "A sentence's probability is a product: the longer it gets, the smaller.",
    "Unless it keeps every beginning, no beam is sure to find the most probable sentence.",
]
TRY = [
    "Find the smallest beam that translates “il pleut des cordes” best.",
    "Translate “oui, merci” with a beam of 4 and raise the length penalty until the answer gets longer.",
    "Count the beginnings looked at for beams of 1, 2 and 4.",
]
