"""Softmax turns scores into probabilities; the temperature decides how much the largest score takes."""

from dataclasses import dataclass

import numpy as np

from app.demos._contract import DemoParams, Preset, numbers, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Bars, Line, Rule
from app.numerics.activations import Array, softmax
from app.numerics.notation import number, percent

TITLE = "How does the temperature share out the probability?"


class Params(DemoParams):
    temperature: float = slider(
        1.0,
        0.05,
        20,
        title="Temperature",
        description="Divides every logit before the exponential.",
        step=0.01,
        log=True,
    )
    logits: tuple[float, ...] = numbers(
        (2.0, 1.0, 0.5, -1.0), -50, 50, count=(2, 8), title="Logits", description="One score for each class."
    )


@dataclass(frozen=True)
class Result:
    probabilities: Array = out("Probabilities", "softmax of the logits over the temperature", shape="(classes,)")
    entropy: float = out("Entropy", "uncertainty of the distribution", unit="nats", readout=True)
    largest_entropy: float = out("Largest entropy", "that of equal probabilities", unit="nats")
    largest: float = out("Largest probability", "share of the class with the largest logit", readout=True)
    ratio: float = out(
        "First over second",
        "ratio of the two largest probabilities, exp of the gap over the temperature, at most 1e12",
        readout=True,
    )
    path_temperature: Array = out("Temperatures", "from the coldest to the hottest", shape="(61,)")
    path: Array = out("Probabilities at those temperatures", "one column a class", shape="(61, classes)")


def entropy(p: Array) -> float:
    """Shannon entropy in nats; a class of probability 0 adds nothing, since p log p goes to 0."""
    positive = p[p > 0]
    return float(-(positive * np.log(positive)).sum()) + 0.0


def compute(*, temperature: float, logits: tuple[float, ...]) -> Result:
    """Turn logits z into probabilities softmax(z / T), at one temperature T and along a path of temperatures."""
    z = np.array(logits, dtype=np.float64)
    p = softmax(z / temperature)
    first, second = np.sort(z)[::-1][:2]
    # the ratio depends on the gap alone, which is why adding a constant to all logits changes nothing; it stops at
    # 1e12, since the exponential of a large gap over a small temperature would overflow
    ratio = np.exp(min((first - second) / temperature, np.log(1e12)))
    temperatures = np.geomspace(0.05, 20, 61)
    path = softmax(z / temperatures[:, None])
    return Result(p, entropy(p), float(np.log(len(z))), float(p.max()), float(ratio), temperatures, path)


def draw(params: Params, result: Result) -> list[Figure]:
    names = [f"z = {number(logit)}" for logit in params.logits]
    # equal logits share the first place, and its color
    first = (result.probabilities == result.largest).tolist()
    texts = [label(float(p)) for p in result.probabilities]
    colors = [1 if wins else 2 for wins in first]
    places = [float(i) for i in range(len(names))]
    lines = [
        Line(
            result.path_temperature,
            result.path[:, i],
            series=1 if first[i] else 0,
            width=2.4 if first[i] else 1.3,
        )
        for i in range(len(names))
    ]
    return [
        Figure(
            f"Probabilities at temperature {number(params.temperature)}: " + ", ".join(texts) + ".",
            [
                Bars(
                    places,
                    result.probabilities,
                    series=colors,
                    texts=texts,
                )
            ],
            x=Axis(categories=names),
            y=Axis("probability", low=0, high=1.08, ticks=[0, 0.25, 0.5, 0.75, 1]),
            heading=f"At temperature {number(params.temperature)}",
            aspect=0.38,
        ),
        Figure(
            "Each class's probability from temperature 0.05 to 20: the largest logit takes all when it is cold, "
            "and all are alike when it is hot.",
            [Rule(x=params.temperature, label=f"T = {number(params.temperature)}"), *lines],
            x=Axis("temperature (log scale)", low=0.05, high=20, scale="log", ticks=[0.05, 0.2, 1, 5, 20]),
            # room above 1 for the label of the temperature
            y=Axis("probability", low=0, high=1.2, ticks=[0, 0.5, 1]),
            heading="At every temperature",
            aspect=0.3,
        ),
    ]


def label(p: float) -> str:
    """Write a probability for a bar: none is 0 and, beside others, none is 1."""
    return "< 0.001%" if p < 1e-5 else "> 99.9%" if p > 0.9995 else percent(p)


def explain(params: Params, result: Result) -> str:
    share = result.entropy / result.largest_entropy
    ties, classes = int(np.sum(result.probabilities == result.largest)), len(params.logits)
    mood = "almost a choice" if share < 0.1 else "almost uniform" if share > 0.95 else "a soft preference"
    if ties == classes:
        mood = "uniform"
    return (
        f"At temperature {number(params.temperature)}, {leaders(result.largest, ties, classes)}; the entropy is "
        f"{number(result.entropy)} of at most {number(result.largest_entropy)} nats: {mood}."
    )


def leaders(largest: float, ties: int, classes: int) -> str:
    """Say what the largest logit, or all that share its place, get; what rounds to all of it is not called that."""
    if ties > 1:
        who = f"all {classes} equal logits" if ties == classes else f"the {ties} largest logits"
        return f"{who} get {percent(largest)} of the probability each"
    if largest == 1:
        return "the largest logit gets all of the probability, to sixteen digits"
    if largest > 0.9995:
        return f"the largest logit gets all but {number(1 - largest)} of the probability"
    return f"the largest logit gets {percent(largest)} of the probability"


PRESETS = [
    Preset("Cold", {"temperature": 0.1}, "Softmax becomes argmax: almost all of the probability goes to one class."),
    Preset("Hot", {"temperature": 10}, "All classes become alike, whatever their scores."),
    Preset("Huge logits", {"logits": [50, 49, -50]}, "Only differences count: exp(50) never has to be computed."),
    Preset(
        "Saturated",
        {"temperature": 0.05, "logits": [3, 1, 1, 1]},
        "One probability is 1 to sixteen digits: the gradient of the softmax is zero there, and nothing is learned.",
        failure=True,
    ),
    Preset(
        "A tie", {"logits": [1, 1, 0]}, "Equal scores always share equally; no temperature can part them.", failure=True
    ),
]
NOTICE = [
    "No probability is ever negative, and they always sum to one.",
    "The ratio of two probabilities depends only on the difference of their logits.",
    "Temperature keeps the order of the classes; it only spreads or sharpens them.",
]
TRY = [
    "Add 10 to every logit: nothing changes.",
    "Find the temperature at which the largest class gets half.",
    "Set one logit far below the others and look at its share when it is hot.",
]
