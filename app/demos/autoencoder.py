"""An autoencoder must rebuild its input from a small code; a linear one ends where principal components already are."""

from dataclasses import dataclass

import numpy as np

from app.demos._contract import DemoParams, Preset, out, slider, switch
from app.figures.figure import Axis, Figure
from app.figures.marks import Bars, Dots, Heatmap, Line, Mark, Rule
from app.numerics.activations import Array
from app.numerics.digits import COLUMNS, ROWS, digits, noisy_digits
from app.numerics.linear_autoencoder import OWNER, SIZES, initial_weights, train
from app.numerics.notation import count, number, percent

TITLE = "What gets through a bottleneck?"

COPIES = 20  # noisy copies of each digit in the training set; one more, never trained on, is shown
EPOCHS = 80  # longest training


class Params(DemoParams):
    code: int = slider(4, 1, SIZES, title="Code size", description="Numbers in the bottleneck; a picture has 35.")
    noise: float = slider(0.15, 0, 0.4, title="Noise", description="Standard deviation, on every pixel.", step=0.05)
    item: int = slider(3, 0, 9, title="Digit", description="What goes through, as a copy that training never saw.")
    epoch: int = slider(
        EPOCHS, 0, EPOCHS, title="Epoch", description="Updates, each on all 200 pictures.", unit="epochs", time=True
    )
    denoise: bool = switch(
        False, title="Denoise", description="Train towards the clean picture instead of the noisy input."
    )
    seed: int = slider(4, 0, 99, title="Seed", description="Draws the noise and the initial weights.", more=True)


@dataclass(frozen=True)
class Result:
    input: Array = out("Input", "the noisy copy of the digit, about 0 for paper and 1 for ink", shape="(7, 5)")
    clean: Array = out("Clean picture", "the digit without noise", shape="(7, 5)")
    code_values: Array = out("Code", "what the encoder keeps of the input", shape="(code,)")
    reconstruction: Array = out("Reconstruction", "what the decoder makes of the code", shape="(7, 5)")
    pca_reconstruction: Array = out(
        "PCA's reconstruction", "the input projected onto as many principal components", shape="(7, 5)"
    )
    error: Array = out(
        "Training error by code size",
        "squared error summed over the pixels, averaged over the training pictures, for code sizes 1 to 8",
        shape="(8,)",
    )
    pca_error: Array = out("PCA's error by code size", "the same for as many principal components", shape="(8,)")
    loss: Array = out("Loss", "training error for the chosen code size after each epoch", shape="(epoch + 1,)")
    final_loss: float = out("Training error", "loss after the last epoch, per picture", readout=True)
    pca_loss: float = out("PCA's error", "the same for the principal components", readout=True)
    subspace_angle: float = out(
        "Angle to PCA",
        "largest principal angle between what the decoder spans and the first principal components",
        unit="°",
        readout=True,
    )
    input_error: float = out("Noise in the input", "squared error of the shown input against the clean", readout=True)
    item_error: float = out("Left in the output", "squared error of the output against the clean", readout=True)


def pictures(noise: float, rng: np.random.Generator) -> tuple[Array, Array, Array]:
    """Training inputs (200, 35), the clean pictures behind them, and one unseen noisy copy of each digit (10, 35)."""
    inputs, clean = noisy_digits(COPIES, noise, rng)
    unseen, _ = noisy_digits(1, noise, rng)
    return inputs, clean, unseen


def largest_angle(rows: Array, components: Array) -> float:
    """Largest principal angle in degrees between the spans of the rows of two matrices; components are orthonormal."""
    basis = np.linalg.qr(rows.T)[0]
    outside = basis - components.T @ (components @ basis)
    # the sine is accurate for small angles, where the cosine is not
    return float(np.rad2deg(np.arcsin(min(float(np.linalg.norm(outside, 2)), 1.0))))


def compute(*, code: int, noise: float, item: int, epoch: int, denoise: bool, seed: int) -> Result:
    """Train linear autoencoders of every code size, and compare them with principal components.

    Where the target is the input itself, with squared error, the best a linear autoencoder can do is to span the first
    principal components (Baldi and Hornik, 1989, doi:10.1016/0893-6080(89)90014-2).
    """
    rng = np.random.default_rng(seed)
    inputs, clean, unseen = pictures(noise, rng)
    # the mean picture goes around the bottleneck, in the autoencoder as in PCA
    mean = inputs.mean(axis=0)
    x, target = inputs - mean, (clean if denoise else inputs) - mean

    encoder, decoder, losses = train(x, target, *initial_weights(rng), epoch)
    own = code - 1 == OWNER
    W, D = encoder[own], decoder[own]

    components = np.linalg.svd(x, full_matrices=False)[2][:SIZES]
    scores, wanted = x @ components.T, target @ components.T
    # the components are at right angles, so each takes its own part off the squared distance to the target
    pca_error = (target**2).sum() / len(x) - np.cumsum((2 * scores * wanted - scores**2).mean(axis=0))

    shown = unseen[item] - mean
    output = mean + W @ shown @ D
    by_pca = mean + shown @ components[:code].T @ components[:code]
    truth = digits()[item]
    return Result(
        input=unseen[item].reshape(ROWS, COLUMNS),
        clean=truth.reshape(ROWS, COLUMNS),
        code_values=W @ shown,
        reconstruction=output.reshape(ROWS, COLUMNS),
        pca_reconstruction=by_pca.reshape(ROWS, COLUMNS),
        error=losses[-1],
        pca_error=pca_error,
        loss=losses[:, code - 1],
        final_loss=float(losses[-1, code - 1]),
        pca_loss=float(pca_error[code - 1]),
        subspace_angle=largest_angle(D, components[:code]),
        input_error=float(((unseen[item] - truth) ** 2).sum()),
        item_error=float(((output - truth) ** 2).sum()),
    )


def draw(params: Params, result: Result) -> list[Figure]:
    return [
        picture(f"The digit {params.item}, with noise of {number(params.noise)}.", result.input, "Input"),
        _code(params, result),
        picture(
            f"What comes out of {count(params.code, 'number')}; against the clean digit: {number(result.item_error)}.",
            result.reconstruction,
            "Output",
            cover=True,
        ),
        picture(
            f"What {count(params.code, 'principal component')} would give back.", result.pca_reconstruction, "By PCA"
        ),
        _sizes(params, result),
        _training(params, result),
    ]


def picture(title: str, pixels: Array, heading: str, *, cover: bool = False) -> Figure:
    return Figure(
        title=title,
        marks=[Heatmap(pixels, palette="ink", low=0, high=1)],
        x=Axis(low=0, high=COLUMNS, hidden=True, grid=False),
        y=Axis(low=ROWS, high=0, hidden=True, grid=False),
        heading=heading,
        span=0.25,
        equal=True,
        cover=cover,
    )


def _code(params: Params, result: Result) -> Figure:
    places = np.arange(float(params.code))
    values = ", ".join(number(float(value), 2) for value in result.code_values)
    return Figure(
        title=f"The code: {values}.",
        marks=[Bars(places, result.code_values, horizontal=True, width=0.6, series=2), Rule(x=0.0, dash=False)],
        x=Axis(low=-3, high=3, ticks=[-3, 0, 3]),
        # room for the largest code, so that bars keep their size while the code grows
        y=Axis(low=SIZES - 0.5, high=-0.5, hidden=True, grid=False),
        heading=f"Code of {params.code}",
        span=0.25,
        aspect=1.22,
    )


def _sizes(params: Params, result: Result) -> Figure:
    sizes = np.arange(1.0, SIZES + 1)
    marks: list[Mark] = [
        Line(sizes, result.pca_error, series=5, dash=True, label="PCA"),
        Dots(sizes, result.error, series=1, size=4.5, label="autoencoder"),
        Dots([params.code], [result.final_loss], series=2, size=8, shape="ring", label="chosen code"),
    ]
    title = (
        f"Training error for code sizes 1 to 8: at {params.code} the autoencoder has {number(result.final_loss)}, "
        f"PCA {number(result.pca_loss)}."
    )
    x = Axis("code size", low=0.5, high=SIZES + 0.5, ticks=list(range(1, SIZES + 1)))
    return errors(params, title, marks, x, "Training error by code size")


def _training(params: Params, result: Result) -> Figure:
    marks: list[Mark] = [
        Line([0, EPOCHS], [result.pca_loss] * 2, series=5, dash=True, label="PCA"),
        Line(np.arange(params.epoch + 1.0), result.loss, series=1, width=2.4),
        Dots([params.epoch], [result.final_loss], series=2, size=5),
    ]
    title = (
        f"Loss over {count(params.epoch, 'epoch')}: from {number(float(result.loss[0]))} to "
        f"{number(result.final_loss)}; PCA's error is {number(result.pca_loss)}."
    )
    x = Axis("epoch", low=0, high=EPOCHS, ticks=[0, 20, 40, 60, 80])
    return errors(params, title, marks, x, f"Training with a code of {params.code}")


def errors(params: Params, title: str, marks: list[Mark], x: Axis, heading: str) -> Figure:
    # the axis stays put while anything but a strong noise changes
    y = Axis(low=0, high=9, ticks=[0, 3, 6, 9]) if params.noise <= 0.25 else Axis(low=0, high=12, ticks=[0, 4, 8, 12])
    return Figure(title, marks, x, y, heading=heading, span=0.5, aspect=0.62)


def explain(params: Params, result: Result) -> str:
    size = f"a code of {count(params.code, 'number')}"
    if params.epoch == 0:
        return (
            f"Before training, {size} gives back little more than the mean picture: the error is "
            f"{number(result.final_loss)}, where PCA has {number(result.pca_loss)}."
        )
    excess = result.final_loss / result.pca_loss - 1
    after = f"After {count(params.epoch, 'epoch')}, {size} leaves an error of {number(result.final_loss)} per picture"
    # without noise the inputs are the clean pictures, and Denoise asks for nothing else
    if params.denoise and params.noise > 0:
        towards = "below" if excess < 0 else "above"
        rest = f", {percent(abs(excess), 2)} {towards} that of PCA, which does not know the clean pictures."
    elif excess < 0.001:
        rest = f", against PCA's {number(result.pca_loss)}: the autoencoder has reached it to within 0.1%."
    elif excess >= 1:
        rest = f", still {number(excess + 1, 2)} times PCA's {number(result.pca_loss)}, which no linear code can beat."
    else:
        rest = f", still {percent(excess, 2)} above PCA's {number(result.pca_loss)}, which no linear code can beat."
    if params.noise == 0:
        return f"{after}{rest}"
    change = "falls" if result.item_error < result.input_error else "rises"
    return (
        f"{after}{rest} For the picture shown, the squared error against the clean digit {change} from "
        f"{number(result.input_error)} to {number(result.item_error)}."
    )


PRESETS = [
    Preset("Code of 8", {"code": 8, "noise": 0}, "Eight numbers carry nearly all that tells ten digits apart."),
    Preset(
        "Too narrow",
        {"code": 1, "noise": 0},
        "One number cannot tell ten digits apart: the output is a blend of several.",
        failure=True,
    ),
    Preset("Early", {"epoch": 8}, "Directions of large variance are learned first; the rest is still missing."),
    Preset(
        "Denoising",
        {"noise": 0.4, "code": 8, "item": 5, "denoise": True},
        "Trained towards clean pictures, it takes most of the noise off one that it has never seen.",
    ),
    Preset(
        "Noise fills the code",
        {"noise": 0.4, "code": 8},
        "Told to rebuild its input, it keeps the noise that fits through the code; turn on Denoise to compare.",
        failure=True,
    ),
]
NOTICE = [
    "Unless it denoises, the dots come down to the dashed line and never below: PCA is the best linear code.",
    "The output equals PCA's although the code values differ: only the space they span is determined.",
    "The error falls with every number added to the code, each time by less.",
]
TRY = [
    "Play the epochs and watch the large dots settle one after another.",
    "Raise the noise: which part of the error can a larger code not remove?",
    "Turn on Denoise and compare what is left in the output.",
]
