"""The gridworld demo against a linear program (SciPy's HiGHS), an explicit recursion, and a walk by its moves."""

from typing import Any

import numpy as np

ORACLE = "linear program (SciPy) and explicit recursion"
NEEDS = ["scipy"]
TOLERANCE = 1e-6
CASES: list[dict[str, Any]] = [
    {},
    {"discount": 0.5, "slip": 0.0, "sweep": 3},
    {"discount": 0.99, "slip": 0.8, "step_reward": 0.1, "sweep": 60},
    {"discount": 0.0, "step_reward": -0.5, "sweep": 0},
]

LAYOUT = ["......G", ".####..", ".#..#P.", "..C.#..", "S......"]
ENDS = {"C": 0.3, "G": 1.0, "P": -1.0}
OPEN = [(r, c) for r in range(5) for c in range(7) if LAYOUT[r][c] in ".S"]
STEPS = {"up": (-1, 0), "right": (0, 1), "down": (1, 0), "left": (0, -1)}
SIDES = {"up": ("left", "right"), "down": ("left", "right"), "left": ("up", "down"), "right": ("up", "down")}


def outcomes(place: tuple[int, int], move: str, slip: float) -> list[tuple[float, tuple[int, int]]]:
    """List (chance, next place) of a move."""
    told = []
    for way, chance in ((move, 1 - slip), *((side, slip / 2) for side in SIDES[move])):
        r, c = place[0] + STEPS[way][0], place[1] + STEPS[way][1]
        free = 0 <= r < 5 and 0 <= c < 7 and LAYOUT[r][c] != "#"
        told.append((chance, (r, c) if free else place))
    return told


def reference(*, discount: float, slip: float, step_reward: float, sweep: int) -> dict[str, Any]:
    """Solve for the optimal values, and recurse for those after so many sweeps."""
    from scipy.optimize import linprog

    index = {place: i for i, place in enumerate(OPEN)}
    rows, bounds = [], []
    for place in OPEN:
        for move in STEPS:
            row, reward = np.zeros(len(OPEN)), 0.0
            row[index[place]] -= 1
            for chance, (r, c) in outcomes(place, move, slip):
                reward += chance * (step_reward + ENDS.get(LAYOUT[r][c], 0.0))
                if (r, c) in index:
                    row[index[r, c]] += discount * chance
            rows.append(row)
            bounds.append(-reward)
    # the optimal values are the least that no move can better
    solved = linprog(
        np.ones(len(OPEN)), A_ub=np.array(rows), b_ub=np.array(bounds), bounds=(None, None), method="highs"
    ).x
    optimal = {place: float(solved[index[place]]) for place in OPEN}
    values, residual = dict.fromkeys(OPEN, 0.0), []

    def worth(place: tuple[int, int], move: str) -> float:
        return sum(
            chance * (step_reward + ENDS.get(LAYOUT[r][c], 0.0) + discount * values.get((r, c), 0.0))
            for chance, (r, c) in outcomes(place, move, slip)
        )

    for _ in range(sweep):
        swept = {place: max(worth(place, move) for move in STEPS) for place in OPEN}
        residual.append(max(abs(swept[place] - values[place]) for place in OPEN))
        values = swept
    # of moves that are equal up to rounding the first is meant
    best, policy = {}, np.full((5, 7), -1)
    for place in OPEN:
        worths = [round(worth(place, move), 12) for move in STEPS]
        policy[place] = worths.index(max(worths))
        best[place] = list(STEPS)[policy[place]]
    walk = [(4, 0)]
    while walk[-1] in best and walk[-1] not in walk[:-1]:
        walk.append(outcomes(walk[-1], best[walk[-1]], 0.0)[0][1])
    ends = {"C": "the coin", "G": "the goal", "P": "the pit"}
    destination = ends.get(LAYOUT[walk[-1][0]][walk[-1][1]], "nowhere")
    return {
        "value": grid(values),
        "optimal": grid(optimal),
        "policy": policy,
        "residual": residual,
        "start_value": values[4, 0],
        "error": max(abs(values[place] - optimal[place]) for place in OPEN),
        "destination": destination,
        "steps": len(walk) - 1 if destination in ends.values() else None,
    }


def grid(values: dict[tuple[int, int], float]) -> np.ndarray:
    """Lay values out, zero at the ends and nothing in walls."""
    laid = np.where(np.array([list(row) for row in LAYOUT]) == "#", np.nan, 0.0)
    for place, value in values.items():
        laid[place] = value
    return laid
