"""The vae demo against ``torch.distributions``, autograd, and SciPy's quadrature and minimizer."""

from typing import Any

import numpy as np

from app.demos.vae import best_code, code_axis

ORACLE = "torch.distributions and autograd; SciPy quadrature and minimizer"
NEEDS = ["torch", "scipy"]
TOLERANCE = 1e-6
CASES: list[dict[str, Any]] = [
    {},
    {"mean": -3.0, "log_variance": 2.0, "beta": 100.0, "target": 3.0, "decoder_variance": 0.05},
    {"mean": 0.0, "log_variance": -4.0, "beta": 0.01, "seed": 7},
]


def reference(
    *, mean: float, log_variance: float, beta: float, target: float, decoder_variance: float, seed: int
) -> dict[str, Any]:
    """Give densities and divergence by torch, the expectation by quadrature, the best code by search."""
    import torch
    from scipy.integrate import quad
    from scipy.optimize import minimize
    from scipy.stats import norm
    from torch.distributions import Normal, kl_divergence

    def double(value: Any) -> Any:
        return torch.tensor(value, dtype=torch.float64)

    # only the places come from the demo: they follow both means
    best_mean, best_variance = (float(part[0]) for part in best_code(target, decoder_variance, np.array([beta])))
    places = code_axis([(mean, np.exp(log_variance / 2)), (best_mean, best_variance**0.5)])
    z, one = torch.from_numpy(places), double(1.0)
    prior, center = Normal(0 * one, one), double(mean).requires_grad_()
    spread = double(log_variance).requires_grad_()
    posterior = Normal(center, torch.exp(spread / 2))
    decoder_deviation = double(decoder_variance).sqrt()

    deviation = float(np.exp(log_variance / 2))

    def weighed(code: float) -> float:
        surprise = -norm.logpdf(target, code, decoder_variance**0.5)
        return float(surprise * norm.pdf(code, mean, deviation))

    reconstruction = quad(weighed, mean - 12 * deviation, mean + 12 * deviation, epsabs=1e-9, epsrel=1e-9)[0]

    # a sample mean over two opposite, unit-distance points has the first two moments of the noise: exact for squares
    noise = double([-1.0, 1.0])
    codes = center + torch.exp(spread / 2) * noise
    kl = kl_divergence(posterior, prior)
    loss = -Normal(codes, decoder_deviation).log_prob(double(target)).mean() + beta * kl
    slopes = torch.autograd.grad(loss, (center, spread))

    def objective(code: Any) -> tuple[float, Any]:
        m, v = double(code[0]).requires_grad_(), double(code[1]).requires_grad_()
        q = Normal(m, torch.exp(v / 2))
        value = -Normal(m + torch.exp(v / 2) * noise, decoder_deviation).log_prob(double(target)).mean()
        value = value + beta * kl_divergence(q, prior)
        gradient = torch.autograd.grad(value, (m, v))
        return value.item(), np.array([part.item() for part in gradient])

    found = minimize(objective, [0.0, 0.0], jac=True, method="BFGS", options={"gtol": 1e-10})
    # the code of least loss for any beta: the exact posterior of a decoder with beta times the variance
    betas = 10 ** np.linspace(-2, 2, 81)
    precision = 1 + 1 / (betas * decoder_variance)
    drawn = np.random.default_rng(seed).standard_normal(40)
    return {
        "density_x": places,
        "best": norm.pdf(places, found.x[0], np.exp(found.x[1] / 2)),
        "path_beta": betas,
        "path_mean": target / (betas * decoder_variance) / precision,
        "path_deviation": precision**-0.5,
        "prior": prior.log_prob(z).exp().numpy(),
        "posterior": posterior.log_prob(z).exp().detach().numpy(),
        "samples": (center + torch.exp(spread / 2) * torch.from_numpy(drawn)).detach().numpy(),
        "kl": kl.item(),
        "reconstruction": reconstruction,
        "loss": loss.item(),
        "mean_slope": slopes[0].item(),
        "log_variance_slope": slopes[1].item(),
        "best_mean": found.x[0],
        "best_variance": np.exp(found.x[1]),
        "best_loss": found.fun,
    }
