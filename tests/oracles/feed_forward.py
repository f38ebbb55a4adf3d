"""The feed-forward demo against NetworkX: order, cycle, and values passed along the sorted graph."""

import math
from itertools import pairwise
from typing import Any

import numpy as np

ORACLE = "NetworkX topological sort, strongly connected components and shortest paths"
NEEDS = ["networkx"]
TOLERANCE = 1e-9
CASES: list[dict[str, Any]] = [
    {},
    {"feedback": True, "widths": (2, 3, 3, 1)},
    {"feedback": True, "widths": (2, 2)},
    {"widths": (3, 1), "activation": "sigmoid"},
    {"widths": (1, 8, 8, 1), "activation": "relu", "scale": 3.0},
]
FUNCTIONS = {
    "tanh": math.tanh,
    "relu": lambda z: max(z, 0.0),
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "identity": lambda z: z,
}


def reference(
    *, widths: tuple[int, ...], activation: str, scale: float, bias: float, feedback: bool, seed: int
) -> dict[str, Any]:
    """Build the graph with NetworkX and let it find what can be computed, and in which order."""
    import networkx as nx

    layers, at = [], 0
    for width in widths:
        layers.append(list(range(at, at + width)))
        at += width
    rng = np.random.default_rng(seed)
    inputs = rng.uniform(-1.0, 1.0, widths[0])
    graph = nx.DiGraph()
    graph.add_nodes_from(range(at))
    for lower, upper in pairwise(layers):
        for a in lower:
            for b in upper:
                graph.add_edge(a, b, weight=scale * rng.normal() / math.sqrt(len(lower)))
    source, target = layers[-1][0], layers[1][0] if len(layers) > 2 else layers[0][0]
    cycle = min(nx.all_shortest_paths(graph, target, source)) if feedback else []
    spread = math.sqrt(max(graph.in_degree(target), 1))
    looped = graph.copy()
    looped.add_edge(source, target, weight=scale * rng.normal() / spread)
    loops = {n for part in nx.strongly_connected_components(looped) if len(part) > 1 for n in part}
    blocked = loops.union(*(nx.descendants(looped, n) for n in loops))
    graph, stuck = (looped, blocked) if feedback else (graph, set())
    order = list(nx.lexicographical_topological_sort(graph.subgraph(set(graph) - stuck)))
    values = dict.fromkeys(range(at), math.nan)
    for unit in order:
        total = bias + sum(graph[a][unit]["weight"] * values[a] for a in graph.predecessors(unit))
        values[unit] = inputs[unit] if unit < widths[0] else FUNCTIONS[activation](total)
    rows = [[values[unit] for unit in layer] for layer in layers]
    return {
        "order": order,
        "cycle": cycle,
        "activations": rows,
        "signal": [math.sqrt(sum(v * v for v in row) / len(row)) for row in rows],
        "units": graph.number_of_nodes(),
        "edges": [list(edge) for edge in graph.edges],
        "weights": [weight for _, _, weight in graph.edges.data("weight")],
        "parameters": graph.number_of_edges() + sum(len(layer) for layer in layers[1:]),
        "blocked": len(blocked),
        "connections": graph.number_of_edges(),
        "computable": len(order),
    }
