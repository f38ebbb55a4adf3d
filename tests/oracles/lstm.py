"""The LSTM demo against ``torch.nn.LSTMCell``; gradients by autograd."""

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
    h = c = torch.zeros(1, 1, dtype=torch.float64)
    extra = torch.zeros(1, 1, dtype=torch.float64, requires_grad=True)
    cells, hiddens = [], []
    for t in range(1, timesteps + 1):
        x = torch.tensor([[float(t == write_at), float(t == read_at)]], dtype=torch.float64)
        before = h
        h, c = cell(x, (h, c))
        if t == write_at:
            # a nudge of the cell after the write, which the hidden state of the same step feels too
            c = c + extra
            h = torch.sigmoid(output_bias + 8.0 * x[0, 1] + recurrent * before) * torch.tanh(c)
        cells.append(c)
        hiddens.append(h)
    total = None
    if read_at >= write_at:
        total = float(torch.autograd.grad(cells[read_at - 1].sum(), extra)[0])
    return {
        "cell": torch.cat(cells).detach().numpy()[:, 0],
        "hidden": torch.cat(hiddens).detach().numpy()[:, 0],
        "total_gradient": total,
    }
