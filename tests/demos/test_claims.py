"""What presets, things to notice and things to try promise, and what the sentences say, held against the numbers."""

from typing import Any

import numpy as np
import pytest

from app.demos._registry import Run, registry


def run(name: str, **values: Any) -> Run:
    demo = registry()[name]
    return demo.run(demo.Params(**values))


def preset(name: str, title: str) -> Any:
    demo = registry()[name]
    return run(name, **next(p.params for p in demo.presets if p.name == title)).result


def test_a_flattened_plane_has_an_area_of_exactly_zero() -> None:
    result = run("affine", w11=0.3, w12=0.6, w21=0.1, w22=0.2).result
    assert (result.determinant, result.squeeze, result.rank) == (0.0, 0.0, 1)


def test_the_saturated_unit_is_wrong_and_still_gets_no_gradient() -> None:
    result = preset("backpropagation", "Saturated unit")
    assert result.loss > 3.9
    assert abs(result.gradient_w1) < 1e-5


def test_temperature_root_d_undoes_the_missing_scale() -> None:
    scaled, hot = run("attention").result, run("attention", scale=False, temperature=8).result
    np.testing.assert_allclose(scaled.weights, hot.weights, atol=1e-15)


def test_old_terms_are_as_large_as_new_ones_where_memory_is_long() -> None:
    result = preset("bptt", "Long memory, cut short")
    assert result.contribution[1:11].mean() > 0.9 * result.contribution[-10:].mean()
    assert result.relative_error > 1
    assert abs(result.cosine) < 0.1


def test_more_folds_come_nearer_to_the_error_on_fresh_data() -> None:
    means = [run("cross-validation", samples=20, degree=4, folds=k).result.mean for k in (2, 3, 5, 10)]
    assert means == sorted(means, reverse=True)
    assert means[-1] > run("cross-validation", samples=20, degree=4).result.holdout_error


def test_a_fifth_dropped_leaves_a_variance_of_a_quarter() -> None:
    assert run("dropout", rate=0.2).result.expected_variance == pytest.approx(0.25)


def test_a_fading_signal_loses_two_thirds_in_each_layer() -> None:
    signal = preset("feed-forward", "Fading signal").signal
    assert np.all(signal[1:] / signal[:-1] < 0.35)


def test_about_half_of_the_intervals_at_half_confidence_miss_the_truth() -> None:
    assert 0.45 < preset("holdout", "Half confident").coverage < 0.55


def test_noise_in_the_key_finds_another_slot() -> None:
    found = [run("neural-turing-machine", key=4, shift=0, noise=noise).result.slot for noise in (0, 0.5, 1)]
    assert found == ["D", "D", "C"]


def test_no_output_changes_under_the_widest_window() -> None:
    assert run("pooling", window=6, stride=6).result.changed_fraction == 0


def test_the_lasso_sets_six_of_twelve_weights_to_zero() -> None:
    result = preset("regularization", "L1 picks")
    assert result.nonzero == 6
    assert result.test_error < 1.02 * result.best_test_error


def test_tanh_and_relu_take_away_what_a_linear_network_would_hand_on() -> None:
    left = {
        name: run("vanishing-gradient", radius=1.4, activation=name).result.left for name in ("linear", "tanh", "relu")
    }
    assert left["linear"] > 1e7
    assert 100 > left["tanh"] > left["relu"]


def test_the_best_policy_never_arrives_where_wandering_pays() -> None:
    # 0.1 for every step for ever is worth 0.1 / (1 - 0.95): no path that ends is worth as much
    result = preset("gridworld", "Paid to wander")
    assert result.destination == "nowhere"
    assert result.optimal[-1, 0] == pytest.approx(2.0)


def test_a_wide_window_brings_garden_nearer_to_cat_than_dog() -> None:
    nearest = preset("word2vec", "Wide window").nearest
    assert nearest.index("garden") < nearest.index("dog")


def test_a_verb_with_other_company_is_at_a_right_angle() -> None:
    result = preset("embedding", "A verb")
    assert result.nearest[0] == "cooks"
    assert abs(float(result.similarity[result.nearest.index("chases")])) < 0.1


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("batch-noise", {"batch_size": 1, "draws": 1}, "1 of 1 batch points the wrong way"),
        ("beam-search", {}, "misses the most probable sentence, “a cat sleeps” (30.6%), which takes a beam of 2."),
        ("convolution", {"layers": 4, "stride": 3, "padding": 3}, "is larger than the image"),
        ("depth", {"depth": 1, "kind": "shallow"}, "1 ReLU in one layer, with a linear term, is enough"),
        (
            "epochs",
            {"epochs": 1, "examples": 1},
            "1 example at batch size 500 takes 1 iteration an epoch, so 1 epoch takes 1",
        ),
        ("epochs", {"examples": 16624, "batch_size": 60000, "shuffle": True}, "both orders are the same training here"),
        ("embedding", {"neighbours": 1}, "both have the same topic"),
        ("feed-forward", {"widths": (1, 1)}, "The one connection points forward"),
        ("gradient-descent", {"step": 0}, "At the start the loss is 10.6."),
        ("gradient-descent", {"surface": "bowl", "learning_rate": 0.0001}, "multiplied by 0.9999 a step"),
        ("lstm", {"forget_bias": 0}, "half-life of 1 step at rest"),
        ("neural-turing-machine", {"strength": 0}, "matches no content at strength 0"),
        ("model", {"noise": 0}, "leave 0, 100% less"),
        ("pooling", {}, "20 of 256 pixels and 4 of 16 outputs"),
        ("representation", {"dataset": "moons", "units": 8, "epoch": 50}, "have moved the classes apart"),
        ("normalization", {"method": "robust", "samples": 2}, "even quartiles move when a value is added"),
    ],
)
def test_the_sentence_is_true_and_grammatical_at_the_edges(name: str, values: dict[str, Any], said: str) -> None:
    assert said in run(name, **values).explanation
