"""Value iteration finds what each place is worth; the discount decides whether the long way to more reward pays."""

from dataclasses import dataclass

import numpy as np

from app.demos._contract import DemoParams, Preset, notes_field, out, slider
from app.figures.figure import Axis, Figure
from app.figures.marks import Arrow, Cells, Heatmap, Label, Line, Mark, Rule
from app.numerics.activations import Array
from app.numerics.notation import count, number

TITLE = "Does the long way to the larger reward pay?"

# S start, C coin, G goal, P pit, # wall
GRID = ("......G", ".####..", ".#..#P.", "..C.#..", "S......")
REWARDS = {"C": 0.3, "G": 1.0, "P": -1.0}  # received on arrival, which ends the walk
NAMES = {"C": "coin", "G": "goal", "P": "pit"}
MOVES = ((-1, 0), (0, 1), (1, 0), (0, -1))  # up, right, down, left, as rows and columns
ROWS, COLUMNS = len(GRID), len(GRID[0])


class Params(DemoParams):
    discount: float = slider(
        0.9, 0, 0.99, title="Discount γ", description="What a reward is worth one step later.", step=0.01
    )
    slip: float = slider(
        0.1, 0, 0.8, title="Slip", description="Chance that a move goes to one of its two sides instead.", step=0.05
    )
    step_reward: float = slider(
        -0.02, -0.5, 0.1, title="Step reward", description="Received for every step, whatever it leads to.", step=0.01
    )
    sweep: int = slider(
        40, 0, 60, title="Sweep", description="How many times every value was updated.", unit="sweeps", time=True
    )


@dataclass(frozen=True)
class Result:
    value: Array = out("Value", "value of each place after the sweeps; null for walls", shape="(5, 7)")
    policy: Array = out(
        "Policy", "best move by those values: 0 up, 1 right, 2 down, 3 left; −1 where there is none", shape="(5, 7)"
    )
    residual: Array = out("Residual", "largest change of a value in each sweep", shape="(sweep,)")
    optimal: Array = out("Optimal value", "value under the best policy, solved exactly", shape="(5, 7)")
    start_value: float = out("Value of the start", "expected discounted return from the start", readout=True)
    error: float = out("Error", "largest difference from the optimal values", readout=True)
    destination: str = out("Heads for", "where the moves lead from the start if none slips", readout=True)
    goal_from: float | None = out(
        "Goal pays from",
        "least discount, to 0.01, at which the best moves from the start lead to the goal",
        readout=True,
    )
    steps: int | None = out("Steps", "moves from the start to there if none slips", unit="steps", readout=True)
    notes: dict[str, str] = notes_field()


def transitions(slip: float, step_reward: float) -> tuple[Array, Array]:
    """The probabilities of moves, shape (4, 35, 35), and their expected rewards, shape (4, 35).

    A move into a wall or off the grid stays where it is. Coin, goal and pit end the walk: nothing leaves them.
    """
    chances, rewards = np.zeros((4, ROWS * COLUMNS, ROWS * COLUMNS)), np.zeros((4, ROWS * COLUMNS))
    for row in range(ROWS):
        for column in range(COLUMNS):
            if GRID[row][column] in "#CGP":
                continue
            state = row * COLUMNS + column
            for action in range(4):
                # a slip goes to one of the two sides, which are one and three quarter turns away
                for turn, chance in ((0, 1 - slip), (1, slip / 2), (3, slip / 2)):
                    down, right = MOVES[(action + turn) % 4]
                    r, c = row + down, column + right
                    if not (0 <= r < ROWS and 0 <= c < COLUMNS) or GRID[r][c] == "#":
                        r, c = row, column
                    chances[action, state, r * COLUMNS + c] += chance
                    rewards[action, state] += chance * (step_reward + REWARDS.get(GRID[r][c], 0.0))
    return chances, rewards


def exact_values(chances: Array, rewards: Array, discount: float) -> Array:
    """Policy iteration (Howard, 1960): solve the linear equations of a policy, improve it, until it stays."""
    states = np.arange(rewards.shape[1])
    policy = np.zeros(len(states), dtype=int)
    while True:
        own = np.eye(len(states)) - discount * chances[policy, states]
        values = np.linalg.solve(own, rewards[policy, states])
        action_values = rewards + discount * chances @ values
        # a move is changed only for a real gain: rounding alone must not make two policies take turns
        better = action_values.max(axis=0) > action_values[policy, states] + 1e-10
        if not better.any():
            return np.asarray(values)
        policy = np.where(better, action_values.argmax(axis=0), policy)


def best_moves(chances: Array, rewards: Array, discount: float, values: Array) -> Array:
    """Best move of each place by its values, shape (5, 7), and −1 where the walk ends; among equal ones the first."""
    # equal up to rounding
    action_values = (rewards + discount * chances @ values).round(12)
    kinds = np.array([list(row) for row in GRID])
    return np.where(np.isin(kinds, list("#CGP")), -1, action_values.argmax(axis=0).reshape(ROWS, COLUMNS))


def goal_pays_from(chances: Array, rewards: Array) -> float | None:
    """Least discount, to 0.01, at which the best moves lead from the start to the goal, found by halving.

    As long as no step is rewarded, what pays at one discount pays at every larger one.
    """

    def pays(hundredths: int) -> bool:
        discount = hundredths / 100
        values = exact_values(chances, rewards, discount)
        return follow(best_moves(chances, rewards, discount, values))[0] == "the goal"

    too_low, enough = 0, 99
    if not pays(enough):
        return None
    while enough - too_low > 1:
        middle = (too_low + enough) // 2
        too_low, enough = (too_low, middle) if pays(middle) else (middle, enough)
    return enough / 100


def compute(*, discount: float, slip: float, step_reward: float, sweep: int) -> Result:
    """Value iteration (Bellman, 1957), beside the exact values of the best policy.

    A sweep sets V(s) to the best move's expected reward plus discounted value, max_a Σ P(s' | s, a) (r + γ V(s')).
    """
    chances, rewards = transitions(slip, step_reward)
    values = np.zeros(ROWS * COLUMNS)
    residual = np.zeros(sweep)
    for i in range(sweep):
        # Bellman's optimality equation as an update of all states at once
        updated = (rewards + discount * chances @ values).max(axis=0)
        residual[i] = np.abs(updated - values).max()
        values = updated
    optimal = exact_values(chances, rewards, discount)
    policy = best_moves(chances, rewards, discount, values)
    destination, steps = follow(policy)
    goal_from = goal_pays_from(chances, rewards) if step_reward <= 0 else None
    error = float(np.abs(values - optimal).max())
    walls = np.array([[np.nan if kind == "#" else 0.0 for kind in row] for row in GRID])
    reason = "A wall has no value: nobody is ever there."
    notes = {"value": reason, "optimal": reason}
    if steps is None:
        notes["steps"] = "The moves never end: they lead in a circle or against a wall."
    if goal_from is None:
        notes["goal_from"] = (
            "Not even at discount 0.99 do the best moves lead to the goal."
            if step_reward <= 0
            else "Where each step is rewarded, walking on pays, too: no one discount decides."
        )
    return Result(
        value=values.reshape(ROWS, COLUMNS) + walls,
        policy=policy,
        residual=residual,
        optimal=optimal.reshape(ROWS, COLUMNS) + walls,
        start_value=float(values[(ROWS - 1) * COLUMNS]),
        error=error,
        destination=destination,
        steps=steps,
        goal_from=goal_from,
        notes=notes,
    )


def follow(policy: Array) -> tuple[str, int | None]:
    """Walk from the start by the policy, as if no move slipped, until the walk ends or comes back."""
    row, column, seen = ROWS - 1, 0, set()
    while policy[row, column] >= 0:
        if (row, column) in seen:
            return "nowhere", None
        seen.add((row, column))
        down, right = MOVES[int(policy[row, column])]
        r, c = row + down, column + right
        if 0 <= r < ROWS and 0 <= c < COLUMNS and GRID[r][c] != "#":
            row, column = r, c
    return {"C": "the coin", "G": "the goal", "P": "the pit"}[GRID[row][column]], len(seen)


def draw(params: Params, result: Result) -> list[Figure]:
    return [_places(params, result), _changes(params, result)]


def _places(params: Params, result: Result) -> Figure:
    marks: list[Mark] = [Heatmap(result.value, palette="diverging", low=-1, high=1)]
    for row in range(ROWS):
        for column in range(COLUMNS):
            x, y, kind = column + 0.5, row + 0.5, GRID[row][column]
            if kind in REWARDS:
                series = 4 if REWARDS[kind] < 0 else 3
                texts = [f"{NAMES[kind]} {number(REWARDS[kind])}"]
                marks.append(Cells([x], [y], series=series, width=0.96, height=0.96, texts=texts))
            elif kind == "#":
                marks.append(Cells([x], [y], series=0, opacity=0.12, width=0.96, height=0.96))
            action = int(result.policy[row, column])
            if action < 0:
                continue
            down, right = MOVES[action]
            marks.append(
                Arrow(x - 0.17 * right, y - 0.17 * down - 0.1, x + 0.17 * right, y + 0.17 * down - 0.1, series=5)
            )
            marks.append(Label(x, y + 0.38, number(float(result.value[row, column]), 2), size=11.5))
    marks.append(Label(0.06, ROWS - 0.8, "start", anchor="start", size=11.5))
    return Figure(
        f"Values and best moves on a grid of 5 by 7 after {count(params.sweep, 'sweep')}: the start is worth "
        f"{number(result.start_value)}, and its moves lead to {result.destination}.",
        marks,
        x=Axis(low=0, high=COLUMNS, hidden=True, grid=False),
        y=Axis(low=ROWS, high=0, hidden=True, grid=False),
        heading="Value and best move of every place",
        equal=True,
    )


def _changes(params: Params, result: Result) -> Figure:
    residual = np.maximum(result.residual, 1e-8)
    sweeps = np.arange(1, len(residual) + 1, dtype=float)
    return Figure(
        "The largest change of a value in each sweep, on a log scale.",
        [Line(sweeps, residual, series=1), Rule(x=params.sweep)],
        x=Axis("sweep", low=0, high=60),
        y=Axis("largest change (log scale)", low=1e-8, high=10, scale="log"),
        heading="Each sweep changes less than the last",
        aspect=0.22,
    )


def explain(params: Params, result: Result) -> str:
    where = (
        f"the best moves from the start lead to {result.destination} in {count(result.steps, 'step')}"
        if result.steps is not None
        else "the best moves from the start lead nowhere as long as none slips"
    )
    done = (
        "the values are exact to six decimals"
        if result.error < 1e-6
        else f"the values are still off by up to {number(result.error)}"
    )
    when = f"After {count(params.sweep, 'sweep')}" if params.sweep else "Before the first sweep"
    pays = "at no discount" if result.goal_from is None else f"from discount {number(result.goal_from)} on"
    decides = f"; the long way to the goal pays {pays}" if params.step_reward <= 0 else ""
    return f"At discount {number(params.discount)} {where}{decides}. {when} {done}."


PRESETS = [
    Preset("Impatient", {"discount": 0.6}, "A reward far away is worth little: the coin three steps away wins."),
    Preset("Patient", {"discount": 0.97}, "The long way to the goal pays, slips and steps included."),
    Preset("Slippery", {"slip": 0.6}, "Beside the pit the best move points away from it, even against a wall."),
    Preset(
        "Five sweeps",
        {"sweep": 5},
        "The goal's value has only come five steps far: the start does not know of it yet.",
        failure=True,
    ),
    Preset(
        "Paid to wander",
        {"step_reward": 0.1, "discount": 0.95},
        "With a reward for every step, the best policy never arrives: the reward asks for the wrong thing.",
        failure=True,
    ),
]
NOTICE = [
    "Values spread from the rewards by one place a sweep.",
    "The arrow shows the best move by the present values, right long before the values are.",
    "No arrow points into the pit, unless each step costs a lot; yet beside it a slip can still lead in.",
]
TRY = [
    "Find the discount at which the start turns from the coin to the goal.",
    "Play the sweeps from 0 and watch the goal's value travel.",
    "Raise the slip and see the moves beside the pit turn.",
]
