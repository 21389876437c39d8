"""A table on its way to the user: plain values under fixed column names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import overload

Cell = str | int | float | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence beneath a table: the name of its wording in `lexicons/wordings.tsv`, and what goes into it."""

    name: str
    values: dict[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """Rows of plain values.

    `columns` are the machine names, the same in every format; `screen` those that a terminal shows, where not all of
    them fit. `sections` is the column by which a terminal splits the rows into tables of their own; `totals` says how
    many rows a section has, where some were cut, and `whole` names one that is never cut. `headings` are wordings
    that a terminal shows instead of a column's own; `notes` stand beneath the table. `trend` are columns whose values a
    terminal also draws as a small bar chart, in their order.
    """

    columns: tuple[str, ...]
    rows: Sequence[Row]
    screen: tuple[str, ...] = ()
    sections: str | None = None
    notes: tuple[Note, ...] = ()
    headings: dict[str, str] = field(default_factory=dict)
    totals: dict[Cell, int] = field(default_factory=dict)
    whole: str | None = None
    trend: tuple[str, ...] = ()

    def column(self, name: str) -> list[Cell]:
        """All values of one column."""
        at = self.columns.index(name)
        return [row[at] for row in self.rows]


class Made(Sequence[Row]):
    """Rows of which each is made when it is looked at: hundreds of thousands of them need not be held.

    >>> rows = Made(3, lambda number: (number, number * number))
    >>> rows[1:], rows[-1], len(rows)
    ([(1, 1), (2, 4)], (2, 4), 3)
    """

    def __init__(self, number: int, make: Callable[[int], Row]) -> None:
        self._numbers, self._make = range(number), make

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...

    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        return list(map(self._make, self._numbers[at])) if isinstance(at, slice) else self._make(self._numbers[at])

    def __iter__(self) -> Iterator[Row]:
        return map(self._make, self._numbers)


def limited(
    table: Table,
    limit: int | None = None,
    min_count: int = 1,
    count: str | None = None,
    top: int | None = None,
    each: str | None = None,
) -> Table:
    """The table cut down: what stands `min_count` times or more, `top` rows a section, `limit` rows in all.

    The `count` column says how often a row's thing stands; without one, how many rows share its value of `each`.

    >>> limited(Table(("word", "count"), [("a", 3), ("b", 1)]), min_count=2, count="count").rows
    [('a', 3)]
    """
    rows = table.rows
    if count in table.columns:
        rows = [row for row, n in zip(rows, table.column(str(count)), strict=True) if int(n or 0) >= min_count]
    elif each in table.columns:
        values = table.column(str(each))
        often = Counter(values)
        rows = [row for row, value in zip(rows, values, strict=True) if often[value] >= min_count]
    if table.sections and (top is not None or limit is not None):
        rows, totals = _top(rows, table.columns.index(table.sections), top, table.whole)
        table = replace(table, totals=totals)
    return replace(table, rows=rows if limit is None else rows[:limit])


def _top(rows: Sequence[Row], at: int, top: int | None, whole: str | None) -> tuple[list[Row], dict[Cell, int]]:
    """The first `top` rows of each section but `whole`, and how many rows it has; `at` is the section's column."""
    seen: Counter[Cell] = Counter()
    kept = []
    for row in rows:
        seen[row[at]] += 1
        if top is None or row[at] == whole or seen[row[at]] <= top:
            kept.append(row)
    return kept, dict(seen)
