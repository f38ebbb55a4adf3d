"""The rnn demo against PyTorch's RNN with the same weights; the linear network against powers of its matrix."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from app.numerics.recurrence import recurrent_matrix

ORACLE = "torch.nn.RNN in double precision; linear: a sum over torch.linalg.matrix_power"
NEEDS = ["torch"]
TOLERANCE = 1e-8
# above radius 1 rounding differences grow with the steps, in any library
NARROWED = {"timesteps": st.integers(2, 50)}
CASES: list[dict[str, Any]] = [
    {"timesteps": 15, "units": 6},
    {"activation": "relu", "input": "step", "units": 5, "timesteps": 12, "radius": 1.2},
    {"activation": "linear", "input": "sine", "units": 4, "timesteps": 20, "radius": 1},
    {"input": "sine", "units": 8, "timesteps": 10, "radius": 0.4, "seed": 5},
    {"activation": "relu", "units": 1, "timesteps": 4, "seed": 1},
]


def reference(*, radius: float, activation: str, input: str, timesteps: int, units: int, seed: int) -> dict[str, Any]:
    """Compute states and memory; the weights come from the same generator."""
    import torch

    rng = np.random.default_rng(seed)
    W = torch.from_numpy(recurrent_matrix("orthogonal", radius, units, rng))
    w_in = torch.from_numpy(rng.uniform(-1, 1, units))
    signals = {
        "impulse": np.eye(1, timesteps)[0],
        "step": np.ones(timesteps),
        "sine": np.sin(2 * np.pi * np.arange(1, timesteps + 1) / 12),
    }
    x = torch.from_numpy(signals[input])

    def linear(sequence: Any) -> Any:
        powers = [torch.linalg.matrix_power(W, k) @ w_in for k in range(timesteps)]
        return torch.stack(
            [sum((powers[t - s] * sequence[s] for s in range(t + 1)), torch.zeros(units)) for t in range(timesteps)]
        )

    def layer(sequence: Any) -> Any:
        rnn = torch.nn.RNN(1, units, nonlinearity=activation, bias=False, dtype=torch.float64)
        rnn.load_state_dict({"weight_hh_l0": W, "weight_ih_l0": w_in[:, None]})
        with torch.no_grad():
            return rnn(sequence[:, None])[0]

    run = linear if activation == "linear" else layer
    hidden = run(x)
    silenced = x.clone()
    silenced[0] = 0
    trace = (hidden - run(silenced)).norm(dim=1)
    memory = (trace / trace[0]).tolist() if trace[0] > 0 else [None] * timesteps
    shares = [share for share in memory if share is not None]
    # a share of just a tenth falls to either side by rounding
    counted: dict[str, Any] = {}
    if all(abs(share - 0.1) > 1e-9 for share in shares):
        counted["remembered"] = max((k for k, share in enumerate(shares) if share > 0.1), default=None)
    return counted | {
        "input": signals[input],
        "parameters": sum(p.numel() for p in torch.nn.RNNCell(1, units).parameters()) - units,
        "hidden": hidden.numpy(),
        "memory": memory,
        "memory_left": memory[-1],
        "state_norm": hidden[-1].norm().item(),
    }
