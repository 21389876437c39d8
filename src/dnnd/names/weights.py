"""Adds up what the model knows of the units of many stretches at once; what recurs is summed once and remembered."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import accumulate
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from dnnd.crf import THOUSAND, Crf, Numbers
from dnnd.names.evidence import OUTSIDE, PAD, Cell, Group, Local, expand, run_shape

# Sums are forgotten all at once when there are so many, so that an archive does not fill the memory.
_MOST = 1 << 16
# Two or three numbers are put side by side into one, each of so many bits; a key below 0 adds nothing.
_BITS = 20
_MASK = (1 << _BITS) - 1
_NOTHING = -1
_Part = Callable[[Any], Sequence[Group]]
_Rows = npt.NDArray[np.int32]


class Weights:
    """What a model adds to the labels of units: for each itself, its neighbours, rules, tables, its run of capitals.

    The sums are those of all features that `evidence` names.
    """

    def __init__(self, crf: Crf) -> None:
        self.crf = crf
        self.number = {label: number for number, label in enumerate(crf.labels)}
        self._forget()

    def _forget(self) -> None:
        self._states = _Numbers[tuple[str, str]]()
        self._cells = _Cells(self.crf, self._states)
        self._of_pairs = _Sums(self.crf, [_of_pair(part, self._cells.listed) for part in _PAIR])
        self._of_states = _Sums(self.crf, [_of_states(self._states.listed)])
        self._of_tables = _Sums(self.crf, _TABLES)
        self._of_runs = _Sums(self.crf, [lambda run: [("n", *run)]])
        self._of_edges = _Sums(self.crf, [lambda edge: [("b,p", *edge)]])

    def scores(self, stretches: Sequence[Local]) -> list[Numbers]:
        """For each stretch one row a unit, one column a label: the sum of the weights of the unit's features."""
        if not stretches:
            return []
        if len(self._cells) + len(self._of_pairs) > _MOST:
            self._forget()
        ends = list(accumulate(len(local.cells) for local in stretches))
        sums = self._summed(stretches, ends) / THOUSAND
        return [sums[start + PAD : end - PAD] for start, end in zip([0, *ends], ends, strict=False)]

    def _summed(self, stretches: Sequence[Local], ends: Sequence[int]) -> _Rows:
        """One row a place of the stretches, which stand side by side with what is around them."""
        numbers: list[int] = []
        states: list[int] = []
        for local in stretches:
            own = list(map(self._cells.__getitem__, local.cells))
            numbers += own
            shapes = list(map(self._cells.states.__getitem__, own))
            for place, rule in local.ruled.items():
                shapes[place] = self._states[local.cells[place].shape, rule]
            states += shapes
        at = np.array(numbers)
        pairs = (at[:-1] << _BITS) | at[1:]
        pairs[np.array(ends[:-1], int) - 1] = _NOTHING  # one stretch has nothing to do with the next
        now = np.array(states)
        threes = (((now[:-2] << _BITS) | now[1:-1]) << _BITS) | now[2:]
        cells, beside = self._cells.rows.table[at], self._of_pairs.of(pairs.tolist())
        tables = self._of_tables.of([known for local in stretches for known in local.known])
        sums: _Rows = cells[:, 0] + tables[:, 0]
        sums[1:] += cells[:-1, 1] + tables[:-1, 1] + beside[:, 0]
        sums[:-1] += cells[1:, 2] + tables[1:, 2] + beside[:, 1]
        sums[1:-1] += self._of_states.of(threes.tolist())[:, 0]
        self._add_runs(stretches, sums, cells, beside)
        return sums

    def _add_runs(self, stretches: Sequence[Local], sums: _Rows, cells: _Rows, beside: _Rows) -> None:
        places, runs, edges = [], [], []
        start = 0
        for local in stretches:
            for at, left, right in local.runs():
                places.append((start + at, start + left, start + right))
                runs.append(run_shape(at, left, right))
                edges.append((local.cells[left].word, local.cells[at].kind))
            start += len(local.cells)
        if places:
            at, left, right = np.array(places).T
            sums[at] += cells[left, 3] + cells[right, 4] + cells[at, 5] + beside[left - 1, 2]
            sums[at] += self._of_runs.of(runs)[:, 0] + self._of_edges.of(edges)[:, 0]


_Item = TypeVar("_Item")


class _Numbers(dict[_Item, int]):
    """Numbers items in the order in which they are asked for."""

    def __init__(self) -> None:
        self.listed: list[_Item] = []

    def __missing__(self, item: _Item) -> int:
        number = self[item] = len(self.listed)
        self.listed.append(item)
        return number


class _Table:
    """What the model adds in thousandths, a row a key: some parts, each for another unit, each one number a label."""

    def __init__(self, crf: Crf, parts: Sequence[_Part]) -> None:
        self._crf, self._parts = crf, parts
        self.table: _Rows = np.zeros((64, len(parts), len(crf.labels)), np.int32)
        self._used = 0

    def sums(self, key: Any) -> list[list[int]]:
        return [
            self._crf.thousandths([feature for group in part(key) for feature in expand(group)]) for part in self._parts
        ]

    def add(self, sums: list[list[int]] | int) -> int:
        """The number of a new row."""
        if self._used == len(self.table):
            self.table = np.concatenate([self.table, np.zeros_like(self.table)])
        self.table[self._used] = sums
        self._used += 1
        return self._used - 1


class _Cells(_Numbers[Cell]):
    """The cells that were seen: the row of each is its number, and its state that of a unit without a rule."""

    def __init__(self, crf: Crf, states: _Numbers[tuple[str, str]]) -> None:
        super().__init__()
        self.rows, self.states, self._numbered = _Table(crf, _CELL), list[int](), states

    def __missing__(self, cell: Cell) -> int:
        self.rows.add(self.rows.sums(cell))
        self.states.append(self._numbered[cell.shape, OUTSIDE])
        return super().__missing__(cell)


class _Sums(dict[Hashable, int]):
    """The rows of keys, all those of which the model knows nothing on one: most pairs."""

    def __init__(self, crf: Crf, parts: Sequence[_Part]) -> None:
        self._rows = _Table(crf, parts)
        self[_NOTHING] = self._rows.add(0)

    def of(self, keys: Sequence[Hashable]) -> _Rows:
        """(key, part, label): the sums for each key."""
        rows = list(map(self.__getitem__, keys))  # may make the table longer
        return self._rows.table[rows]

    def __missing__(self, key: Hashable) -> int:
        sums = self._rows.sums(key)
        self[key] = row = self._rows.add(sums) if any(map(any, sums)) else 0
        return row


# --- what is added for what: the groups of `evidence` ----------------------------------------------------------------

# For a cell itself, the one behind it, the one before it; for a run of capitals behind it, before it, around it.
_CELL: Sequence[_Part] = (
    lambda c: [("0", c.word, c.shape, c.kind, c.group)],
    lambda c: [("-1", c.word, c.group)],
    lambda c: [("+1", c.word, c.group)],
    lambda c: [("b", c.word), ("bg", c.group)],
    lambda c: [("a", c.word), ("ag", c.group)],
    lambda c: [("c", c.case)],
)
# For the second cell of a pair, for the first, for a run of capitals behind them.
_PAIR: Sequence[Callable[[Cell, Cell], Group]] = (
    lambda one, other: ("-1,0", one.word, other.word, one.group, other.group),
    lambda one, other: ("0,1", one.word, other.word),
    lambda one, other: ("b2", one.word, other.word),
)
# For the unit that the tables know so, the one behind it, the one before it.
_TABLES: Sequence[_Part] = (
    lambda known: [("k", known)],
    lambda known: [("k-1", known)],
    lambda known: [("k+1", known)],
)


def _of_pair(part: Callable[[Cell, Cell], Group], listed: Sequence[Cell]) -> _Part:
    return lambda pair: [part(listed[pair >> _BITS], listed[pair & _MASK])]


def _of_states(listed: Sequence[tuple[str, str]]) -> _Part:
    """For the middle one of three units, by their shapes and the rules that have found them."""

    def groups(three: int) -> Sequence[Group]:
        (r, before), (s, here), (t, after) = (listed[three >> bits & _MASK] for bits in (2 * _BITS, _BITS, 0))
        return [("s", r, s, t), ("r", before, here, after, s)]

    return groups
