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
    h = torch.zeros(1, units, dtype=torch.float64)
    hidden = []
    with torch.no_grad():
        for t in range(1, timesteps + 1):
            x = torch.full((1, 1), float(t == min(write_at, timesteps)), dtype=torch.float64)
            if variant == "pytorch":
                h = cell(x, h)
            else:
                r = torch.sigmoid(h @ u[0].T + reset_bias)
                z = torch.sigmoid(h @ u[1].T + update_bias - 8.0 * x)
                h = z * h + (1 - z) * torch.tanh(w * x + (r * h) @ u[2].T)
            hidden.append(h[0])
    counted = {"hidden": torch.stack(hidden).numpy()}
    if variant == "pytorch":
        sizes = [
            sum(p.numel() for p in kind(1, units).parameters()) for kind in (torch.nn.GRU, torch.nn.LSTM, torch.nn.RNN)
        ]
        return {**counted, "parameters": sizes[0], "lstm_parameters": sizes[1], "rnn_parameters": sizes[2]}
    return counted
