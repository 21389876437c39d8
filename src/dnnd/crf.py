"""Decodes a linear-chain CRF over many sequences at once: the best labels of each, and how sure they are.

The model is a JSON file: `labels`, the first of which is "outside"; `transitions`, one row a label: the weights from it
to each label; and `features`: for each feature of a unit its weight for each label. Nothing in it is code.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from itertools import pairwise

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
        lattice = _padded(scores).transpose(0, 2, 1).copy()  # (unit, label, sequence)
        steps = self._transitions[:, :, None]
        bests = lattice  # the best path to each label, over what is added there
        ways = np.empty((*self._transitions.shape, len(scores)))
        for before, here in pairwise(bests):
            np.add(before[:, None, :], steps, out=ways)
            here += np.maximum.reduce(ways, axis=0)
        return self._walked(bests, [len(one) for one in scores])

    def _walked(self, bests: Numbers, sizes: list[int]) -> list[list[int]]:
        """The best paths of all sequences, from their ends to their beginnings."""
        lasts = np.array(sizes) - 1
        ends = bests[lasts, :, np.arange(len(sizes))].argmax(axis=1)
        label, path = ends, [ends]
        for at in range(len(bests) - 2, -1, -1):
            label = (bests[at] + self._transitions[:, label]).argmax(axis=0)
            label = np.where(lasts > at, label, ends)  # a path begins at the end of its own sequence
            path.append(label)
        labels = np.array(path[::-1]).T.tolist()
        return [one[:size] for one, size in zip(labels, sizes, strict=True)]

    def marginals(self, scores: Sequence[Numbers], paths: Sequence[Sequence[int]]) -> list[Numbers]:
        """For each unit of each sequence the probability of its label on the path."""
        if not scores:
            return []
        sizes = np.array([len(one) for one in scores])
        padded = _padded(scores)
        lattice = np.exp(padded - padded.max(axis=2, keepdims=True))
        steps, back = np.exp(self._transitions), np.exp(self._transitions).T
        before, after = np.empty_like(lattice), np.ones_like(lattice)
        before[0] = lattice[0]
        for at in range(1, len(lattice)):
            reached = (before[at - 1] @ steps) * lattice[at]
            before[at] = reached / np.add.reduce(reached, axis=1, keepdims=True)
        for at in range(len(lattice) - 2, -1, -1):
            reached = (lattice[at + 1] * after[at + 1]) @ back
            reached /= np.add.reduce(reached, axis=1, keepdims=True)
            after[at] = np.where((sizes > at + 1)[:, None], reached, 1.0)  # nothing stands behind an end
        met = before * after
        met /= np.add.reduce(met, axis=2, keepdims=True)
        return [met[range(len(path)), number, path] for number, path in enumerate(paths)]


def _padded(scores: Sequence[Numbers]) -> Numbers:
    """(unit, sequence, label): the sequences side by side, with 0 behind the end of the shorter ones."""
    longest = max(len(one) for one in scores)
    lattice = np.zeros((longest, len(scores), scores[0].shape[1]))
    for number, one in enumerate(scores):
        lattice[: len(one), number] = one
    return lattice


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
