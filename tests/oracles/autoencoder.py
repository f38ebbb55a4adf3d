"""The autoencoder demo against PyTorch (training), scikit-learn PCA (errors) and SciPy (subspace angle)."""

from typing import Any

import numpy as np

from app.demos.autoencoder import EPOCHS, pictures
from app.numerics.digits import digits
from app.numerics.linear_autoencoder import LEARNING_RATE, MOMENTUM, OWNER, SIZES, initial_weights

ORACLE = "PyTorch autograd and SGD with momentum from the same initial weights; scikit-learn PCA; SciPy subspace_angles"
NEEDS = ["torch", "sklearn", "scipy"]
TOLERANCE = 1e-6
CASES: list[dict[str, Any]] = [
    {"epoch": 60},
    {"code": 1, "noise": 0.0, "epoch": EPOCHS, "seed": 3, "item": 8},
    {"code": 8, "noise": 0.4, "denoise": True, "epoch": EPOCHS, "seed": 11, "item": 0},
    {"code": 2, "epoch": 0},
]


def trained(x: Any, target: Any, W: Any, D: Any, epochs: int) -> tuple[Any, list[float]]:
    """Train two ``torch.nn.Linear`` layers without bias; give the network and its losses."""
    import torch
    from torch import nn

    layers: list[Any] = [nn.Linear(part.shape[0], part.shape[1], bias=False, dtype=torch.float64) for part in (W, D)]
    net = nn.Sequential(*layers)
    with torch.no_grad():
        for layer, weights in zip(layers, (W, D), strict=True):
            layer.weight.copy_(torch.from_numpy(weights.T.copy()))
    optimizer = torch.optim.SGD(net.parameters(), lr=LEARNING_RATE, momentum=MOMENTUM)
    x, target = torch.from_numpy(x), torch.from_numpy(target)
    losses = []
    for epoch in range(epochs + 1):
        loss = (net(x) - target).square().sum(dim=1).mean()
        losses.append(loss.item())
        if epoch < epochs:
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return net, losses


def reference(*, code: int, noise: float, item: int, epoch: int, denoise: bool, seed: int) -> dict[str, Any]:
    """Train all eight sizes one after another, and fit PCA to the same pictures."""
    import torch
    from scipy.linalg import subspace_angles
    from sklearn.decomposition import PCA

    rng = np.random.default_rng(seed)
    inputs, clean, unseen = pictures(noise, rng)
    encoder, decoder = initial_weights(rng)
    target, mean = clean if denoise else inputs, inputs.mean(axis=0)

    error, pca_error = [], []
    for size in range(1, SIZES + 1):
        W, D = encoder[size - 1 == OWNER].T, decoder[size - 1 == OWNER]
        net, losses = trained(inputs - mean, target - mean, W, D, epoch)
        pca = PCA(n_components=size, svd_solver="full").fit(inputs)
        error.append(losses[-1])
        pca_error.append(((pca.inverse_transform(pca.transform(inputs)) - target) ** 2).sum(axis=1).mean())
        if size == code:
            shown = torch.from_numpy(unseen[item] - mean)
            with torch.no_grad():
                values, output = net[0](shown).numpy(), net(shown).numpy() + mean
            by_pca = pca.inverse_transform(pca.transform(unseen[item][None]))[0]
            angle = subspace_angles(net[1].weight.detach().numpy(), pca.components_.T).max()
            chosen = losses
    truth = digits()[item]
    return {
        "input": unseen[item].reshape(7, 5),
        "clean": truth.reshape(7, 5),
        "code_values": values,
        "reconstruction": output.reshape(7, 5),
        "pca_reconstruction": by_pca.reshape(7, 5),
        "error": error,
        "pca_error": pca_error,
        "loss": chosen,
        "final_loss": chosen[-1],
        "pca_loss": pca_error[code - 1],
        "subspace_angle": np.rad2deg(angle),
        "input_error": ((unseen[item] - truth) ** 2).sum(),
        "item_error": ((output - truth) ** 2).sum(),
    }
