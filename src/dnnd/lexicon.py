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


class Phrases:
    """Entries that can be looked up in a sequence of syllables, the longest match first."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries: dict[str, Entry] = {}
        self._pairs: set[tuple[str, str]] = set()  # the first two syllables of the longer entries
        sizes: dict[str, set[int]] = {}
        for entry in entries:
            for form in entry.forms:
                key = phrase_key(form)
                first, *rest = key.split(" ")
                size = len(rest) + 1
                if rest:
                    self._pairs.add((first, rest[0]))
                self._entries.setdefault(key, entry)
                sizes.setdefault(first, set()).add(size)
        # For each syllable with which an entry begins, the numbers of syllables of those entries, the longest first.
        self._sizes = {first: tuple(sorted(found, reverse=True)) for first, found in sizes.items()}
        self.beginnings = self._sizes.keys()

    def match(self, units: Sequence[Syllable], at: int) -> tuple[int, Entry] | None:
        """The number of units from `at` on that the longest entry covers, and that entry; None where none begins.

        Case, tone placement, dashes and spacing do not matter; a caller that wants capitals looks at the units.

        >>> from dnnd.syllables import syllables
        >>> look_up = Phrases([Entry("Ủy ban nhân dân", "body", ("UBND",), "own")])
        >>> found = look_up.match(syllables("Uỷ ban Nhân dân xã"), 0)
        >>> found[0], found[1].name
        (4, 'Ủy ban nhân dân')
        """
        first = units[at].key
        sizes = self._sizes.get(first)
        if sizes is None:
            return None
        if sizes[0] == 1 or at + 1 >= len(units) or (first, units[at + 1].key) not in self._pairs:
            entry = self._entries.get(first)
            return (1, entry) if entry is not None else None
        keys = [unit.key for unit in units[at : at + sizes[0]]]
        for size in sizes:
            entry = self._entries.get(" ".join(keys[:size])) if size <= len(keys) else None
            if entry is not None:
                return size, entry
        return None

    def get(self, phrase: str) -> Entry | None:
        """The entry that a whole phrase is a form of."""
        return self._entries.get(phrase_key(phrase))


class Index:
    """Several tables that are asked together: for each, the longest entry at a place, found in one pass over them."""

    def __init__(self, names: Sequence[str]) -> None:
        self._entries: dict[str, dict[str, Entry]] = {}
        self._pairs: set[tuple[str, str]] = set()
        sizes: dict[str, set[int]] = {}
        for name in names:
            for entry in table(name):
                for form in entry.forms:
                    key = phrase_key(form)
                    first, *rest = key.split(" ")
                    if rest:
                        self._pairs.add((first, rest[0]))
                    self._entries.setdefault(key, {}).setdefault(name, entry)
                    sizes.setdefault(first, set()).add(len(rest) + 1)
        self._sizes = {first: tuple(sorted(found)) for first, found in sizes.items()}

    def at(self, units: Sequence[Syllable], at: int) -> dict[str, tuple[int, Entry]]:
        """By table, the number of the unit behind the longest entry that begins at a unit, and that entry.

        >>> from dnnd.syllables import syllables
        >>> found = Index(["places", "bodies"]).at(syllables("tại Hà Nội"), 1)
        >>> {name: (end, entry.name) for name, (end, entry) in found.items()}
        {'places': (3, 'Hà Nội')}
        """
        first = units[at].key
        sizes = self._sizes.get(first)
        if sizes is None:
            return {}
        if at + 1 >= len(units) or (first, units[at + 1].key) not in self._pairs:
            sizes = sizes[:1] if sizes[0] == 1 else ()
        found: dict[str, tuple[int, Entry]] = {}
        keys = [unit.key for unit in units[at : at + sizes[-1]]] if sizes else []
        for size in sizes:
            entries = self._entries.get(" ".join(keys[:size])) if size <= len(keys) else None
            if entries is not None:
                for name, entry in entries.items():
                    found[name] = (at + size, entry)  # a longer one takes its place
        return found


@cache
def index(*names: str) -> Index:
    """One index over these tables."""
    return Index(names)


@cache
def phrases(*names: str) -> Phrases:
    """One look-up over one or more tables; where two hold the same form, the table named first wins."""
    return Phrases([entry for name in names for entry in table(name)])


@cache
def keys(name: str, kind: str | None = None) -> frozenset[str]:
    """The phrase keys of all forms in a table, or of those of one kind: for "is this one of …?"."""
    return frozenset(phrase_key(form) for e in table(name) if kind in (None, e.kind) for form in e.forms)
