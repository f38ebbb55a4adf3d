"""A recurrent layer: weight matrices with a chosen spectral radius, and the states they lead through."""

import numpy as np

from app.numerics.activations import Array, activate


def orthogonal_matrix(units: int, rng: np.random.Generator) -> Array:
    """Draw a random orthogonal matrix, shape (units, units): it turns vectors and keeps their length.

    >>> Q = orthogonal_matrix(4, np.random.default_rng(0))
    >>> bool(np.allclose(Q.T @ Q, np.eye(4)))
    True
    """
    Q, R = np.linalg.qr(rng.standard_normal((units, units)))
    # QR leaves the signs open; with a positive diagonal of R every rotation is equally likely
    return np.asarray(Q * np.sign(np.diag(R)))


def recurrent_matrix(kind: str, radius: float, units: int, rng: np.random.Generator) -> Array:
    """Build a square matrix whose eigenvalue of largest modulus has the modulus ``radius``.

    Args:
        kind: the name of one of the cases below.
        radius: spectral radius, above 0.
        units: number of rows and columns.
        rng: where the entries come from.

    Raises:
        ValueError: an unknown kind.

    >>> recurrent_matrix("non-normal", 0.5, 2, np.random.default_rng(0)).tolist()
    [[0.5, 5.0], [0.0, 0.5]]
    """
    match kind:
        case "orthogonal":
            # every singular value is the radius: all vectors are stretched alike
            return radius * orthogonal_matrix(units, rng)
        case "gaussian":
            # independent normal entries, scaled
            W = rng.standard_normal((units, units))
            return np.asarray(W * (radius / np.abs(np.linalg.eigvals(W)).max()))
        case "non-normal":
            # blocks [[radius, 5], [0, radius]] on the diagonal, and a lone radius if the number of units is odd: the
            # 5 makes vectors grow for a while, whatever the eigenvalues say
            W = radius * np.eye(units)
            first = np.arange(0, units - 1, 2)
            W[first, first + 1] = 5.0
            return W
    raise ValueError(f"There is no kind of matrix '{kind}'.")


def unroll(W: Array, drive: Array, activation: str) -> tuple[Array, Array]:
    """Run a recurrent layer, ``h_t = φ(W h_{t-1} + drive_t)`` from ``h_0 = 0`` (Elman, 1990).

    Args:
        W: recurrent weights, shape (units, units).
        drive: what the input adds to each unit at each step, shape (timesteps, units).
        activation: a name that :func:`app.numerics.activations.activate` knows.

    Returns:
        The states ``h_0 … h_T``, shape (timesteps + 1, units), and the slopes ``φ'`` at each step,
        shape (timesteps, units).

    References:
        Elman, 1990, "Finding structure in time" (doi:10.1207/s15516709cog1402_1).

    >>> states, slopes = unroll(np.array([[0.5]]), np.array([[1.0], [0.0]]), "linear")
    >>> states.ravel().tolist(), slopes.ravel().tolist()
    ([0.0, 1.0, 0.5], [1.0, 1.0])
    """
    timesteps, units = drive.shape
    states = np.zeros((timesteps + 1, units))
    slopes = np.zeros((timesteps, units))
    for t in range(timesteps):
        states[t + 1], slopes[t] = activate(activation, W @ states[t] + drive[t])
    return states, slopes
