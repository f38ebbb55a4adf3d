"""A variational autoencoder gives each input a cloud of codes; the KL term pulls every cloud towards the prior."""

from dataclasses import dataclass

import numpy as np

from app.demos._contract import DemoParams, Preset, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Area, Arrow, Dots, Line, Mark, Rule, Segments
from app.numerics.activations import Array
from app.numerics.notation import number

TITLE = "How far does the prior pull the code?"

SAMPLES = 40  # codes drawn from the posterior


class Params(DemoParams):
    mean: float = slider(
        2, -3, 3, title="Mean μ", description="Center of the codes that the encoder gives this input.", step=0.05
    )
    log_variance: float = slider(
        -2.5,
        -4,
        2,
        title="Log variance",
        description="Natural logarithm of their variance σ²: what an encoder puts out, since it may be any number.",
        step=0.1,
    )
    beta: float = slider(
        1, 0.01, 100, title="Beta β", description="Weight of the KL term; 1 is the plain VAE.", step=0.05, log=True
    )
    target: float = slider(
        2, -3, 3, title="Input x", description="The number that the decoder should give back.", step=0.05
    )
    decoder_variance: float = slider(
        0.25,
        0.05,
        2,
        title="Decoder variance",
        description="How far the decoder's output may lie from the input: small means a strict decoder.",
        step=0.05,
        more=True,
    )
    seed: int = slider(0, 0, 999, title="Seed", description="Draws the noise of the samples.", more=True)


@dataclass(frozen=True)
class Result:
    density_x: Array = out("Code z", "where the densities are given, closest around their means", shape="(141,)")
    prior: Array = out("Prior", "density of the standard normal", shape="(141,)")
    posterior: Array = out("Posterior", "density of the codes of this input, q(z | x)", shape="(141,)")
    best: Array = out("Best", "density that training would reach at this beta", shape="(141,)")
    samples: Array = out("Samples", "codes drawn as μ + σε with standard normal ε", shape="(40,)")
    kl: float = out("KL term", "divergence of the posterior from the prior", unit="nats", readout=True)
    reconstruction: float = out(
        "Reconstruction term",
        "expected −log p(x | z); the decoder gives z plus noise",
        unit="nats",
        readout=True,
    )
    loss: float = out("Loss", "reconstruction term plus beta times KL term", unit="nats", readout=True)
    best_loss: float = out("Least loss", "the least over all means and variances", unit="nats")
    mean_slope: float = out("Slope in μ", "derivative of the loss with respect to the mean")
    log_variance_slope: float = out("Slope in log σ²", "derivative of the loss with respect to the log variance")
    best_mean: float = out("Best mean", "mean at which the loss is least", readout=True)
    best_variance: float = out("Best variance", "variance at which the loss is least", readout=True)
    path_beta: Array = out("Betas", "from 0.01 to 100", shape="(81,)")
    path_mean: Array = out("Best mean by beta", "mean of least loss at each beta", shape="(81,)")
    path_deviation: Array = out(
        "Best deviation by beta", "standard deviation of least loss at each beta", shape="(81,)"
    )


def normal_density(z: Array, mean: float, variance: float) -> Array:
    """Density of a normal distribution at ``z``."""
    return np.asarray(np.exp(-((z - mean) ** 2) / (2 * variance)) / np.sqrt(2 * np.pi * variance))


def code_axis(normals: list[tuple[float, float]]) -> Array:
    """99 places from -5 to 5, and 21 more within four deviations of each mean: a narrow peak has a top between."""
    close = [np.clip(mean + deviation * np.linspace(-4, 4, 21), -5, 5) for mean, deviation in normals]
    return np.sort(np.concatenate([np.linspace(-5, 5, 99), *close]))


def kl_to_standard_normal(mean: float, log_variance: float) -> float:
    """KL(N(μ, σ²) ‖ N(0, 1)) = (μ² + σ² − 1 − log σ²)/2 in nats (Kingma and Welling, 2014, appendix B)."""
    # expm1 keeps the digits that exp(log_variance) - 1 loses near the prior
    return float(0.5 * (mean**2 + np.expm1(log_variance) - log_variance))


def expected_surprise(mean: float, variance: float, target: float, decoder_variance: float) -> float:
    """Mean of −log N(target; z, decoder_variance) over z from N(mean, variance), in nats."""
    squared = (target - mean) ** 2 + variance
    return float(0.5 * (squared / decoder_variance + np.log(2 * np.pi * decoder_variance)))


def best_code(target: float, decoder_variance: float, beta: Array) -> tuple[Array, Array]:
    """Mean and variance of least loss: where both slopes are zero. At beta = 1 it is the exact posterior p(z | x)."""
    shrink = 1 + beta * decoder_variance
    return target / shrink, beta * decoder_variance / shrink


def compute(
    *, mean: float, log_variance: float, beta: float, target: float, decoder_variance: float, seed: int
) -> Result:
    """Price a code N(μ, σ²) by −E[log p(x | z)] + β KL(N(μ, σ²) ‖ N(0, 1)), and find the code of least loss.

    At β = 1 this is the loss of Kingma and Welling, 2014 (arXiv:1312.6114).
    """
    variance = float(np.exp(log_variance))
    kl = kl_to_standard_normal(mean, log_variance)
    reconstruction = expected_surprise(mean, variance, target, decoder_variance)

    # the reparameterization trick: the noise does not depend on mean and variance, so gradients pass through both
    noise = np.random.default_rng(seed).standard_normal(SAMPLES)
    samples = mean + np.sqrt(variance) * noise

    betas = np.geomspace(0.01, 100, 81)
    path_mean, path_variance = best_code(target, decoder_variance, betas)
    best_mean, best_variance = (float(part[0]) for part in best_code(target, decoder_variance, np.array([beta])))
    best_loss = expected_surprise(best_mean, best_variance, target, decoder_variance) + beta * kl_to_standard_normal(
        best_mean, float(np.log(best_variance))
    )
    z = code_axis([(mean, variance**0.5), (best_mean, best_variance**0.5)])
    return Result(
        density_x=z,
        prior=normal_density(z, 0.0, 1.0),
        posterior=normal_density(z, mean, variance),
        best=normal_density(z, best_mean, best_variance),
        samples=samples,
        kl=kl,
        reconstruction=reconstruction,
        loss=reconstruction + beta * kl,
        best_loss=best_loss,
        mean_slope=(mean - target) / decoder_variance + beta * mean,
        log_variance_slope=0.5 * (variance / decoder_variance + beta * (variance - 1)),
        best_mean=best_mean,
        best_variance=best_variance,
        path_beta=betas,
        path_mean=path_mean,
        path_deviation=np.sqrt(path_variance),
    )


def draw(params: Params, result: Result) -> list[Figure]:
    return [_densities(params, result), _path(params, result)]


def _densities(params: Params, result: Result) -> Figure:
    # narrow codes are tall: the axis gives way only when it must
    top = max(1.25, 1.08 * float(max(result.posterior.max(), result.best.max())))
    z = result.density_x
    inside = result.samples[np.abs(result.samples) <= 5]
    rug = np.full(len(inside), -0.05 * top)
    ground = np.zeros(len(z))
    marks: list[Mark] = [
        Rule(x=params.target, label=f"x = {number(params.target)}"),
        Area(z, ground, result.prior, series=5, opacity=0.1, label="prior (dashed)"),
        Area(z, ground, result.best, series=2, opacity=0.16, label=f"best at β = {number(params.beta)}"),
        Area(z, ground, result.posterior, series=1, opacity=0.2, label="your code (bold)"),
        Line(z, result.prior, series=5, dash=True, width=1.8),
        Line(z, result.best, series=2, width=1.8),
        Line(z, result.posterior, series=1, width=2.8),
        Segments(inside, rug * 0.5, inside, rug * 1.5, series=1, width=1.4, opacity=0.7),
    ]
    if abs(params.mean - result.best_mean) > 0.15:
        height = 0.5 * float(min(result.posterior.max(), result.best.max()))
        marks.append(Arrow(params.mean, height, result.best_mean, height, series=5, width=2.4))
    return Figure(
        title=f"Densities of the code: prior around 0, posterior around {number(params.mean)}, and the best one at "
        f"beta {number(params.beta)} around {number(result.best_mean)}; {SAMPLES} samples below.",
        marks=marks,
        x=Axis("code z", low=-5, high=5, ticks=[-4, -2, 0, 2, 4]),
        y=Axis("density", low=-0.1 * top, high=top, ticks=[0, 0.5, 1] if top < 1.6 else None),
        heading="One input, a cloud of codes",
        aspect=0.36,
    )


def _path(params: Params, result: Result) -> Figure:
    betas, mean, deviation = result.path_beta, result.path_mean, result.path_deviation
    own = float(np.exp(params.log_variance / 2))
    # a wide code ends at the edge of the plot
    low, high = max(params.mean - own, -3.2), min(params.mean + own, 3.2)
    marks: list[Mark] = [
        Rule(y=1.0),
        Rule(y=-1.0),
        Area(betas, mean - deviation, mean + deviation, series=2, opacity=0.22, label="best mean ± deviation"),
        Line(betas, mean, series=2, width=2.4),
        Segments([params.beta], [low], [params.beta], [high], series=1, width=3),
        Dots([params.beta], [params.mean], series=1, size=6, shape="diamond", label="your code"),
    ]
    return Figure(
        title=f"The best code for every beta: mean {number(float(mean[0]))} at beta 0.01 moves to "
        f"{number(float(mean[-1]))} at beta 100, while the deviation grows from {number(float(deviation[0]))} to "
        f"{number(float(deviation[-1]))}; the prior has mean 0 and deviation 1.",
        marks=marks,
        x=Axis("beta (log scale)", low=0.01, high=100, scale="log", ticks=[0.01, 0.1, 1, 10, 100]),
        y=Axis("code z", low=-3.2, high=3.2, ticks=[-3, -2, -1, 0, 1, 2, 3]),
        heading="Where training would take it (dashed: the prior's ±1)",
        aspect=0.36,
        cover=True,
    )


def explain(params: Params, result: Result) -> str:
    cost = f"This code lies {number(result.kl)} nats from the prior"
    best = f"mean {number(result.best_mean)} and variance {number(result.best_variance)}"
    gap = result.loss - result.best_loss
    if gap < 0.005:
        return f"{cost}, and its loss is the least there is at β = {number(params.beta)} to within 0.005: {best}."
    if result.best_variance > 0.9:
        fate = "that is almost the prior itself, which says next to nothing about the input: posterior collapse"
    elif result.best_variance < 0.02:
        fate = "that is almost a single point, as in an ordinary autoencoder"
    elif params.beta == 1:
        fate = "that is the exact posterior of this model"
    else:
        fate = "a compromise between input and prior"
    return f"{cost}; at β = {number(params.beta)} training would move it to {best}: {fate}."


PRESETS = [
    Preset("Exact posterior", {"mean": 1.6, "log_variance": -1.6}, "At beta 1 the best code is Bayes' posterior."),
    Preset(
        "Posterior collapse",
        {"beta": 100, "mean": 0, "log_variance": 0},
        "The KL term wins: the code is the prior, the same for every input, and the decoder learns nothing from it.",
        failure=True,
    ),
    Preset(
        "No pull",
        {"beta": 0.01, "mean": 2, "log_variance": -4},
        "The cloud shrinks to a point: an ordinary autoencoder, with gaps between the codes that mean nothing.",
        failure=True,
    ),
    Preset("Vague decoder", {"decoder_variance": 2}, "A decoder that allows large errors leaves more to the prior."),
]
NOTICE = [
    "The band is the best code for each beta: it runs from a point at the input to the prior.",
    "The ticks are samples μ + σε: moving μ shifts all of them, which is how the gradient gets through.",
    "The KL term is zero only where mean is 0 and variance is 1.",
]
TRY = [
    "At β = 1, find mean and log variance at which your code covers the best one.",
    "Keep the mean at 0 and find the log variance of least KL.",
    "Change the seed: the samples move, the loss does not.",
]
