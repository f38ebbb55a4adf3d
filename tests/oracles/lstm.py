"""The LSTM demo against ``torch.nn.LSTMCell``; gradients by autograd."""

import math
from typing import Any

ORACLE = "PyTorch LSTMCell and autograd"
NEEDS = ["torch"]
TOLERANCE = 1e-10
CASES: list[dict[str, Any]] = [
    {},
    {"recurrent": 1.5, "input_bias": 1.0, "output_bias": 0.5},
    {"forget_bias": -3.0, "timesteps": 8, "write_at": 2, "read_at": 60, "recurrent": -2.0},
    {"write_at": 9, "read_at": 2, "timesteps": 10},
]


def reference(
    *,
    forget_bias: float,
    input_bias: float,
    output_bias: float,
    write_at: int,
    read_at: int,
    timesteps: int,
    recurrent: float,
) -> dict[str, Any]:
    """Run one cell of one unit on two inputs, the write and the read signal. PyTorch's gate order is i, f, g, o."""
    import torch

    cell = torch.nn.LSTMCell(2, 1, dtype=torch.float64)
    with torch.no_grad():
        cell.weight_ih.copy_(torch.tensor([[8.0, 0], [0, 0], [2, 0], [0, 8]], dtype=torch.float64))
        cell.weight_hh.fill_(recurrent)
        cell.bias_ih.copy_(torch.tensor([input_bias, forget_bias, 0.0, output_bias], dtype=torch.float64))
        cell.bias_hh.zero_()
    write_at, read_at = min(write_at, timesteps), min(read_at, timesteps)

    def run(*, direct: bool) -> tuple[list[Any], float | None]:
        """Give gates, cells and hidden states, and ∂c at read by ∂c at write; if direct, along the cell alone."""
        h = c = torch.zeros(1, 1, dtype=torch.float64)
        extra = torch.zeros(1, 1, dtype=torch.float64, requires_grad=True)
        gates, cells, hiddens = [], [], []
        for t in range(1, timesteps + 1):
            x = torch.tensor([[float(t == write_at), float(t == read_at)]], dtype=torch.float64)
            h = h.detach() if direct else h
            gates.append(torch.sigmoid(x @ cell.weight_ih.T + h @ cell.weight_hh.T + cell.bias_ih))
            h, c = cell(x, (h, c))
            if t == write_at:
                # a nudge of the cell after the write, which the hidden state of the same step feels too
                c = c + extra
                h = gates[-1][:, 3:] * torch.tanh(c)
            cells.append(c)
            hiddens.append(h)
        gradient = None
        if read_at >= write_at:
            gradient = float(torch.autograd.grad(cells[read_at - 1].sum(), extra)[0])
        return [torch.cat(each).detach().numpy() for each in (gates, cells, hiddens)], gradient

    (gates, cells, hiddens), total = run(direct=False)
    return {
        "input_gate": gates[:, 0],
        "forget_gate": gates[:, 1],
        "output_gate": gates[:, 3],
        "cell": cells[:, 0],
        "hidden": hiddens[:, 0],
        "written": cells[write_at - 1, 0],
        "read": hiddens[read_at - 1, 0],
        "retention": run(direct=True)[1],
        "total_gradient": total,
        "half_life": math.log(2) / math.log1p(math.exp(-forget_bias)),
    }
