"""The backpropagation demo against PyTorch's autograd, at every node and along every edge of the graph."""

from typing import Any

ORACLE = "PyTorch autograd"
NEEDS = ["torch"]
TOLERANCE = 1e-12
CASES: list[dict[str, Any]] = [
    {},
    {"activation": "sigmoid", "loss": "cross-entropy", "target": -1.0},
    {"activation": "relu", "w2": -2.0, "loss": "mae"},
    {"activation": "identity", "w1": 3.0, "x1": 3.0},
]


def reference(*, step: int, activation: str, loss: str, target: float, **given: float) -> dict[str, Any]:
    """Build the same graph in PyTorch and let it go backward."""
    import torch
    from torch.nn import functional as F

    leaves = {name: torch.tensor(value, dtype=torch.float64) for name, value in [*given.items(), ("t", target)]}
    v = {name: leaf.requires_grad_() for name, leaf in leaves.items()}
    v["p1"], v["p2"] = v["w1"] * v["x1"], v["w2"] * v["x2"]
    v["z"] = v["p1"] + v["p2"] + v["b"]
    functions: dict[str, Any] = {"tanh": torch.tanh, "sigmoid": torch.sigmoid, "relu": F.relu}
    v["a"] = functions[activation](v["z"]) if activation in functions else v["z"] * 1.0
    if loss == "cross-entropy":
        v["loss"] = torch.logaddexp(torch.zeros_like(v["a"]), -v["t"] * v["a"])
    else:
        v["loss"] = (v["a"] - v["t"]) ** 2 if loss == "mse" else (v["a"] - v["t"]).abs()
    uses = {"p1": ["w1", "x1"], "p2": ["w2", "x2"], "z": ["p1", "p2", "b"], "a": ["z"], "loss": ["a", "t"]}
    local = {
        (source, user): torch.autograd.grad(v[user], v[source], retain_graph=True)[0].item()
        for user, sources in uses.items()
        for source in sources
    }
    for value in v.values():
        value.retain_grad()
    v["loss"].backward()
    order = ["w1", "x1", "w2", "x2", "b", "t", "p1", "p2", "z", "a", "loss"]
    grads = {name: v[name].grad for name in order}
    nodes = [
        {"name": name, "value": v[name].item(), "gradient": 0.0 if grad is None else grad.item()}
        for name, grad in grads.items()
    ]
    found: dict[Any, Any] = {node["name"]: node["gradient"] for node in nodes}
    edges = [
        {"source": source, "target": user, "local": slope, "flow": slope * found[user]}
        for (source, user), slope in local.items()
    ]
    return {
        "nodes": nodes,
        "edges": edges,
        "slope": local["z", "a"],
        "output": v["a"].item(),
        "gradient_a": found["a"],
        "gradient_z": found["z"],
        "loss": v["loss"].item(),
        "gradient_w1": found["w1"],
        "gradient_w2": found["w2"],
        "gradient_b": found["b"],
    }
