"""Decodes a linear-chain CRF over many sequences at once: the best labels of each, and how sure they are.

The model is a JSON file: `labels`, the first of which is "outside"; `transitions`, one row a label: the weights from it
to each label; and `features`: for each feature of a unit its weight for each label. Nothing in it is code.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from dnnd.errors import LexiconError

Numbers = npt.NDArray[np.float64]
# Weights have three digits: in whole thousandths their sums are exact, in whatever order they are added.
THOUSAND = 1000


class Crf:
    """A trained model.

    >>> crf = Crf(["O", "X"], [[0.0, 0.0], [0.0, 0.0]], {"capital": [0.0, 2.0]})
    >>> crf.thousandths(["capital", "strange"])
    [0, 2000]
    >>> scores = np.array([[0.0, 2.0], [0.0, 0.0]])
    >>> crf.paths([scores])
    [[1, 0]]
    >>> crf.marginals([scores], [[1, 0]])[0].round(2).tolist()
    [0.88, 0.5]
    """

    def __init__(
        self, labels: Sequence[str], transitions: Sequence[Sequence[float]], features: Mapping[str, Sequence[float]]
    ) -> None:
        self.labels = tuple(labels)
        self._transitions = np.array(transitions, dtype=float)
        self._features = features

    def thousandths(self, features: Iterable[str]) -> list[int]:
        """For each label the sum of the weights of some features of a unit, those that the model knows."""
        rows = [row for feature in features if (row := self._features.get(feature))]
        if not rows:
            return [0] * len(self.labels)
        return [
            round(THOUSAND * weight) for weight in (rows[0] if len(rows) == 1 else map(sum, zip(*rows, strict=True)))
        ]

    def bound(self, scores: Numbers, *, before: bool, after: bool) -> None:
        """Adds to a part of a longer sequence what it costs to come from the first label and to go back to it."""
        if before:
            scores[0] += self._transitions[0]
        if after:
            scores[-1] += self._transitions[:, 0]

    def paths(self, scores: Sequence[Numbers]) -> list[list[int]]:
        """The numbers of the labels on the best path through each sequence; ties go to the first label."""
        if not scores:
            return []
        longest_first, going, lattice = _side_by_side(scores)
        steps = self._transitions[:, :, None]
        bests = lattice.transpose(0, 2, 1).copy()  # (unit, label, sequence): the best path to each label
        for at, number in enumerate(going[1:], 1):
            bests[at, :, :number] += np.maximum.reduce(bests[at - 1, :, None, :number] + steps, axis=0)
        walked = self._walked(bests, going)
        found: list[list[int]] = [[]] * len(scores)
        for place, path in zip(longest_first, walked, strict=True):
            found[place] = path[: len(scores[place])]
        return found

    def _walked(self, bests: Numbers, going: Sequence[int]) -> list[list[int]]:
        """The best paths of all sequences, from their ends to their beginnings."""
        label = np.zeros(bests.shape[2], int)
        path = np.zeros((len(going), len(label)), int)
        behind = 0  # so many sequences go on
        for at in range(len(going) - 1, -1, -1):
            number = going[at]
            if behind:
                label[:behind] = (bests[at, :, :behind] + self._transitions[:, label[:behind]]).argmax(axis=0)
            if number > behind:
                label[behind:number] = bests[at, :, behind:number].argmax(axis=0)
            path[at] = label
            behind = number
        return path.T.tolist()

    def marginals(self, scores: Sequence[Numbers], paths: Sequence[Sequence[int]]) -> list[Numbers]:
        """For each unit of each sequence the probability of its label on the path."""
        if not scores:
            return []
        longest_first, going, lattice = _side_by_side(scores)
        lattice = np.exp(lattice - lattice.max(axis=2, keepdims=True))
        steps, back = np.exp(self._transitions), np.exp(self._transitions).T
        before, after = np.ones_like(lattice), np.ones_like(lattice)
        before[0] = lattice[0]
        for at, number in enumerate(going[1:], 1):
            reached = (before[at - 1, :number] @ steps) * lattice[at, :number]
            before[at, :number] = reached / np.add.reduce(reached, axis=1, keepdims=True)
        for at in range(len(going) - 1, 0, -1):
            reached = (lattice[at, : going[at]] * after[at, : going[at]]) @ back
            after[at - 1, : going[at]] = reached / np.add.reduce(reached, axis=1, keepdims=True)
        met = before * after
        met /= np.add.reduce(met, axis=2, keepdims=True)
        found = list(scores)
        for number, place in enumerate(longest_first):
            found[place] = met[range(len(paths[place])), number, paths[place]]
        return found


def _side_by_side(scores: Sequence[Numbers]) -> tuple[list[int], list[int], Numbers]:
    """(unit, sequence, label): the sequences side by side, 0 behind their ends, the longest first.

    Before that the place of each among the others, and for each unit how many sequences reach it.
    """
    longest_first = sorted(range(len(scores)), key=lambda place: -len(scores[place]))
    sizes = [len(scores[place]) for place in longest_first]
    lattice = np.zeros((sizes[0], len(scores), scores[0].shape[1]))
    for number, place in enumerate(longest_first):
        lattice[: sizes[number], number] = scores[place]
    ending = Counter(sizes)
    going = list(accumulate((-ending[at] for at in range(1, sizes[0])), initial=len(scores)))
    return longest_first, going, lattice


def dumps(labels: Sequence[str], transitions: Sequence[Sequence[float]], features: dict[str, list[float]]) -> str:
    """The text of a model's file: one feature a line, sorted, so that two versions can be compared."""
    rows = ",\n".join(
        f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(row)}" for name, row in sorted(features.items())
    )
    head = f'"labels": {json.dumps(labels)},\n"transitions": {json.dumps(transitions)},\n'
    return "{\n" + head + '"features": {\n' + rows + "\n}\n}\n"


def load(name: str) -> Crf:
    """The model `models/NAME.json`. Raises LexiconError where the installation has none."""
    path = resources.files("dnnd").joinpath("models", f"{name}.json")
    if not path.is_file():
        raise LexiconError(f"there is no model models/{name}.json in this installation; install dnnd again")
    read = json.loads(path.read_text(encoding="utf-8"))
    return Crf(read["labels"], read["transitions"], read["features"])
