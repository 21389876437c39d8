"""Looks at the units of a sentence and at the names among them: which begins where, and what a phrase is."""

from __future__ import annotations

from collections.abc import Sequence

from dnnd.lexicon import Entry, phrases
from dnnd.segment import Document
from dnnd.spans import Mention
from dnnd.syllables import Syllable

# Kinds of words in `honorifics.tsv` and `title_contexts.tsv` that may stand between a title and a name.
HONORIFICS = ("honorific", "degree")


class Places:
    """Where names begin, and which units lie inside one that began before."""

    def __init__(self, doc: Document, names: Sequence[Mention]) -> None:
        self.text = doc.text
        self.starts = {name.start: name for name in names}
        self.inside = {unit.start for name in names for unit in doc.units(name.start + 1, name.end)}


class Units:
    """The units of one sentence, asked for titles, names and words."""

    def __init__(self, units: Sequence[Syllable], places: Places) -> None:
        self.units = units
        self.places = places
        self._matched: dict[int, tuple[int, Entry] | None] = {}

    def _match(self, i: int) -> tuple[int, Entry] | None:
        """The size and entry of the title that begins at a unit; asked often for the same one."""
        if i not in self._matched:
            self._matched[i] = phrases("titles").match(self.units, i) if i < len(self.units) else None
        return self._matched[i]

    def _is_broken(self, i: int, size: int) -> bool:
        """ "nhiệm vụ Phó Chủ tịch" holds no "vụ phó"."""
        small = size > 1 and not self.units[i].is_capitalised and self.units[i + 1].is_capitalised
        return small and self._name(i + 1) is None  # but "trưởng [ORG Ban Chỉ đạo …]"

    def _name(self, i: int, kind: str | None = None) -> Mention | None:
        name = self.places.starts.get(self.units[i].start) if i < len(self.units) else None
        return name if name and kind in (None, name.type) else None

    def _is(self, i: int, key: str) -> bool:
        return i < len(self.units) and self.units[i].key == key

    def _starts_with(self, i: int, *kinds: str) -> bool:
        if i >= len(self.units):
            return False
        hit = phrases("title_contexts").match(self.units, i)
        return hit is not None and hit[1].kind in kinds

    def _is_honorific(self, i: int) -> bool:
        hit = phrases("honorifics", "title_contexts").match(self.units, i)
        return hit is not None and hit[1].kind in HONORIFICS

    def _after(self, i: int, end: int) -> int:
        while i < len(self.units) and self.units[i].start < end:
            i += 1
        return i

    def _key(self, i: int, size: int) -> str:
        return " ".join(unit.key for unit in self.units[i : i + size])

    def _names(self, i: int) -> int:
        """Behind the bodies and places that follow at once: "[ORG Quốc hội] [LOC Fiji]"."""
        while (name := self._name(i)) and name.type != "PER":
            i = self._after(i, name.end)
        return i
