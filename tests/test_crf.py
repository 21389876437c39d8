"""The decoder against every path counted one by one, and the model's file."""

import itertools
import json
from importlib import resources

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dnnd.crf import Crf, dumps, load
from dnnd.errors import LexiconError

weights = st.integers(-8, 8).map(lambda quarter: quarter / 4)


def crf(transitions: list[list[float]]) -> Crf:
    return Crf(["O", "B", "I"], transitions, {})


@st.composite
def lattices(draw: st.DrawFn) -> tuple[list[list[float]], list[np.ndarray]]:
    """Transitions between three labels, and the scores of some short sequences."""
    row = st.lists(weights, min_size=3, max_size=3)
    transitions = draw(st.lists(row, min_size=3, max_size=3))
    sequences = draw(st.lists(st.lists(row, min_size=1, max_size=4), min_size=1, max_size=3))
    return transitions, [np.array(one) for one in sequences]


def total(transitions: list[list[float]], scores: np.ndarray, path: tuple[int, ...]) -> float:
    steps = sum(transitions[a][b] for a, b in itertools.pairwise(path))
    return float(sum(scores[at][label] for at, label in enumerate(path)) + steps)


@settings(max_examples=60)
@given(lattices())
def test_best_paths_and_marginals_are_those_of_all_paths(lattice: tuple[list[list[float]], list[np.ndarray]]) -> None:
    transitions, sequences = lattice
    paths = crf(transitions).paths(sequences)
    sure = crf(transitions).marginals(sequences, paths)
    for scores, path, probable in zip(sequences, paths, sure, strict=True):
        every = {way: total(transitions, scores, way) for way in itertools.product(range(3), repeat=len(scores))}
        assert every[tuple(path)] == pytest.approx(max(every.values()))
        weight = {way: np.exp(score) for way, score in every.items()}
        for at, label in enumerate(path):
            share = sum(w for way, w in weight.items() if way[at] == label) / sum(weight.values())
            assert probable[at] == pytest.approx(share)


def test_nothing_to_decode() -> None:
    nothing = crf([[0.0] * 3] * 3)
    assert nothing.paths([]) == [] and nothing.marginals([], []) == []


def test_bound_ties_a_part_to_what_stands_around_it() -> None:
    scores = np.zeros((2, 3))
    crf([[0.0, 1.0, 2.0], [3.0, 0.0, 0.0], [4.0, 0.0, 0.0]]).bound(scores, before=True, after=True)
    assert scores.tolist() == [[0.0, 1.0, 2.0], [0.0, 3.0, 4.0]]


def test_a_model_is_written_as_it_is_read() -> None:
    text = resources.files("dnnd").joinpath("models", "names.json").read_text(encoding="utf-8")
    read = json.loads(text)
    assert dumps(read["labels"], read["transitions"], read["features"]) == text
    assert read["labels"][0] == "O" and set(read["labels"][1:]) == {
        f"{b}-{t}" for b in "BI" for t in ("PER", "ORG", "LOC")
    }
    assert len(text.encode()) < 5_000_000
    assert all(any(row) and len(row) == len(read["labels"]) for row in read["features"].values())


def test_a_model_that_is_not_there() -> None:
    with pytest.raises(LexiconError, match=r"models/nobody\.json"):
        load("nobody")


def test_unknown_features_add_nothing() -> None:
    known = Crf(["O", "B"], [[0.0, 0.0], [0.0, 0.0]], {"a": [0.1, -0.2], "b": [0.2, 0.001]})
    assert known.thousandths(["a", "strange", "b"]) == [300, -199]
    assert known.thousandths([]) == known.thousandths(["strange"]) == [0, 0]
