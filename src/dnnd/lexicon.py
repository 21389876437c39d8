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


class _Tree:
    """What ends behind some syllables, and by the key of the next syllable what goes on."""

    __slots__ = ("here", "longer")

    def __init__(self) -> None:
        self.here: Any = None
        self.longer: dict[str, _Tree] = {}

    def branch(self, form: str) -> _Tree:
        """The place of a form, made where there is none."""
        tree = self
        for key in phrase_key(form).split(" "):
            longer = tree.longer
            tree = longer.get(key) or longer.setdefault(key, _Tree())
        return tree


class Phrases:
    """Entries that can be looked up in a sequence of syllables, the longest match first."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        tree = _Tree()
        for entry in entries:
            for form in entry.forms:
                end = tree.branch(form)
                end.here = end.here or entry
        self._trees = tree.longer
        self.beginnings = self._trees.keys()

    def match(self, units: Sequence[Syllable], at: int) -> tuple[int, Entry] | None:
        """The number of units from `at` on that the longest entry covers, and that entry; None where none begins.

        Case, tone placement, dashes and spacing do not matter; a caller that wants capitals looks at the units.

        >>> from dnnd.syllables import syllables
        >>> look_up = Phrases([Entry("Ủy ban nhân dân", "body", ("UBND",), "own")])
        >>> found = look_up.match(syllables("Uỷ ban Nhân dân xã"), 0)
        >>> found[0], found[1].name
        (4, 'Ủy ban nhân dân')
        """
        tree = self._trees.get(units[at].key)
        found = None
        size = 1
        while tree is not None:
            if tree.here is not None:
                found = (size, tree.here)
            if not tree.longer or at + size == len(units):
                break
            tree = tree.longer.get(units[at + size].key)
            size += 1
        return found

    def get(self, phrase: str) -> Entry | None:
        """The entry that a whole phrase is a form of."""
        trees, tree = self._trees, None
        for key in phrase_key(phrase).split(" "):
            tree = trees.get(key)
            if tree is None:
                return None
            trees = tree.longer
        return tree.here if tree else None


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
        tree = _Tree()
        for name in names:
            for entry in table(name):
                for form in entry.forms:
                    end = tree.branch(form)
                    end.here = end.here or made()
                    end.here.setdefault(name, (phrase_key(form).count(" ") + 1, entry))
        self._trees = tree.longer

    def all(self, keys: Sequence[str]) -> list[_FoundT]:
        """What the tables hold at each unit of a text, by the units' keys.

        >>> index = Index(["places", "bodies"], Found)
        >>> [{name: (size, entry.name) for name, (size, entry) in at.items()} for at in index.all(["tại", "hà", "nội"])]
        [{}, {'places': (2, 'Hà Nội')}, {}]
        """
        found = []
        end = len(keys)
        for at, tree in enumerate(map(self._trees.get, keys)):
            known = self.nothing
            behind = at
            while tree is not None:
                here = tree.here
                if here is not None:
                    if not here.is_complete:
                        here.complete(known, keys[at])
                    known = here
                behind += 1
                if behind == end:
                    break
                tree = tree.longer.get(keys[behind])
            found.append(known)
        return found


@cache
def phrases(*names: str) -> Phrases:
    """One look-up over one or more tables; where two hold the same form, the table named first wins."""
    return Phrases([entry for name in names for entry in table(name)])


@cache
def keys(name: str, kind: str | None = None) -> frozenset[str]:
    """The phrase keys of all forms in a table, or of those of one kind: for "is this one of …?"."""
    return frozenset(phrase_key(form) for e in table(name) if kind in (None, e.kind) for form in e.forms)
