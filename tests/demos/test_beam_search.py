"""The beam search demo: hand-worked values and invariants; the oracle is in tests/oracles/beam_search.py."""

import math
from typing import Any

import pytest

from app.demos.beam_search import (
    END,
    MODELS,
    Params,
    Result,
    chosen_nodes,
    compute,
    every_sentence,
    explain,
    score,
    search,
)


def run(beam: int = 1, sentence: str = "chat", length_penalty: float = 0.0) -> Result:
    return compute(beam=beam, length_penalty=length_penalty, sentence=sentence)


@pytest.mark.parametrize("sentence", MODELS)
def test_every_row_of_the_model_is_a_distribution(sentence: str) -> None:
    for row in MODELS[sentence].values():
        assert sum(row.values()) == pytest.approx(1)


@pytest.mark.parametrize("sentence", MODELS)
def test_all_sentences_together_have_probability_one(sentence: str) -> None:
    assert sum(math.exp(p) for p, _ in every_sentence(MODELS[sentence])) == pytest.approx(1)


def test_greedy_misses_what_a_beam_of_two_finds() -> None:
    assert run(1).best == run(1).greedy == "the cat sleeps"
    assert run(1).best_probability == pytest.approx(0.5 * 0.4 * 0.9)
    assert run(2).best == run(2).most_probable == "a cat sleeps"
    assert run(2).best_probability == pytest.approx(0.4 * 0.85 * 0.9)


def test_a_beam_of_three_can_miss_too() -> None:
    assert run(3, "cordes").best != run(3, "cordes").most_probable
    assert run(4, "cordes").best == run(4, "cordes").most_probable == "it 's pouring"


def test_a_length_penalty_prefers_a_longer_sentence() -> None:
    short, long = run(4, "merci").best, run(4, "merci", 1.5).best
    assert len(short.split()) < len(long.split())


def test_the_penalty_worked_by_hand() -> None:
    assert score(-3.0, 7, 1.0) == pytest.approx(-1.5)
    assert score(-3.0, 7, 0.0) == -3.0


@pytest.mark.parametrize("sentence", MODELS)
@pytest.mark.parametrize("beam", [1, 2, 5])
def test_no_step_keeps_more_than_the_beam(sentence: str, beam: int) -> None:
    tree = search(MODELS[sentence], beam)
    for depth in range(1, max(node.depth for node in tree) + 1):
        assert sum(node.kept for node in tree if node.depth == depth) <= beam


def test_probabilities_fall_along_every_branch() -> None:
    tree = search(MODELS["cordes"], 4)
    for node in tree[1:]:
        assert node.log_probability <= tree[node.parent].log_probability
        assert tree[node.parent].kept
        assert tree[node.parent].token != END


@pytest.mark.parametrize("sentence", MODELS)
@pytest.mark.parametrize("beam", [1, 3, 4, 8])
@pytest.mark.parametrize("length_penalty", [0.0, 1.5])
def test_one_way_is_drawn_as_chosen_and_one_end(sentence: str, beam: int, length_penalty: float) -> None:
    result = run(beam, sentence, length_penalty)
    way = [node for node, chosen in zip(result.tree, chosen_nodes(result), strict=True) if chosen]
    assert [node.depth for node in way] == list(range(len(way)))
    assert [node.token for node in way] == ["<s>", *result.best.split(), END]


def test_the_sentence_is_written_as_people_write() -> None:
    assert "“it's pouring”" in explain(Params(sentence="cordes", beam=4), run(4, "cordes"))
    assert "“yes, thank you”" in explain(Params(sentence="merci"), run(1, "merci"))


@pytest.mark.parametrize("sentence", ["chat", "cordes", "merci"])
def test_the_needed_beam_is_the_first_to_finish_the_most_probable_sentence(sentence: Any) -> None:
    results = {
        beam: compute(**Params(beam=beam, sentence=sentence, length_penalty=0).model_dump()) for beam in range(1, 9)
    }
    needed = results[1].needed_beam
    assert all(result.needed_beam == needed for result in results.values())
    for beam in (needed - 1, needed):
        finished = {hypothesis.tokens for hypothesis in results[beam].hypotheses} if beam else set()
        assert (results[1].most_probable in finished) == (beam == needed)
