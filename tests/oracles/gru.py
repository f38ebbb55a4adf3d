"""The GRU demo against ``torch.nn.GRUCell``; Cho's variant against a transcription of his equations in PyTorch."""

from typing import Any

from app.demos.gru import recurrent_weights

ORACLE = "PyTorch GRUCell, GRU and LSTM"
NEEDS = ["torch"]
TOLERANCE = 1e-10
CASES: list[dict[str, Any]] = [
    {"timesteps": 12, "units": 4},
    {"timesteps": 12, "units": 4, "variant": "cho", "update_bias": 0.5, "reset_bias": -1.0},
    {"timesteps": 3, "units": 1, "write_at": 60, "seed": 5},
]


def reference(
    *, update_bias: float, reset_bias: float, variant: str, write_at: int, timesteps: int, units: int, seed: int
) -> dict[str, Any]:
    """Run the cell over the sequence; PyTorch's gate order is reset, update, new."""
    import torch

    drawn, inputs = recurrent_weights(units, seed)
    u, w = torch.from_numpy(drawn), torch.from_numpy(inputs)
    cell = torch.nn.GRUCell(1, units, dtype=torch.float64)
    ones = torch.ones(units, dtype=torch.float64)
    with torch.no_grad():
        cell.weight_ih.copy_(torch.cat([0 * w, -8.0 * ones, w])[:, None])
        cell.weight_hh.copy_(u.reshape(3 * units, units))
        cell.bias_ih.copy_(torch.cat([reset_bias * ones, update_bias * ones, 0 * ones]))
        cell.bias_hh.zero_()
    cell.requires_grad_(False)
    write = min(write_at, timesteps) - 1
    x = torch.zeros(timesteps, 1, 1, dtype=torch.float64)
    x[write] = 1.0

    def gates(now: Any, h: Any) -> tuple[Any, Any]:
        r, z, _ = torch.sigmoid(now @ cell.weight_ih.T + cell.bias_ih + h @ cell.weight_hh.T).chunk(3, dim=1)
        return r, z

    def cho(now: Any, h: Any) -> Any:
        r, z = gates(now, h)
        return z * h + (1 - z) * torch.tanh(w * now + (r * h) @ u[2].T)

    def states(step: Any) -> Any:
        """Give the zero state and the state after each timestep."""
        visited = [torch.zeros(1, units, dtype=torch.float64)]
        for now in x:
            visited.append(step(now, visited[-1]))
        return torch.cat(visited)

    both = {"pytorch": states(cell), "cho": states(cho)}
    hidden = both[variant][1:]
    r, z = gates(x[:, 0], both[variant][:-1])
    norm = hidden.square().mean(dim=1).sqrt()
    # the paper has one bias vector for each gate, PyTorch has two
    rnn, gru, lstm = (
        sum(p.numel() for name, p in kind(1, units).named_parameters() if variant == "pytorch" or "bias_hh" not in name)
        for kind in (torch.nn.RNN, torch.nn.GRU, torch.nn.LSTM)
    )
    return {
        "update_gate": z.mean(dim=1).numpy(),
        "reset_gate": r.mean(dim=1).numpy(),
        "hidden": hidden.numpy(),
        "norm": norm.numpy(),
        "retention": float(norm[-1] / norm[write]),
        "variant_difference": float((both["pytorch"] - both["cho"]).abs().max()),
        "parameters": gru,
        "lstm_parameters": lstm,
        "rnn_parameters": rnn,
    }
