"""Loads and checks the tables under `lexicons/`; finds their entries in a text, the longest first.

A table is a UTF-8 file of tab-separated values with a heading line. Its first columns are always

    name      the canonical form
    kind      what it is, in the words of the table's own section of `lexicons/README.md`
    variants  other spellings and short forms, separated by "|"
    source    where the row comes from: a key of `lexicons/sources.tsv`

and more columns may follow. Rows are sorted by `name`, by code point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Generic, TypeVar

from dnnd.errors import LexiconError
from dnnd.syllables import Syllable, phrase_key

REQUIRED = ("name", "kind", "variants", "source")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a table. `more` holds the columns that only this table has."""

    name: str
    kind: str
    variants: tuple[str, ...]
    source: str
    more: dict[str, str] = field(default_factory=dict)

    @property
    def forms(self) -> tuple[str, ...]:
        """The canonical form and all variants."""
        return (self.name, *self.variants)


def parse(text: str, where: str) -> tuple[Entry, ...]:
    r"""The rows of a table; LexiconError names the place of the first that breaks the schema.

    >>> parse("name\tkind\tvariants\tsource\nỦy ban nhân dân\tbody\tUBND|UB\town\n", "bodies.tsv")[0].forms
    ('Ủy ban nhân dân', 'UBND', 'UB')
    """
    heading, *lines = text.rstrip("\n").split("\n")
    columns = heading.split("\t")
    if tuple(columns[: len(REQUIRED)]) != REQUIRED:
        raise LexiconError(f"{where}, line 1: the heading begins with {columns}, not with {list(REQUIRED)}")
    entries = []
    for number, line in enumerate(lines, 2):
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise LexiconError(f"{where}, line {number}: {len(cells)} cells for {len(columns)} columns")
        row = dict(zip(columns, cells, strict=True))
        if not row["name"] or not row["kind"] or not row["source"]:
            raise LexiconError(f"{where}, line {number}: name, kind and source must not be empty")
        variants = tuple(row["variants"].split("|")) if row["variants"] else ()
        more = {column: row[column] for column in columns[len(REQUIRED) :]}
        entries.append(Entry(row["name"], row["kind"], variants, row["source"], more))
    return tuple(entries)


@cache
def table(name: str) -> tuple[Entry, ...]:
    """The rows of `lexicons/NAME.tsv`, in the order of the file. Raises LexiconError where there is no such table."""
    path = resources.files("dnnd").joinpath("lexicons", f"{name}.tsv")
    if not path.is_file():
        raise LexiconError(f"there is no table lexicons/{name}.tsv in this installation; install dnnd again")
    return parse(path.read_text(encoding="utf-8"), f"lexicons/{name}.tsv")


# By a syllable's key what entries go on with; by None what ends here.
_Tree = dict[str | None, Any]


def _branch(tree: _Tree, form: str) -> _Tree:
    """The place of a form in a tree, made where there is none."""
    for key in phrase_key(form).split(" "):
        tree = tree.setdefault(key, {})
    return tree


class Phrases:
    """Entries that can be looked up in a sequence of syllables, the longest match first."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._tree: _Tree = {}
        for entry in entries:
            for form in entry.forms:
                _branch(self._tree, form).setdefault(None, entry)
        self.beginnings = self._tree.keys()

    def match(self, units: Sequence[Syllable], at: int) -> tuple[int, Entry] | None:
        """The number of units from `at` on that the longest entry covers, and that entry; None where none begins.

        Case, tone placement, dashes and spacing do not matter; a caller that wants capitals looks at the units.

        >>> from dnnd.syllables import syllables
        >>> look_up = Phrases([Entry("Ủy ban nhân dân", "body", ("UBND",), "own")])
        >>> found = look_up.match(syllables("Uỷ ban Nhân dân xã"), 0)
        >>> found[0], found[1].name
        (4, 'Ủy ban nhân dân')
        """
        tree = self._tree.get(units[at].key)
        found = None
        size = 1
        while tree is not None:
            entry = tree.get(None)
            if entry is not None:
                found = (size, entry)
            if at + size == len(units):
                break
            tree = tree.get(units[at + size].key)
            size += 1
        return found

    def get(self, phrase: str) -> Entry | None:
        """The entry that a whole phrase is a form of."""
        tree: _Tree | None = self._tree
        for key in phrase_key(phrase).split(" "):
            tree = tree.get(key)
            if tree is None:
                return None
        return tree.get(None)


class Found(dict[str, tuple[int, Entry]]):
    """What several tables hold at a place: by table, the size in units of the longest entry there, and the entry.

    One object stands for all places where the same entries begin. A subclass may tell in `complete` what follows.
    """

    __slots__ = ("is_complete",)

    def __init__(self) -> None:
        self.is_complete = False

    def complete(self, shorter: Found, first: str) -> None:
        """Adds the shorter entries on the way here, where a table has no longer one; `first` is the first key."""
        for name, entry in shorter.items():
            self.setdefault(name, entry)
        self.is_complete = True


_FoundT = TypeVar("_FoundT", bound=Found)


class Index(Generic[_FoundT]):
    """Several tables that are asked together: for each, the longest entry at a place, found in one pass over them."""

    def __init__(self, names: Sequence[str], made: type[_FoundT]) -> None:
        self._made, self.nothing = made, made()
        self.nothing.complete(self.nothing, "")
        self._tree: _Tree = {}
        for name in names:
            for entry in table(name):
                for form in entry.forms:
                    self._add(name, form, entry)

    def _add(self, name: str, form: str, entry: Entry) -> None:
        tree = _branch(self._tree, form)
        here = tree.get(None)
        if here is None:
            here = tree[None] = self._made()
        here.setdefault(name, (phrase_key(form).count(" ") + 1, entry))

    def at(self, keys: Sequence[str], at: int) -> _FoundT:
        """What the tables hold at a unit, by the keys of a text's units and one "" or more behind them.

        >>> index = Index(["places", "bodies"], Found)
        >>> {name: (size, entry.name) for name, (size, entry) in index.at(["tại", "hà", "nội", ""], 1).items()}
        {'places': (2, 'Hà Nội')}
        """
        found, first = self.nothing, keys[at]
        tree = self._tree.get(first)
        while tree is not None:
            here = tree.get(None)
            if here is not None:
                if not here.is_complete:
                    here.complete(found, first)
                found = here
            at += 1
            tree = tree.get(keys[at])
        return found


@cache
def phrases(*names: str) -> Phrases:
    """One look-up over one or more tables; where two hold the same form, the table named first wins."""
    return Phrases([entry for name in names for entry in table(name)])


@cache
def keys(name: str, kind: str | None = None) -> frozenset[str]:
    """The phrase keys of all forms in a table, or of those of one kind: for "is this one of …?"."""
    return frozenset(phrase_key(form) for e in table(name) if kind in (None, e.kind) for form in e.forms)
