"""The f1 demo: hand-worked values and invariants; the oracle is in tests/oracles/f1.py."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.demos._registry import registry
from app.demos.f1 import Params, Result, compute, explain

COUNT = st.integers(0, 1000)


def scores(tp: int, fp: int, fn: int, tn: int, beta: float = 1.0) -> Result:
    return compute(tp=tp, fp=fp, fn=fn, tn=tn, beta=beta)


def test_a_missed_orange_among_99_apples_has_f1_zero_and_accuracy_99_percent() -> None:
    orange = scores(0, 0, 1, 99)
    assert (orange.f1, orange.recall, orange.precision, orange.accuracy) == (0.0, 0.0, None, 0.99)
    assert orange.f1_negative == pytest.approx(float(Fraction(198, 199)))
    assert orange.macro_f1 == pytest.approx(float(Fraction(99, 199)))


def test_the_same_fruit_with_apple_as_positive_has_f1_of_0_995() -> None:
    apple = scores(99, 1, 0, 0)
    assert apple.f1 == pytest.approx(0.995, abs=5e-5)
    assert apple.macro_f1 == pytest.approx(0.4975, abs=5e-5)


def test_hand_worked_values() -> None:
    result = scores(6, 2, 4, 8, beta=2.0)
    assert result.precision == 0.75
    assert result.recall == 0.6
    assert result.f1 == pytest.approx(2 / 3)
    assert result.fbeta == pytest.approx(30 / 48)  # 5·6 / (5·6 + 4·4 + 2)
    assert result.balanced_accuracy == pytest.approx(0.7)
    assert result.mcc == pytest.approx(40 / np.sqrt(8 * 10 * 10 * 12))
    assert result.support == 10


def test_without_any_positive_precision_recall_and_f1_are_null_and_say_why() -> None:
    nothing = scores(0, 0, 0, 5)
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)
    assert {"precision", "recall", "f1"} <= set(nothing.notes)
    assert "convention" in nothing.notes["f1"]


def test_without_any_example_every_score_is_null() -> None:
    empty = scores(0, 0, 0, 0)
    names = ("precision", "recall", "f1", "fbeta", "accuracy", "balanced_accuracy", "mcc", "f1_negative", "macro_f1")
    assert all(getattr(empty, name) is None and empty.notes[name] for name in names)


@given(tp=COUNT, fp=COUNT, fn=COUNT, tn=COUNT)
def test_null_and_noted_are_the_same_fields(tp: int, fp: int, fn: int, tn: int) -> None:
    result = scores(tp, fp, fn, tn)
    values = {name: value for name, value in vars(result).items() if name != "notes"}
    missing = {name for name, value in values.items() if value is None or np.any(np.isnan(value))}
    assert missing == set(result.notes)


@given(tp=COUNT, fp=COUNT, fn=COUNT, tn=COUNT, more=COUNT)
def test_true_negatives_do_not_move_f1(tp: int, fp: int, fn: int, tn: int, more: int) -> None:
    assert scores(tp, fp, fn, tn).f1 == scores(tp, fp, fn, more).f1


@given(tp=st.integers(1, 1000), fp=COUNT, fn=COUNT)
def test_f1_is_the_harmonic_mean_of_precision_and_recall(tp: int, fp: int, fn: int) -> None:
    result = scores(tp, fp, fn, 0)
    assert result.precision is not None
    assert result.recall is not None
    assert result.f1 == pytest.approx(2 / (1 / result.precision + 1 / result.recall))


@pytest.mark.parametrize("beta", [0.25, 1.0, 4.0])
def test_all_points_of_a_contour_have_its_score(beta: float) -> None:
    result = scores(30, 5, 20, 1, beta)
    recall, precision = result.contour_recall, result.contour_precision
    score = (1 + beta**2) * precision * recall / (beta**2 * precision + recall)
    assert result.level.tolist() == [0.2, 0.4, 0.6, 0.8]
    np.testing.assert_allclose(score, np.broadcast_to(result.level[:, None], score.shape), rtol=1e-12)
    # from precision 1 to recall 1, and never back
    assert recall[:, -1] == pytest.approx(1)
    assert precision[:, 0] == pytest.approx(1)
    assert (np.diff(recall) > 0).all()


@pytest.mark.parametrize(("tp", "fp", "fn"), [(0, 0, 1), (0, 7, 3), (1, 999, 1000), (1000, 0, 0), (5, 2, 1)])
def test_its_own_contour_has_its_score(tp: int, fp: int, fn: int) -> None:
    result = scores(tp, fp, fn, 1, beta=2.0)
    recall, precision = result.own_recall, result.own_precision
    below = 4 * precision + recall
    score = np.divide(5 * precision * recall, below, out=np.zeros(24), where=below > 0)
    np.testing.assert_allclose(score, np.full(24, result.fbeta), rtol=1e-12)
    assert (precision[0], recall[-1]) == (pytest.approx(1), pytest.approx(1))


def test_the_scores_shown_in_presets_are_those_their_reasons_state() -> None:
    demo = registry()["f1"]
    by_name = {preset.name: demo.run(demo.with_values(preset.params)).result for preset in demo.presets}
    assert by_name["Many negatives"].accuracy == 0.98
    assert by_name["Many negatives"].f1 == by_name["Balanced classes"].f1
    assert by_name["Balanced classes"].accuracy == by_name["Balanced classes"].f1
    assert by_name["Too careful"].fbeta < by_name["Too careful"].f1


def test_without_positives_none_are_said_to_be_found() -> None:
    values = {"tp": 0, "fp": 1, "fn": 0, "tn": 3}
    assert explain(Params(**values), scores(**values)) == (
        "Accuracy is 75%, but no example is positive, so recall is 0/0; 1 false positive makes precision and F1 0."
    )
