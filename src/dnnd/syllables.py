"""Splits a text into syllables, numbers and signs: the units that tables and rules look at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from dnnd.normalize import lookup_key

# A run of letters (with marks that could not be composed), a run of digits, or one sign.
_UNIT = re.compile(r"[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W\d_]*)*|\d+|[^\w\s]|_")


@dataclass(frozen=True)
class Syllable:
    """One unit of a text, its offsets in the view, and how it is written."""

    start: int
    end: int
    text: str

    @cached_property
    def key(self) -> str:
        """The form for look-ups: see `normalize.lookup_key`."""
        return lookup_key(self.text)

    @property
    def is_word(self) -> bool:
        """Made of letters."""
        return self.text[0].isalpha()

    @property
    def is_capitalised(self) -> bool:
        """Begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def is_all_caps(self) -> bool:
        """Two or more letters, capitals throughout, as in an abbreviation."""
        return len(self.text) > 1 and self.text.isupper()


def syllables(text: str) -> list[Syllable]:
    """The units of a text in order; everything but white space belongs to one of them.

    >>> [s.text for s in syllables("TP.HCM, 22-NQ/TW")]
    ['TP', '.', 'HCM', ',', '22', '-', 'NQ', '/', 'TW']
    """
    return [Syllable(m.start(), m.end(), m[0]) for m in _UNIT.finditer(text)]


def phrase_key(text: str) -> str:
    """The key of a phrase, independent of spacing: its units' keys with one space between.

    >>> phrase_key("Thi đua-Khen thưởng") == phrase_key("thi đua - khen thưởng")
    True
    """
    return " ".join(s.key for s in syllables(text))
