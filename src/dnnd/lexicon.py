"""Loads and checks the tables under `lexicons/`; finds their entries in a text, the longest first.

A table is a UTF-8 file of tab-separated values with a heading line. Its first columns are always

    name      the canonical form
    kind      what it is, in the words of the table's own section of `lexicons/README.md`
    variants  other spellings and short forms, separated by "|"
    source    where the row comes from: a key of `lexicons/sources.tsv`

and more columns may follow. Rows are sorted by `name`, by code point.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from itertools import compress
from typing import Any, Generic, TypeVar

from dnnd.errors import LexiconError
from dnnd.normalize import lookup_key
from dnnd.syllables import Syllable, phrase_key, syllables

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
        name, kind, variants, source, *rest = cells
        if not name or not kind or not source:
            raise LexiconError(f"{where}, line {number}: name, kind and source must not be empty")
        more = dict(zip(columns[len(REQUIRED) :], rest, strict=True))
        entries.append(Entry(name, kind, tuple(variants.split("|")) if variants else (), source, more))
    return tuple(entries)


@cache
def table(name: str) -> tuple[Entry, ...]:
    """The rows of `lexicons/NAME.tsv`, in the order of the file. Raises LexiconError where there is no such table."""
    path = resources.files("dnnd").joinpath("lexicons", f"{name}.tsv")
    if not path.is_file():
        raise LexiconError(f"there is no table lexicons/{name}.tsv in this installation; install dnnd again")
    return parse(path.read_text(encoding="utf-8"), f"lexicons/{name}.tsv")


_Forms = dict[str, list[tuple[str, Entry]]]


def _by_first(entries: Sequence[Entry]) -> _Forms:
    """All forms with their entries, in order, by the key of the first unit."""
    rows = [(form, entry) for entry in entries for form in entry.forms]
    firsts = [form.partition(" ")[0] for form, _ in rows]
    keys_there = lookup_key("\n".join(firsts)).split("\n")  # at once, which is faster
    found: _Forms = {}
    for row, first, key in zip(rows, firsts, keys_there, strict=True):
        found.setdefault(key if first.isalpha() else syllables(first)[0].key, []).append(row)
    return found


@cache
def _forms(name: str) -> _Forms:
    return _by_first(table(name))


class _Tree:
    """What ends behind some syllables, and by the key of the next syllable what goes on."""

    __slots__ = ("here", "longer")

    def __init__(self) -> None:
        self.here: Any = None
        self.longer: dict[str, _Tree] | None = None

    def branch(self, keys: Sequence[str]) -> _Tree:
        """The place behind more syllables, made where there is none."""
        tree = self
        for key in keys:
            if tree.longer is None:
                tree.longer = {}
            longer = tree.longer.get(key)
            tree = longer or tree.longer.setdefault(key, _Tree())
        return tree


class _Trees(dict[str, "_Tree | None"]):
    """The trees of some tables by the first key, each made when it is first asked for: a short text asks for few.

    `put` notes at the end of a form the number of its table, its size in units, and its entry.
    """

    def __init__(self, tables: Sequence[_Forms], put: Callable[[_Tree, int, int, Entry], None]) -> None:
        self._tables, self._put = tables, put

    def __missing__(self, first: str) -> _Tree | None:
        tree = None
        for number, forms in enumerate(self._tables):
            for form, entry in forms.get(first, ()):
                tree = tree or _Tree()
                _, *more = phrase_key(form).split(" ")
                self._put(tree.branch(more), number, len(more) + 1, entry)
        if len(self) >= _MOST_TREES:
            self.clear()
        self[first] = tree
        return tree


# Nearly all first keys of a text have no tree; when so many have been asked for, all are forgotten.
_MOST_TREES = 1 << 16


class Phrases:
    """Entries that can be looked up in a sequence of syllables, the longest match first.

    Where two tables hold the same form, the first wins.
    """

    def __init__(self, *tables: _Forms) -> None:
        self._trees = _Trees(tables, self._put)
        self._firsts = frozenset(key for forms in tables for key in forms)

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Phrases:
        """A look-up over entries that are in no table."""
        return cls(_by_first(entries))

    @staticmethod
    def _put(tree: _Tree, _table: int, _size: int, entry: Entry) -> None:
        tree.here = tree.here or entry

    def starts(self, keys: Sequence[str]) -> list[int]:
        """The units, given by their keys, with which an entry may begin: few, so that no rule looks at the others."""
        return list(compress(range(len(keys)), map(self._firsts.__contains__, keys)))

    def match(self, units: Sequence[Syllable], at: int) -> tuple[int, Entry] | None:
        """The number of units from `at` on that the longest entry covers, and that entry; None where none begins.

        Case, tone placement, dashes and spacing do not matter; a caller that wants capitals looks at the units.

        >>> from dnnd.syllables import syllables
        >>> look_up = Phrases.of([Entry("Ủy ban nhân dân", "body", ("UBND",), "own")])
        >>> found = look_up.match(syllables("Uỷ ban Nhân dân xã"), 0)
        >>> found[0], found[1].name
        (4, 'Ủy ban nhân dân')
        """
        tree = self._trees[units[at].key]
        found = None
        size = 1
        while tree is not None:
            if tree.here is not None:
                found = (size, tree.here)
            if tree.longer is None or at + size == len(units):
                break
            tree = tree.longer.get(units[at + size].key)
            size += 1
        return found

    def get(self, phrase: str) -> Entry | None:
        """The entry that a whole phrase is a form of."""
        first, *more = phrase_key(phrase).split(" ")
        tree = self._trees[first]
        for key in more:
            tree = tree.longer.get(key) if tree and tree.longer else None
        entry: Entry | None = tree.here if tree else None
        return entry


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
        self._names, self._made, self.nothing = names, made, made()
        self.nothing.complete(self.nothing, "")
        self._trees = _Trees([_forms(name) for name in names], self._put)

    def _put(self, tree: _Tree, table: int, size: int, entry: Entry) -> None:
        tree.here = tree.here or self._made()
        tree.here.setdefault(self._names[table], (size, entry))

    def all(self, keys: Sequence[str]) -> list[_FoundT]:
        """What the tables hold at each unit of a text, by the units' keys.

        >>> index = Index(["places", "bodies"], Found)
        >>> [{name: (size, entry.name) for name, (size, entry) in at.items()} for at in index.all(["tại", "hà", "nội"])]
        [{}, {'places': (2, 'Hà Nội')}, {}]
        """
        end = len(keys)
        found = [self.nothing] * end
        trees = list(map(self._trees.__getitem__, keys))
        for at in compress(range(end), trees):
            tree, known, behind = trees[at], self.nothing, at
            while tree is not None:
                here = tree.here
                if here is not None:
                    if not here.is_complete:
                        here.complete(known, keys[at])
                    known = here
                behind += 1
                if tree.longer is None or behind == end:
                    break
                tree = tree.longer.get(keys[behind])
            found[at] = known
        return found


@cache
def phrases(*names: str) -> Phrases:
    """One look-up over one or more tables; where two hold the same form, the table named first wins."""
    return Phrases(*map(_forms, names))


@lru_cache(maxsize=1 << 14)
def forms_of(name: str, key: str) -> tuple[str, ...]:
    """All forms of a table that have a phrase key."""
    return tuple(form for form, _ in _forms(name).get(key.partition(" ")[0], ()) if phrase_key(form) == key)


@cache
def keys(name: str, kind: str | None = None) -> frozenset[str]:
    """The phrase keys of all forms in a table, or of those of one kind: for "is this one of …?"."""
    return frozenset(phrase_key(form) for e in table(name) if kind in (None, e.kind) for form in e.forms)
