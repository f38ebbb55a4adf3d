"""Least squares with a penalty on the weights: ridge in closed form, lasso by following its path exactly."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def ridge_weights(features: Array, target: Array, strengths: Array) -> Array:
    """Minimize (1/2n)‖y − Xw‖² + (λ/2)‖w‖² for each strength λ; shape (strengths, features).

    With the singular values s of X the solution is V diag(s/(s² + nλ)) Uᵀy. scikit-learn's ``Ridge`` calls nλ
    ``alpha``.

    Args:
        features: X, centered, shape (n, d).
        target: y, centered, shape (n,).
        strengths: each λ, positive, shape (k,).

    References:
        Hoerl and Kennard, 1970 (doi:10.1080/00401706.1970.10488634).

    >>> ridge_weights(np.array([[1.0], [-1.0]]), np.array([1.0, -1.0]), np.array([1.0])).round(12).tolist()
    [[0.5]]
    """
    u, s, vt = np.linalg.svd(features, full_matrices=False)
    shrunk = s / (s**2 + len(target) * strengths[:, None])
    return np.asarray((shrunk * (u.T @ target)) @ vt)


def lasso_weights(features: Array, target: Array, strengths: Array) -> Array:
    """Minimize (1/2n)‖y − Xw‖² + λ‖w‖₁ for each strength λ; shape (strengths, features).

    The weights are piecewise linear in λ. Starting where all are 0, the path is followed from bend to bend: a weight
    joins when its feature is as correlated with the residual as those in use, and leaves when it reaches 0.

    Args:
        features: X, centered, shape (n, d).
        target: y, centered, shape (n,).
        strengths: each λ, positive, shape (k,).

    References:
        Tibshirani, 1996 (doi:10.1111/j.2517-6161.1996.tb02080.x); Osborne, Presnell and Turlach, 2000
        (doi:10.1093/imanum/20.3.389); Efron et al., 2004 (doi:10.1214/009053604000000067).

    >>> lasso_weights(np.array([[1.0], [-1.0]]), np.array([1.0, -1.0]), np.array([0.25, 2.0])).tolist()
    [[0.75], [0.0]]
    """
    bends, weights = lasso_path(features, target, float(strengths.min()))
    # np.interp wants increasing positions, the path goes down
    return np.column_stack([np.interp(strengths, bends[::-1], column[::-1]) for column in weights.T])


def lasso_path(features: Array, target: Array, weakest: float) -> tuple[Array, Array]:
    """Bends λ of the lasso path, falling to ``weakest``, and the weights at each; shapes (b,) and (b, d)."""
    n, d = features.shape
    gram, pull = features.T @ features / n, features.T @ target / n
    # with all weights 0 the first to join is that of the feature most correlated with the target
    first = int(np.abs(pull).argmax())
    strength = float(np.abs(pull[first]))
    active, signs = [first], [float(np.sign(pull[first]))]
    bends, path, moved = [strength], [np.zeros(d)], (first, signs[0])
    while strength > weakest:
        # on this stretch the weights in use are u − λv, and the correlations with the residual a + λb
        u, v = np.linalg.solve(gram[np.ix_(active, active)], np.column_stack([pull[active], signs])).T
        a, b = pull - gram[:, active] @ u, gram[:, active] @ v
        leave, join, sign = _events(active, u, v, a, b, strength, moved)
        strength = max(float(leave.max()), float(join.max()), weakest)
        weights = np.zeros(d)
        weights[active] = u - strength * v
        # the next bend: a weight reaches 0 and leaves, or another joins, or the path is long enough
        if strength == leave.max():
            place = int(leave.argmax())
            moved = active.pop(place), signs.pop(place)
            weights[moved[0]] = 0.0
        elif strength == join.max():
            feature = int(join.argmax())
            moved = feature, float(sign[feature])
            active.append(feature)
            signs.append(moved[1])
        bends.append(strength)
        path.append(weights)
    return np.array(bends), np.array(path)


def _events(
    active: list[int], u: Array, v: Array, a: Array, b: Array, strength: float, moved: tuple[int, float]
) -> tuple[Array, Array, Array]:
    """Strengths below the present one at which weights in use reach 0 and others join, and with which sign."""
    with np.errstate(divide="ignore", invalid="ignore"):
        leave, up, down = u / v, a / (1 - b), -a / (1 + b)
    leave = np.where(leave < strength, leave, -np.inf)
    up, down = np.where(up < strength, up, -np.inf), np.where(down < strength, down, -np.inf)
    up[active] = down[active] = -np.inf
    # the one that has just moved stands at its own event, and a line meets it only once
    feature, sign = moved
    if feature in active:
        leave[active.index(feature)] = -np.inf
    else:
        (up if sign > 0 else down)[feature] = -np.inf
    return leave, np.maximum(up, down), np.where(up >= down, 1.0, -1.0)
