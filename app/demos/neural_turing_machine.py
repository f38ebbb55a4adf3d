"""A memory is addressed by content, then by location: find what looks like the key, then step on from there."""

from dataclasses import dataclass

import numpy as np

from app.demos._contract import DemoParams, Preset, notes_field, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Heatmap, Line
from app.numerics.activations import Array, softmax
from app.numerics.notation import number, percent

TITLE = "Which memory slot does the head read?"

SLOTS, COMPONENTS = 10, 6  # of the memory: rows, and the numbers in each
LETTERS = "ABCDEFGHIJ"  # names of the slots
PREVIOUS = 8  # the slot at which the head stood one step before


class Params(DemoParams):
    key: int = slider(3, 1, 10, title="Key", description="The slot whose content is asked for, 1 for A to 10 for J.")
    strength: float = slider(
        6, 0, 50, title="Strength β", description="How sharply the content is matched; at 0 not at all.", step=0.5
    )
    gate: float = slider(
        1, 0, 1, title="Gate g", description="1 takes the content match, 0 the place of the step before.", step=0.01
    )
    shift: float = slider(
        1, -3, 3, title="Shift s", description="How many slots to step on; a fraction spreads over two.", step=0.1
    )
    sharpening: float = slider(
        2, 1, 20, title="Sharpening γ", description="The power that undoes the blur of the shift.", step=0.5
    )
    noise: float = slider(
        0.5, 0, 2, title="Noise in the key", description="How far the key is from the stored content.", more=True
    )
    seed: int = slider(2, 0, 999, title="Seed", description="Draws the memory and the noise.", more=True)


@dataclass(frozen=True)
class Result:
    memory: Array = out("Memory", "one row a slot", shape="(10, 6)")
    similarity: Array = out("Similarity", "cosine of key and slot", shape="(10,)")
    content: Array = out("Content weights", "softmax of strength times similarity, eq. 5", shape="(10,)")
    gated: Array = out("Gated weights", "blend with the weights of the step before, eq. 7", shape="(10,)")
    shifted: Array = out("Shifted weights", "circular convolution with the shift, eq. 8", shape="(10,)")
    weights: Array = out("Weights", "sharpened and normalized, eq. 9", shape="(10,)")
    read: Array = out("Read vector", "weighted mean of the slots, eq. 2", shape="(6,)")
    slot: str | None = out("Slot read", "the slot with the largest weight", readout=True)
    focus: float = out("Focus", "the largest weight", readout=True)
    found: str | None = out("Found by content", "the slot with the largest content weight", readout=True)
    read_error: float | None = out(
        "Read error",
        "distance of the read vector from the slot's content, over the length of that content",
        readout=True,
    )
    notes: dict[str, str] = notes_field()


def cosine(key: Array, memory: Array) -> Array:
    """Cosine similarity of the key with each slot (eq. 6); a vector of length 0 is similar to nothing."""
    lengths = np.linalg.norm(key) * np.linalg.norm(memory, axis=1)
    return np.asarray((memory @ key) / np.maximum(lengths, 1e-12))


def shift_kernel(shift: float) -> Array:
    """Weights of the ten circular shifts; 1.3 puts 0.7 on a shift by one and 0.3 on a shift by two."""
    below = int(np.floor(shift))
    kernel = np.zeros(SLOTS)
    kernel[below % SLOTS] += 1.0 - (shift - below)
    kernel[(below + 1) % SLOTS] += shift - below
    return kernel


def sharpen(weights: Array, power: float) -> Array:
    """Raise to a power and normalize (eq. 9); by the largest first, so that nothing underflows to zero."""
    raised = (weights / weights.max()) ** power
    return np.asarray(raised / raised.sum())


def compute(
    *, key: int, strength: float, gate: float, shift: float, sharpening: float, noise: float, seed: int
) -> Result:
    """Address a memory and read it, in the steps of Graves et al., 2014 (arXiv:1410.5401, equations 2 and 5 to 9)."""
    rng = np.random.default_rng(seed)
    memory = rng.standard_normal((SLOTS, COMPONENTS))
    # the key is what one slot holds, not quite remembered
    asked = memory[key - 1] + noise * rng.standard_normal(COMPONENTS)
    similarity = cosine(asked, memory)
    # eq. 5: the slots most like the key get the most weight
    content = softmax(strength * similarity)
    before = np.zeros(SLOTS)
    before[PREVIOUS - 1] = 1.0
    # eq. 7: how much to trust the content, and how much the place where the head already is
    gated = gate * content + (1.0 - gate) * before
    kernel = shift_kernel(shift)
    # eq. 8, circular convolution: what stood at slot j - i moves to slot j
    shifted = sum((kernel[i] * np.roll(gated, i) for i in range(SLOTS)), np.zeros(SLOTS))
    weights = sharpen(shifted, sharpening)
    read = weights @ memory
    slot = int(weights.argmax())
    error = np.linalg.norm(read - memory[slot]) / np.linalg.norm(memory[slot])
    notes = {} if strength else {"found": "At strength 0 all slots match alike."}
    alike = bool(np.ptp(weights) < 1e-12)
    if alike:
        notes["slot"] = notes["read_error"] = "All ten slots have the same weight."
    return Result(
        memory=memory,
        similarity=similarity,
        content=content,
        gated=gated,
        shifted=shifted,
        weights=weights,
        read=read,
        slot=None if alike else LETTERS[slot],
        focus=float(weights[slot]),
        found=LETTERS[int(content.argmax())] if strength else None,
        read_error=None if alike else float(error),
        notes=notes,
    )


def draw(params: Params, result: Result) -> list[Figure]:
    stages = np.array([result.content, result.gated, result.shifted, result.weights])
    texts = [[f"{w:.2f}" if w >= 0.005 else "" for w in row] for row in stages]
    middles = [i + 0.5 for i in range(SLOTS)]
    slots = Axis(low=0, high=SLOTS, ticks=middles, tick_labels=list(LETTERS), grid=False)
    weighed = f"slot {result.slot} has" if result.slot else "all have"
    taken = f"takes most from slot {result.slot}" if result.slot else "is the mean of all"
    limit = float(np.abs(result.memory).max())
    return [
        Figure(
            f"Weights over the ten slots after each of four steps; at the end {weighed} {percent(result.focus)}.",
            [Heatmap(stages, palette="ink", low=0, high=1, texts=texts), *outline(result.slot, len(stages))],
            x=slots,
            y=Axis(
                low=4,
                high=0,
                ticks=[0.5, 1.5, 2.5, 3.5],
                tick_labels=["content", "gated", "shifted", "sharpened"],
                grid=False,
            ),
            heading=f"The weights when asked for {LETTERS[params.key - 1]}",
            aspect=0.32,
        ),
        Figure(
            "The contents of the ten slots, six numbers each, negative blue and positive orange; the read vector "
            f"beside them {taken}.",
            [
                Heatmap(result.memory.T, palette="diverging", low=-limit, high=limit),
                Heatmap(result.read[:, None], SLOTS + 0.5, SLOTS + 1.5, palette="diverging", low=-limit, high=limit),
                *outline(result.slot, COMPONENTS),
            ],
            x=Axis(
                low=0,
                high=SLOTS + 1.5,
                ticks=[*middles, SLOTS + 1.0],
                tick_labels=[*LETTERS, "read"],
                grid=False,
            ),
            y=Axis(low=COMPONENTS, high=0, hidden=True, grid=False),
            heading="The memory (blue below 0, orange above)",
            aspect=0.3,
        ),
    ]


def outline(slot: str | None, rows: int) -> list[Line]:
    """Frame the column of a slot; where all are alike there is none to frame."""
    if slot is None:
        return []
    left = LETTERS.index(slot)
    return [Line([left, left + 1, left + 1, left, left], [0, 0, rows, rows, 0], series=2, width=2.5)]


def explain(params: Params, result: Result) -> str:
    asked = LETTERS[params.key - 1]
    step = f"after a shift of {number(params.shift)}" if params.shift else "without a shift"
    found = f"finds {result.found} by content" if params.strength else "matches no content at strength 0"
    start = (
        f"Asked for {asked}, the head {found}"
        if params.gate > 0.5
        else f"The gate keeps {percent(1 - params.gate)} of the old place, slot {LETTERS[PREVIOUS - 1]}"
    )
    if result.slot is None:
        return f"{start}; {step} it reads all ten slots alike: none has more than a tenth of the weight."
    sharp = "cleanly" if result.focus > 0.9 else "mostly" if result.focus > 0.5 else "blurred over several slots"
    return f"{start}; {step} it reads {result.slot} {sharp}: that slot has {percent(result.focus)} of the weight."


PRESETS = [
    Preset("Just find it", {"shift": 0}, "Content addressing alone: the slot most like the key."),
    Preset("Step on", {"gate": 0, "shift": 1}, "With the gate shut the head walks on from where it stood: a tape."),
    Preset(
        "Between two slots", {"shift": 1.5, "sharpening": 1}, "Half a shift reads the mean of two slots.", failure=True
    ),
    Preset(
        "Too vague",
        {"strength": 1, "sharpening": 1},
        "A weak strength spreads over all slots: the read is a mean of everything.",
        failure=True,
    ),
    Preset(
        "Sharpened back", {"strength": 4, "sharpening": 20}, "A high power turns a vague match into one slot again."
    ),
]
NOTICE = [
    "Every stage is a distribution: the ten weights sum to one, so all of it can be trained by gradient descent.",
    "The shift is circular: one step right of J is A.",
    "Content finds a place, location moves on from it: together they follow a list.",
]
TRY = [
    "Ask for slot 4 without a shift, and raise the noise (under More) until another slot is found.",
    "Close the gate and step from slot to slot.",
    "Set the shift to 0.3 and see what sharpening does.",
]
