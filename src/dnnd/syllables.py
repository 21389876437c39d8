"""Splits a text into syllables, numbers and signs: the units that tables and rules look at."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from dnnd.normalize import lookup_key

# A run of letters (with marks that could not be composed), a run of digits, or one sign.
_UNIT = re.compile(r"[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W\d_]*)*|\d+|[^\w\s]|_")
# What stands between two spaces is remembered, and forgotten all at once when there is so much; long pieces are not.
_MOST_PIECES, _LONGEST_PIECE = 1 << 16, 40
# The one letter that has no small letter of one character, by which whole texts are read in another way.
_DOTTED_I = "İ"


class Syllable(NamedTuple):
    """One unit of a text, its offsets in the view, how it is written, and its key: see `normalize.lookup_key`."""

    start: int
    end: int
    text: str
    key: str
    is_word: bool
    """Made of letters."""
    is_capitalised: bool
    """Begins with a capital letter."""

    @property
    def is_all_caps(self) -> bool:
        """Two or more letters, capitals throughout, as in an abbreviation."""
        return len(self.text) > 1 and self.text.isupper()


def syllables(text: str, first: int = 0) -> list[Syllable]:
    """The units of a text in order; everything but white space belongs to one of them.

    `first` is where the text begins in the one that the offsets are into.

    >>> [s.text for s in syllables("TP.HCM, 22-NQ/TW")]
    ['TP', '.', 'HCM', ',', '22', '-', 'NQ', '/', 'TW']
    """
    if _DOTTED_I in text:
        return [unit._replace(start=first + unit.start, end=first + unit.end) for unit in _units(text)]
    pieces = text.split(" ")
    starts = accumulate([len(piece) + 1 for piece in pieces], initial=first)
    new = tuple.__new__  # what Syllable(…) does, without the call in between: this is the innermost loop of all
    return [
        new(Syllable, (at + start, at + end, unit, key, is_word, is_capitalised))
        for at, units in zip(starts, map(_pieces.__getitem__, pieces), strict=False)
        for start, end, unit, key, is_word, is_capitalised in units
    ]


def _units(text: str) -> tuple[Syllable, ...]:
    keys = lookup_key(text)  # of the same length
    places = ((unit.start(), unit.end(), unit[0]) for unit in _UNIT.finditer(text))
    return tuple(Syllable(a, b, unit, keys[a:b], unit[0].isalpha(), unit[0].isupper()) for a, b, unit in places)


class _Pieces(dict[str, tuple[Syllable, ...]]):
    """The units of each piece between two spaces that was seen: most pieces of a text are those of others."""

    def __missing__(self, piece: str) -> tuple[Syllable, ...]:
        units = _units(piece)
        if len(piece) <= _LONGEST_PIECE:
            if len(self) >= _MOST_PIECES:
                self.clear()
            self[piece] = units
        return units


_pieces = _Pieces()


@lru_cache(maxsize=1 << 16)  # the same names come again and again
def phrase_key(text: str) -> str:
    """The key of a phrase, independent of spacing: its units' keys with one space between.

    >>> phrase_key("Thi đua-Khen thưởng") == phrase_key("thi đua - khen thưởng")
    True
    """
    if _PLAIN_WORDS.fullmatch(text):
        return lookup_key(text)
    return " ".join(s.key for s in syllables(text))


_PLAIN_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")  # most phrases; their units are their words


# The spelling of a Vietnamese syllable once the marks are off; anything else is a foreign word.
_SPELLING = re.compile(
    r"(?:ngh|ch|gh|gi|kh|ng|nh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?", re.IGNORECASE
)
_PLAIN = str.maketrans("đĐ", "dD")


@cache
def is_vietnamese(syllable: str) -> bool:
    """Whether a word could be a Vietnamese syllable.

    >>> [w for w in ("Nguyễn", "Putin", "Kim", "Park", "Hà") if is_vietnamese(w)]
    ['Nguyễn', 'Kim', 'Hà']
    """
    plain = unicodedata.normalize("NFD", syllable.translate(_PLAIN))
    return bool(_SPELLING.fullmatch("".join(c for c in plain if not unicodedata.combining(c))))
